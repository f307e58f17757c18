"""Totals and the parts that the prose says they have.

Four forms: T条，其中A a条，B b条; A a条，B b条，共计T条; T条（A a条、B b条）; T条。通过A a条，B b条，其他c条. Where a
list may be read in two ways and one of them adds up, it adds up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from gouji.prose.clauses import Mention, Passage, mentions
from gouji.prose.figure import Figure
from gouji.prose.lists import (
    COMPARED,
    SEMICOLON,
    SHARES,
    SUMMED,
    SUMMED_PERHAPS,
    divisions,
    is_one_activity,
    parts_after,
    parts_before,
)
from gouji.prose.sums import Breakdown, Listed, Sum, Total, alike, compare

_INTRODUCED = re.compile(
    r"其中[，：:]?|(?:主要)?(?:包括|包含)|(?<=[，,])由(?=[^，。]{1,80}组成)|(?<=[，,])分别(?:为|是|有|来自)"
    r"|(?:具体)?(?:分为|为：|是：|如下：)|：|(?<=[件条份])中(?=[^，。]{0,12}\d)"
)
_PAUSE = re.compile(r"[，,：:]")
_CUMULATIVE = re.compile(r"累计|历年|历史")
_OTHER = re.compile(r"其他|其它")
#: The number carried over is no total of what is listed behind it.
_CARRIED = re.compile(r"结转|顺延|转入")
_BRACKET = re.compile(r"[（(]")
#: In a bracket they say that it does not hold the parts of what stands before it.
_ASIDE = re.compile(r"另|结转")
_ADDITION = re.compile(r"[（(](\d{1,9}(?:[+＋]\d{1,9}){1,20})[）)]")
_BACK = 3
#: More lists, or totals that one may divide, are not looked for in a sentence.
_MOST = 24
_TWO, _THREE = 2, 3


def breakdowns(passage: Passage) -> tuple[Breakdown, ...]:
    """Every total with parts of which the parts stand in this sentence; the total may stand in one before."""
    found = mentions(passage.plain)
    if not found or (len(found) == 1 and not passage.before and "+" not in passage.plain):
        return ()
    outer = [mention for mention in found if not mention.depth]
    read = [
        *_in_brackets(found, passage),
        *_added(found, passage),
        *_introduced(outer, passage),
        *_summed_up(outer, passage),
    ]
    return tuple(read or _following(outer, passage))


def _in_brackets(found: Sequence[Mention], passage: Passage) -> Iterator[Breakdown]:
    """T条（A a条、B b条）; 另 and 结转 in the bracket say that it is no part."""
    text = passage.plain
    for whole in found:
        end = whole.figure.end + len(whole.tail)
        if whole.depth or not _BRACKET.match(text, end):
            continue
        close = min((place for mark in "）)" if (place := text.find(mark, end)) >= 0), default=len(text))
        inside = tuple(one for one in found if end < one.figure.start < close)
        if any(one.figure.measure not in ("", *alike(whole)) for one in inside):
            continue
        one = compare(Total(whole, passage), Listed(inside, passage))
        if one and (one.sum is Sum.AGREES or not _ASIDE.search(text, end, close)):
            yield one


def _added(found: Sequence[Mention], passage: Passage) -> Iterator[Breakdown]:
    """T条（287+106+14）."""
    for whole in found:
        addition = _ADDITION.match(passage.plain, whole.figure.end)
        if addition is None:
            continue
        parts = tuple(
            Mention(Figure(Decimal(part[0]), "", part.start(), part.end()), "", "", 1)
            for part in re.finditer(r"\d+", passage.plain[: addition.end(1)])
            if part.start() >= addition.start(1)
        )
        if one := compare(Total(whole, passage), Listed(parts, passage, "分别")):
            yield one


def _introduced(outer: Sequence[Mention], passage: Passage) -> Iterator[Breakdown]:
    """T条，其中A a条，B b条: of a 其中 inside a list of 其中 only the first item is surely its part."""
    text = passage.plain
    reached = -1
    for found in _introducers(text, outer):
        after = [one for one in outer if one.figure.start >= found.end()]
        if not after or found.start() < reached:
            continue
        totals = _totals_before(found, outer, after[0], passage)
        if not totals:
            continue
        parts = parts_after(after, totals[0].mention, text, found.end())
        reached = parts[-1].figure.end if parts else reached
        nested = "其中" in text[: found.start()] and totals[0].passage is passage
        for one in divisions(parts[:1] if nested else parts):
            yield from _best(totals, Listed(tuple(one), passage, found[0]))


def _introducers(text: str, outer: Sequence[Mention]) -> list[re.Match[str]]:
    """其中, 包括, ： and the like outside brackets, and the pause in N条…中，."""
    found = [
        one
        for one in _INTRODUCED.finditer(text)
        if text.count("（", 0, one.start()) <= text.count("）", 0, one.start())
    ]
    for mention in outer:
        place = mention.figure.end + len(mention.tail)
        if mention.tail.endswith("中") and (pause := _PAUSE.match(text, place)):
            found.append(pause)
    return sorted(found, key=lambda one: one.start())[:_MOST]


def _totals_before(found: re.Match[str], outer: Sequence[Mention], first: Mention, passage: Passage) -> list[Total]:
    """What the list may divide, the likeliest first: the figure right before it and its like, or earlier ones."""
    before = [one for one in outer if one.figure.end <= found.start() and not COMPARED.search(one.lead)]
    if "其中" not in found[0]:
        before = [one for one in before if not SEMICOLON.search(passage.plain, one.figure.end, found.start())]
    if before:
        before = [one for one in before if one.figure.measure not in SHARES and not _CARRIED.search(one.lead)]
        if not before:
            return []
        near = before[-1]
        alike_before = (one for one in reversed(before) if one.figure.measure == near.figure.measure)
        return [Total(one, passage) for one in islice(alike_before, _MOST)]
    return _earlier_totals(first, passage)


def _earlier_totals(first: Mention, passage: Passage) -> list[Total]:
    """Counts of the same things in the sentences before, the nearest that is not cumulative first."""
    found = [
        Total(one, sentence)
        for sentence in reversed(passage.before[-_BACK:])
        if "其中" not in sentence.plain
        for one in reversed(mentions(sentence.plain))
        if not (one.depth or _CARRIED.search(one.lead))
        and one.figure.counts
        and first.figure.measure in ("", *alike(one))
    ]
    return sorted(found, key=lambda total: bool(_CUMULATIVE.search(total.mention.lead)))


def _best(totals: Sequence[Total], listed: Listed) -> Iterator[Breakdown]:
    """The reading that adds up where there is one; else that with the likeliest total, if no other has room for it."""
    measure = listed.parts[0].figure.measure
    readings = [compare(total, listed) for total in totals if not measure or measure in alike(total.mention)]
    sums = [one for one in readings if one]
    agreeing = next((one for one in sums if one.sum is Sum.AGREES), None)
    if agreeing:
        yield agreeing
    elif sums and len(sums) == len(readings):
        room = sum((total.figure.value for total in totals), Decimal(0))
        if sums[0].sum is not Sum.EXCEEDED or sums[0].added > room:
            yield sums[0]


def _summed_up(outer: Sequence[Mention], passage: Passage) -> Iterator[Breakdown]:
    """A a条，B b条，共计T条."""
    for place, whole in enumerate(outer):
        surely = bool(SUMMED.search(whole.lead))
        if place < _TWO or not (surely or SUMMED_PERHAPS.search(whole.lead)) or _CUMULATIVE.search(whole.lead):
            continue
        parts = parts_before(outer[:place], whole, passage.plain)
        if len(parts) > _TWO and parts[0].figure.value == whole.figure.value:
            parts = parts[1:]  # the total, stated before its parts and again behind them
        one = compare(Total(whole, passage), Listed(tuple(parts), passage, summed=True)) if len(parts) >= _TWO else None
        if one and (one.sum is Sum.AGREES or (surely and is_one_activity([*parts, whole]))):
            yield one


def _following(outer: Sequence[Mention], passage: Passage) -> Iterator[Breakdown]:
    """T条。通过A a条，B b条，其他c条: without 其中 it counts when it adds up, or has 其他 and so claims to.

    Of several figures in the sentence before, none is known to be the total that is divided, unless it fits.
    """
    if not passage.before or len(outer) < _TWO:
        return
    sentence = passage.before[-1]
    wholes = [one for one in mentions(sentence.plain) if not one.depth and one.figure.counts]
    if not wholes or _CUMULATIVE.search(wholes[-1].lead) or wholes[-1].tail:
        return
    read: list[Breakdown] = []
    for whole in reversed(wholes[-_MOST:]):
        parts = parts_after(outer, whole, passage.plain, 0)
        if len(parts) != len(outer) or any(one.figure.measure != whole.figure.measure for one in parts):
            continue
        one = compare(Total(whole, sentence), Listed(tuple(parts), passage, likely=True))
        if one and one.sum is Sum.AGREES:
            yield one
            return
        if one and one.sum is not Sum.OPEN and len(parts) >= _THREE and _OTHER.search(parts[-1].lead):
            read.append(one)
    if len(wholes) == 1 and not _CARRIED.search(wholes[-1].lead):
        yield from read[:1]
