"""The visible text of one paragraph: white space as the standard counts it, fields, hidden text, anchored frames."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.parse.odf.names import DRAW, OFFICE, SVG, TABLE, TEXT, number
from gouji.parse.odf.styles import Styles
from gouji.parse.package import Element

_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1000
_SPAN, _PAGE_BREAK = f"{TEXT}span", f"{TEXT}soft-page-break"
_CHARACTERS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
#: What stands in the paragraph's code and not in its text; `text:number` is what `gouji.parse.odf.numbering` counts.
_LEFT_OUT = frozenset(
    (
        *(TEXT + name for name in ("note", "ruby-text", "number", "script", "hidden-paragraph", "tracked-changes")),
        *(OFFICE + name for name in ("annotation", "annotation-end", "event-listeners")),
        *(SVG + name for name in ("title", "desc")),
    )
)
#: Fields that show nothing when they say so.
_FIELDS = frozenset(TEXT + name for name in ("variable-set", "user-field-get", "sequence", "variable-get"))


class Inline:
    """Reads paragraphs one after the other.

    `boxes` collects the frames and shapes met since it was last emptied, `breaks` counts the page breaks.
    """

    def __init__(self, styles: Styles) -> None:
        self.boxes: list[Element] = []
        self.breaks = 0
        self.met_hidden = False
        self._styles = styles
        self._after_space = True

    def text(self, paragraph: Element) -> str:
        """The paragraph's text, line breaks as line ends."""
        self._after_space = True
        if not len(paragraph):
            return self._spaced(paragraph.text)
        pieces: list[str] = []
        self._within(paragraph, pieces)
        return "".join(pieces)

    def _within(self, parent: Element, pieces: list[str]) -> None:
        pieces.append(self._spaced(parent.text))
        for element in parent:
            self._piece(element, pieces)
            if element.tail:
                pieces.append(self._spaced(element.tail))

    def _piece(self, element: Element, pieces: list[str]) -> None:
        tag = str(element.tag)
        if tag in _CHARACTERS:
            pieces.append(_CHARACTERS[tag])
            self._after_space = False
        elif tag == f"{TEXT}s":
            pieces.append(" " * min(max(number(element.get(f"{TEXT}c")) or 1, 1), _MOST_SPACES))
            self._after_space = False
        elif tag == _PAGE_BREAK:
            self.breaks += 1
        elif tag.startswith(DRAW):
            if tag != f"{DRAW}a":
                self.boxes.append(element)
            else:
                self.boxes.extend(element)
        elif tag in _LEFT_OUT or tag.startswith(TABLE):
            return
        elif self._hides(element, tag):
            self.met_hidden |= any(text.strip() for text in _texts(element))
        else:
            self._within(element, pieces)

    def _hides(self, element: Element, tag: str) -> bool:
        if tag == _SPAN:
            return self._styles.hides("text", element.get(f"{TEXT}style-name"))
        if tag == f"{TEXT}hidden-text":
            return element.get(f"{TEXT}is-hidden") != "false"
        return tag in _FIELDS and element.get(f"{TEXT}display") == "none"

    def _spaced(self, text: str | None) -> str:
        """White space counts once, and not at the beginning; more of it has elements of its own."""
        if not text:
            return ""
        text = _SPACES.sub(" ", text)
        if self._after_space and text[0] == " ":
            text = text[1:]
        if text:
            self._after_space = text[-1] == " "
        return text


def _texts(element: Element) -> Iterator[str]:
    return (str(text) for text in element.itertext())
