"""What styles contribute to the text: hidden characters and automatic numbers."""

from __future__ import annotations

import msgspec

from gouji.parse.docx.names import VAL, Element, W, child, number, switched_on, value


class StyleNumbering(msgspec.Struct, frozen=True):
    """The list that a paragraph style belongs to; `level` is None when the list's levels name the style instead."""

    number_id: int
    level: int | None
    style: str


class _Style(msgspec.Struct, frozen=True):
    based_on: str | None
    hidden: bool | None
    number_id: int | None
    level: int | None


class Styles:
    """The styles of a document, inheritance followed."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default_paragraph: str | None = None
        for style in () if root is None else root.iterchildren(f"{W}style"):
            self._add(style)

    def _add(self, style: Element) -> None:
        name = style.get(f"{W}styleId") or ""
        numbering = child(child(style, "pPr"), "numPr")
        self._styles[name] = _Style(
            based_on=value(style, "basedOn"),
            hidden=switched_on(child(style, "rPr"), "vanish"),
            number_id=number(value(numbering, "numId")),
            level=number(value(numbering, "ilvl")),
        )
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
            self._default_paragraph = name

    def hides(self, properties: Element | None, element: str) -> bool:
        """Whether the style that `properties` names (as `pStyle` or `rStyle`) hides its text."""
        return next(
            (style.hidden for _, style in self._line(value(properties, element)) if style.hidden is not None), False
        )

    def numbering(self, style: str | None) -> StyleNumbering | None:
        """The list of a paragraph style (None: of the default one)."""
        for name, found in self._line(style or self._default_paragraph):
            if found.number_id is not None:
                return StyleNumbering(found.number_id, found.level, name)
        return None

    def _line(self, name: str | None) -> list[tuple[str, _Style]]:
        """A style and those that it is based on, nearest first; a circle ends where it closes."""
        line: dict[str, _Style] = {}
        while name in self._styles and name not in line:
            line[name] = self._styles[name]
            name = line[name].based_on
        return list(line.items())


def style_name(properties: Element | None) -> str | None:
    """The paragraph style that `w:pPr` names."""
    found = child(properties, "pStyle")
    return None if found is None else found.get(VAL)
