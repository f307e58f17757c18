"""Where LibreOffice is on this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

#: What answers requests; `soffice` beside it is a script that starts it.
_BINARY = "soffice.bin"
_COMMANDS = ("soffice", "libreoffice")
_USUAL = ("usr/lib/libreoffice/program", "usr/lib64/libreoffice/program", "opt/libreoffice*/program")
#: The part of LibreOffice that reads text documents, which may be left out when it is installed.
_WRITER = ("libswlo.so", "libmswordlo.so")


def find_program() -> Path | None:
    """LibreOffice's own program, its Writer installed with it; None when this machine has none."""
    for folder in _folders():
        program = folder / _BINARY
        if program.is_file() and all((folder / library).is_file() for library in _WRITER):
            return program
    return None


def _folders() -> list[Path]:
    commands = [Path(found).resolve().parent for command in _COMMANDS if (found := shutil.which(command))]
    return [*commands, *(folder for usual in _USUAL for folder in sorted(Path("/").glob(usual), reverse=True))]
