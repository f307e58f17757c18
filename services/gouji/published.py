"""The date of publication that a page states: only what is certain.

`发布日期：2024-01-20` says it, and so does `时间：2024-01-20 16:24` in the line of a page that names its source and its
readers. 成文日期, 生成日期, 更新时间 and the date under a signature are other dates. A page that states two dates of
publication states none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

_DATE = r"\s*(20\d\d)\s*(?:[-/.]|年)\s*(0?[1-9]|1[0-2])\s*(?:[-/.]|月)\s*(0?[1-9]|[12]\d|3[01])(?!\d)"
_LABEL = r"(?:信息|网站|网上|网页|文章)?(?:发\s*布|公\s*布|公\s*开)\s*(?:日\s*期|时\s*间)"
#: No Chinese character before it: 政策发布时间 is that of something else.
_APART = r"(?<![\u4e00-\u9fff])"
_LABELLED = re.compile(rf"{_APART}{_LABEL}\s*[\])】]?\s*:?{_DATE}|{_APART}(?:发布|公布)于\s*:?{_DATE}")
_ALONE = re.compile(rf"[【\[(]?{_LABEL}\s*[\])】]?\s*:?")
_PLAIN = re.compile(rf"{_APART}(?:日\s*期|时\s*间)\s*:{_DATE}")
#: What else stands in the line that a site puts under a title; none of it stands in a report.
_FURNITURE = re.compile(r"来源\s*:|浏览|点击[数量率次]|阅读[数量次:]|字号|字体|访问量|打印|责任编辑|作者\s*:")
_LONGEST = 200


def published(texts: Iterable[str]) -> date | None:
    """The date that these short texts agree on."""
    found = {day for text in texts if "20" in text and len(text) <= _LONGEST for day in _dates(_plain(text))}
    return found.pop() if len(found) == 1 else None


def is_label(text: str) -> bool:
    """Whether a cell of a letterhead announces the date in the next one."""
    return len(text) <= _LONGEST and _ALONE.fullmatch(_plain(text)) is not None


def day_of(text: str) -> date | None:
    """The date at the beginning of a text that is known to be one of publication."""
    found = re.match(_DATE, _plain(text))
    return _day(*found.groups()) if found else None


def _dates(line: str) -> Iterable[date]:
    matches = list(_LABELLED.finditer(line))
    if not matches and _FURNITURE.search(line):
        matches = list(_PLAIN.finditer(line))
    for found in matches:
        day = _day(*[part for part in found.groups() if part is not None][:3])
        if day is not None:
            yield day


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
