"""Archives → Bundle: zip by the standard library, RAR and 7-Zip by the system's libarchive, everything in memory.

Nothing is ever written to a disk, so no name of a member is ever a path. How much there is, is looked up in the
directory before anything is unpacked, and counted again while it is.
"""

from __future__ import annotations

from gouji.model import Bundle
from gouji.parse.archives import library, rar, zipped
from gouji.parse.containers import ZIP_MAGICS


def read(content: bytes) -> Bundle:
    """The files in it; raises Unreadable for one that is locked, broken, part of a series, or larger than allowed."""
    if content.startswith(ZIP_MAGICS):
        return zipped.read(content)
    rar.refuse_parts(content)
    return library.read(content, "7z" if content.startswith(b"7z") else "rar")
