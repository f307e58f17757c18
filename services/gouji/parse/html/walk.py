"""The visible text of a page in reading order: block elements and line breaks end a paragraph, inline ones join."""

from __future__ import annotations

import html
import re

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gouji.errors import Unreadable
from gouji.parse.characters import above_line, trim
from gouji.parse.grid import MOST_NESTED, Drawing
from gouji.parse.html.article import Articles
from gouji.parse.html.flexible import is_row
from gouji.parse.html.lists import OpenList, marked
from gouji.parse.html.looks import Attributes, Look, Looks
from gouji.parse.html.rows import OpenRow
from gouji.parse.html.table import OpenGrid, OpenTable
from gouji.parse.pieces import Content, spliced

_CHINESE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d"
_BROKEN_LINE = re.compile(rf"(?<=[{_CHINESE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_CHINESE}])")
_SPACE, _SPACES = re.compile(r"[ \t\r\n\f]+"), re.compile(r"[\t\r\n\f]|  ")
#: What is left of an entity whose ampersand was escaped once more.
_ESCAPED = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|times|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)  # fmt: skip  # noqa: E501

_UNSEEN_NAMES = (
    "head title script style noscript template svg object audio video canvas datalist rt rp del frame -comment"
)
_BLOCK_NAMES = (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table ul"
)
_PARTS = frozenset(("thead", "tbody", "tfoot", "tr", "td", "th"))
_UNSEEN, _BLOCKS = frozenset(_UNSEEN_NAMES.split()), _PARTS | frozenset(_BLOCK_NAMES.split())
_FURNITURE = frozenset(("nav", "footer", "aside", "menu"))
_PREFORMATTED = frozenset(("pre", "textarea", "listing", "xmp"))
_SHOWN_INPUTS = frozenset(("", "text", "number", "tel"))
_BOXES = _BLOCKS | {"grid"}
_LISTS = frozenset(("ol", "ul", "li"))
_INLINE = _PREFORMATTED | {"a", "sup", "q"}
_TABLE_SHAPES = _PARTS | {"table", "grid"}
_CELLS = frozenset(("td", "th"))
_CONTROLS = frozenset(("iframe", "select", "input", "dialog"))
_PLAIN_BLOCK_NAMES = "p br h1 h2 h3 h4 h5 h6 caption center hr dt dd legend figcaption address"
_PLAIN_BLOCKS = frozenset(_PLAIN_BLOCK_NAMES.split())
_NOTABLE = (_BLOCKS - _PLAIN_BLOCKS) | _INLINE | _CONTROLS
_NOT_RESHAPED = _PARTS | {"table", "html", "body", "col", "colgroup"}
_MOST_FRAMES = 3


class _Open(msgspec.Struct):
    """An element whose end has not come: how it is treated, and what was so before it began.

    `around` says what it stands in: a `table`, a `row`, a `cell` or a `grid`.
    """

    tag: str
    shape: str
    around: str | None = None
    look: Look | None = None
    marks: tuple[int, int] = (0, 0)
    implied: bool = False


_PLAIN, _PLAIN_BLOCK = _Open("span", "span"), _Open("p", "p")


class Reader:
    """The walk's state: the paragraph being read, the tables and lists it is in, what the page or open cell holds."""

    def __init__(self, looks: Looks, articles: Articles, frames: int = 0) -> None:
        self.contents: list[Content] = []
        self.spans: dict[int, tuple[int, int]] = {}
        self.rows: dict[int, Drawing] = {}
        self.boxes: dict[int, Drawing] = {}
        self.escaped = self.deleted = False
        self._looks, self._articles, self._frames = looks, articles, frames
        self._pieces: list[str] = []
        self._tables: list[OpenTable] = []
        self._lists: list[OpenList | None] = []
        self._open: list[_Open] = []
        self._inside: str | None = None
        self._row: OpenRow | None = None
        self._marker = ""
        self._preformatted = self._raised = self._links = self._blank = 0
        self._unlinked = False

    def read(self, root: LexborNode | None) -> None:
        """Walk the page without recursion: pages nest as deep as they like."""
        above: list[LexborNode] = []
        node = root
        while node is not None:
            if node.is_text_node:
                if not self._blank:
                    self._text(node.text_content or "")
            elif self._enter(node):
                if (child := node.first_child) is not None:
                    above.append(node)
                    node = child
                    continue
                self._leave(self._open.pop())
            while (following := node.next) is None and above:
                node = above.pop()
                if (opened := self._open.pop()) is not _PLAIN:
                    self._leave(opened)
            node = following
        self._end_paragraph()

    def _enter(self, node: LexborNode) -> bool:
        """Take an element's beginning; False when nothing in it is to be seen."""
        tag = node.tag
        if tag is None or tag in _UNSEEN:
            self.deleted |= tag == "del"
            return False
        attributes = node.attributes
        look = None
        if attributes:
            look = self._looks.of(tag, attributes)
            if "hidden" in attributes or (look is not None and look.hidden):
                return False
        if look is None and self._inside not in ("grid", "flex"):
            if tag not in _NOTABLE:
                self._open.append(_PLAIN_BLOCK if tag in _PLAIN_BLOCKS else _PLAIN)
                if self._pieces and tag in _PLAIN_BLOCKS:
                    self._end_paragraph()
                return True
            if tag in _CELLS and self._inside == "row":
                self._open_plain_cell(tag, attributes)
                return True
        if tag in _CONTROLS:
            return self._control(node, tag, attributes)
        self._begin(node, tag, attributes, look)
        return True

    def _open_plain_cell(self, tag: str, attributes: Attributes) -> None:
        """A cell as most are: about half of all the elements of a report."""
        self._end_paragraph()
        self._open.append(_Open(tag, tag, "row", None, self._articles.marks()))
        self._inside = "cell"
        self.contents = self._tables[-1].open_cell(attributes.get("rowspan"), attributes.get("colspan"))

    def _begin(self, node: LexborNode, tag: str, attributes: Attributes, look: Look | None) -> None:
        shape = self._shape(tag, look)
        flexible = shape == "flex"
        if flexible:
            flexible = self._inside is None and is_row(node)
            shape = "tr" if flexible else tag
        if shape in _BOXES:
            self._end_paragraph()
        opened = _Open(tag, shape, self._inside, look, self._articles.marks())
        self._open.append(opened)
        if look:
            self._blank += look.blank
            self._preformatted += look.preformatted
            self._raised += look.raised
        if shape in _TABLE_SHAPES:
            self._open_shape(opened, tag, attributes)
            self._inside = "flex" if flexible else self._inside
        if shape == tag and tag in _LISTS:
            self._open_list(node, tag, attributes, look)
        elif tag in _INLINE:
            self._inline(tag, 1)

    def _open_shape(self, opened: _Open, tag: str, attributes: Attributes) -> None:
        """A table, or a part of the one that is open."""
        shape, look = opened.shape, opened.look
        if shape == "table" or (shape == "tr" and self._inside in (None, "cell") and tag not in _PARTS):
            self._open_table(OpenTable(self.contents, boxes=tag != "table"))
            opened.implied, self._inside = shape == "tr", "table"
        elif shape == "grid" and look:
            self._open_table(OpenGrid(self.contents, look.columns))
            self._inside = "grid"
        if shape in _PARTS and self._tables:
            self._open_part(shape, attributes, look)
            self._inside = "cell" if shape in _CELLS else "row" if shape == "tr" else self._inside

    def _inline(self, tag: str, step: int) -> None:
        """An element within a line begins (step 1) or ends (-1)."""
        if tag in _PREFORMATTED:
            self._preformatted += step
        elif tag == "a":
            self._links += step
        elif tag == "sup":
            self._raised += step
        elif tag == "q":
            self._pieces.append("“" if step > 0 else "”")

    def _shape(self, tag: str, look: Look | None) -> str:
        """The tag as which an element is treated: boxes may be drawn as tables, rows, cells."""
        inside = self._inside
        if inside in ("grid", "flex"):
            return tag if tag == "table" else "td"
        wanted = look.shape if look else None
        if wanted is None or tag in _NOT_RESHAPED:
            return tag
        if wanted == "grid":
            return "grid" if look and look.columns else tag
        if wanted == "td":
            return "td" if inside in ("row", "table") else tag
        return tag if wanted == "tr" and inside == "row" else wanted

    def _leave(self, opened: _Open) -> None:
        """Take an element's end."""
        if opened is _PLAIN:
            return
        if self._pieces and opened.shape in _BOXES:
            self._end_paragraph()
        if opened is _PLAIN_BLOCK:
            return
        self._inside = opened.around
        if opened.look is None and opened.tag in _CELLS and self._tables:
            self.contents = self._tables[-1].around
            if opened.marks[1] < self._articles.anchored:
                self._articles.end(opened.marks, furniture=False)
            return
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        """Undo what the beginning of an element did."""
        shape, look, tag = opened.shape, opened.look, opened.tag
        if tag in _INLINE:
            self._inline(tag, -1)
        if look:
            self._blank -= look.blank
            self._preformatted -= look.preformatted
            self._raised -= look.raised
        if shape in ("table", "grid") or opened.implied:
            self._close_table(opened)
        elif shape in _CELLS and self._tables:
            self.contents = self._tables[-1].around
        elif shape == tag and tag in _LISTS:
            self._close_list(tag)
        furniture = tag in _FURNITURE or (look is not None and look.furniture)
        self._articles.end(opened.marks, furniture=furniture)

    def _text(self, text: str) -> None:
        if text.isspace():
            if not self._pieces and not self._preformatted:
                return
        elif not self._links:
            self._unlinked = True
        if self._raised:
            text = above_line("".join(self._pieces), trim(text))
        if not self._preformatted:
            self._pieces.append(text)
            return
        first, *others = text.split("\n")
        self._pieces.append(first)
        for line in others:
            self._end_paragraph()
            self._pieces.append(line)

    def _control(self, node: LexborNode, tag: str, attributes: Attributes) -> bool:
        """What stands in a page as a box of its own; False, because its inside has been taken or is not shown."""
        if tag == "input" and (attributes.get("type") or "").lower() in _SHOWN_INPUTS:
            self._pieces.append(attributes.get("value") or "")
        elif tag == "select":
            chosen = node.css_first("option[selected]") or node.css_first("option")
            self._pieces.append(chosen.text() if chosen is not None else "")
        elif tag == "iframe" and attributes.get("srcdoc") and self._frames < _MOST_FRAMES:
            self._end_paragraph()
            inner = Reader(Looks(()), self._articles, self._frames + 1)
            inner.read(LexborHTMLParser(attributes["srcdoc"] or "").body)
            self.contents += inner.contents
            self.spans |= inner.spans
            self.rows |= inner.rows
            self.boxes |= inner.boxes
        elif tag == "dialog" and "open" in attributes:
            self._begin(node, "div", attributes, None)
            return True
        return False

    def _open_table(self, table: OpenTable) -> None:
        if len(self._tables) >= MOST_NESTED:
            raise Unreadable("网页中的表格嵌套过深，无法读取；请另存为 .docx 后投递")
        self._tables.append(table)
        self._marker = ""

    def _open_part(self, tag: str, attributes: Attributes, look: Look | None) -> None:
        table = self._tables[-1]
        if isinstance(table, OpenGrid):
            self.contents = table.open_child(look.tall if look else 1, look.wide if look else 1)
        elif tag == "tr":
            table.open_row()
        elif tag in _CELLS:
            tall, wide = attributes.get("rowspan"), attributes.get("colspan")
            if len(attributes) > 1:
                tall = tall or attributes.get("aria-rowspan") or attributes.get("data-rowspan")
                wide = wide or attributes.get("aria-colspan") or attributes.get("data-colspan")
            self.contents = table.open_cell(tall, wide, apart=look is not None and look.unmerged)
        else:
            table.open_group(tag)

    def _close_table(self, opened: _Open) -> None:
        if self._tables:
            table = self._tables.pop()
            self.contents = table.around
            drawing = spliced(table.drawing())
            self.spans[id(drawing)] = (opened.marks[0], len(self._articles.texts))
            self.contents.append(drawing)
            if opened.implied:
                self.boxes[id(drawing)] = drawing

    def _open_list(self, node: LexborNode, tag: str, attributes: Attributes, look: Look | None) -> None:
        if tag == "li":
            counting = self._lists[-1] if self._lists else None
            self._marker = counting.item(attributes, look) if counting else ""
            if self._row:
                self._row.item(self.contents)
            return
        items = sum(child.tag == "li" for child in node.iter()) if "reversed" in attributes else 0
        self._lists.append(OpenList(attributes, look, items) if tag == "ol" else None)
        self._row = OpenRow(self.contents, self._row)

    def _close_list(self, tag: str) -> None:
        self._marker = ""
        if tag == "li" or not self._lists or self._row is None:
            return
        self._lists.pop()
        first = len(self._articles.texts)
        if drawing := self._row.drawing(self.contents):
            self.spans[id(drawing)] = (self._row.first_text(drawing, first), first)
            self.rows[id(drawing)] = drawing
        self._row = self._row.above

    def _end_paragraph(self) -> None:
        if not self._pieces:
            return
        pieces, self._pieces = self._pieces, []
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        if not text.isalnum():
            text = trim(spaced(text))
        if text:
            if "&" in text and _ESCAPED.search(text):
                self.escaped = True
                text = trim(_ESCAPED.sub(lambda found: html.unescape(found[0]), text))
            if self._marker:
                text, self._marker = marked(self._marker, text), ""
            if text:
                self.contents.append(self._articles.add(text, linked=not self._unlinked))
        self._unlinked = False


def spaced(text: str) -> str:
    """White space as a browser shows it: one space, and none where a line breaks between Chinese characters."""
    if "\n" in text or "\r" in text:
        text = _BROKEN_LINE.sub("", text)
    if _SPACES.search(text):
        text = _SPACE.sub(" ", text)
    return text.replace("\xad", "")
