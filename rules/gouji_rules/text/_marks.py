"""Marks in a text that are faults of one kind: all of a report's in one finding, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from gouji.rule import Confidence, Finding, Quote, Report, Severity
from gouji.text import quoted
from gouji_rules.text._places import addresses_at

_AROUND = 8
_QUOTED = 120
_ENDS = "。！？；\n"


class Mark(msgspec.Struct, frozen=True):
    """What is wrong, in the words to be shown, and the piece of text it stands in; `should` is what it should say."""

    words: str
    quote: Quote
    should: str | None = None

    @property
    def shown(self) -> str:
        should = f"（应为“{self.should}”）" if self.should else ""
        return f"{self.quote.place.words() or '文中'}“{quoted(self.words, 40)}”{should}"


def excerpt(text: str, start: int, end: int) -> str:
    """The sentence around `text[start:end]`, as much of it as a quotation holds."""
    first = max(text.rfind(mark, 0, start) for mark in _ENDS) + 1
    lasts = [last for mark in _ENDS if (last := text.find(mark, end)) >= 0]
    last = min(lasts, default=len(text)) + 1
    if end - first > _QUOTED:
        first = max(first, start - _QUOTED // 3)
    return quoted(text[first:last], _QUOTED)


def prose(report: Report) -> Iterator[Quote]:
    """The title, the headings of sections and every paragraph of prose with its place."""
    if report.title and report.title_place:
        yield Quote(report.title, report.title_place)
    for _, paragraph in report.paragraphs():
        if paragraph.text and paragraph.place != report.title_place:
            yield Quote(paragraph.text, paragraph.place)


def found_by(
    pattern: re.Pattern[str], pieces: Iterable[Quote], meant: Callable[[re.Match[str]], bool] = lambda _: False
) -> Iterator[Mark]:
    """A mark for each match that is not `meant`, with a few characters around it."""
    for piece in pieces:
        for found in pattern.finditer(piece.text):
            if not meant(found):
                start, end = found.span()
                words = piece.text[max(0, start - _AROUND) : end + _AROUND].strip()
                yield Mark(words, Quote(excerpt(piece.text, start, end), piece.place))


def together(
    marks: Iterable[Mark],
    report: Report,
    *,
    what: str,
    demand: str,
    locator: str,
    shown: int,
    severity: Severity | None = None,
    confidence: Confidence = Confidence.CERTAIN,
) -> Iterator[Finding]:
    """One finding for all of them, `what：places；demand`; none when there are none."""
    each = list(dict.fromkeys(marks))
    if not each:
        return
    more = f"等{len(each)}处" if len(each) > shown else ""
    yield Finding(
        f"{what}：{'；'.join(mark.shown for mark in each[:shown])}{more}；{demand}",
        cells=addresses_at(report, {mark.quote.place for mark in each}),
        quotes=tuple(dict.fromkeys(mark.quote for mark in each[:shown])),
        severity=severity,
        confidence=confidence,
        locator=locator,
    )
