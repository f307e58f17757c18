"""The records of a binary workbook (BIFF5 and BIFF8), and the texts in them."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from

import msgspec

from gouji.parse.containers import damaged

_CONTINUE = 0x3C
_HEAD = 4
_SHORT_INTEGER, _HUNDREDTHS = 2, 1


class Record(msgspec.Struct, frozen=True):
    """A record: its number, and its data with that of the records that continue it."""

    kind: int
    parts: tuple[bytes, ...]

    @property
    def data(self) -> bytes:
        return self.parts[0]


def records(stream: bytes, start: int) -> Iterator[Record]:
    """The records from an offset to the end of the stream; a last one that is cut off is left out."""
    at, end = start, len(stream)
    while at + _HEAD <= end:
        kind, size = unpack_from("<HH", stream, at)
        parts = [stream[at + _HEAD : at + _HEAD + size]]
        at += _HEAD + size
        while at + _HEAD <= end and stream[at] == _CONTINUE and stream[at + 1] == 0:
            size = unpack_from("<H", stream, at + 2)[0]
            parts.append(stream[at + _HEAD : at + _HEAD + size])
            at += _HEAD + size
        if at > end:
            return
        yield Record(kind, tuple(parts))


def compressed(number: int) -> float:
    """An RK number: 30 bits of an integer or of a float, perhaps in hundredths."""
    if number & _SHORT_INTEGER:
        signed = number >> 2 if number < 1 << 31 else (number >> 2) - (1 << 30)
        value = float(signed)
    else:
        value = float(unpack_from("<d", (number & 0xFFFFFFFC).to_bytes(8, "little")[:4].rjust(8, b"\0"))[0])
    return value / 100 if number & _HUNDREDTHS else value


class Texts:
    """Reads texts of BIFF8 from a record whose characters may run on in the records that continue it."""

    def __init__(self, record: Record, at: int = 0) -> None:
        self._parts = record.parts
        self._part, self._at = 0, at

    def number(self, size: int) -> int:
        """An unsigned number of so many bytes."""
        return int.from_bytes(self._bytes(size), "little")

    def text(self, length_size: int = 2) -> str:
        """A text behind its length; its fonts and phonetics are passed over. Raises Unreadable when it is cut off."""
        length, flags = self.number(length_size), self.number(1)
        runs = self.number(2) if flags & 8 else 0
        extra = self.number(4) if flags & 4 else 0
        found = []
        while length > 0:
            width = 2 if flags & 1 else 1
            taken = min(length, (len(self._parts[self._part]) - self._at) // width)
            found.append(self._bytes(taken * width).decode("utf-16-le" if width == 2 else "latin-1", "replace"))  # noqa: PLR2004 - two bytes a character
            length -= taken
            if length > 0:
                self._next_part()
                flags = self._parts[self._part][0] if self._parts[self._part] else 0
                self._at = 1
        self._skip(runs * 4 + extra)
        return "".join(found)

    def _bytes(self, size: int) -> bytes:
        if size and self._at >= len(self._parts[self._part]):
            self._next_part()
        found = self._parts[self._part][self._at : self._at + size]
        if len(found) < size:
            raise damaged()
        self._at += size
        return found

    def _skip(self, size: int) -> None:
        while size > len(self._parts[self._part]) - self._at:
            size -= len(self._parts[self._part]) - self._at
            self._next_part()
        self._at += size

    def _next_part(self) -> None:
        if self._part + 1 >= len(self._parts):
            raise damaged()
        self._part, self._at = self._part + 1, 0
