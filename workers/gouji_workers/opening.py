"""What every part begins with: the store, the clock, and the name by which a process signs."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime

from gouji.config import Settings
from gouji.store import Store


def utc_now() -> datetime:
    """The clock of everything that runs."""
    return datetime.now(UTC)


def open_store(settings: Settings) -> Store:
    """The store of these settings; connects when it is first asked something."""
    return Store(settings.database, max_attempts=settings.max_attempts, zone=settings.zone)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def process_name() -> str:
    """How this process signs what it has taken: host:pid."""
    return f"{socket.gethostname()}:{os.getpid()}"
