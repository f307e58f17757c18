"""Workbooks written part by part, so that a test can say exactly what is in the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def c(name: str, value: str | float | None = None, *, s: int = 0, t: str | None = None, f: str | None = None) -> str:
    """A cell: a str is an inline text unless `t` says what kind of value it is."""
    formula = f"<f>{escape(f)}</f>" if f is not None else ""
    if value is None:
        return f'<c r="{name}" s="{s}">{formula}</c>'
    if isinstance(value, str) and t is None:
        return f'<c r="{name}" s="{s}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{name}" s="{s}"{f" t={chr(34)}{t}{chr(34)}" if t else ""}>{formula}<v>{value}</v></c>'


def row(number: int, *cells: str, more: str = "") -> str:
    return f'<row r="{number}" {more}>{"".join(cells)}</row>'


def worksheet(rows: str, *, merges: tuple[str, ...] = (), before: str = "", namespace: str = S) -> str:
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    return (
        f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>'
        f"{f'<mergeCells>{merged}</mergeCells>' if merged else ''}</worksheet>"
    )


def styles(codes: tuple[str, ...], *, bordered: bool = False) -> str:
    """Style 0 is General; styles 1… have the format codes given; with `bordered` the last one has a border too."""
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{escape(code)}"/>' for number, code in enumerate(codes, 200)
    )
    uses = "".join(f'<xf numFmtId="{number}"/>' for number, _ in enumerate(codes, 200))
    borders = '<borders><border/><border><left style="thin"/></border></borders>'
    drawn = '<xf numFmtId="0" borderId="1"/>' if bordered else ""
    return (
        f'<styleSheet xmlns="{S}"><numFmts>{formats}</numFmts>{borders}'
        f'<cellXfs><xf numFmtId="0"/>{uses}{drawn}</cellXfs></styleSheet>'
    )


def package(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook(
    sheets: Mapping[str, str],
    *,
    states: Mapping[str, str] | None = None,
    strings: str | None = None,
    style: str | None = None,
    properties: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A package with these worksheets by name; `strings` are the `si` elements of the shared strings."""
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" state="{(states or {}).get(name, "visible")}" r:id="rId{n}"/>'
        for n, name in enumerate(sheets, 1)
    )
    related = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    related += [("rS", "styles", "styles.xml")] if style else []
    related += [("rT", "sharedStrings", "sharedStrings.xml")] if strings is not None else []
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations([("r1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(related),
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), 1)}
    parts |= {"xl/styles.xml": style} if style else {}
    parts |= {"xl/sharedStrings.xml": f'<sst xmlns="{S}">{strings}</sst>'} if strings is not None else {}
    return package(parts | dict(more or {}))


def relations(targets: list[tuple[str, str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"/>' for name, kind, target in targets
    )
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'
