"""What makes the HTML parser quadratic is refused before it sees it."""

from __future__ import annotations

import re

from gouji.errors import Unreadable

#: Characters, pictures within the page included, and tags; a page has a few thousand of these.
_LARGEST, _MOST_TAGS = 50_000_000, 500_000
#: Measured with lexbor: 20 000 elements in each other take 0.3 s, 20 000 attributes of one tag 0.5 s, ten times as many
#: a hundred times as long.
_DEEPEST, _MANY_TAGS = 5_000, 20_000
_MOST_ATTRIBUTES, _LONG_TAG = 20_000, 100_000

#: Elements that must be closed; the others end by themselves and do not nest.
_NESTING_TAG = re.compile(
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|li|link|meta|option|p|param|source|td|th|tr|track|wbr)\b)[a-z]",
    re.IGNORECASE,
)


def refuse_hostile(text: str) -> None:
    """Raise Unreadable for a page that would keep the parser busy for minutes."""
    tags = text.count("<")
    if len(text) > _LARGEST or tags > _MOST_TAGS:
        raise Unreadable("网页过大，不像一份年度报告；请另存为 .docx 后投递")
    if tags > _MANY_TAGS and _depth(text) > _DEEPEST:
        raise Unreadable("网页结构嵌套过深，无法读取；请另存为 .docx 后投递")
    if len(text) > _LONG_TAG and _has_endless_tag(text):
        raise Unreadable("网页中有异常的标签，无法读取；请另存为 .docx 后投递")


def _depth(text: str) -> int:
    """How many more elements were opened than closed, at the worst point."""
    depth = deepest = 0
    for tag in _NESTING_TAG.finditer(text):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _has_endless_tag(text: str) -> bool:
    start = 0
    while len(text) - start > _LONG_TAG:
        end = text.rfind(">", start, start + _LONG_TAG + 1)
        if end >= 0:
            start = end + 1
            continue
        end = text.find(">", start)
        end = len(text) if end < 0 else end
        if len(text[start:end].rpartition("<")[2].split()) > _MOST_ATTRIBUTES:
            return True
        start = end + 1
    return False
