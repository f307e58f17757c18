"""The texts of an Office Open XML workbook."""

from __future__ import annotations

import re

from gouji.errors import Unreadable
from gouji.parse.package import Element
from gouji.parse.sheets.names import whole

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATES = range(0xD800, 0xE000)


class Strings:
    """The workbook's texts, each taken apart when a cell first shows it."""

    def __init__(self, root: Element | None) -> None:
        self._items = [] if root is None else list(root.iterchildren(f"{_S}si"))
        self._texts: dict[int, str] = {}

    def at(self, written: str) -> str:
        """The text of this number; raises Unreadable when there is none."""
        number = whole(written) if written.strip().isdigit() else -1
        if not 0 <= number < len(self._items):
            raise Unreadable(
                f"表格内部结构已损坏（没有第 {written[:20]} 号文字）；请用 Excel 或 WPS 打开修复并另存后投递"
            )
        if number not in self._texts:
            self._texts[number] = text_of(self._items[number])
        return self._texts[number]


def text_of(item: Element) -> str:
    """The runs of a text, without the readings that are printed above its characters."""
    parts = [
        text.text or ""
        for child in item
        for text in ([child] if child.tag == f"{_S}t" else child.iterfind(f"{_S}t") if child.tag == f"{_S}r" else [])
    ]
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """The text with its `_x000D_` as characters."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    return "" if code in _SURROGATES else chr(code)
