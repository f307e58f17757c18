"""What a row of a worksheet is by its words: part of a table, or a title, heading or sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.parse import labels
from gouji.parse.txt import shapes

_LONG = 40
_NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3}\s*、?|[（(][一二三四五六七八九十]{1,3}[）)]")

#: 填表人：…　审核人：…　联系电话：…
_SIGNED = re.compile(
    r"(?:填[表报]|制表|编制|审[核签]|复核|校对|主管|负责|经办|联系|报送|单位|日期|电话)[^：:]{0,6}[：:]"
)


def is_tabular(texts: Sequence[str]) -> bool:
    """Whether a row has several cells filled in, none of which is an article."""
    return sum(map(bool, texts)) > 1 and not _is_article(texts)


def is_prose(texts: Sequence[str], *, inside: bool, behind: bool) -> bool:
    """Whether the row is text and no part of a table.

    `inside`: rows of a table stand above and below it; `behind`: above it. Only cells that are filled in or drawn are
    given.
    """
    filled = [text for text in texts if text]
    if len(filled) != 1:
        return bool(filled) and _is_article(texts)
    text = filled[0]
    if (inside or behind or labels.is_caption(text)) and labels.is_official(text):
        return False
    if shapes.is_heading(text) or shapes.is_sentence(text) or len(text) > _LONG:
        return True
    return not inside and not (behind and len(texts) > 1)


def has_labels(rows: Sequence[Sequence[str]]) -> bool:
    """Whether these rows are a table by themselves: most begin with words, and figures stand behind them."""
    filled = [[text for text in row if text] for row in rows]
    labelled = sum(not shapes.is_figure(row[0]) for row in filled if row)
    return labelled * 2 > len(filled) and any(shapes.is_figure(text) for row in filled for text in row[1:])


def is_numbered(texts: Sequence[str]) -> bool:
    """A heading whose numeral stands in a cell of its own: `一、` beside `总体情况`."""
    return len(texts) == 2 and _NUMERAL.fullmatch(texts[0]) is not None and not labels.is_official(texts[1])  # noqa: PLR2004 - the numeral and its heading


def _is_article(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    if filled and _SIGNED.match(filled[0]) and not any(map(labels.is_official, filled)):
        return True
    if any(map(shapes.is_figure, filled)):
        return False
    return is_numbered(filled) or any(shapes.is_long_sentence(text) and not labels.is_heading(text) for text in filled)
