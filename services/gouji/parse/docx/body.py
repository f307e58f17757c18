"""The body, a cell or a text box → its paragraphs and tables in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.parse.docx.names import MC, VAL, WRAPPERS, Element, W, child, switched_on
from gouji.parse.docx.numbering import Numbering
from gouji.parse.docx.pages import BROKEN, RENDERED, Content, Pages
from gouji.parse.docx.runs import Runs, chosen
from gouji.parse.docx.styles import Styles
from gouji.parse.docx.tables import Tables
from gouji.parse.docx.telling import Telling

#: How the line of a table of contents ends, and what is left of it.
_PAGE_NUMBER = re.compile(r"[\t.…·]\s*\d+\s*$")
_ALL_BUT_PAGES = re.compile(rf"[^{RENDERED}{BROKEN}]+")
_CONTENTS = "Table of Contents"
_PARAGRAPH, _TABLE, _ALTERNATIVES, _CONTROL = f"{W}p", f"{W}tbl", f"{MC}AlternateContent", f"{W}sdt"


class Body:
    """Reads the document from its beginning to its end, once: numbers count, fields open, pages turn on the way."""

    def __init__(self, main: Element, styles: Styles, numbering: Numbering, *, paged: bool = True) -> None:
        self._telling = Telling(main)
        self._styles = styles
        self._numbering = numbering
        self._pages = Pages(main, paged=paged)
        self._runs = Runs(styles, self._telling)
        self._tables = Tables(self.contents, self._telling, self._pages)

    @property
    def met_hidden(self) -> bool:
        """Whether text was passed over because it is hidden."""
        return self._runs.met_hidden or self._tables.met_hidden

    @property
    def pages(self) -> int | None:
        """How many pages were counted; None when the document does not say where they begin."""
        return self._pages.last if self._pages.known else None

    def contents(self, container: Element) -> list[Content]:
        """What the container shows; each line of a paragraph with line breaks is one text."""
        found: list[Content] = []
        carried = ""  # of paragraphs whose end a reviewer deleted: they run into the next one
        for element in self._blocks(container):
            if element.tag == _TABLE:
                self._add(carried, found)
                found += [self._tables.drawing(element), *self._pages.told()]
                carried = ""
                continue
            properties = child(element, "pPr")
            if properties in self._telling or self._styles.default_tells:
                carried = self._special(element, properties, carried, found)
            else:
                self._add(carried + self._runs.text(element), found)
                carried = ""
        self._add(carried, found)
        return found

    def _special(self, paragraph: Element, properties: Element | None, carried: str, found: list[Content]) -> str:
        """A paragraph whose properties matter; returns what runs on into the next one."""
        self._pages.before(properties)
        mark, hidden = child(properties, "rPr"), self._styles.hides(properties, "pStyle")
        text = carried + self._runs.text(paragraph, hidden=hidden)
        if _runs_on(properties, mark):
            return text
        if self._styles.is_entry_of_contents(properties) and _PAGE_NUMBER.search(text):
            text = _ALL_BUT_PAGES.sub("", text)
        elif text or not (hidden or switched_on(mark, "vanish")):
            text = self._numbering.marker(properties) + text
        self._add(text, found)
        self._pages.after(properties)
        return ""

    def _blocks(self, container: Element) -> Iterator[Element]:
        """Paragraphs and tables, also those within content controls and the like."""
        for element in container:
            tag = element.tag
            if tag in (_PARAGRAPH, _TABLE):
                yield element
            elif tag == _CONTROL and _is_contents(element):
                continue
            elif tag in WRAPPERS:
                yield from self._blocks(element)
            elif tag == _ALTERNATIVES:
                yield from self._blocks(chosen(element))

    def _add(self, text: str, found: list[Content]) -> None:
        """The lines of a paragraph, then what the text boxes hold that it anchors."""
        for line in text.split("\n"):
            if line:
                found += self._pages.line(line)
        boxes, self._runs.boxes = self._runs.boxes, []
        for box in boxes:
            found += self.contents(box) if not isinstance(box, str) else [box]


def _runs_on(properties: Element | None, mark: Element | None) -> bool:
    """Whether the paragraph's end was deleted, or it is the large first letter of the next one."""
    if any(child(mark, name) is not None for name in ("del", "moveFrom")):
        return True
    frame = child(properties, "framePr")
    return frame is not None and frame.get(f"{W}dropCap") in ("drop", "margin")


def _is_contents(control: Element) -> bool:
    """Whether the content control is a table of contents that Word made: it repeats the headings."""
    gallery = child(child(child(control, "sdtPr"), "docPartObj"), "docPartGallery")
    return gallery is not None and gallery.get(VAL) == _CONTENTS
