"""The zip package of a Word document: its XML parts, read within bounds and without entities."""

from __future__ import annotations

import posixpath
import zipfile
from types import TracebackType
from typing import Self

from lxml import etree

from gouji.errors import Unreadable
from gouji.parse.containers import ZIP_FAULTS, damaged, locked, open_zip
from gouji.parse.docx.names import Element

#: Bytes of a part that is read, and of all members as declared; the parts of a report are below one million.
_LARGEST_PART, _LARGEST_TOTAL = 30_000_000, 300_000_000
#: A part larger than the first and packed tighter than the second is a bomb; long real tables reach about 60.
_SUSPECT_PART, _SUSPECT_RATIO = 2_000_000, 200

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
#: The strict variant of the format names the same things otherwise.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}


class Package:
    """An open package; parts are found by their relationships, as Word does, else by their usual names."""

    def __init__(self, content: bytes) -> None:
        self._archive = open_zip(content)
        self._members = {_path(member.filename): member for member in self._archive.filelist}
        if sum(member.file_size for member in self._archive.filelist) > _LARGEST_TOTAL:
            raise _too_large()
        self._main = self._related("", "/officeDocument") or "word/document.xml"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._archive.close()

    def main(self) -> Element:
        """The root of the main part; raises Unreadable when there is none."""
        if self._main not in self._members:
            raise damaged()
        return self._xml(self._main)

    def part(self, name: str) -> Element | None:
        """The root of the main part's `styles` or `numbering`; None when the document has none."""
        folder = posixpath.dirname(self._main)
        path = self._related(self._main, f"/{name}") or posixpath.join(folder, f"{name}.xml")
        return self._xml(path) if path in self._members else None

    def _related(self, source: str, kind: str) -> str | None:
        """The member to which the relationship of this kind leads; external ones are no members."""
        folder, name = posixpath.split(source)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self._members:
            return None
        for relationship in self._xml(path).iterchildren(f"{_RELATIONSHIPS}Relationship"):
            if (relationship.get("Type") or "").endswith(kind) and relationship.get("TargetMode") != "External":
                target = posixpath.join("/", folder, relationship.get("Target") or "")
                return _path(posixpath.normpath(target))
        return None

    def _xml(self, path: str) -> Element:
        content = self._bytes(self._members[path])
        if b"<!DOCTYPE" in content:
            raise _declares_entities()
        for strict, transitional in _STRICT.items():
            if strict in content[:10_000]:
                content = content.replace(strict, transitional)
        try:
            root = etree.fromstring(content, _parser())
        except etree.XMLSyntaxError as fault:
            raise Unreadable("文档内部结构已损坏（XML 有误）；请用 Word 或 WPS 打开修复并另存后投递") from fault
        if root.getroottree().docinfo.internalDTD is not None:
            raise _declares_entities()
        return root

    def _bytes(self, member: zipfile.ZipInfo) -> bytes:
        """The part's content; what the directory declares is not believed."""
        _refuse_bomb(member.file_size, member.compress_size)
        if member.flag_bits & 1:
            raise locked()
        try:
            with self._archive.open(member) as stream:
                content = stream.read(_LARGEST_PART + 1)
        except ZIP_FAULTS as fault:
            raise damaged() from fault
        _refuse_bomb(len(content), member.compress_size)
        return content


def _refuse_bomb(size: int, packed: int) -> None:
    if size > _LARGEST_PART or (size > _SUSPECT_PART and size > packed * _SUSPECT_RATIO):
        raise _too_large()


def _path(name: str) -> str:
    """A member's name as it is compared: packages do not tell small letters from large."""
    return name.replace("\\", "/").lstrip("/").lower()


def _declares_entities() -> Unreadable:
    return Unreadable("文档含有外部实体声明（DOCTYPE），为安全起见不予读取；请用 Word 或 WPS 另存后投递")


def _too_large() -> Unreadable:
    return Unreadable("文档解压后大得异常，为安全起见不予读取；请用 Word 或 WPS 另存后投递")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
