"""Zip packages of XML parts (Word, OpenDocument, OFD): read within bounds, without entities, never outside the zip."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from types import TracebackType
from typing import Self, TypeAlias

from lxml import etree

from gouji.errors import Unreadable
from gouji.parse.containers import ZIP_FAULTS, damaged, locked, open_zip

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for the type

#: Bytes of a part that is read, of all that are read, and of all members as declared; a report's parts are below one
#: million.
_LARGEST_PART, _LARGEST_READ, _LARGEST_TOTAL = 30_000_000, 100_000_000, 300_000_000
#: A part larger than the first and packed tighter than the second is a bomb; long real tables reach about 60.
_SUSPECT_PART, _SUSPECT_RATIO = 2_000_000, 200
#: Tags and attributes of a part: what they cost in memory is many times what they cost in the file.
_MOST_TAGS, _MOST_ATTRIBUTES = 1_000_000, 2_000_000


class Parts:
    """An open package; `program` is what the person should open and save the file with when it is faulty.

    Names of parts are compared without regard to small and large letters, as the formats do.
    """

    def __init__(self, content: bytes, program: str) -> None:
        self._program = program
        self._archive = open_zip(content)
        self._members = {_key(member.filename): member for member in self._archive.filelist}
        self._read = 0
        if sum(member.file_size for member in self._archive.filelist) > _LARGEST_TOTAL:
            raise _too_large(program)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._archive.close()

    def __contains__(self, path: str) -> bool:
        return _key(path) in self._members

    def xml(self, path: str, *, rename: Mapping[bytes, bytes] | None = None) -> Element:
        """The root of a part, the namespaces in `rename` renamed; raises Unreadable when it is missing or faulty."""
        content = self.content(path)
        for before, after in (rename or {}).items():
            if before in content[:10_000]:
                content = content.replace(before, after)
        return root_of(content, self._program)

    def content(self, path: str) -> bytes:
        """A part's bytes; what the directory declares is not believed."""
        member = self._members.get(_key(path))
        if member is None:
            raise damaged()
        self._refuse_bomb(member.file_size, member.compress_size)
        if member.flag_bits & 1:
            raise locked()
        try:
            with self._archive.open(member) as stream:
                content = stream.read(_LARGEST_PART + 1)
        except ZIP_FAULTS as fault:
            raise damaged() from fault
        self._read += len(content)
        self._refuse_bomb(len(content), member.compress_size)
        return content

    def _refuse_bomb(self, size: int, packed: int) -> None:
        if size > _LARGEST_PART or self._read > _LARGEST_READ:
            raise _too_large(self._program)
        if size > _SUSPECT_PART and size > packed * _SUSPECT_RATIO:
            raise _too_large(self._program)


def root_of(content: bytes, program: str) -> Element:
    """The root of an XML document without entities; raises Unreadable for any other."""
    if b"<!DOCTYPE" in content:
        raise _declares_entities(program)
    if len(content) > _LARGEST_PART or content.count(b"<") > _MOST_TAGS or content.count(b"=") > _MOST_ATTRIBUTES:
        raise _too_large(program)
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as fault:
        raise Unreadable(f"文档内部结构已损坏（XML 有误）；请用{program}打开修复并另存后投递") from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares_entities(program)
    return root


def located(base: str, location: str) -> str:
    """The part that `location` names, seen from the part `base`; never outside the package, whatever it says."""
    written = location.replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), written)).lstrip("/")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _declares_entities(program: str) -> Unreadable:
    return Unreadable(f"文档含有外部实体声明（DOCTYPE），为安全起见不予读取；请用{program}另存后投递")


def _too_large(program: str) -> Unreadable:
    return Unreadable(f"文档解压后大得异常，为安全起见不予读取；请用{program}另存后投递")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
