"""The corpus of hostile and broken files: `python tests/hostile/hostile_corpus.py FOLDER` writes it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import hostile_archives
import hostile_pdf
import hostile_sheets
import hostile_texts
import hostile_word

#: By file name, what makes it; nothing in here costs more than a second to make.
FILES: Mapping[str, Callable[[], bytes]] = {
    **hostile_word.FILES,
    **hostile_sheets.FILES,
    **hostile_pdf.FILES,
    **hostile_texts.FILES,
    **hostile_archives.FILES,
}


def main(folder: Path) -> None:
    """Write every file of the corpus into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FILES.items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
