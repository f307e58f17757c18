"""A work place: what one process needs to check and to deliver, opened once and closed at its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import structlog

from gouji.archive import Archive
from gouji.config import Settings
from gouji.convert import Converter
from gouji.errors import StoreUnavailable
from gouji.pipeline import Bench
from gouji.queue import Queue
from gouji.reader import Reader
from gouji.rulenote import NOTE, word
from gouji_workers import limits
from gouji_workers.opening import open_store, utc_now
from gouji_workers.rules import Rules

log = structlog.get_logger()


class WorkPlace:
    """Where one process works; `name` signs its claims, `queue` is told of the notices that come of them.

    `ending` says that nothing new is to be begun.
    """

    def __init__(self, settings: Settings, queue: Queue, name: str, ending: Callable[[], bool]) -> None:
        self.settings, self.queue, self.name, self.ending = settings, queue, name, ending
        self.store = open_store(settings)
        self._archive = Archive(settings.archive_path)
        self._rules = Rules(
            settings.rules_path, profile=settings.profile, kept=settings.home / "run" / "rules.json", tell=self._tell
        )
        reading = limits.of_reading(settings)
        self._converter = Converter(seconds=reading.wall / 2)
        self._reader = Reader(reading, convert=self._converter.to_odt)
        self._reader.start()

    @property
    def lease(self) -> timedelta:
        return timedelta(seconds=self.settings.lease_seconds)

    def bench(self) -> Bench:
        """The tools with the present generation of rules."""
        bench = Bench(self.settings, self.store, self._archive, self._rules.checker(), utc_now, self._reader)
        self._rules.keep_looking()
        return bench

    def close(self) -> None:
        """End the rule host, the reader's child and LibreOffice, and give back the connections."""
        self._reader.close()
        self._converter.close()
        self._rules.close()
        self.store.close()

    def _tell(self, words: tuple[str, ...], ruleset: str) -> None:
        """Leave word, for doctor and the page, of rules that cannot be used."""
        try:
            self.store.note(NOTE, word(words, ruleset), utc_now())
        except StoreUnavailable as problem:
            log.warning("rules.not_told", reason=str(problem))
