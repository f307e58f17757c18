"""Looking at the LibreOffices of a converter from outside."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from gouji.convert.talk import sockets

FORMS = ("ed2019", "ed2021")


def office_pids(folder: Path) -> list[int]:
    """The LibreOffices that run with a profile below this folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"soffice.bin\0" in command and str(folder).encode() in command and b"gouji.convert" not in command:
                found.append(int(entry.name))
    return found


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def sockets_of(folder: Path) -> list[Path]:
    """Where they listen, which is outside of their folder."""
    return [path for profile in folder.glob("*/home/profile-*") for path in sockets(profile)]
