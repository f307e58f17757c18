"""The inbox between two looks: what was taken already, what is not still yet, what refuses to be read.

The folder is the truth. Whoever knows that something happened (an event of the file system, the clock) only asks for
another look, and looking once too often changes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gouji.ingest.stillness import Look, being_written
from gouji.ingest.walk import look_at, open_inside, walk
from gouji.submission import Signature

EMPTY_FACTOR = 20  # an empty file is mostly one that somebody is about to write


@dataclass(frozen=True, slots=True)
class Still:
    """A file that has been still and is closed; `path` is relative to the inbox."""

    path: bytes
    look: Look


@dataclass(slots=True)
class _Waiting:
    """`since` is when the file was first seen like this, `again` when it is worth another look."""

    look: Look
    since: float
    again: float


@dataclass(slots=True)
class Inbox:
    """State of the inbox in this process; clocks are monotonic seconds, given by the caller.

    `known` are the signatures under which paths were recorded before, from the store. After a look, `refused` says
    what could not be read and why, and `left_behind` are the files that lie there although they were taken.
    """

    root: Path
    settle_seconds: float
    known: dict[bytes, Signature] = field(default_factory=dict)
    refused: dict[bytes, str] = field(default_factory=dict)
    left_behind: list[Still] = field(default_factory=list)
    _waiting: dict[bytes, _Waiting] = field(default_factory=dict)

    @property
    def root_bytes(self) -> bytes:
        return os.fsencode(self.root)

    def look(self, clock: float) -> list[Still]:
        """Walk the whole inbox; the files that are still now, oldest first."""
        seen = walk(self.root_bytes)
        self.refused = {path: reason(problem) for path, problem in seen.refused.items()}
        if seen.complete:
            self._forget_missing(seen.files)
        known = self.known
        self.left_behind = [Still(path, look) for path, look in seen.files.items() if known.get(path) == look.signature]
        new = {path: look for path, look in seen.files.items() if known.get(path) != look.signature}
        return self._still(new, clock)

    def look_again(self, clock: float) -> list[Still]:
        """Look only at the files that were not still the last time."""
        looks = {path: self._look_at(path) for path in self._waiting}
        for path in [path for path, look in looks.items() if look is None]:
            del self._waiting[path]
        return self._still({path: look for path, look in looks.items() if look}, clock)

    def next_look(self) -> float | None:
        """When a waiting file may be still at the earliest; None when nothing waits."""
        return min((waiting.again for waiting in self._waiting.values()), default=None)

    def taken(self, path: bytes, signature: Signature) -> None:
        """Say that a file is recorded; it does not count as new until it changes."""
        self.known[path] = signature
        self._waiting.pop(path, None)

    def refuse(self, path: bytes, why: str) -> None:
        """Say that a file cannot be read; the next walk tries again."""
        self.refused[path] = why
        self._waiting.pop(path, None)

    def changed(self, path: bytes) -> None:
        """Say that a file changed while it was being taken: its stillness begins anew."""
        self._waiting.pop(path, None)

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def _still(self, looks: Mapping[bytes, Look], clock: float) -> list[Still]:
        ripe = [Still(path, look) for path, look in looks.items() if self._is_ripe(path, look, clock)]
        return sorted((still for still in ripe if not self._is_open(still)), key=lambda s: s.look.signature.mtime_ns)

    def _is_ripe(self, path: bytes, look: Look, clock: float) -> bool:
        """Whether the file looks as it did at least the settling time ago."""
        waiting, settle = self._waiting.get(path), self._settle(look)
        if waiting is None or waiting.look != look:
            self._waiting[path] = _Waiting(look, clock, clock + settle)
            return False
        ripe = clock - waiting.since >= settle
        if ripe:  # still open, or no room for it: not to be asked about without end
            waiting.again = clock + settle
        return ripe

    def _is_open(self, still: Still) -> bool:
        """Whether it is being written; then it is looked at again after another settling time."""
        try:
            handle = open_inside(self.root_bytes, still.path)
        except OSError:
            return False  # taking it will say what is wrong
        try:
            return being_written(handle)
        finally:
            os.close(handle)

    def _settle(self, look: Look) -> float:
        return self.settle_seconds * (1 if look.signature.size else EMPTY_FACTOR)

    def _look_at(self, path: bytes) -> Look | None:
        try:
            return look_at(self.root_bytes, path)
        except OSError as problem:
            self.refused[path] = reason(problem)
            return None

    def _forget_missing(self, files: Mapping[bytes, Look]) -> None:
        self._waiting = {path: waiting for path, waiting in self._waiting.items() if path in files}


def reason(problem: OSError) -> str:
    """Why a file or folder cannot be read, for the person who can change that."""
    if isinstance(problem, PermissionError):
        return "没有读取权限；改正权限后会自动收取"
    return f"读取失败（{problem.strerror or type(problem).__name__}）；会自动重试"
