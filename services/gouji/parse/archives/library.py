"""Archives by the system's libarchive: first a look at all headers, then the unpacking, counted byte by byte."""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gouji.errors import Unreadable
from gouji.model import Bundle, Member
from gouji.names import display_name
from gouji.parse import bundle
from gouji.parse.archives import rar

INCOMPLETE = "压缩包不完整：没有传完、已损坏，或者是分卷压缩的一卷；请重新打包成一个完整的压缩包后投递"
LOCKED = "压缩包设有密码，无法核查；请取消密码后重新投递"
ABSENT = (
    "读取 RAR、7z 压缩包需要 libarchive，本机没有安装；请安装（Debian/Ubuntu：apt install libarchive13），"
    "或改用 .zip 重新投递"
)
_FORMATS = {"zip": "zip", "7z": "7zip"}
_CHUNK = 1 << 18
_MOST_ENTRIES = 20_000
_LOCALES = (b"C.UTF-8", b"en_US.UTF-8", b"zh_CN.UTF-8")
_LC_CTYPE_MASK = 1
_LOCKED_WORDS = ("encrypt", "crypto", "passphrase", "password")


def load() -> Any:
    """The library's binding; raises Unreadable where the system has no libarchive."""
    logging.getLogger("libarchive").setLevel(logging.CRITICAL)  # its warnings quote names of files
    try:
        binding = importlib.import_module("libarchive")
    except (ImportError, OSError, AttributeError, TypeError) as fault:
        raise Unreadable(ABSENT) from fault
    return binding


def read(content: bytes, kind: str) -> Bundle:
    """The files in an archive of this kind (a key of FORMATS); raises Unreadable."""
    binding = load()
    with _utf8():
        headers = list(_headers(binding, content, kind))
        wanted = [size for _, size, why in headers if why is None]
        bundle.require_bounded(len(headers), sum(wanted), len(content))
        members = list(_taken(binding, content, kind))
        # What breaks off leaves those behind it in there.
        lost = [Member(name, b"", bundle.MEMBER_DAMAGED) for name, _, _ in headers[len(members) :]]
    return bundle.gathered([*members, *lost], kind)


def _taken(binding: Any, content: bytes, kind: str) -> Iterator[Member]:
    """The members as far as the archive can be read."""
    try:
        yield from _members(binding, content, kind)
    except binding.exception.ArchiveError:
        return


def _headers(binding: Any, content: bytes, kind: str) -> Iterator[tuple[str, int, str | None]]:
    """Name, size and why it is left in there (None: it is not), of every file of people."""
    whole = 0
    try:
        for _, entry, name in _entries(binding, content, kind):
            size = entry.size or 0
            why = _why_left(binding, entry)
            whole += size if why is None else 0
            yield name, size, why
            if whole > bundle.LARGEST_WHOLE:
                return  # enough is known; going on would unpack a solid archive
    except binding.exception.ArchiveError as fault:
        raise Unreadable(_words(fault)) from fault


def _members(binding: Any, content: bytes, kind: str) -> Iterator[Member]:
    """The members taken out; one that is not what it was packed as is a reason, and not a file."""
    left, crcs = bundle.LARGEST_WHOLE, rar.checksums(content)
    for position, entry, name in _entries(binding, content, kind):
        member = _member(binding, entry, name, left)
        crc = crcs[position] if position < len(crcs) else None
        if member.reason is None and crc is not None and zlib.crc32(member.content) != crc:
            member = Member(name, b"", bundle.MEMBER_DAMAGED)
        left -= len(member.content)
        yield member


def _entries(binding: Any, content: bytes, kind: str) -> Iterator[tuple[int, Any, str]]:
    """The files of people, each with its ordinal among all entries (from 0) and its name."""
    form = _FORMATS.get(kind) or ("rar5" if content[6:7] == b"\x01" else "rar")
    with binding.memory_reader(content, format_name=form, filter_name="none") as archive:
        for position, entry in enumerate(archive):
            if position > _MOST_ENTRIES:
                raise Unreadable(bundle.TOO_MANY.format(what="压缩包", count=position, most=bundle.MOST_MEMBERS))
            name = _name(entry)
            if entry.isreg and not entry.islnk and not bundle.is_litter(name):
                yield position, entry, bundle.shown(name)


def _name(entry: Any) -> str:
    name = entry.pathname
    return display_name(name) if isinstance(name, bytes) else str(name or "")


def _why_left(binding: Any, entry: Any) -> str | None:
    if binding.ffi.libarchive.archive_entry_is_data_encrypted(ctypes.c_void_p(entry._entry_p)):  # noqa: SLF001 - not in the binding
        return bundle.MEMBER_LOCKED
    return bundle.too_large(entry.size) if (entry.size or 0) > bundle.LARGEST_MEMBER else None


def _member(binding: Any, entry: Any, name: str, left: int) -> Member:
    """What the entry holds, at most as much as is allowed, whatever its header said.

    Not by the binding's own way of reading: that takes a warning, such as a wrong checksum, for data.
    """
    if why := _why_left(binding, entry):
        return Member(name, b"", why)
    taken, block = bytearray(), ctypes.create_string_buffer(_CHUNK)
    try:
        while size := binding.ffi.read_data(entry._archive_p, block, _CHUNK):  # noqa: SLF001 - see above
            if size < 0:
                return Member(name, b"", bundle.MEMBER_DAMAGED)
            taken += memoryview(block)[:size]
            if len(taken) > min(bundle.LARGEST_MEMBER, left):
                return Member(name, b"", bundle.too_large(len(taken)))
    except binding.exception.ArchiveError as fault:
        return Member(name, b"", _why_lost(fault))
    if len(taken) < (entry.size or 0):
        return Member(name, b"", bundle.MEMBER_DAMAGED)
    return Member(name, bytes(taken))


def _why_lost(fault: Exception) -> str:
    if _is_locked(fault):
        return bundle.MEMBER_LOCKED
    return bundle.MEMBER_METHOD if "unsupported" in str(fault).lower() else bundle.MEMBER_DAMAGED


def _is_locked(fault: Exception) -> bool:
    return any(word in str(fault).lower() for word in _LOCKED_WORDS)


def _words(fault: Exception) -> str:
    return LOCKED if _is_locked(fault) else INCOMPLETE


@contextmanager
def _utf8() -> Iterator[None]:
    """Let this thread's locale be a UTF-8 one: libarchive makes names in the characters of the locale.

    Where the C library has no locales of threads, names that the locale cannot write become escapes.
    """
    system = ctypes.CDLL(None)
    if not hasattr(system, "uselocale"):
        yield
        return
    for name in ("newlocale", "uselocale"):
        getattr(system, name).restype = ctypes.c_void_p
    system.freelocale.argtypes = system.uselocale.argtypes = [ctypes.c_void_p]
    made = (system.newlocale(_LC_CTYPE_MASK, name, None) for name in _LOCALES)
    ours = next(filter(None, made), None)
    if ours is None:
        yield
        return
    before = system.uselocale(ours)
    try:
        yield
    finally:
        system.uselocale(before)
        system.freelocale(ours)
