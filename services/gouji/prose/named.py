"""Which handlings a figure counts: the words before it in its clause, or right behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Self

import msgspec

from gouji.prose.clauses import Mention, Passage, mentions
from gouji.prose.handling import Handling, Said, said


class Sentence(msgspec.Struct, frozen=True):
    """A passage with the words for handlings in it; `masked` is its plain text with these blanked."""

    passage: Passage
    found: tuple[Said, ...]
    masked: str

    @classmethod
    def of(cls, passage: Passage, year: int | None) -> Self:
        found = said(passage.plain, year)
        pieces, reached = [], 0
        for one in found:
            blank = _ANSWERED if one.handling is Handling.FINISHED else _BLANK
            pieces += [passage.plain[reached : one.start], blank * (one.end - one.start)]
            reached = one.end
        return cls(passage, found, "".join((*pieces, passage.plain[reached:])))

    @property
    def text(self) -> str:
        return self.passage.plain

    def without(self, handling: Handling) -> Sentence:
        """The sentence as if it did not name that handling."""
        return Sentence(self.passage, tuple(one for one in self.found if one.handling is not handling), self.masked)

    def between(self, start: int, end: int) -> list[Said]:
        return [one for one in self.found if start <= one.start and one.end <= end]


class Named(msgspec.Struct, frozen=True):
    """What a figure counts, together; the words up to `taken` say it, and say nothing of the next figure.

    `each` when it is the number of every one of them: 予以公开、无法提供各4件.
    """

    handlings: tuple[Handling, ...]
    taken: int
    each: bool = False


_BLANK, _ANSWERED = "□", "■"
#: What may stand between the words for a handling and the number of it.
_GAP = re.compile(
    r"(?:的|了|其|类|等|为|是|有|达|共有?|共计|合计|总计|分别|各|均|也|则|已|件数|数量|数|申请|政府|政务|信息|依|公开|件|书|事项"
    r"|答复|处理|办理|情形|情况|原因|继续|本年|当年|全部|视为放弃|放弃|[：、和及”\"）)□■])*"
)
#: What may stand between a number and the words for what became of it: 3件均予以公开, 1件因不掌握相关信息无法提供.
_LINK = re.compile(
    r"(?:的|均|全部|都|已经?|经|审查|因|由于|由|属于?|系|为|是|涉及|依法|依规|按期|按时|及时|按|规定|作出?|以|在|法定|期限|时限|内"
    r"|予|告知|申请人?|政府|政务|信息|公开|答复|被|“|\"|要求|所|相关|当年|[（(])*"
)
_REST = re.compile(r"(?:的|答复|申请|完毕|办理|继续|了|情形|处理|外|、|”|\"|□|■)*")
_LONGEST_LINK = 30
_JOINED = re.compile(
    r"(?:类|的|情形|答复|申请|信息|事项|”|\")*(?:、|和|及|以及|或者?|与)(?:属于|涉及|因|“|\"|作出|的)*"
)
_AND_OTHERS = re.compile(r"等|主要")
_RESPECTIVELY = re.compile(r"分别[为是有]?$")
_EACH = re.compile(r"各(?:为|是|有)?$")
#: 2件尚在办理期限内，结转至2024年: what becomes of them stands in the clause behind.
_STILL_OPEN = re.compile(
    r"(?:申请)?因?(?:尚|仍|正在|还|未到|未届)[^，。；：\d（）]{0,24}[，,](?:将|已|均|按规定|依法|需|予以)*"
)
_NEXT = frozenset({"", "、", "和", "，", "及"})
_RECEIVED = re.compile(r"收到|受理|接收|接到|新收")
_NOT_ALL = re.compile(r"未|尚|延期|逾期|超期|提前|代为")
_INCLUDED = re.compile(r"[（(](?:其中|包括|包含|含)[，：:]?")
_PLAINLY_OPENED = re.compile(r"(?:其中|依法|全部|已|给予|[，：:])*公开(?:答复|了|的)*")
_REASON = re.compile(r"(?:的|等|原因|情形|，|、)*")


def named_by(sentence: Sentence, one: Mention, start: int, reached: int) -> Named | None:
    """What the figure counts, None when no handling; `reached` is the end of the figure before it."""
    words = sentence.between(start, one.figure.start)
    if words:
        if not _GAP.fullmatch(sentence.masked, words[-1].end, one.figure.start):
            return None
        handlings = _alone(sentence, one, start, reached, words)
        each = len(handlings) > 1 and bool(_EACH.search(sentence.text, start, one.figure.start))
        return Named(handlings, 0, each) if handlings else None
    if shared := _shared(sentence, one, start):
        return Named((shared,), 0)
    if _PLAINLY_OPENED.fullmatch(sentence.text, start, one.figure.start):
        listed = any(found.handling.is_outcome for found in sentence.found)
        return Named((Handling.GRANTED,), 0) if listed else None
    return _behind(sentence, one)


def _alone(sentence: Sentence, one: Mention, start: int, reached: int, words: list[Said]) -> tuple[Handling, ...]:
    """What the words before a figure name, with the reason in the clause before and what a bracket behind includes."""
    lead = sentence.text[start : one.figure.start]
    earlier = sentence.between(reached, start)
    if (
        earlier
        and earlier[-1].handling.parent is words[0].handling
        and _REASON.fullmatch(sentence.text, earlier[-1].end, start)
    ):
        words = [*earlier, *words]
    handlings = _together(sentence.text, words)
    if handlings == (Handling.FINISHED,) and (_RECEIVED.search(lead) or _NOT_ALL.search(lead)):
        return ()
    if len(handlings) > 1 and _RESPECTIVELY.search(lead):
        return handlings[:1]
    return (*handlings, *_included(sentence, one, handlings))


def _together(text: str, words: Sequence[Said]) -> tuple[Handling, ...]:
    """The handlings named together: a reason stands for its group, unless 等 says that there are more reasons."""
    if any(one.handling.is_outcome for one in words):
        words = [one for one in words if one.handling is not Handling.FINISHED]
    kept = list(words)
    for group in words:
        reasons = [one for one in words if one.handling.parent is group.handling]
        if reasons:
            several = _AND_OTHERS.search(text, reasons[0].start, max(group.start, reasons[-1].end))
            kept = [one for one in kept if (one not in reasons if several else one is not group)]
    handlings = tuple(dict.fromkeys(one.handling for one in kept))
    if len(handlings) > 1 and (
        any(one.is_carried for one in handlings)
        or not all(_JOINED.fullmatch(text, a.end, b.start) for a, b in pairwise(kept))
    ):
        return ()
    return handlings


def _included(sentence: Sentence, one: Mention, handlings: tuple[Handling, ...]) -> tuple[Handling, ...]:
    """予以公开8件（含部分公开3件）: the number before the bracket is of both."""
    bracket = _INCLUDED.match(sentence.text, one.figure.end)
    if bracket is None or not all(handling.is_outcome for handling in handlings):
        return ()
    inner = next((found.handling for found in sentence.found if found.start >= bracket.end()), None)
    first = next((found.start for found in sentence.found if found.start >= bracket.end()), -1)
    other = inner and inner.is_outcome and inner.parent is None and inner not in handlings
    return (inner,) if inner and other and first == bracket.end() else ()


def _shared(sentence: Sentence, one: Mention, start: int) -> Handling | None:
    """予以公开、部分公开、不予公开分别为11件、2件、5件: each figure counts the next of those named together."""
    every = mentions(sentence.text)
    place = every.index(one)
    number = 0
    while place and sentence.text[every[place - 1].figure.end : every[place].figure.start] in _NEXT:
        place, number = place - 1, number + 1
    first = every[place]
    begin = first.figure.start - len(first.lead)
    if not number or start < first.figure.end or not _RESPECTIVELY.search(first.lead):
        return None
    named = [found.handling for found in sentence.between(begin, first.figure.start)]
    return named[number] if number < len(named) else None


def _behind(sentence: Sentence, one: Mention) -> Named | None:
    """2件不予公开, 12件已办结, 1件（信息不存在）: what stands behind a figure and is not the lead of the next."""
    begin, end = one.figure.end, one.figure.end + len(one.tail)
    if open_yet := _STILL_OPEN.match(sentence.text, begin):
        carried = [found for found in sentence.found if found.start == open_yet.end() and found.handling.is_carried]
        return Named((Handling.CARRIED_OUT,), carried[0].end) if carried else None
    if not one.tail:
        bracket = re.compile(r"[（(][^）)\d]*[）)]").match(sentence.text, begin)
        end = bracket.end() - 1 if bracket else begin
    elif not one.tail.endswith("、") and any(other.figure.start == end for other in mentions(sentence.text)):
        return None
    words = sentence.between(begin, end)
    if not words or words[0].start - begin > _LONGEST_LINK:
        return None
    if not _LINK.fullmatch(sentence.text, begin, words[0].start) or not _REST.fullmatch(
        sentence.masked, words[-1].end, end
    ):
        return None
    handlings = _together(sentence.text, words)
    return Named(handlings, end) if handlings else None
