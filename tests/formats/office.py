"""LibreOffice as the program in which somebody wrote a report: many files into another format by one start of it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
#: Writers of LibreOffice that are meant, where an ending alone leaves a choice.
_FILTERS = {"doc": "doc:MS Word 97", "xls": "xls:MS Excel 97", "rtf": "rtf:Rich Text Format"}
SECONDS = 300


def saved_as(ending: str, files: Mapping[str, bytes], source: str = "docx") -> dict[str, bytes]:
    """The same files saved in another format; skips the test, with the reason, where LibreOffice is absent."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed: nothing writes this format")
    with tempfile.TemporaryDirectory(prefix="gouji-office-") as home:
        taken, given = Path(home, "in"), Path(home, "out")
        taken.mkdir()
        for name, content in files.items():
            Path(taken, f"{name}.{source}").write_bytes(content)
        subprocess.run(
            [
                SOFFICE,
                f"-env:UserInstallation={Path(home, 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                _FILTERS.get(ending, ending),
                "--outdir",
                str(given),
                *map(str, sorted(taken.iterdir())),
            ],
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
        return {name: Path(given, f"{name}.{ending}").read_bytes() for name in files}
