"""What styles contribute to the text: hidden characters, automatic numbers, entries of a table of contents."""

from __future__ import annotations

import re

import msgspec

from gouji.parse.docx.names import VAL, Element, W, child, number, switched_on, value

_TELLING = tuple(W + name for name in ("numPr", "vanish", "vertAlign"))
_CONTENTS = re.compile(r"toc \d|.*手动目录 ?\d", re.IGNORECASE)


class StyleNumbering(msgspec.Struct, frozen=True):
    """The list that a paragraph style belongs to; `level` is None when the list's levels name the style instead."""

    number_id: int
    level: int | None
    style: str


class _Style(msgspec.Struct, frozen=True):
    based_on: str | None
    name: str
    hidden: bool | None = None
    raised: bool | None = None
    number_id: int | None = None
    level: int | None = None


class Styles:
    """The styles of a document, inheritance followed."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default_paragraph: str | None = None
        telling = set() if root is None else {_style_of(element) for element in root.iter(*_TELLING)}
        for style in () if root is None else root.iterchildren(f"{W}style"):
            self._add(style, telling=style in telling)
        #: Whether paragraphs that name no style are numbered or hidden.
        self.default_tells = self.numbering(None) is not None or self.hides(None, "pStyle")

    def _add(self, style: Element, *, telling: bool) -> None:
        key = style.get(f"{W}styleId") or ""
        known = _Style(value(style, "basedOn"), value(style, "name") or "")
        if telling:
            numbering, characters = child(child(style, "pPr"), "numPr"), child(style, "rPr")
            raised = value(characters, "vertAlign")
            known = msgspec.structs.replace(
                known,
                hidden=switched_on(characters, "vanish"),
                raised=None if raised is None else raised == "superscript",
                number_id=number(value(numbering, "numId")),
                level=number(value(numbering, "ilvl")),
            )
        self._styles[key] = known
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
            self._default_paragraph = key

    def hides(self, properties: Element | None, element: str) -> bool:
        """Whether the style that `properties` names (as `pStyle` or `rStyle`) hides its text."""
        return bool(self.hiding(properties, element))

    def hiding(self, properties: Element | None, element: str) -> bool | None:
        """As `hides`; None when that style says nothing of it."""
        return next((style.hidden for _, style in self._named(properties, element) if style.hidden is not None), None)

    def raises(self, properties: Element | None) -> bool:
        """Whether the style that `w:rPr` names puts its characters above the line."""
        return bool(
            next((style.raised for _, style in self._named(properties, "rStyle") if style.raised is not None), None)
        )

    def is_entry_of_contents(self, properties: Element | None) -> bool:
        """Whether the paragraph has the style of a line in a table of contents."""
        return any(_CONTENTS.match(style.name) for _, style in self._named(properties, "pStyle"))

    def numbering(self, style: str | None) -> StyleNumbering | None:
        """The list of a paragraph style (None: of the default one)."""
        for name, found in self._line(style or self._default_paragraph):
            if found.number_id is not None:
                return StyleNumbering(found.number_id, found.level, name)
        return None

    def _named(self, properties: Element | None, element: str) -> list[tuple[str, _Style]]:
        name = value(properties, element)
        return self._line(self._default_paragraph if name is None and element == "pStyle" else name)

    def _line(self, name: str | None) -> list[tuple[str, _Style]]:
        """A style and those that it is based on, nearest first; a circle ends where it closes."""
        line: dict[str, _Style] = {}
        while name in self._styles and name not in line:
            line[name] = self._styles[name]
            name = line[name].based_on
        return list(line.items())


def _style_of(element: Element) -> Element | None:
    return next(element.iterancestors(f"{W}style"), None)


def style_name(properties: Element | None) -> str | None:
    """The paragraph style that `w:pPr` names."""
    found = child(properties, "pStyle")
    return None if found is None else found.get(VAL)
