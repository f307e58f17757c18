"""The rules of a running service: a changed folder makes a new generation, swapped in whole between two reports.

A generation with a file that cannot be used is refused while an earlier one is there: half of somebody's change is not
what they meant. When the service starts there is no earlier one: the faulty file is then named in every result.
"""

from __future__ import annotations

import time
from pathlib import Path

import structlog

from gouji.check import Checker
from gouji.rule import load_rules
from gouji.rule.loading import rule_files

log = structlog.get_logger()

LOOK_SECONDS = 1.0

Fingerprint = tuple[tuple[str, int, int], ...]


class Rules:
    """The built-in rules and those of the service's folder; looks at the folder at most once a second."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: Fingerprint = ()
        self._looked_at = 0.0
        self._checker: Checker | None = None

    def checker(self) -> Checker:
        """The checker of the present generation; the last good one when the folder as it stands cannot be used."""
        if self._checker is None:
            self._checker = self._load(_fingerprint(self._folder))
        elif time.monotonic() - self._looked_at >= LOOK_SECONDS and (seen := self._look()) != self._seen:
            self._swap(seen)
        return self._checker

    def close(self) -> None:
        """End the rule host, if there is one."""
        if self._checker:
            self._checker.close()

    def _look(self) -> Fingerprint:
        self._looked_at = time.monotonic()
        return _fingerprint(self._folder)

    def _load(self, seen: Fingerprint) -> Checker:
        self._seen = seen
        ruleset = load_rules([self._folder] if seen else [])
        for fault in ruleset.faults:
            log.error("rules.fault", path=fault.path, reason=fault.reason)
        log.info("rules.loaded", rules=len(ruleset.rules), faults=len(ruleset.faults), ruleset=ruleset.hash[:19])
        return Checker(ruleset)

    def _swap(self, seen: Fingerprint) -> None:
        assert self._checker is not None
        try:
            checker = self._load(seen)
        except Exception:  # whatever stands in the folder, the last good generation stays
            log.exception("rules.not_loaded")
            return
        if checker.ruleset.faults and not self._checker.ruleset.faults:
            log.error("rules.refused", kept=self._checker.ruleset.hash[:19])
            return
        self.close()
        self._checker = checker


def _fingerprint(folder: Path) -> Fingerprint:
    """Names, times and sizes of the rule files; empty for a folder that has none or is not there."""
    seen = []
    for path in rule_files(folder) if folder.is_dir() else ():
        try:
            status = path.stat()
        except FileNotFoundError:
            continue  # being replaced: the next look sees what came of it
        seen.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(seen)
