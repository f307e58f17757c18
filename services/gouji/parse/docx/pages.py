"""Pages of a Word document: where Word broke them when it saved the file, for those files that say so.

Word writes `w:lastRenderedPageBreak` where a page began. Between paragraphs a page may begin without one (behind a
page break made by hand and the like); where both stand they are one. WPS and most other programs write nothing, and
then no page is known. The number of pages that Word counted must be the number found here, else none is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from gouji.parse.characters import BLANK
from gouji.parse.docx.names import Element, W, child, switched_on, value
from gouji.parse.grid import Drawing, PageStart

Content: TypeAlias = str | Drawing | PageStart

#: In a paragraph's text: where Word began a page, and where the writer broke it. XML holds neither character.
RENDERED, BROKEN = "\x0c", "\x1d"

_STEP = re.compile(rf"[{RENDERED}{BROKEN}]|[^{re.escape(BLANK)}]+|[{re.escape(BLANK.replace(RENDERED, ''))}]+")
_MARKS = str.maketrans("", "", RENDERED + BROKEN)


class Pages:
    """Counts pages while a document is read from its beginning to its end."""

    def __init__(self, main: Element, *, paged: bool) -> None:
        self.known = paged and next(main.iter(f"{W}lastRenderedPageBreak"), None) is not None
        self.last = 1
        self._due = False  # a page was broken and nothing has been written on the next one yet
        self._told = 0

    def before(self, properties: Element | None) -> None:
        """A paragraph with these properties (`w:pPr`) begins."""
        if switched_on(properties, "pageBreakBefore"):
            self._due = True

    def after(self, properties: Element | None) -> None:
        """A paragraph with these properties ended, and with it perhaps its section."""
        section = child(properties, "sectPr")
        if section is not None and value(section, "type") != "continuous":
            self._due = True

    def line(self, text: str) -> Iterator[str | PageStart]:
        """A line without its marks, before it the page on which it begins where that is another one."""
        if not self.known:
            yield text.translate(_MARKS)
            return
        begun = None
        for step in _STEP.findall(text):
            if step == BROKEN:
                self.last += self._due
                self._due = True
            elif step == RENDERED:
                self.last, self._due = self.last + 1, False
            elif step.strip(BLANK):
                self.last, self._due = self.last + self._due, False
                begun = begun or self.last
        if begun and begun != self._told:
            self._told = begun
            yield PageStart(begun)
        yield text.translate(_MARKS)

    def row(self) -> Row:
        """A row of a table begins."""
        return Row(self)

    def told(self) -> list[PageStart]:
        """The page on which what follows begins, said once more."""
        self._told = self.last
        return [PageStart(self.last)] if self.known else []

    def state(self) -> tuple[int, bool]:
        return self.last, self._due

    def back_to(self, state: tuple[int, bool]) -> None:
        self.last, self._due = state
        self._told = 0


class Row:
    """The cells of a row stand beside each other: each begins where the row does, and the longest ends it.

    Word marks a row that begins on a new page in its first cell or in each.
    """

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._start = pages.state()
        self._first = self._furthest = pages.last
        self._due = True

    def cell(self, contents: list[Content]) -> list[Content]:
        """What a cell holds, just read, with the pages on which it really stands."""
        pages = self._pages
        if not pages.known:
            return contents
        begun = next((content.page for content in contents if isinstance(content, PageStart)), None)
        self._first = max(self._first, begun or 0)
        late = self._first - (begun or self._first)
        self._furthest = max(self._furthest, pages.last + late)
        self._due = self._due and pages.state()[1]
        pages.back_to(self._start)
        moved = [PageStart(one.page + late) if isinstance(one, PageStart) else one for one in contents]
        return moved if begun else [PageStart(self._first), *moved]

    def end(self) -> None:
        self._pages.back_to((self._furthest, self._due and self._start[1]))
