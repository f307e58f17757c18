"""Moving a taken file out of the inbox; it is never deleted, and never moved when it is not what was taken."""

from __future__ import annotations

import errno
import os
import shutil
from itertools import count
from pathlib import Path

from gouji.ingest.inbox import Still
from gouji.ingest.stillness import look_of
from gouji.ingest.walk import look_at


def move_away(root: bytes, still: Still, folder: Path) -> Path | None:
    """Move a taken file below `folder`, its sub-folders kept; None when it is gone or was changed since.

    Raises OSError when the file system refuses; the file then stays where it is.
    """
    look = look_at(root, still.path)
    if look is None or look.signature != still.look.signature:
        return None
    source = os.path.join(root, still.path)
    wanted = os.path.join(os.fsencode(folder), still.path)
    os.makedirs(os.path.dirname(wanted), exist_ok=True)
    target = _reserve(wanted)
    moved = False
    try:
        moved = _move(source, target, still)
    finally:
        if not moved:
            os.unlink(target)  # what held the name, or a copy of something else
    return Path(os.fsdecode(target)) if moved else None


def _reserve(wanted: bytes) -> bytes:
    """Create an empty file under this name, or under the first free one of `name (2).docx`, `name (3).docx` …"""
    stem, ending = os.path.splitext(wanted)
    for number in count(1):
        name = wanted if number == 1 else b"%s (%d)%s" % (stem, number, ending)
        try:
            os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            continue
        return name
    raise AssertionError("unreachable: count() has no end")


def _move(source: bytes, target: bytes, still: Still) -> bool:
    """False when somebody wrote into the file in the last moment: it is back in the inbox, to be taken anew."""
    try:
        os.replace(source, target)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        shutil.copy2(source, target, follow_symlinks=False)
        if not _is_still(source, still):
            return False
        os.unlink(source)
        return True
    if _is_still(target, still):
        return True
    os.link(target, source)
    return False


def _is_still(path: bytes, still: Still) -> bool:
    look = look_of(os.lstat(path))
    return look is not None and look.signature == still.look.signature
