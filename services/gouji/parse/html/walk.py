"""The visible text of a page in reading order: block elements and line breaks end a paragraph, inline ones join."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from gouji.errors import Unreadable
from gouji.parse.characters import trim
from gouji.parse.grid import MOST_NESTED, Drawing
from gouji.parse.html.table import OpenTable

_HIDING = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all")
_CHINESE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d"
_BROKEN_LINE = re.compile(rf"(?<=[{_CHINESE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_CHINESE}])")
_SPACE = re.compile(r"[ \t\r\n\f]+")

_UNSEEN_NAMES = "head title script style noscript template svg select iframe object audio video canvas datalist"
_BLOCK_NAMES = (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table ul"
)
_PARTS = frozenset(("thead", "tbody", "tfoot", "tr", "td", "th"))
_UNSEEN, _BLOCKS = frozenset(_UNSEEN_NAMES.split()), _PARTS | frozenset(_BLOCK_NAMES.split())
_SHOWN_INPUTS = frozenset(("", "text", "number"))


def contents(root: LexborNode | None) -> list[str | Drawing]:
    """What the page shows, walked without recursion: pages nest as deep as they like."""
    reader = _Reader()
    above: list[LexborNode] = []
    node = root
    while node is not None:
        if reader.enter(node):
            if (child := node.first_child) is not None:
                above.append(node)
                node = child
                continue
            reader.leave(node)
        while (following := node.next) is None and above:
            node = above.pop()
            reader.leave(node)
        node = following
    return reader.contents


class _Reader:
    """The walk's state: the paragraph being read, the tables it is in, and what the page or the open cell holds."""

    def __init__(self) -> None:
        self.contents: list[str | Drawing] = []
        self._pieces: list[str] = []
        self._tables: list[OpenTable] = []
        self._preformatted = 0

    def enter(self, node: LexborNode) -> bool:
        """Take a node's beginning; False when nothing in it is to be seen."""
        if node.is_text_node:
            self._text(node.text_content or "")
            return False
        tag = node.tag
        if tag is None or tag in _UNSEEN or node.is_comment_node:
            return False
        attributes = node.attributes
        if attributes and _is_hidden(attributes):
            return False
        if tag in _BLOCKS:
            self._end_paragraph()
        if tag == "table":
            self._open_table()
        elif self._tables and tag in _PARTS:
            self._open_part(tag, attributes)
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "input" and self._tables and (attributes.get("type") or "").lower() in _SHOWN_INPUTS:
            self._pieces.append(attributes.get("value") or "")
        return True

    def leave(self, node: LexborNode) -> None:
        """Take a node's end."""
        tag = node.tag
        if tag in _BLOCKS:
            self._end_paragraph()
        if tag == "table" and self._tables:
            table = self._tables.pop()
            self.contents = table.around
            self.contents.append(table.drawing())
        elif tag in ("td", "th") and self._tables:
            self.contents = self._tables[-1].around
        elif tag == "pre":
            self._preformatted -= 1

    def _text(self, text: str) -> None:
        if not self._preformatted:
            self._pieces.append(text)
            return
        for line in text.split("\n"):
            self._end_paragraph()
            self._pieces.append(line)

    def _open_table(self) -> None:
        if len(self._tables) >= MOST_NESTED:
            raise Unreadable("网页中的表格嵌套过深，无法读取；请另存为 .docx 后投递")
        self._tables.append(OpenTable(self.contents))

    def _open_part(self, tag: str, attributes: dict[str, str | None]) -> None:
        table = self._tables[-1]
        if tag == "tr":
            table.open_row()
        elif tag in ("td", "th"):
            self.contents = table.open_cell(attributes.get("rowspan"), attributes.get("colspan"))
        else:
            table.open_group(tag)

    def _end_paragraph(self) -> None:
        if self._pieces:
            text = trim(spaced("".join(self._pieces)))
            self._pieces.clear()
            if text:
                self.contents.append(text)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = (attributes.get("style") or "").lower()
    may_hide = "display" in style or "mso-hide" in style  # half of a page is styles: the search is for few of them
    return "hidden" in attributes or (may_hide and _HIDING.search(style) is not None)


def spaced(text: str) -> str:
    """White space as a browser shows it: one space, and none where a line breaks between Chinese characters."""
    return _SPACE.sub(" ", _BROKEN_LINE.sub("", text))
