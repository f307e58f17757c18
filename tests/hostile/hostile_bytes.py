"""What hostile files are made of: zip archives byte by byte, and deflated streams that cost nothing to make."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

DEFLATED, STORED = 8, 0


class Entry(NamedTuple):
    """A member as it stands in the archive, whatever it claims to be."""

    name: bytes
    packed: bytes
    size: int
    crc: int = 0
    method: int = DEFLATED
    flags: int = 0x800
    at: int | None = None  # where another member's local header is, for those that overlap


def zipped(entries: Iterable[Entry], *, comment: bytes = b"") -> bytes:
    """An archive of these entries, none of their claims checked."""
    body, directory, count = bytearray(), bytearray(), 0
    for entry in entries:
        at = len(body) if entry.at is None else entry.at
        told = struct.pack("<HHHHIII", entry.flags, entry.method, 0, 33, entry.crc, len(entry.packed), entry.size)
        if entry.at is None:
            body += b"PK\3\4\x14\0" + told + struct.pack("<HH", len(entry.name), 0) + entry.name + entry.packed
        directory += b"PK\1\2\x14\3\x14\0" + told + struct.pack("<HHHHHII", len(entry.name), 0, 0, 0, 0, 0, at)
        directory += entry.name
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, min(count, 65535), min(count, 65535), len(directory), len(body), len(comment))
    return bytes(body + directory) + b"PK\5\6" + end + comment


def entry(name: str, content: bytes, *, flags: int = 0x800) -> Entry:
    """An honest member; not deflated, so that no ratio speaks against it."""
    raw = name.encode("utf-8", "surrogateescape")
    return Entry(raw, content, len(content), zlib.crc32(content), method=STORED, flags=flags)


def package(parts: Mapping[str, str | bytes], more: Iterable[Entry] = ()) -> bytes:
    """An honest archive of these parts, and `more` that may not be."""
    honest = [entry(name, part.encode() if isinstance(part, str) else part) for name, part in parts.items()]
    return zipped([*honest, *more])


@lru_cache
def inflating(megabytes: int, before: bytes = b"", filler: bytes = b" ", after: bytes = b"") -> tuple[bytes, int]:
    """A raw deflate stream that grows to so many megabytes, and its size; made of one block, repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(filler * ((1 << 20) // len(filler))) + packer.flush(zlib.Z_FULL_FLUSH)
    last = packer.compress(after) + packer.flush(zlib.Z_FINISH)
    size = len(before) + megabytes * ((1 << 20) // len(filler)) * len(filler) + len(after)
    return first + block * megabytes + last, size


def bomb(name: str, megabytes: int, *, says: int | None = None, before: bytes = b"", after: bytes = b"") -> Entry:
    """A member that grows; `says` is the size that it tells, when that is a lie."""
    packed, size = inflating(megabytes, before, b" ", after)
    return Entry(name.encode(), packed, size if says is None else says)


def zlib_bomb(megabytes: int, filler: bytes = b" ") -> bytes:
    """A zlib stream, as in a PDF, that grows to so many megabytes; its checksum is wrong."""
    return b"\x78\xda" + inflating(megabytes, b"", filler)[0] + bytes(4)


def gzipped(megabytes: int) -> bytes:
    """A gzip file that grows."""
    packed, size = inflating(megabytes)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + packed + struct.pack("<II", 0, size & 0xFFFFFFFF)
