"""Office Open XML workbooks (.xlsx, .xlsm), read cell by cell without ever drawing up a grid."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from lxml import etree

from gouji.errors import UnreadableFormat
from gouji.model import Document
from gouji.parse.package import Element, Parts, located
from gouji.parse.sheets.entries import Entries, Workbook
from gouji.parse.sheets.names import Position, position, range_of, whole
from gouji.parse.sheets.styles import PLAIN, Style
from gouji.parse.sheets.stylesheet import styles_of
from gouji.parse.sheets.texts import Strings, text_of, unescaped

PROGRAM = "Excel 或 WPS 表格"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": _MAIN,
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _RELATIONS,
}
S, R = f"{{{_MAIN.decode()}}}", f"{{{_RELATIONS.decode()}}}"
_VALUE, _FORMULA, _INLINE = f"{S}v", f"{S}f", f"{S}is"
_MOST_MERGES = 20_000


def read(content: bytes) -> Document:
    """The visible worksheets of a workbook in order; raises Unreadable."""
    with Parts(content, PROGRAM) as package:
        return _Reader(package).document()


class _Reader:
    def __init__(self, package: Parts) -> None:
        self._package = package
        path = _workbook_path(package)
        self._root = package.xml(path, rename=_STRICT)
        self._related = _related(package, path)
        self._styles = styles_of(self._part("styles"))
        self._strings = Strings(self._part("sharedStrings"))

    def _part(self, kind: str) -> Element | None:
        path = next((path for what, path in self._related.values() if what == kind), "")
        return self._package.xml(path, rename=_STRICT) if path and path in self._package else None

    def document(self) -> Document:
        book = Workbook("xlsx")
        properties = self._root.find(f"{S}workbookPr")
        book.since_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        for sheet in self._root.iterfind(f"{S}sheets/{S}sheet"):
            what, path = self._related.get(sheet.get(f"{R}id", ""), ("", ""))
            if what != "worksheet" or path not in self._package:
                continue
            if sheet.get("state", "visible") != "visible":
                book.hidden(sheet.get("name", ""))
            else:
                self._worksheet(self._package.xml(path, rename=_STRICT), book.worksheet(sheet.get("name", "")))
        return book.document()

    def _worksheet(self, root: Element, entries: Entries) -> None:
        for column in root.iterfind(f"{S}cols/{S}col"):
            if column.get("hidden") in {"1", "true"} or column.get("width") == "0":
                entries.hide_columns(whole(column.get("min")) - 1, whole(column.get("max")) - 1)
        for merge in root.findall(f"{S}mergeCells/{S}mergeCell")[:_MOST_MERGES]:
            if found := range_of(merge.get("ref", "")):
                entries.merges.append(found)
        data = root.find(f"{S}sheetData")
        if data is not None:
            self._rows(data, entries)

    def _rows(self, data: Element, entries: Entries) -> None:
        number = -1
        for row in data.iterchildren(f"{S}row"):
            number = whole(row.get("r")) - 1 if row.get("r") else number + 1
            if row.get("hidden") in {"1", "true"} or row.get("ht") == "0":
                entries.hidden_rows.add(number)
            column = -1
            for cell in row.iterchildren(f"{S}c"):
                at = position(cell.get("r", "")) or (number, column + 1)
                column = at[1]
                self._cell(cell, at, entries)

    def _cell(self, cell: Element, at: Position, entries: Entries) -> None:
        style = self._style(cell.get("s"))
        kind = cell.get("t", "n")
        children = {child.tag: child for child in cell}
        value, formula, inline = children.get(_VALUE), children.get(_FORMULA), children.get(_INLINE)
        if kind == "inlineStr" and inline is not None:
            entries.text(at, text_of(inline), style)
        elif value is not None and value.text:
            self._value(kind, value.text, at, entries, style)
        elif formula is not None and kind != "str":
            entries.uncounted(at, formula.text or "", style)
        else:
            entries.blank(at, style)

    def _value(self, kind: str, written: str, at: Position, entries: Entries, style: Style) -> None:
        if kind == "s":
            entries.text(at, self._strings.at(written), style)
        elif kind == "n":
            entries.number(at, written, style)
        elif kind == "b":
            entries.truth(at, value=written.strip() == "1", style=style)
        else:
            entries.text(at, unescaped(written), style)

    def _style(self, written: str | None) -> Style:
        number = whole(written)
        return self._styles[number] if number < len(self._styles) else PLAIN


def _workbook_path(package: Parts) -> str:
    found = next((path for what, path in _related(package, "").values() if what == "officeDocument"), "xl/workbook.xml")
    if found.endswith(".bin") or (found not in package and "xl/workbook.bin" in package):
        raise UnreadableFormat("Excel 二进制工作簿（.xlsb）")
    return found


def _related(package: Parts, part: str) -> Mapping[str, tuple[str, str]]:
    """Relationships of a part (of the package when blank) inside the package: id → (last word of its type, path)."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in package:
        return {}
    return {
        relation.get("Id", ""): (
            posixpath.basename(relation.get("Type", "")),
            located(part, relation.get("Target", "")),
        )
        for relation in package.xml(path).iterchildren(etree.Element)
        if relation.get("TargetMode") != "External"
    }
