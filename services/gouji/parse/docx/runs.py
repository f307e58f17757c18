"""The visible text of one paragraph: runs, fields, insertions, hidden text, symbols, and the text boxes it anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.parse.docx.names import MATH, MC, Element, W, child, switched_on
from gouji.parse.docx.styles import Styles

#: Elements that only wrap: their children stand where they stand. What a reviewer took out (`w:del`) is none of them.
WRAPPERS = frozenset(
    W + name
    for name in ("sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo")
)

_RUN, _FIELD, _SYMBOL, _ALTERNATIVES = f"{W}r", f"{W}fldChar", f"{W}sym", f"{MC}AlternateContent"
_TEXT = f"{W}t"
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_DRAWINGS = frozenset((f"{W}drawing", f"{W}pict"))
_BOX = f"{W}txbxContent"
_SYMBOL_CODE = re.compile(r"(?![dD][89a-fA-F])[0-9a-fA-F]{1,4}")
#: The symbols of Wingdings that reports use (ticks, boxes, bullets) and the mathematical ones of Symbol.
_WINGDINGS = {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x6E: "■", 0x6C: "●", 0xD8: "➢"}
_SYMBOLS = {0x2D: "−", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xA5: "∞", 0xB0: "°"}


class Runs:
    """Reads paragraphs one after the other; a field may reach over several.

    `boxes` collects the text boxes met since it was last emptied.
    """

    def __init__(self, styles: Styles) -> None:
        self.boxes: list[Element] = []
        self.met_hidden = False
        self._styles = styles
        self._fields: list[bool] = []  # innermost last; True while its instruction is being read

    def text(self, paragraph: Element) -> str:
        """The paragraph's text, line breaks as line ends."""
        pieces: list[str] = []
        self._inline(paragraph, pieces)
        self._fields = [False] * len(self._fields)  # no instruction reaches over a paragraph; lost marks hide no text
        return "".join(pieces)

    def _inline(self, parent: Element, pieces: list[str]) -> None:
        for element in parent:
            tag = element.tag
            if tag == _RUN:
                self._run(element, pieces)
            elif tag in WRAPPERS:
                self._inline(element, pieces)
            elif tag == _ALTERNATIVES:
                self._inline(chosen(element), pieces)
            elif tag == f"{W}ruby":
                self._ruby(element, pieces)
            elif isinstance(tag, str) and tag.startswith(MATH):
                pieces.extend(part.text or "" for part in element.iter(f"{MATH}t"))

    def _run(self, run: Element, pieces: list[str]) -> None:
        properties = child(run, "rPr")
        hidden = properties is not None and self._is_hidden(properties)
        for element in run:
            if element.tag == _FIELD:
                self._mark_field(element.get(f"{W}fldCharType"))
            elif not hidden:
                self._piece(element, pieces)
            elif element.text:
                self.met_hidden = True

    def _piece(self, element: Element, pieces: list[str]) -> None:
        tag = element.tag
        if tag == _TEXT:
            if not any(self._fields):
                pieces.append((element.text or "").replace("\n", " "))
        elif tag in _CHARACTERS:
            pieces.append(_CHARACTERS[tag])
        elif tag == _SYMBOL:
            pieces.append(_symbol(element))
        elif tag == f"{W}ruby":
            self._ruby(element, pieces)
        elif tag == _ALTERNATIVES:
            for inner in chosen(element):
                self._piece(inner, pieces)
        elif tag in _DRAWINGS:
            self.boxes.extend(_boxes_in(element))

    def _is_hidden(self, properties: Element) -> bool:
        direct = switched_on(properties, "vanish")
        return self._styles.hides(properties, "rStyle") if direct is None else direct

    def _mark_field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _ruby(self, ruby: Element, pieces: list[str]) -> None:
        base = child(ruby, "rubyBase")
        if base is not None:
            self._inline(base, pieces)


def chosen(alternatives: Element) -> Element:
    """The one alternative to read: the first with text in it, so that nothing is read twice and nothing lost."""
    choices = [choice for choice in alternatives if choice.tag in (f"{MC}Choice", f"{MC}Fallback")]
    full = (choice for choice in choices if any(True for _ in choice.iter(f"{W}t", _SYMBOL)))
    return next(full, choices[0] if choices else alternatives)


def _boxes_in(element: Element) -> Iterator[Element]:
    """The outermost text boxes; those within are met when these are read."""
    for inner in element:
        if inner.tag == _BOX:
            yield inner
        elif inner.tag == _ALTERNATIVES:
            yield from _boxes_in(chosen(inner))
        else:
            yield from _boxes_in(inner)


def _symbol(element: Element) -> str:
    """`w:sym`: the character of a symbol font, by its Unicode twin where it has one; nothing for a wrong code."""
    written = element.get(f"{W}char") or ""
    if not _SYMBOL_CODE.fullmatch(written):
        return ""
    code = int(written, 16)
    font = (element.get(f"{W}font") or "").lower()
    low = code & 0xFF
    if font.startswith("wingdings"):
        return _WINGDINGS.get(low, chr(code))
    if font == "symbol":
        return _SYMBOLS.get(low) or (chr(low) if 0x20 < low < 0x7F else chr(code))  # noqa: PLR2004 - printable ASCII
    return chr(code)
