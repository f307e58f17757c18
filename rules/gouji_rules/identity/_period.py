"""The period that a report says its figures are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.model import Quote, Report, split_sentences
from gouji.text import CHINESE_DIGITS, compact, quoted

_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_YEAR = r"(?:20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})"
_SPAN = re.compile(
    rf"(?:{_YEAR}年?度?[年./\-(,]*|(?<![\d./\-一二三四五六七八九十]))(?P<m>{_NUMBER})(?:[月./-](?:(?P<d>{_NUMBER})[日号]?)?|(?=[至到~—–―-]+{_NUMBER}月))"
    rf"(?:零时|0时|开始|起|始|,)*(?:[至到~—–―-]+)(?:{_YEAR}年?度?[年./-]*|同年|当年|本年)?"
    rf"(?P<n>{_NUMBER})(?:[月./-](?:(?P<e>{_NUMBER})[日号]?)?)(?!\d)"
)
#: Words that make a span the period of the figures, close before it.
_OF_FIGURES = re.compile(
    r"(?:统计(?:的)?(?:期限|时限|期间|时间|周期|区间|范围|日期|口径|数据|起止)|所列[^,。]{0,8}数据|报告期|数据[^,。]{0,8}(?:期限|时限|期间|时间|起止|周期))"
    r"[^。;]{0,24}$"
)
#: Words about a period at all; looser, for what only has to be stated somewhere.
_SPEAKS = re.compile(r"统计|期限|时限|期间|时间|所列|数据|报告期|周期|起止")
_WHOLE_YEAR = re.compile(
    rf"(?:统计|期限|时限|期间|报告期)[^。;]{{0,16}}{_YEAR}(?:年度|年全年|全年|年整年|年(?=[,。;)]|$))"
)
_WORDS = (
    "统计期",
    "统计时",
    "统计的",
    "统计数据",
    "统计日",
    "统计区",
    "统计周",
    "统计起",
    "期限",
    "时限",
    "报告期",
    "所列",
)
_MONTHS = re.compile(r"\d月\d{0,2}日?[起始零]?[至到~—–―-]")
#: A date that lost its 年 or 月 when the page was copied.
_TORN = re.compile(r"20\d\d\d{1,4}[月日]|20\d\d年\d{3,4}日|自20\d\d月")
_STATES = re.compile(r"统计(?:的)?(?:期限|时限|期间|时间|周期|区间|起止)|报告期")


@dataclass(frozen=True, slots=True)
class Period:
    """A stated period as (month, day) of both ends, a day None where only months are named."""

    text: str
    begin: tuple[int, int | None]
    end: tuple[int, int | None]
    of_figures: bool
    quote: Quote

    @property
    def is_whole_year(self) -> bool:
        return self.begin in ((1, 1), (1, None)) and self.end in ((12, 31), (12, None))


@dataclass(frozen=True, slots=True)
class Stated:
    """What a report says of its period: the spans, whether as a year, and sentences whose dates are torn or partial."""

    periods: tuple[Period, ...]
    as_year: bool
    torn: Quote | None
    partial: Quote | None


def stated_period(report: Report) -> Stated:
    """Everything that the prose says of the period of its figures."""
    periods: list[Period] = []
    as_year, torn, partial = False, None, None
    for kind, sentence, quote in _sentences(report):
        found = list(_spans(sentence, quote, anywhere=kind is None))
        if any(_TORN.search(one.text) and not one.is_whole_year for one in found):
            torn = torn or quote
            continue
        periods += found
        as_year = as_year or bool(_WHOLE_YEAR.search(sentence))
        if not found and _STATES.search(sentence):
            torn = torn or (quote if _TORN.search(sentence) else None)
            partial = partial or quote
    return Stated(tuple(periods), as_year, torn, partial)


def _sentences(report: Report) -> Iterator[tuple[str | None, str, Quote]]:
    for kind, paragraph in report.paragraphs():
        if not any(word in paragraph.text for word in _WORDS) and not _MONTHS.search(paragraph.text):
            continue
        for sentence in split_sentences(paragraph.text):
            if any(word in sentence for word in _WORDS) or (_MONTHS.search(sentence) and _SPEAKS.search(sentence)):
                yield kind, compact(sentence), Quote(quoted(sentence), paragraph.place)


def _spans(sentence: str, quote: Quote, *, anywhere: bool) -> Iterator[Period]:
    for found in _SPAN.finditer(sentence):
        before = sentence[: found.start()]
        of_figures = bool(_OF_FIGURES.search(before))
        begin, end = (_number(found["m"]), _day(found["d"])), (_number(found["n"]), _day(found["e"]))
        if of_figures or anywhere or _SPEAKS.search(before):
            yield Period(found[0], begin, end, of_figures, quote)


def _day(text: str | None) -> int | None:
    return None if text is None else _number(text)


def _number(text: str) -> int:
    """12 and 十二 as 12."""
    if text.isdecimal():
        return int(text)
    tens, found, ones = text.partition("十")
    if not found:
        return CHINESE_DIGITS.get(text[0], 0)
    return (CHINESE_DIGITS.get(tens, 1) if tens else 1) * 10 + CHINESE_DIGITS.get(ones, 0)
