"""The visible text of one paragraph: runs, fields, insertions, hidden text, symbols, and the text boxes it anchors."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.parse.characters import above_line
from gouji.parse.docx.fields import Fields
from gouji.parse.docx.mathematics import in_line
from gouji.parse.docx.names import MATH, MC, WRAPPERS, Element, W, child, switched_on, value
from gouji.parse.docx.pages import BROKEN, RENDERED
from gouji.parse.docx.styles import Styles
from gouji.parse.docx.symbols import symbol
from gouji.parse.docx.telling import Telling

_RUN, _FIELD, _SYMBOL, _ALTERNATIVES = f"{W}r", f"{W}fldChar", f"{W}sym", f"{MC}AlternateContent"
_TEXT, _PROPERTIES, _RUBY, _INSTRUCTION = f"{W}t", f"{W}rPr", f"{W}ruby", f"{W}instrText"
_BREAK = f"{W}br"
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
    f"{W}lastRenderedPageBreak": RENDERED,
}
_DRAWINGS = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_BOX, _ART = f"{W}txbxContent", "{urn:schemas-microsoft-com:vml}textpath"


class Runs:
    """Reads paragraphs one after the other; a field may reach over several.

    `boxes` collects the text boxes met since it was last emptied, WordArt as its text.
    """

    def __init__(self, styles: Styles, telling: Telling) -> None:
        self.boxes: list[Element | str] = []
        self.met_hidden = False
        self._styles = styles
        self._telling = telling
        self._fields = Fields()
        self._hidden = False

    def text(self, paragraph: Element, *, hidden: bool = False) -> str:
        """The paragraph's text, line breaks as line ends; `hidden` when its style hides what no run shows."""
        pieces: list[str] = []
        self._hidden = hidden
        self._inline(paragraph, pieces)
        self._fields.end_paragraph()
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
            elif tag == _RUBY:
                self._ruby(element, pieces)
            elif isinstance(tag, str) and tag.startswith(MATH):
                pieces.append(in_line(element))

    def _run(self, run: Element, pieces: list[str]) -> None:
        hidden, raised = self._hidden, False
        for element in run:
            tag = element.tag
            if tag == _TEXT:
                if hidden:
                    self.met_hidden = True
                elif not self._fields.instructing:
                    text = (element.text or "").replace("\n", " ").replace("\xad", "")
                    pieces.append(above_line("".join(pieces), text) if raised else text)
            elif tag == _PROPERTIES:
                if element in self._telling:
                    hidden, raised = self._is_hidden(element), self._is_raised(element)
            elif tag == _FIELD:
                pieces.append(self._fields.mark(element))
            elif tag == _INSTRUCTION:
                self._fields.instruct(element.text or "")
            elif not hidden:
                self._piece(element, pieces)

    def _piece(self, element: Element, pieces: list[str]) -> None:
        tag = element.tag
        if tag in _CHARACTERS:
            pieces.append(_CHARACTERS[tag])
        elif tag == _BREAK:
            pieces.append("\n" + BROKEN if element.get(f"{W}type") == "page" else "\n")
        elif tag == _SYMBOL:
            pieces.append(symbol(element))
        elif tag == _RUBY:
            self._ruby(element, pieces)
        elif tag == _ALTERNATIVES:
            for inner in chosen(element):
                self._piece(inner, pieces)
        elif tag == _TEXT:
            pieces.append(element.text or "")
        elif tag in _DRAWINGS:
            self.boxes.extend(_boxes_in(element))

    def _is_hidden(self, properties: Element) -> bool:
        direct = switched_on(properties, "vanish")
        if direct is not None:
            return direct
        styled = self._styles.hiding(properties, "rStyle")
        return self._hidden if styled is None else styled

    def _is_raised(self, properties: Element) -> bool:
        direct = value(properties, "vertAlign")
        return self._styles.raises(properties) if direct is None else direct == "superscript"

    def _ruby(self, ruby: Element, pieces: list[str]) -> None:
        base = child(ruby, "rubyBase")
        if base is not None:
            self._inline(base, pieces)


def chosen(alternatives: Element) -> Element:
    """The one alternative to read: the first with text in it, so that nothing is read twice and nothing lost."""
    choices = [choice for choice in alternatives if choice.tag in (f"{MC}Choice", f"{MC}Fallback")]
    full = (choice for choice in choices if any(True for _ in choice.iter(_TEXT, _SYMBOL, _ART)))
    return next(full, choices[0] if choices else alternatives)


def _boxes_in(element: Element) -> Iterator[Element | str]:
    """The outermost text boxes; those within are met when these are read."""
    for inner in element:
        if inner.tag == _BOX:
            yield inner
        elif inner.tag == _ART:
            yield inner.get("string") or ""
        elif inner.tag == _ALTERNATIVES:
            yield from _boxes_in(chosen(inner))
        else:
            yield from _boxes_in(inner)
