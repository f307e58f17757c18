"""Binary workbooks written record by record, in the smallest compound file that holds them."""

from __future__ import annotations

from struct import pack

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SMALLEST = 4096


def record(kind: int, data: bytes = b"") -> bytes:
    return pack("<HH", kind, len(data)) + data


def text(characters: str, length_size: int = 2) -> bytes:
    """A text of BIFF8 in two-byte characters, behind its length."""
    return len(characters).to_bytes(length_size, "little") + b"\x01" + characters.encode("utf-16-le")


def label(row: int, column: int, characters: str, style: int = 0) -> bytes:
    return record(0x204, pack("<HHH", row, column, style) + text(characters))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, pack("<HHHd", row, column, style, value))


def formula(row: int, column: int, result: bytes, style: int = 0) -> bytes:
    return record(0x06, pack("<HHH", row, column, style) + result + bytes(8))


def merged(*ranges: tuple[int, int, int, int]) -> bytes:
    """First row, last row, first column, last column."""
    return record(0xE5, pack("<H", len(ranges)) + b"".join(pack("<HHHH", *corners) for corners in ranges))


def style(form: int = 0, *, border: int = 0, align: int = 0) -> bytes:
    return record(0xE0, pack("<HHHBBHHHHHH", 0, form, 0, align, 0, 0, border, 0, 0, 0, 0)[:20].ljust(20, b"\0"))


def code(number_: int, characters: str) -> bytes:
    return record(0x41E, pack("<H", number_) + text(characters))


def biff8(*sheets: tuple[str, bytes], globals_: bytes = b"", hidden: tuple[str, ...] = ()) -> bytes:
    """A Workbook stream: sheets by name with their records."""
    begin = record(0x809, pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    size = len(begin) + len(globals_) + sum(12 + 2 * len(name) for name, _ in sheets) + 4
    listed, bodies = b"", b""
    for name, body in sheets:
        listed += record(0x85, pack("<IBB", size + len(bodies), int(name in hidden), 0) + text(name, 1))
        bodies += record(0x809, pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + body + record(0x0A)
    stream = begin + globals_ + listed + record(0x0A)
    assert len(stream) == size, (len(stream), size)
    return stream + bodies


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file with one stream."""
    padded = stream.ljust(_SMALLEST, b"\0")
    padded += bytes(-len(padded) % _SECTOR)
    sectors = len(padded) // _SECTOR
    fats = -(-(sectors + 2) // 127)
    chain = [*range(1, sectors), _END, _END, *[_FAT] * fats]
    chain += [_FREE] * (fats * 128 - len(chain))
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, 0, len(padded)) + bytes(256)
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + pack("<IIIIIIIII", 0, fats, sectors, 0, _SMALLEST, _END, 0, _END, 0)
        + b"".join(pack("<I", sectors + 1 + n if n < fats else _FREE) for n in range(109))
    )
    return header + padded + directory + b"".join(pack("<I", entry) for entry in chain)


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + pack("<HBBIII", len(written), kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + pack("<IQ", start, size)
    )
