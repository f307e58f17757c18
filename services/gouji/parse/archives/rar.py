"""RAR's own headers, of versions 4 and 5: what libarchive does not tell, and the checksums that it does not compare."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from gouji.errors import Unreadable

_RAR4, _RAR5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
_IS_VOLUME = 0x1
_LONGEST_NUMBER = 10
_SHORTEST_BLOCK = 7


class _Block(msgspec.Struct, frozen=True):
    """A header: its type, its flags, where the fields of its type begin, and where the next one begins."""

    kind: int
    flags: int
    fields: int
    end: int


def refuse_parts(content: bytes) -> None:
    """Raise Unreadable for a volume of several."""
    block = next(_blocks(content), None)
    if block is None:
        return
    if content.startswith(_RAR4):
        flags = block.flags if block.kind == 0x73 else 0  # noqa: PLR2004 - the main header
    else:
        flags = _number(content, block.fields)[0] if block.kind == 1 else 0
    if flags & _IS_VOLUME:
        raise Unreadable("这是分卷压缩的一卷，其余各卷不在其中；请合成一个完整的压缩包后投递")


def checksums(content: bytes) -> list[int | None]:
    """The CRC-32 of each file and folder in order, None where the header has none; empty for what is no RAR."""
    if content.startswith(_RAR4):
        blocks = (block for block in _blocks(content) if block.kind == 0x74)  # noqa: PLR2004 - a file's header
        return [int.from_bytes(content[block.fields + 9 : block.fields + 13], "little") for block in blocks]
    return [_crc_of_rar5(content, block) for block in _blocks(content) if block.kind == 2]  # noqa: PLR2004 - the same


def _blocks(content: bytes) -> Iterator[_Block]:
    """The headers as far as they can be followed."""
    if content.startswith(_RAR4):
        position, next_block = len(_RAR4), _block_of_rar4
    elif content.startswith(_RAR5):
        position, next_block = len(_RAR5), _block_of_rar5
    else:
        return
    while position + _SHORTEST_BLOCK < len(content):
        block = next_block(content, position)
        yield block
        if block.end <= position:
            return
        position = block.end


def _block_of_rar4(content: bytes, position: int) -> _Block:
    """CRC, type, flags, size of the header, and with the flag for it the size of what follows."""
    kind, flags = content[position + 2], int.from_bytes(content[position + 3 : position + 5], "little")
    end = position + int.from_bytes(content[position + 5 : position + 7], "little")
    if flags & 0x8000:
        end += int.from_bytes(content[position + 7 : position + 11], "little")
    if kind == 0x74 and flags & 0x100:  # noqa: PLR2004 - a file of more than 4 GB
        end += int.from_bytes(content[position + 32 : position + 36], "little") << 32
    return _Block(kind, flags, position + 7, end)


def _block_of_rar5(content: bytes, position: int) -> _Block:
    """CRC, size, type, flags, and with the flags for them the sizes of an extra area and of what follows."""
    size, start = _number(content, position + 4)
    kind, fields = _number(content, start)
    flags, fields = _number(content, fields)
    following = 0
    if flags & 1:
        _, fields = _number(content, fields)
    if flags & 2:
        following, fields = _number(content, fields)
    return _Block(kind, flags, fields, start + size + following)


def _crc_of_rar5(content: bytes, block: _Block) -> int | None:
    """Flags, size, attributes, with the flags for them a time and the checksum."""
    flags, position = _number(content, block.fields)
    for _ in ("size", "attributes"):
        _, position = _number(content, position)
    position += 4 if flags & 2 else 0
    return int.from_bytes(content[position : position + 4], "little") if flags & 4 else None


def _number(content: bytes, position: int) -> tuple[int, int]:
    """A number of seven bits a byte, lowest first, and where it ends."""
    value = 0
    for shift in range(_LONGEST_NUMBER):
        byte = content[position + shift] if position + shift < len(content) else 0
        value |= (byte & 0x7F) << 7 * shift
        if byte < 0x80:  # noqa: PLR2004 - the bit that says that another byte follows
            return value, position + shift + 1
    return value, position + _LONGEST_NUMBER
