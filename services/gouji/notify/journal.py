"""The sent journal: what the far end has accepted, on this machine's disk before the database is told.

It closes the gap in which a notice would be sent twice: a process that dies, or a database that is gone, between the
far end's answer and the mark in the database. One line a notice, its dedup key, in a file per machine and day.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

#: Longer than any notice stays under way.
KEPT = timedelta(days=30)
FOLDER = "journal"


class SentJournal:
    """The journal in a folder, which several processes and machines may share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def append(self, dedup_key: str, now: datetime) -> None:
        """Note that this was accepted; returns when it is on the disk."""
        path = self._folder / f"sent-{now:%Y%m%d}-{socket.gethostname()}.log"
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._prune(now)
        self._write(path, f"{dedup_key}\n".encode())

    def holds(self, dedup_key: str) -> bool:
        """Whether this was accepted."""
        key = dedup_key.encode()
        return any(key in path.read_bytes().split() for path in self._files())

    def _write(self, path: Path, line: bytes) -> None:
        created = not path.exists()
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if created:
            self._sync_folder()

    def _sync_folder(self) -> None:
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _prune(self, now: datetime) -> None:
        oldest = f"sent-{now - KEPT:%Y%m%d}"
        for path in self._files():
            if path.name < oldest:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        return self._folder.glob("sent-*.log")
