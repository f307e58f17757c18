"""The namespaces of OpenDocument (ISO/IEC 26300) and how its values are read."""

from __future__ import annotations

from gouji.parse.package import Element

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE = _ODF % "office", _ODF % "text", _ODF % "table"
STYLE, DRAW, MANIFEST = _ODF % "style", _ODF % "drawing", _ODF % "manifest"
FO, SVG = _ODF % "xsl-fo-compatible", _ODF % "svg-compatible"
CALC_EXTENSION = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
OFFICE_EXTENSION = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

#: What LibreOffice and WPS are called where a person is asked to open a file with one of them.
PROGRAM = " LibreOffice 或 WPS "


def child(element: Element | None, name: str) -> Element | None:
    """The first child with this full name."""
    return None if element is None else next(element.iterchildren(name), None)


def number(written: str | None) -> int | None:
    """A whole number as written; None for anything else."""
    try:
        return int(written) if written and len(written) < 12 else None  # noqa: PLR2004 - beyond any 32-bit number
    except ValueError:
        return None


def repeated(element: Element, name: str) -> int:
    """How often a row, column or cell stands there: `table:number-…-repeated`, at least once."""
    written = element.get(TABLE + name)
    return 1 if written is None else max(number(written) or 1, 1)
