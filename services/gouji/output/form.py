"""What all forms of output have in common: they take one file after the other, and keep none of them."""

from __future__ import annotations

import unicodedata
from typing import BinaryIO, Protocol

from gouji.output.filed import Filed

_NO_CHARACTER = 0xFFFE
"""The last two code points of every plane."""


class Form(Protocol):
    """Writes what was found to a stream of bytes, file by file; the same files give the same bytes."""

    def add(self, filed: Filed) -> None:
        """Write one file."""

    def finish(self) -> None:
        """Write what comes behind all files; the stream stays open."""


def write(stream: BinaryIO, text: str) -> None:
    """Text as UTF-8; what is no Unicode (half of a surrogate pair) is written as its escape."""
    stream.write(text.encode("utf-8", "backslashreplace"))


def printable(text: str) -> str:
    """The text without characters that neither XML nor a person takes: controls, halves of pairs, non-characters."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if _unprintable(character) else character for character in text)


def _unprintable(character: str) -> bool:
    if character in "\t\n":
        return False
    return unicodedata.category(character) in ("Cc", "Cs") or ord(character) & _NO_CHARACTER == _NO_CHARACTER
