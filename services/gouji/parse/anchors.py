"""Words of the headings that every edition of the report has; a text that has most of them is a report's."""

from __future__ import annotations

_ANCHORS = (
    *(
        "总体情况",
        "概述",
        "主动公开",
        "收到和处理",
        "依申请",
        "行政复议",
        "行政诉讼",
        "主要问题",
        "改进",
        "其他需要报告",
    ),
    *("制发", "制作", "自然人"),
)
_ENOUGH = 6


def count(text: str) -> int:
    """How many of the words are in the text; tags may stand between them."""
    return sum(anchor in text for anchor in _ANCHORS)


def are_enough(text: str) -> bool:
    """Whether the text is a report's."""
    return count(text) >= _ENOUGH
