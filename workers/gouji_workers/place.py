"""A work place: what one process needs to check and to deliver, opened once and closed at its end."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime, timedelta

from gouji.archive import Archive
from gouji.config import Settings
from gouji.pipeline import Bench
from gouji.queue import Queue
from gouji.store import Store
from gouji_workers.rules import Rules


def utc_now() -> datetime:
    """The clock of everything that runs."""
    return datetime.now(UTC)


def open_store(settings: Settings) -> Store:
    """The store of these settings; connects when it is first asked something."""
    return Store(settings.database, max_attempts=settings.max_attempts, zone=settings.zone)


def process_name() -> str:
    """How this process signs what it has taken: host:pid."""
    return f"{socket.gethostname()}:{os.getpid()}"


class WorkPlace:
    """Where one process works; `name` signs its claims, `queue` is told of the notices that come of them."""

    def __init__(self, settings: Settings, queue: Queue, name: str) -> None:
        self.settings, self.queue, self.name = settings, queue, name
        self.store = open_store(settings)
        self._archive = Archive(settings.archive_path)
        self._rules = Rules(settings.rules_path)

    @property
    def lease(self) -> timedelta:
        return timedelta(seconds=self.settings.lease_seconds)

    def bench(self) -> Bench:
        """The tools with the present generation of rules."""
        return Bench(self.settings, self.store, self._archive, self._rules.checker(), utc_now)

    def close(self) -> None:
        self._rules.close()
        self.store.close()
