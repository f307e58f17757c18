"""The files that the arguments of `gouji check` name, and what they hold."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from gouji.errors import Unreadable, words_of
from gouji.names import display_name, is_ignored

#: As much as the service takes by default; a report has less than one.
_MEGABYTES = 100


def files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those below the folders named, in the order of their names.

    A folder that cannot be opened stands for itself, so that reading it says why.
    """
    return [file for path in paths for file in (sorted(_walk(path)) if path.is_dir() else [path])]


def _walk(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=lambda problem: closed.append(Path(problem.filename))):
        folders[:] = [name for name in folders if not is_ignored(os.fsencode(name))]
        for name in names:
            path = Path(root, name)
            if not is_ignored(os.fsencode(name)) and not _is_special(path):
                yield path
    yield from closed


def _is_special(path: Path) -> bool:
    """A pipe, socket or device: nobody's report, and reading it may never end."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def content_of(file: Path) -> bytes:
    """The bytes of a file; raises Unreadable."""
    if _is_special(file):
        raise Unreadable("不是普通文件（管道或者设备）")
    try:
        with file.open("rb") as stream:
            content = stream.read(_MEGABYTES * 1_000_000 + 1)
    except OSError as problem:
        raise Unreadable(words_of(problem)) from problem
    if len(content) > _MEGABYTES * 1_000_000:
        raise Unreadable(f"文件超过 {_MEGABYTES} MB；请压缩其中的图片后重新核查")
    return content


def shown(file: Path) -> str:
    """The path for programs: as given; a part whose bytes are no UTF-8 as people would read it."""
    return str(Path(*map(_shown_part, file.parts)))


def _shown_part(part: str) -> str:
    try:
        part.encode()
    except UnicodeEncodeError:
        return display_name(os.fsencode(part))
    return part
