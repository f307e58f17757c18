"""Sentences where they stand, and the words around a figure.

A passage is a whole sentence: unlike `model.split_sentences`, ； does not cut, because lists run over it. Its `plain`
text is without white space and with half-width digits; figures and offsets refer to it, quotes to `text`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

import msgspec

from gouji.gathered import gathered
from gouji.model import Place, Quote, Report
from gouji.prose.figure import Figure, figures

_NUMBERED = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]{1,3}(?:[)）]|[、.．](?!\d))\s*([^。，；：:\n]{2,26})(?:[。：:]|情况|方面|$)"
)
_QUOTES = "“《”》"
_MARKS = re.compile(rf"[{_QUOTES}。！？\n]")
_CLAUSE_END = re.compile(r"[，,；;：:、]")
_BOUNDARY = re.compile(r"[，,；;：:。！？!?（）()]")
#: A line that ends inside a sentence: with a comma, or before the number of what it names.
_RUNS_ON = re.compile(r"[，、]\n|[\u4e00-\u9fff]\n\s*[0-9０-９][0-9０-９,，]*\s*(?:[件条份项个次篇宗起例])")
#: How many sentences before one are kept with it.
_REMEMBERED = 6
#: How long a sentence may be before it is cut at the end of a clause; at twice that it is cut anywhere.
_LONGEST = 800
_OPEN, _CLOSE = "（(", "）)"


class Passage(msgspec.Struct, frozen=True, dict=True):
    """A sentence: as written, plain, in which kind of section, under which sub-heading, behind which sentences.

    `before` are the last few sentences before it in its paragraph, themselves without any.
    """

    text: str
    plain: str
    place: Place
    section: str | None = None
    topic: str = ""
    before: tuple[Passage, ...] = ()

    @property
    def quote(self) -> Quote:
        return Quote(self.text, self.place)

    @cached_property
    def context(self) -> str:
        """Sub-heading, earlier sentences and this one: what says what the sentence is about."""
        return "。".join((self.topic, *(one.plain for one in self.before), self.plain))


class Mention(msgspec.Struct, frozen=True):
    """A figure with the words before it and behind it in its clause; 、 does not end a clause.

    `depth` is the number of brackets that it stands in.
    """

    figure: Figure
    lead: str
    tail: str
    depth: int = 0


def plain(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def passages(report: Report, *kinds: str) -> Iterator[Passage]:
    """The sentences of all prose, or of the sections of these kinds."""
    every = _passages(report)
    return (one for one in every if one.section in kinds) if kinds else iter(every)


@gathered
def _passages(report: Report) -> tuple[Passage, ...]:
    read: list[Passage] = []
    topic, kind = "", None
    for section, paragraph in report.paragraphs():
        if section != kind:
            topic, kind = "", section
        if found := _NUMBERED.match(paragraph.text.strip()):
            topic = plain(found[1])
        read += read_paragraph(paragraph.text, paragraph.place, section, topic)
    return tuple(read)


@lru_cache(maxsize=256)
def read_paragraph(text: str, place: Place, section: str | None = None, topic: str = "") -> tuple[Passage, ...]:
    """The sentences of one paragraph."""
    alone = [Passage(sentence, plain(sentence), place, section, topic) for sentence in whole_sentences(text)]
    return tuple(
        msgspec.structs.replace(one, before=tuple(alone[max(0, number - _REMEMBERED) : number]))
        for number, one in enumerate(alone)
    )


def whole_sentences(text: str) -> list[str]:
    """Cut behind 。！？ and line ends, not behind ；; marks inside quotes do not cut."""
    sentences: list[str] = []
    start = depth = 0
    for found in _MARKS.finditer(text):
        mark = found[0]
        if mark in _QUOTES:
            depth = max(0, depth + (1 if mark in "“《" else -1))
        elif not depth if mark != "\n" else not _RUNS_ON.match(text[found.start() - 1 : found.start() + 40]):
            sentences.append(text[start : found.end()].strip())
            start = found.end()
    sentences.append(text[start:].strip())
    return [piece for sentence in sentences if sentence for piece in _pieces(sentence)]


def _pieces(sentence: str) -> Iterator[str]:
    """An overlong sentence cut at the ends of clauses."""
    start = 0
    while len(sentence) - start > _LONGEST:
        found = _CLAUSE_END.search(sentence, start + _LONGEST)
        cut = min(found.end() if found else len(sentence), start + 2 * _LONGEST)
        yield sentence[start:cut]
        start = cut
    if start < len(sentence):
        yield sentence[start:]


@lru_cache(maxsize=512)
def mentions(sentence: str) -> tuple[Mention, ...]:
    """Every figure of a plain sentence with its words."""
    found = figures(sentence)
    edges = [0, *(figure.end for figure in found)]
    starts = [*(figure.start for figure in found[1:]), len(sentence)]
    bounds = _boundaries(sentence) if found else ()
    return tuple(
        Mention(
            figure,
            _lead(sentence, bounds, edge, figure.start),
            sentence[figure.end : _next_boundary(bounds, figure.end, following)],
            _depth(sentence, figure.start),
        )
        for figure, edge, following in zip(found, edges, starts, strict=False)
    )


@lru_cache(maxsize=512)
def _boundaries(sentence: str) -> tuple[int, ...]:
    """Where the marks stand that end clauses."""
    return tuple(found.start() for found in _BOUNDARY.finditer(sentence))


def _next_boundary(bounds: Sequence[int], start: int, stop: int) -> int:
    """The first mark from `start` on, `stop` if it comes sooner."""
    place = bisect_left(bounds, start)
    return min(bounds[place], stop) if place < len(bounds) else stop


def clause_start(sentence: str, position: int) -> int:
    """Where the clause that holds `position` begins."""
    bounds = _boundaries(sentence)
    place = bisect_left(bounds, position)
    return bounds[place - 1] + 1 if place else 0


def _lead(sentence: str, bounds: Sequence[int], edge: int, start: int) -> str:
    """The words before a figure in its clause; a bracket right before it (行政复议（信息公开类）2件) is among them."""
    if sentence[start - 1 : start] in _CLOSE and start - edge > 1:
        opened = max(sentence.rfind(mark, edge, start) for mark in _OPEN)
        if opened >= 0:
            return sentence[_last_boundary(bounds, edge, opened) : opened] + sentence[opened:start]
    return sentence[_last_boundary(bounds, edge, start) : start]


def _last_boundary(bounds: Sequence[int], edge: int, stop: int) -> int:
    """Behind the last mark before `stop`, `edge` if it comes later."""
    place = bisect_left(bounds, stop)
    return max(edge, bounds[place - 1] + 1) if place else edge


def _depth(sentence: str, position: int) -> int:
    before = sentence[:position]
    opened = sum(before.count(mark) for mark in _OPEN)
    return max(0, opened - sum(before.count(mark) for mark in _CLOSE))
