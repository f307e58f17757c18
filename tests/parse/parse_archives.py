"""Writers of archives: zip as the programs of several systems write it, RAR 4 and 5 (stored), 7-Zip, and mails."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

import pytest

Files = Mapping[str, bytes]


def zipped(files: Files, *, encoding: str = "utf-8", marked: bool = True, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive; the names in this encoding, with or without the mark that says that they are UTF-8."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(_info(name, encoding, marked=marked, method=method), content)
    return stream.getvalue()


class _Named(zipfile.ZipInfo):
    """An entry whose name is written in these bytes, whatever characters they are."""

    raw: bytes
    mark: int

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, self.flag_bits | self.mark


def _info(name: str, encoding: str, *, marked: bool, method: int) -> zipfile.ZipInfo:
    info = _Named(name)
    info.raw, info.mark, info.compress_type = name.encode(encoding), 0x800 if marked else 0, method
    return info


def locked(archive: bytes, *names: str) -> bytes:
    """The zip with the mark of a password on these members, or on all."""
    marked = bytearray(archive)
    with zipfile.ZipFile(io.BytesIO(archive)) as directory:
        wanted = [info for info in directory.filelist if not names or info.filename in names]
    for info in wanted:
        marked[info.header_offset + 6] |= 1
        raw = info.filename.encode()
        marked[marked.rindex(raw) - 46 + 8] |= 1
    return bytes(marked)


def seven_zipped(files: Files) -> bytes:
    """A 7-Zip archive by libarchive."""
    libarchive = pytest.importorskip("libarchive", reason="libarchive is not installed", exc_type=Exception)
    stream = io.BytesIO()
    with libarchive.custom_writer(stream.write, "7zip") as archive:
        for name, content in files.items():
            archive.add_file_from_memory(name, len(content), content)
    return stream.getvalue()


def rar4(files: Files, *, volume: bool = False, locked: bool = False) -> bytes:
    """A RAR 4 archive, stored."""
    parts = [b"Rar!\x1a\x07\x00", _block4(0x73, 0x1 if volume else 0, bytes(6))]
    for name, content in files.items():
        raw, size = name.encode(), len(content).to_bytes(4, "little")
        head = size + size + b"\x02" + zlib.crc32(content).to_bytes(4, "little") + bytes(4) + b"\x14\x30"
        head += len(raw).to_bytes(2, "little") + (0x20).to_bytes(4, "little") + raw
        parts += [_block4(0x74, 0x8200 | (0x4 if locked else 0), head), content]
    return b"".join([*parts, _block4(0x7B, 0x4000, b"")])


def _block4(kind: int, flags: int, rest: bytes) -> bytes:
    head = bytes([kind]) + flags.to_bytes(2, "little") + (7 + len(rest)).to_bytes(2, "little") + rest
    return (zlib.crc32(head) & 0xFFFF).to_bytes(2, "little") + head


def rar5(files: Files, *, volume: bool = False) -> bytes:
    """A RAR 5 archive, stored."""
    parts = [b"Rar!\x1a\x07\x01\x00", _block5(_number(1) + _number(0) + _number(1 if volume else 0))]
    for name, content in files.items():
        raw = name.encode()
        head = _number(2) + _number(2) + _number(len(content)) + _number(4) + _number(len(content)) + _number(0o100644)
        head += zlib.crc32(content).to_bytes(4, "little") + _number(0) + _number(1) + _number(len(raw)) + raw
        parts += [_block5(head), content]
    return b"".join([*parts, _block5(_number(5) + _number(0) + _number(0))])


def _block5(rest: bytes) -> bytes:
    head = _number(len(rest)) + rest
    return zlib.crc32(head).to_bytes(4, "little") + head


def _number(value: int) -> bytes:
    written = b""
    while value > 0x7F:
        written, value = written + bytes([value & 0x7F | 0x80]), value >> 7
    return written + bytes([value])


WRITERS = {"zip": zipped, "7z": seven_zipped, "rar": rar4, "rar5": rar5}
