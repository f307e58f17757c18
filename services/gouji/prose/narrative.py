"""All that the prose of one report says, read once for all rules.

    told = narrative(report)
    told.intakes            # of every sentence, in reading order

Each kind is read when a rule first asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import TypeVar

import msgspec

from gouji.model import Report
from gouji.prose.applications import Intake, intakes
from gouji.prose.clauses import Passage, passages
from gouji.prose.dispute import Dispute, disputes
from gouji.prose.handled import Handled, handlings
from gouji.prose.scope import Reader
from gouji.prose.settled import Doubled, Settled, doubled, settled
from gouji.prose.sums import Breakdown
from gouji.prose.totals import breakdowns
from gouji.prose.verdict import Claimed, Ended, claimed, ended

T = TypeVar("T")


class Narrative(msgspec.Struct, frozen=True, dict=True):
    """The sentences of a report and what they state, each kind in reading order."""

    passages: tuple[Passage, ...]
    reader: Reader

    @cached_property
    def intakes(self) -> tuple[Intake, ...]:
        return self._read(intakes)

    @cached_property
    def handlings(self) -> tuple[Handled, ...]:
        return self._read(handlings)

    @cached_property
    def settled(self) -> tuple[Settled, ...]:
        return self._read(settled)

    @cached_property
    def doubled(self) -> tuple[Doubled, ...]:
        return tuple(one for passage in self.passages if (one := doubled(passage)))

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        return self._read(disputes)

    @cached_property
    def ended(self) -> tuple[Ended, ...]:
        return self._read(ended)

    @cached_property
    def claimed(self) -> tuple[Claimed, ...]:
        return self._read(claimed)

    @cached_property
    def breakdowns(self) -> tuple[Breakdown, ...]:
        return tuple(one for passage in self.passages for one in breakdowns(passage))

    def _read(self, read: Callable[[Passage, Reader], Iterable[T]]) -> tuple[T, ...]:
        return tuple(one for passage in self.passages for one in read(passage, self.reader))


class _Same:
    """A report as a key that is equal to itself only: comparing two reports would cost more than reading them."""

    __slots__ = ("report",)

    def __init__(self, report: Report) -> None:
        self.report = report

    def __hash__(self) -> int:
        return id(self.report)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.report is self.report


def narrative(report: Report) -> Narrative:
    """What the report's prose says; read once while the report is being checked."""
    return _narrative(_Same(report))


@lru_cache(maxsize=4)
def _narrative(key: _Same) -> Narrative:
    report = key.report
    return Narrative(tuple(passages(report)), Reader(report.unit, report.year))
