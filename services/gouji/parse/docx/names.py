"""The namespaces of WordprocessingML and how its values are read."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for the type

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

VAL = f"{W}val"

#: Elements that only wrap: their children stand where they stand. What a reviewer took out (`w:del`) is none of them.
WRAPPERS = frozenset(
    W + name
    for name in ("sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo")
)


def child(element: Element | None, name: str) -> Element | None:
    """The first child with this name of the main namespace."""
    return None if element is None else next(element.iterchildren(W + name), None)


def value(element: Element | None, name: str) -> str | None:
    """The `w:val` of a child; None when there is no such child or it has none."""
    found = child(element, name)
    return None if found is None else found.get(VAL)


def number(written: str | None) -> int | None:
    """A decimal as written; None for anything else."""
    try:
        return int(written) if written and len(written) < 12 else None  # noqa: PLR2004 - beyond any 32-bit number
    except ValueError:
        return None


def switched_on(element: Element | None, name: str) -> bool | None:
    """A toggle such as `w:vanish`: None when it is not mentioned."""
    found = child(element, name)
    return None if found is None else found.get(VAL) not in ("0", "false", "off")
