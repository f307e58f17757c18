"""Zip archives, by the standard library: its directory is believed in nothing but where to look."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Sequence

from gouji.errors import Unreadable
from gouji.model import Bundle, Member
from gouji.names import display_name
from gouji.parse import bundle
from gouji.parse.archives import library
from gouji.parse.containers import ZIP_FAULTS

_IS_UTF8, _IS_LOCKED = 0x800, 0x1
_UNICODE_PATH = 0x7075
_FIRST_CHINESE = "\u0800"
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 99))
_MOST_ENTRIES = 20_000


def read(content: bytes) -> Bundle:
    """The files in it; raises Unreadable."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except ZIP_FAULTS as fault:
        raise Unreadable(library.INCOMPLETE) from fault
    with archive:
        if len(archive.filelist) > _MOST_ENTRIES:
            raise Unreadable(
                bundle.TOO_MANY.format(what="压缩包", count=len(archive.filelist), most=bundle.MOST_MEMBERS)
            )
        named = _named(archive.filelist)
        if any(info.compress_type not in _METHODS for info, _ in named):
            return library.read(content, "zip")
        takeable = [info for info, _ in named if _why_left(info) is None]
        size, packed = sum(info.file_size for info in takeable), sum(info.compress_size for info in takeable)
        bundle.require_bounded(len(named), size, min(packed, len(content)))
        return bundle.gathered([_member(archive, info, name) for info, name in named], "zip")


def _named(infos: Sequence[zipfile.ZipInfo]) -> list[tuple[zipfile.ZipInfo, str]]:
    """The members that are files of people, each with its name."""
    is_utf8 = _is_utf8([info for info in infos if not info.flag_bits & _IS_UTF8])
    named = [(info, _name(info, is_utf8=is_utf8)) for info in infos if not _is_special(info)]
    return [(info, bundle.shown(name)) for info, name in named if not bundle.is_litter(name)]


def _is_special(info: zipfile.ZipInfo) -> bool:
    """Folders, links, devices."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    return info.filename.endswith("/") or info.orig_filename.endswith("\\") or kind not in (0, stat.S_IFREG)


def _is_utf8(infos: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether names without the mark for it are UTF-8 all the same, as macOS writes them.

    Some names in GBK (联通) are valid UTF-8 too, but never make Chinese characters in it.
    """
    try:
        names = b"/".join(_raw(info) for info in infos).decode()
    except UnicodeDecodeError:
        return False
    return max(names, default="") >= _FIRST_CHINESE


def _name(info: zipfile.ZipInfo, *, is_utf8: bool) -> str:
    if info.flag_bits & _IS_UTF8:
        return info.orig_filename
    raw = _raw(info)
    if (stated := _unicode_path(info.extra, raw)) is not None:
        return stated
    try:
        return raw.decode("utf-8" if is_utf8 else "gb18030")
    except UnicodeDecodeError:
        return display_name(raw)


def _raw(info: zipfile.ZipInfo) -> bytes:
    """The name's bytes: what is not marked as UTF-8 was read as code page 437, which has a character for every byte."""
    return info.orig_filename.encode("cp437")


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in UTF-8 that some programs add, as long as it belongs to the name that stands there."""
    position = 0
    while position + 4 <= len(extra):
        kind, size = (int.from_bytes(extra[at : at + 2], "little") for at in (position, position + 2))
        field = extra[position + 4 : position + 4 + size]
        if kind == _UNICODE_PATH and int.from_bytes(field[1:5], "little") == zlib.crc32(raw):
            return field[5:].decode("utf-8", "replace")
        position += 4 + size
    return None


def _why_left(info: zipfile.ZipInfo) -> str | None:
    """Why a member is not taken out, by what the directory says of it; None when it is."""
    if info.flag_bits & _IS_LOCKED:
        return bundle.MEMBER_LOCKED
    if bundle.is_bomb(info.file_size, info.compress_size):
        return bundle.MEMBER_BOMB.format(size=info.file_size / bundle.MEGABYTE)
    return bundle.too_large(info.file_size) if info.file_size > bundle.LARGEST_MEMBER else None


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member:
    if why := _why_left(info):
        return Member(name, b"", why)
    try:
        with archive.open(info) as stream:
            # zipfile gives no more than the directory says, and compares the checksum at the end.
            return Member(name, stream.read(info.file_size + 1))
    except (*ZIP_FAULTS, MemoryError):
        return Member(name, b"", bundle.MEMBER_DAMAGED)
