"""Marks in a text that are faults of one kind: all of a report's in one finding, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from gouji.rule import Confidence, Finding, Quote, Report, Severity
from gouji.text import quoted
from gouji_rules.text._places import addresses_at

_AROUND = 8


class Mark(msgspec.Struct, frozen=True):
    """What is wrong, in the words to be shown, and the piece of text it stands in; `should` is what it should say."""

    words: str
    quote: Quote
    should: str | None = None

    @property
    def shown(self) -> str:
        should = f"（应为“{self.should}”）" if self.should else ""
        return f"{self.quote.place.words() or '文中'}“{quoted(self.words, 40)}”{should}"


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
                start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
                yield Mark(piece.text[start:end].strip(), Quote(quoted(piece.text), piece.place))


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
