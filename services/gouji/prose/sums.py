"""A total compared with its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

import msgspec

from gouji.prose.clauses import Mention, Passage
from gouji.prose.figure import Figure


class Sum(StrEnum):
    """How a total and its parts compare; OPEN: they fall short, and nothing says that the list is complete."""

    AGREES = "="
    EXCEEDED = "<"
    SHORT = ">"
    OPEN = "⊇"


class Breakdown(msgspec.Struct, frozen=True):
    """A total and its parts; `passage` states the parts, `whole` the total (mostly the same sentence).

    `claimed`: words say that these are all parts (分别, 其余, 由…组成, a bare 合计 behind them). `likely`: the list may
    not be one of this total, because it follows without 其中 or mixes 条 and 份. `of` is the total where it stands in
    `whole`.
    """

    total: Decimal
    measure: str
    parts: tuple[Figure, ...]
    sum: Sum
    passage: Passage
    whole: Passage
    claimed: bool = False
    likely: bool = False
    of: Figure | None = None

    @property
    def added(self) -> Decimal:
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def addition(self) -> str:
        """`118 + 9`."""
        return " + ".join(f"{part.value:f}" for part in self.parts)

    @property
    def words(self) -> str:
        """`49 < 118 + 9`."""
        return f"{self.total:f} {self.sum} {self.addition}"


class Total(msgspec.Struct, frozen=True):
    """A figure that parts may belong to, with the sentence that states it."""

    mention: Mention
    passage: Passage

    @property
    def figure(self) -> Figure:
        return self.mention.figure


class Listed(msgspec.Struct, frozen=True):
    """Parts as they are listed, with the words that introduce them; `summed` when the total comes behind them."""

    parts: tuple[Mention, ...]
    passage: Passage
    introducer: str = ""
    summed: bool = False
    likely: bool = False


_CLAIMS_ALL = re.compile(r"分别|分为|由")
#: Behind its parts and with nothing of its own before it: …，合计120条.
_ONLY_SUM = re.compile(r"(?:共计|合计|总计|总共|共)")
_REST = re.compile(r"其余|剩余|余下")
_OTHER = re.compile(r"其他|其它|其余|剩余|余下")
_NOT_ALL = re.compile(r"主要|等(?:[。；，]|$)|例如|比如|如：")
#: Words of parts that may overlap: the same things counted twice.
_OVERLAPPING = re.compile(r"同步|同时|涉及|有关的|重复")
#: 予以公开、无法提供各4件: one figure for several parts.
_EACH = re.compile(r"各(?:为|是|有)?$")
_LOOSE = frozenset({"条", "份"})
_OF_APPLICATIONS = frozenset({"件", "份", "条", "宗", "起", "例"})
_APPLICATION = re.compile(r"申请")
_MANY = 5


def alike(whole: Mention) -> frozenset[str]:
    """The measure words that may count the same things as a total: those of applications, 条 and 份 of documents."""
    measure = whole.figure.measure
    if measure in _OF_APPLICATIONS and _APPLICATION.search(whole.lead + whole.tail):
        return _OF_APPLICATIONS
    return _LOOSE if measure in _LOOSE else frozenset({measure})


def compare(total: Total, listed: Listed) -> Breakdown | None:
    """The total against its parts; None where a figure is approximate or the words let the parts overlap.

    Where the first parts already add up to the total, the list ends there: what follows divides it in another way.
    """
    whole = total.figure
    if not listed.parts or not whole.counts or any(part.figure.approximate for part in listed.parts):
        return None
    parts = _adding_up(whole.value, listed.parts)
    figures = tuple(part.figure for part in parts)
    added = sum((figure.value for figure in figures), Decimal(0))
    if added > whole.value and _overlap(whole, parts):
        return None
    if any(_EACH.search(part.lead) for part in parts):
        return None
    summed = listed.summed and _ONLY_SUM.fullmatch(total.mention.lead)
    claimed = bool(summed or _CLAIMS_ALL.search(listed.introducer) or _REST.search(parts[-1].lead))
    like = alike(total.mention)
    same = ("", *(like if like is _OF_APPLICATIONS else (whole.measure,)))
    loose = any(figure.measure not in same for figure in figures)
    judged = _judge(added, whole.value, parts, listed, claimed=claimed)
    if loose and judged is not Sum.EXCEEDED:
        return None
    return Breakdown(
        whole.value,
        whole.measure,
        figures,
        judged,
        listed.passage,
        total.passage,
        claimed,
        listed.likely or loose,
        whole,
    )


def _adding_up(total: Decimal, parts: tuple[Mention, ...]) -> tuple[Mention, ...]:
    for length in range(2, len(parts)):
        if sum(part.figure.value for part in parts[:length]) == total:
            return parts[:length]
    return parts


def _judge(added: Decimal, total: Decimal, parts: Sequence[Mention], listed: Listed, *, claimed: bool) -> Sum:
    several = len(parts) > 1
    if added > total:
        return Sum.EXCEEDED
    if added == total:
        return Sum.AGREES if several else Sum.OPEN
    complete = several and bool(_OTHER.search(parts[-1].lead) or len(parts) >= _MANY) and not _is_open(parts, listed)
    return Sum.SHORT if claimed or listed.summed or complete else Sum.OPEN


def _is_open(parts: Sequence[Mention], listed: Listed) -> bool:
    """Whether words say that there are more parts: 主要包括, 等."""
    return bool(_NOT_ALL.search(listed.introducer) or _NOT_ALL.match(listed.passage.plain, parts[-1].figure.end))


def _overlap(whole: Figure, parts: Sequence[Mention]) -> bool:
    """同步在公众号公开60条, or a part that is the whole again: the same things counted twice."""
    if whole.measure == "件" and any(part.figure.measure in _LOOSE for part in parts):
        return True  # 3件申请，内容包括批文5份: not applications but what they ask for
    restated = len(parts) > 1 and any(part.figure.value == whole.value for part in parts)
    return restated or any(_OVERLAPPING.search(part.lead) for part in parts)
