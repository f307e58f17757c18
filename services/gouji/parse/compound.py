"""OLE compound files: which program's file this is, and whether it has a password."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from types import MappingProxyType

from gouji.errors import Unreadable, UnreadableFormat
from gouji.parse.containers import locked

_READ: Mapping[str, str] = MappingProxyType({"WordDocument": "doc", "Workbook": "xls", "Book": "xls"})
_NOT_READ: Mapping[str, str] = MappingProxyType(
    {
        "PowerPoint Document": "PowerPoint 97–2003 演示文稿（.ppt）",
        "WpsContent": "WPS 旧格式文档（.wps）",
        "HwpSummaryInformation": "HWP 文档（.hwp）",
        "__properties_version1.0": "Outlook 邮件（.msg）",
        "VisioDocument": "Visio 图（.vsd）",
    }
)
_LOCKED = ("EncryptedPackage", "DRMContent")
_WPS_NAMES = {".wps": "WPS 文字（.wps）", ".et": "WPS 表格（.et）", ".dps": "WPS 演示（.dps）"}
#: What olefile raises for damaged or hostile tables.
_FAULTS = (OSError, ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError, struct.error)
_ENTRY, _NAME_LENGTH, _OBJECT_TYPE = 128, 64, 66
#: The sizes of a sector, as powers of two.
_SECTOR_BITS = (9, 12)
#: In the head of Word's main stream (MS-DOC, FibBase): where the flags stand, and the bits of a password in them.
_FLAGS, _PASSWORD = slice(10, 12), 0x8100


def format_of(content: bytes, name: str) -> str:
    """The key in FORMATS of a compound file; raises Unreadable, in words, for what is not read or has a password."""
    streams = _streams(content)
    if any(stream in streams for stream in _LOCKED):
        raise locked()
    kind = next((kind for stream, kind in _READ.items() if stream in streams), None)
    if kind == "doc" and int.from_bytes(streams["WordDocument"][_FLAGS], "little") & _PASSWORD:
        raise locked()
    if kind is not None:
        return kind
    extension = name.lower()[name.rfind(".") :] if "." in name else ""
    known = next((what for stream, what in _NOT_READ.items() if stream in streams), None)
    raise UnreadableFormat(_WPS_NAMES.get(extension) or known or "Office 97–2003 文件")


def _streams(content: bytes) -> dict[str, bytes]:
    """The streams that tell, by name, each with its first bytes as far as they can be had.

    What is embedded in a document lies deeper and is not meant. A file whose tables are damaged is searched for
    entries of its directory.
    """
    import olefile  # noqa: PLC0415 - slow to import, and few files are old ones

    told = (*_LOCKED, *_READ, *_NOT_READ)
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            return {stream: _head(file, stream) for stream in told if file.exists(stream)}
    except _FAULTS as fault:
        found = {stream: b"" for stream in told if _has_entry(content, stream)}
        if not found and _is_cut_off(content):
            raise Unreadable("文件已损坏或没有传完（内部目录不完整）；请重新导出后投递") from fault
        return found


def _is_cut_off(content: bytes) -> bool:
    """Whether the directory would stand behind the end of the file."""
    bits, first = int.from_bytes(content[30:32], "little"), int.from_bytes(content[48:52], "little")
    return bits in _SECTOR_BITS and (first + 1) << bits >= len(content)


def _head(file: object, stream: str) -> bytes:
    try:
        with file.openstream(stream) as opened:  # type: ignore[attr-defined]
            return bytes(opened.read(64))
    except _FAULTS:
        return b""


def _has_entry(content: bytes, name: str) -> bool:
    """Whether a directory entry has this name.

    Entries are 128 bytes and stand aligned in the file: 64 bytes of UTF-16 name, its length in bytes, its type. Looking
    for them at aligned places needs no walk through allocation tables, and does not mistake text for a name.
    """
    wanted = (name + "\0").encode("utf-16-le")
    position = content.find(wanted)
    while position >= 0:
        length = int.from_bytes(content[position + _NAME_LENGTH : position + _NAME_LENGTH + 2], "little")
        kind = content[position + _OBJECT_TYPE : position + _OBJECT_TYPE + 1]
        if position % _ENTRY == 0 and length == len(wanted) and kind in (b"\x01", b"\x02"):
            return True
        position = content.find(wanted, position + 1)
    return False
