"""The rules of a running service: a changed folder or profile makes a new generation, swapped or refused whole.

A change is looked at when it has been still for a moment, so that nothing half written is taken. A generation of which
anything cannot be used is refused: half of somebody's change is not what they meant. The last good one stays, is kept
on the disk for processes that start later, and the refusal is told. Where there never was a good one, a faulty file is
named in every result.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import structlog

from gouji.check import Checker
from gouji.errors import BadProfile
from gouji.rule import Profile, RuleSet, load_rules, read_profile, with_profile
from gouji.rule.loading import rule_files
from gouji_workers.lastgood import LastGood

log = structlog.get_logger()

LOOK_SECONDS = 1.0
#: How long nothing may have changed before a change is looked at.
STILL_SECONDS = 0.5
#: A generation that was refused is tried again after so long, for the reason may have been a busy machine.
AGAIN_SECONDS = 30.0

#: Names, times, sizes and inodes of the files; None for a folder that is not there.
Fingerprint = tuple[tuple[str, int, int, int], ...] | None
_UNLIKE_ANY: Fingerprint = (("", 0, 0, 0),)
Tell = Callable[[tuple[str, ...], str], None]


class Rules:
    """The built-in rules and those of the service's folder, as the profile wants them.

    `kept` is the file in which the last good generation outlives this process. `tell` is told after each load what was
    refused or cannot be used (nothing: all is well), and the hash of the rules in use.
    """

    def __init__(
        self, folder: Path, *, profile: str | None = None, kept: Path | None = None, tell: Tell | None = None
    ) -> None:
        self._folder, self._profile = folder, profile
        self._last_good = LastGood(kept) if kept else None
        self._tell = tell or (lambda _words, _ruleset: None)
        self._seen: Fingerprint = ()
        self._candidate: Fingerprint = ()
        self._looked_at = self._again_at = 0.0
        self._read: Profile | None = None
        self._checker: Checker | None = None
        self._replaced: list[Checker] = []
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None

    def checker(self) -> Checker:
        """The checker of the present generation, for one report; raises BadProfile when there never was a good one."""
        # While a new generation is being loaded in the background, the present one works on.
        if self._lock.acquire(blocking=self._checker is None):
            try:
                self._look()
            finally:
                self._lock.release()
        while self._replaced:
            self._replaced.pop().close()
        assert self._checker is not None
        return self._checker

    def keep_looking(self) -> None:
        """Look in the background too, so that what is refused is known before the next report comes in."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._keep_looking, name="rules", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the background and the rule hosts."""
        self._ending.set()
        if self._thread is not None:
            self._thread.join(LOOK_SECONDS + STILL_SECONDS)
        for checker in (*self._replaced, *([self._checker] if self._checker else [])):
            checker.close()

    def _keep_looking(self) -> None:
        while not self._ending.wait(LOOK_SECONDS):
            with self._lock:
                try:
                    self._look()
                except Exception:  # the edge of the background: what is wrong shows again at the next look
                    log.exception("rules.not_looked_at")

    def _look(self) -> None:
        """Take a new generation where something has changed and is still."""
        if self._checker is None:
            self._begin()
            return
        now = time.monotonic()
        if now - self._looked_at < LOOK_SECONDS:
            return
        self._looked_at = now
        seen = self._fingerprint()
        if seen == self._seen and not (self._again_at and now >= self._again_at):
            self._candidate = seen
        elif seen != self._candidate and not _is_still(seen):
            self._candidate = seen  # being written: the next look sees whether it has come to rest
        else:
            self._swap(seen)

    def _begin(self) -> None:
        """The first generation of this process: as the folder stands, or else the last good one."""
        self._seen = self._candidate = self._fingerprint()
        try:
            ruleset = self._load(read_profile(self._profile) if self._profile else None)
            words = tuple(map(str, ruleset.faults))
        except BadProfile as problem:
            ruleset, words = None, (str(problem),)
            if self._last_good is None or self._last_good.read() is None:
                raise
        if words and self._last_good is not None and (former := self._last_good.read()) is not None:
            ruleset = former
            self._refuse(words, ruleset)
        elif ruleset is not None:
            self._told(words, ruleset)
        assert ruleset is not None
        self._checker = Checker(ruleset)

    def _swap(self, seen: Fingerprint) -> None:
        assert self._checker is not None
        present = self._checker.ruleset
        self._seen = self._candidate = seen
        try:
            words, ruleset = self._changed(seen)
        except Exception as problem:  # whatever stands in the folder, the last good generation stays
            log.exception("rules.not_loaded")
            words, ruleset = (f"加载规则时出错：{type(problem).__name__}",), None
        if ruleset is not None and self._fingerprint() != seen:
            self._seen = _UNLIKE_ANY  # written to meanwhile: this is neither the one nor the other
            return
        if ruleset is None or (words and not present.faults):
            self._refuse(words, present)
            return
        self._told(words, ruleset)
        self._replaced.append(self._checker)
        self._checker = Checker(ruleset)

    def _changed(self, seen: Fingerprint) -> tuple[tuple[str, ...], RuleSet | None]:
        """What is wrong with the folder and the profile as they stand, and their rules where they have any."""
        assert self._checker is not None
        if seen is None and self._checker.ruleset.folders:
            return (f"规则目录 {self._folder} 不见了",), None
        try:
            ruleset = self._load(read_profile(self._profile) if self._profile else None)
        except BadProfile as problem:
            return (str(problem),), None
        return tuple(map(str, ruleset.faults)), ruleset

    def _load(self, profile: Profile | None) -> RuleSet:
        self._read = profile
        own = self._folder.is_dir() and any(True for _ in rule_files(self._folder))
        ruleset = load_rules([self._folder] if own else [])
        if profile is not None:
            ruleset = with_profile(ruleset, profile)
        return ruleset

    def _told(self, words: tuple[str, ...], ruleset: RuleSet) -> None:
        self._again_at = 0.0
        for fault in ruleset.faults:
            log.error("rules.fault", path=fault.path, reason=fault.reason)
        if self._last_good is not None and not words:
            self._last_good.write(ruleset, self._read)
        log.info("rules.loaded", rules=len(ruleset.rules), faults=len(ruleset.faults), ruleset=ruleset.hash[:19])
        self._tell(words, ruleset.hash)

    def _refuse(self, words: tuple[str, ...], kept: RuleSet) -> None:
        if not self._again_at:  # once for each change
            log.error("rules.refused", kept=kept.hash[:19], reasons=list(words))
        self._again_at = time.monotonic() + AGAIN_SECONDS
        self._tell(words, kept.hash)

    def _fingerprint(self) -> Fingerprint:
        """The state of the rule files and of the profile's files."""
        own = _files(self._folder)
        if own is None:
            return None
        profile = self._read.files if self._read else (self._profile,) if self._profile else ()
        return _states([*own, *map(Path, profile)])


def _files(folder: Path) -> list[Path] | None:
    try:
        return list(rule_files(folder)) if folder.is_dir() else None
    except OSError:
        return None  # going away while it was read


def _states(files: list[Path]) -> Fingerprint:
    seen = []
    for path in files:
        try:
            status = path.stat()
        except OSError:
            continue  # being replaced: the next look sees what came of it
        seen.append((str(path), status.st_mtime_ns, status.st_size, status.st_ino))
    return tuple(seen)


def _is_still(seen: Fingerprint) -> bool:
    """Whether no file was written to within the last moment."""
    return time.time() - max((time_ns for _, time_ns, _, _ in seen or ()), default=0) / 1e9 >= STILL_SECONDS
