"""The zip package of a Word document: its parts, found by their relationships."""

from __future__ import annotations

import posixpath
from types import TracebackType
from typing import Self

from gouji.parse.docx.names import Element
from gouji.parse.package import Parts, located

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
#: The strict variant of the format names the same things otherwise.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}


class Package:
    """An open package; parts are found by their relationships, as Word does, else by their usual names."""

    def __init__(self, content: bytes) -> None:
        self._parts = Parts(content, " Word 或 WPS ")
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

    def _related(self, source: str, kind: str) -> str | None:
        """The member to which the relationship of this kind leads; external ones are no members."""
        folder, name = posixpath.split(source)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self._parts:
            return None
        for relationship in self._xml(path).iterchildren(f"{_RELATIONSHIPS}Relationship"):
            if (relationship.get("Type") or "").endswith(kind) and relationship.get("TargetMode") != "External":
                return located(source, relationship.get("Target") or "")
        return None

    def _xml(self, path: str) -> Element:
        return self._parts.xml(path, rename=_STRICT)
