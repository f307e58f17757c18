"""The body, a cell or a text box → its paragraphs and tables in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.parse.docx.names import MC, Element, W, child
from gouji.parse.docx.numbering import Numbering
from gouji.parse.docx.runs import WRAPPERS, Runs, chosen
from gouji.parse.docx.styles import Styles
from gouji.parse.docx.tables import drawing
from gouji.parse.grid import Drawing

_PARAGRAPH, _TABLE, _ALTERNATIVES = f"{W}p", f"{W}tbl", f"{MC}AlternateContent"


class Body:
    """Reads the document from its beginning to its end, once: numbers count and fields open on the way."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._runs = Runs(styles)

    @property
    def met_hidden(self) -> bool:
        """Whether text was passed over because it is hidden."""
        return self._runs.met_hidden

    def contents(self, container: Element) -> list[str | Drawing]:
        """What the container shows; each line of a paragraph with line breaks is one text."""
        found: list[str | Drawing] = []
        carried = ""  # of paragraphs whose end a reviewer deleted: they run into the next one
        for element in self._blocks(container):
            if element.tag == _TABLE:
                found += [*carried.split("\n"), drawing(element, self.contents)]
                carried = ""
                continue
            text = carried + self._runs.text(element)
            properties = child(element, "pPr")
            if self._runs_on(properties):
                carried = text
                continue
            found += self._lines(properties, text)
            found += self._boxes()
            carried = ""
        return [*found, *carried.split("\n"), *self._boxes()]

    def _blocks(self, container: Element) -> Iterator[Element]:
        """Paragraphs and tables, also those within content controls and the like."""
        for element in container:
            tag = element.tag
            if tag in (_PARAGRAPH, _TABLE):
                yield element
            elif tag in WRAPPERS:
                yield from self._blocks(element)
            elif tag == _ALTERNATIVES:
                yield from self._blocks(chosen(element))

    def _lines(self, properties: Element | None, text: str) -> list[str]:
        """The paragraph's lines, its automatic number before the first."""
        marker = self._numbering.marker(properties)
        if self._styles.hides(properties, "pStyle"):
            self._runs.met_hidden = True
            return []
        return (marker + text).split("\n")

    def _runs_on(self, properties: Element | None) -> bool:
        mark = child(properties, "rPr")
        return any(child(mark, name) is not None for name in ("del", "moveFrom"))

    def _boxes(self) -> list[str | Drawing]:
        """What the text boxes hold that the paragraph anchors; they stand behind it."""
        boxes, self._runs.boxes = self._runs.boxes, []
        return [content for box in boxes for content in self.contents(box)]
