"""News from the file system. They only wake the loop that looks at the inbox; the folder itself is the truth.

Events are lost in bursts, never come from network file systems, and stop for ever when the folder is replaced. So the
inbox is looked at every `scan_seconds` anyway, and every second where no events come: on file systems known for that,
where a canary (a file that we make and remove) goes unseen, and where the settings say so.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable
from pathlib import Path

import structlog
from watchdog.events import (
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from gouji.config import Settings
from gouji.names import is_ignored

log = structlog.get_logger()

# Not the events that looking and reading cause, or every look would cause the next.
WANTED: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileClosedEvent, FileModifiedEvent, FileMovedEvent, DirCreatedEvent, DirMovedEvent)
]
NO_EVENTS = re.compile(r"nfs|nfs4|cifs|smb3|smbfs|9p|fuse.*|vboxsf|drvfs|prl_fs|virtiofs|afs|ceph|glusterfs|lustre")
CANARY = ".gouji-canary"
CANARY_SECONDS = 2.0
CANARY_EVERY = 600.0
TEND_SECONDS = 1.0


class Events:
    """Listens to the inbox and calls `ring`; `tend` keeps it listening."""

    def __init__(self, settings: Settings, ring: Callable[[], None]) -> None:
        self._root, self._mode, self._ring = settings.inbox_path, settings.watching, ring
        self._observer: BaseObserver | None = None
        self._watched: tuple[int, int] | None = None
        self._released: float | None = None
        self._next_canary = self._next_tending = 0.0
        self.polling = self._mode == "polling" or (self._mode == "auto" and has_no_events(self._root))
        self._overflow = _Overflow(ring)

    def tend(self, clock: float) -> bool:
        """Once a second, see that events come or polling is on; True when an unseen moment calls for a look."""
        if self._mode == "polling" or clock < self._next_tending:
            return False
        self._next_tending = clock + TEND_SECONDS
        rebuilt = self._rebuild_if_dead()
        if self._mode == "auto":
            self._tend_canary(clock)
        return rebuilt

    def close(self) -> None:
        """Stop listening."""
        logging.getLogger("watchdog.observers").removeHandler(self._overflow)
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(5)
            self._observer = None

    def _rebuild_if_dead(self) -> bool:
        identity = _identity(self._root)
        if identity == self._watched and self._observer is not None and _alive(self._observer):
            return False
        if self._observer is not None:
            log.warning("inbox.watch_rebuilt")
        self.close()
        if identity is None:
            self._watched = None
            return False
        self._listen()
        self._watched, self._next_canary = identity, 0.0
        return True

    def _listen(self) -> None:
        observer = Observer()
        try:
            observer.schedule(
                _Wake(self._ring, self._heard), os.path.realpath(self._root), recursive=True, event_filter=WANTED
            )
            observer.start()
        except OSError as problem:  # no inotify, or all its watches in use
            log.warning("inbox.no_events", reason=problem.strerror)
            self.polling = True
            return
        self._observer = observer
        logging.getLogger("watchdog.observers").addHandler(self._overflow)

    def _tend_canary(self, clock: float) -> None:
        """Let a canary fly, and see whether we hear of it."""
        if self._released is not None and clock - self._released > CANARY_SECONDS:
            self._released = None
            if not self.polling:
                log.warning("inbox.polling", reason="文件系统没有发出事件")
            self.polling = True
        if clock >= self._next_canary:
            self._next_canary = clock + CANARY_EVERY
            self._released = clock  # before it flies: it may be heard of at once
            if not self._fly():
                self._released = None

    def _fly(self) -> bool:
        canary = self._root / f"{CANARY}-{os.getpid()}"
        try:
            canary.touch()
            canary.unlink()
        except OSError:
            return False  # an inbox that we may only read tells us nothing this way
        return True

    def _heard(self) -> None:
        self._released = None
        if self.polling and not has_no_events(self._root):
            self.polling = False
            log.info("inbox.events")


class _Wake(FileSystemEventHandler):
    """Rings for everything that may be a report. Whatever an event says beyond that is not believed."""

    def __init__(self, ring: Callable[[], None], heard: Callable[[], None]) -> None:
        self._ring, self._heard = ring, heard

    def on_any_event(self, event: FileSystemEvent) -> None:
        name = os.path.basename(os.fsencode(event.dest_path or event.src_path))  # noqa: PTH119 - bytes
        if name.startswith(CANARY.encode()):
            self._heard()
        elif not is_ignored(name):
            self._ring()


class _Overflow(logging.Handler):
    """Rings when watchdog logs that events were lost; it has no other way to say so."""

    def __init__(self, ring: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._ring = ring

    def emit(self, record: logging.LogRecord) -> None:
        if "overflow" in record.getMessage():
            self._ring()


def _alive(observer: BaseObserver) -> bool:
    return observer.is_alive() and all(emitter.is_alive() for emitter in observer.emitters)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def has_no_events(folder: Path) -> bool:
    """Whether the folder lies on a file system that tells nobody what others do in it; False where unknown."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False
    real = os.path.realpath(folder)
    kinds = {}
    for line in mounts:
        fields, _, rest = line.partition(" - ")
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields.split()[4])
        if point in ("/", real) or real.startswith(point + "/"):
            kinds[point] = rest.split()[0]
    return bool(kinds) and NO_EVENTS.fullmatch(kinds[max(kinds, key=len)]) is not None
