"""File names: which are not for us, and how one is shown to people."""

from __future__ import annotations

import unicodedata

IGNORED_PREFIXES = (b".", b"~$", b"~WRL")  # hidden (.~lock.…# too), Office owner files, Word's drafts
IGNORED_SUFFIXES = (b".part", b".partial", b".tmp", b".temp", b".crdownload", b".filepart", b".download", b".swp", b"~")
IGNORED_NAMES = (b"thumbs.db", b"desktop.ini")


def is_ignored(name: bytes) -> bool:
    """Whether this is the name of a hidden or temporary file or folder: never a report, never recorded."""
    lowered = name.lower()
    return name.startswith(IGNORED_PREFIXES) or lowered.endswith(IGNORED_SUFFIXES) or lowered in IGNORED_NAMES


def display_name(name: bytes) -> str:
    """A name for people: UTF-8, else GB18030, else with escapes; composed (NFC), nothing that disturbs a line."""
    return printable(unicodedata.normalize("NFC", _decoded(name)))


def _decoded(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("ascii", "backslashreplace")


def printable(text: str) -> str:
    """Control and format characters (line ends, NUL, right-to-left overrides) as escapes: names are hostile too."""
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in ("Cc", "Cf") else c for c in text)
