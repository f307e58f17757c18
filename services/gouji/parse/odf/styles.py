"""What styles contribute: hidden text, list styles, page breaks, sheets and rows that are not shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from gouji.parse.odf.names import FO, OFFICE, STYLE, TABLE, TEXT, child
from gouji.parse.package import Element

_LIST_STYLE, _OUTLINE = f"{TEXT}list-style", f"{TEXT}outline-style"

#: Styles that are based on one another; a document's have five.
_LONGEST_LINE = 50
_BORDERS = tuple(f"{FO}border{side}" for side in ("", "-top", "-bottom", "-left", "-right"))


class Style(msgspec.Struct, frozen=True):
    """A style; what it does not say is None."""

    parent: str | None
    hidden: bool | None
    list_style: str | None
    breaks_before: bool | None
    breaks_after: bool | None
    shown: bool | None
    drawn: bool | None
    width: float | None


_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\s*([a-z]{0,4})")
_INCHES = {"in": 1.0, "inch": 1.0, "cm": 1 / 2.54, "mm": 1 / 25.4, "pt": 1 / 72, "pc": 1 / 6, "px": 1 / 96}
_NOTHING = Style(None, None, None, None, None, None, None, None)


class Styles:
    """The styles of a document by family and name, inheritance followed; `lists` are its list styles by name."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self.lists: dict[str, Element] = {}
        self.outline: Element | None = None
        self._styles: dict[tuple[str, str], Style] = {}
        self._inherited: dict[tuple[str, str | None], Style] = {}
        *shared, own = roots
        for root in shared:
            self._add_all(child(root, f"{OFFICE}styles"))
        for group in ("styles", "automatic-styles"):
            self._add_all(child(own, OFFICE + group))

    def _add_all(self, group: Element | None) -> None:
        for element in () if group is None else group:
            name = element.get(f"{STYLE}name") or ""
            if element.tag == f"{STYLE}style":
                self._styles[element.get(f"{STYLE}family") or "", name] = _style(element)
            elif element.tag == _LIST_STYLE:
                self.lists[name] = element
            elif element.tag == _OUTLINE:
                self.outline = element

    def hides(self, family: str, name: str | None) -> bool:
        """Whether a text or paragraph style makes its text hidden."""
        return self.of(family, name).hidden or False

    def list_style(self, paragraph_style: str | None) -> str | None:
        """The list style that a paragraph style names; an empty string takes the paragraph out of every list."""
        return self.of("paragraph", paragraph_style).list_style

    def shows(self, table_style: str | None) -> bool:
        """Whether a sheet with this style is shown."""
        return self.of("table", table_style).shown is not False

    def draws(self, cell_style: str | None) -> bool:
        """Whether a cell with this style has a border."""
        return self.of("table-cell", cell_style).drawn or False

    def column_width(self, column_style: str | None) -> float:
        """The width of a table's column with this style, in any unit; 0 when it says none."""
        return self.of("table-column", column_style).width or 0.0

    def of(self, family: str, name: str | None) -> Style:
        """A style with what it inherits; one that says nothing when there is no such style."""
        found = self._inherited.get((family, name))
        if found is None:
            found = _NOTHING
            for style in self._line(family, name):
                found = _over(found, style)
            self._inherited[family, name] = found
        return found

    def _line(self, family: str, name: str | None) -> Iterator[Style]:
        """A style and those that it is based on, nearest first; a circle ends somewhere."""
        for _ in range(_LONGEST_LINE):
            style = self._styles.get((family, name or ""))
            if style is None:
                return
            yield style
            name = style.parent


def _over(first: Style, second: Style) -> Style:
    """What the first says, and where it says nothing, the second."""
    return Style(
        *(
            getattr(second, field) if (own := getattr(first, field)) is None else own
            for field in Style.__struct_fields__
        )
    )


def _style(element: Element) -> Style:
    before = after = shown = hidden = drawn = width = None
    for properties in element:
        before = properties.get(f"{FO}break-before") or before
        after = properties.get(f"{FO}break-after") or after
        shown = properties.get(f"{TABLE}display") or shown
        hidden = properties.get(f"{TEXT}display") or hidden
        width = properties.get(f"{STYLE}column-width") or width
        borders = [line for name in _BORDERS if (line := properties.get(name))]
        drawn = any(line != "none" for line in borders) if borders else drawn
    master = element.get(f"{STYLE}master-page-name")
    return Style(
        parent=element.get(f"{STYLE}parent-style-name"),
        hidden=None if hidden is None else hidden == "none",
        list_style=element.get(f"{STYLE}list-style-name"),
        breaks_before=True if master else (None if before is None else before == "page"),
        breaks_after=None if after is None else after == "page",
        shown=None if shown is None else shown != "false",
        drawn=drawn,
        width=_length(width),
    )


def _length(written: str | None) -> float | None:
    """A length in inches; None for what is none."""
    found = _LENGTH.fullmatch(written or "")
    return float(found[1]) * _INCHES.get(found[2], 1.0) if found else None
