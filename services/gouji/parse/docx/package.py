"""The zip package of a Word document: its parts, found by their relationships."""

from __future__ import annotations

import posixpath
from types import TracebackType
from typing import Self

from lxml import etree

from gouji.parse.docx.names import Element, number
from gouji.parse.package import Parts, located, root_of

_PROGRAM = " Word 或 WPS "
_MANY_STYLES = 20
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
#: The strict variant of the format names the same things otherwise.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}


class Package:
    """An open package; parts are found by their relationships, as Word does, else by their usual names."""

    def __init__(self, content: bytes) -> None:
        self._parts = Parts(content, _PROGRAM)
        self._relationships: dict[str, list[tuple[str, str]]] = {}
        self._main = self._related("", "/officeDocument") or "word/document.xml"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._parts.__exit__(kind, fault, traceback)

    def main(self) -> Element:
        """The root of the main part; raises Unreadable when there is none."""
        return self._xml(self._main)

    def part(self, name: str) -> Element | None:
        """The root of the main part's `styles` or `numbering`; None when the document has none."""
        folder = posixpath.dirname(self._main)
        path = self._related(self._main, f"/{name}") or posixpath.join(folder, f"{name}.xml")
        return self._xml(path) if path in self._parts else None

    def stated_pages(self) -> int | None:
        """How many pages Word counted when it saved the file; None when nothing, or nothing of worth, is said."""
        path = self._related("", "/extended-properties")
        if path is None or path not in self._parts:
            return None
        said = {etree.QName(one).localname: number(one.text) for one in self._xml(path).iterchildren("{*}*")}
        return said.get("Pages") if said.get("Characters") else None  # one without characters is a template's

    def _related(self, source: str, kind: str) -> str | None:
        """The member to which the relationship of this kind leads."""
        found = self._relationships.get(source)
        if found is None:
            found = self._relationships[source] = self._leads(source)
        return next((path for of_kind, path in found if of_kind.endswith(kind)), None)

    def _leads(self, source: str) -> list[tuple[str, str]]:
        """Where a part leads, by kind; external places are none."""
        folder, name = posixpath.split(source)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self._parts:
            return []
        return [
            (one.get("Type") or "", located(source, one.get("Target") or ""))
            for one in self._xml(path).iterchildren(f"{_RELATIONSHIPS}Relationship")
            if one.get("TargetMode") != "External"
        ]

    def _xml(self, path: str) -> Element:
        content = _without_table_styles(self._parts.content(path))
        for before, after in _STRICT.items():
            if before in content[:10_000]:
                content = content.replace(before, after)
        return root_of(content, _PROGRAM)


def _without_table_styles(content: bytes) -> bytes:
    """The part without what says how tables look: nine tenths of many a file, and nothing of it is text."""
    begin, end = b'<w:style w:type="table"', b"</w:style>"
    if content.count(begin) < _MANY_STYLES:
        return content
    head, *rest = content.split(begin)
    return head + b"".join(piece.partition(end)[2] for piece in rest)
