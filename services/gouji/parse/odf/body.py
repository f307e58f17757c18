"""The body, a section, a cell or a frame → its paragraphs and tables in reading order."""

from __future__ import annotations

from gouji.parse.grid import Drawing, PageStart
from gouji.parse.odf.inline import Inline
from gouji.parse.odf.names import DRAW, OFFICE_EXTENSION, TABLE, TEXT, child
from gouji.parse.odf.numbering import Numbering, OpenList
from gouji.parse.odf.styles import Style, Styles
from gouji.parse.odf.tables import drawing
from gouji.parse.package import Element

_PARAGRAPH, _HEADING, _LIST, _TABLE = f"{TEXT}p", f"{TEXT}h", f"{TEXT}list", f"{TABLE}table"
_ITEM, _NUMBERED = f"{TEXT}list-item", f"{TEXT}numbered-paragraph"
#: Blocks that hold no text of the document, or hold what a reviewer took out.
_LEFT_OUT = frozenset(
    TEXT + name for name in ("tracked-changes", "sequence-decls", "variable-decls", "user-field-decls")
)
_SOURCES = tuple(
    f"{TEXT}{name}-source"
    for name in ("table-of-content", "alphabetical-index", "illustration-index", "table-index", "user-index")
)

_STYLE_NAME = f"{TEXT}style-name"

_Found = list[str | Drawing | PageStart]


class Body:
    """Reads the document from its beginning to its end, once: lists count and pages turn on the way."""

    def __init__(self, styles: Styles, *, knows_pages: bool) -> None:
        self.page: int | None = 1 if knows_pages else None
        self.cells = 0
        self.met_hidden = False
        self._styles = styles
        self._numbering = Numbering(styles)
        self._inline = Inline(styles)
        self._begun = self._turns = False

    def contents(self, container: Element) -> _Found:
        """What the container shows; each line of a paragraph with line breaks is one text."""
        found: _Found = []
        self._walk(container, found)
        self.met_hidden |= self._inline.met_hidden
        return found

    def column_width(self, style: str | None) -> float:
        """The width of a table's column with this style, 0 when it says none."""
        return self._styles.column_width(style)

    def _walk(self, container: Element, found: _Found) -> None:
        for element in container:
            tag = str(element.tag)
            if tag in (_PARAGRAPH, _HEADING):
                self._paragraph(element, found, self._numbering.heading(element) if tag == _HEADING else "")
            elif tag == _LIST:
                self._list(element, found, None)
            elif tag == _TABLE:
                self._table(element, found)
            elif tag == _NUMBERED:
                self._numbered(element, found)
            elif tag == f"{TEXT}soft-page-break":
                self._turn(found, 1)
            elif tag.startswith(DRAW):
                self._box(element, found)
            elif tag == f"{TEXT}section" and _is_hidden(element):
                self.met_hidden = True
            elif tag not in _LEFT_OUT and tag not in _SOURCES and tag.startswith((TEXT, OFFICE_EXTENSION)):
                self._walk(element, found)

    def _paragraph(self, element: Element, found: _Found, marker: str) -> None:
        style = self._styles.of("paragraph", element.get(_STYLE_NAME))
        self._break_before(style, found)
        text = marker + self._inline.text(element)
        if style.hidden or (len(element) and _is_concealed(element)):
            self.met_hidden = True
            text = ""
            self._inline.boxes = []
        if self._inline.boxes:
            self._with_boxes(text, found)
        else:
            found += text.split("\n")
        if self._inline.breaks:
            self._turn(found, self._inline.breaks)
            self._inline.breaks = 0
        self._turns = style.breaks_after or False

    def _with_boxes(self, text: str, found: _Found) -> None:
        """A paragraph and the frames that it anchors: floating tables stand before it, text boxes behind it."""
        boxes, self._inline.boxes = self._inline.boxes, []
        before = [box for box in boxes if _is_floating_table(box)]
        for box in before:
            self._box(box, found)
        found += text.split("\n")
        for box in boxes:
            if box not in before:
                self._box(box, found)

    def _list(self, element: Element, found: _Found, within: OpenList | None) -> None:
        opened = self._numbering.opened(element, within)
        for item in element:
            counted = item.tag != _ITEM
            for part in item:
                tag = part.tag
                if tag == _LIST:
                    self._list(part, found, opened)
                elif tag in (_PARAGRAPH, _HEADING) and not counted:
                    counted = True
                    start = item.get(f"{TEXT}start-value")
                    marker = self._numbering.item(opened, start, part.get(f"{TEXT}style-name"))
                    self._paragraph(part, found, marker)
                elif tag in (_PARAGRAPH, _HEADING):
                    self._paragraph(part, found, "")
                elif tag == f"{TEXT}soft-page-break":
                    self._turn(found, 1)

    def _numbered(self, element: Element, found: _Found) -> None:
        """A paragraph that says itself to which list it belongs."""
        opened = self._numbering.opened(element, None)
        for part in element.iterchildren(_PARAGRAPH, _HEADING):
            marker = self._numbering.item(opened, element.get(f"{TEXT}start-value"), part.get(f"{TEXT}style-name"))
            self._paragraph(part, found, marker)

    def _table(self, element: Element, found: _Found) -> None:
        style = self._styles.of("table", element.get(f"{TABLE}style-name"))
        self._break_before(style, found)
        found.append(drawing(element, self))
        self._turns = style.breaks_after or False

    def _box(self, element: Element, found: _Found) -> None:
        """What a frame, a shape or a group of them holds; pictures and objects hold no text."""
        tag = element.tag
        if tag == f"{DRAW}frame":
            box = child(element, f"{DRAW}text-box")
            if box is not None:
                self._walk(box, found)
        elif tag in (f"{DRAW}g", f"{DRAW}a"):
            for part in element:
                self._box(part, found)
        elif str(tag).startswith(DRAW):
            self._walk(element, found)

    def _break_before(self, style: Style, found: _Found) -> None:
        if self._turns or (style.breaks_before and self._begun):
            self._turn(found, 1)
        self._begun, self._turns = True, False

    def _turn(self, found: _Found, pages: int) -> None:
        if pages and self.page is not None:
            self.page += pages
            found.append(PageStart(self.page))


def _is_hidden(section: Element) -> bool:
    return section.get(f"{TEXT}display") == "none" or section.get(f"{TEXT}is-hidden") == "true"


def _is_concealed(paragraph: Element) -> bool:
    """Whether a field in the paragraph hides all of it."""
    return any(field.get(f"{TEXT}is-hidden") == "true" for field in paragraph.iterchildren(f"{TEXT}hidden-paragraph"))


def _is_floating_table(box: Element) -> bool:
    """A frame around a table and nothing else: it is anchored to the paragraph that follows the table."""
    holder = child(box, f"{DRAW}text-box") if box.tag == f"{DRAW}frame" else None
    if holder is None or child(holder, _TABLE) is None:
        return False
    return not any(str(text).strip() for part in holder.iterchildren(_PARAGRAPH, _HEADING) for text in part.itertext())
