"""All that the prose of one report says, read once for all rules.

    told = narrative(report)
    told.intakes            # of every sentence, in reading order

Each kind is read when a rule first asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TypeVar

import msgspec

from gouji.gathered import gathered
from gouji.model import Report
from gouji.prose.applications import Intake, intakes
from gouji.prose.clauses import Passage, passages
from gouji.prose.disclosure import Disclosed, stated_totals
from gouji.prose.dispute import Dispute, disputes
from gouji.prose.documents import Documents, documents
from gouji.prose.handled import Handled, handlings
from gouji.prose.percentage import Percentage, percentages
from gouji.prose.quantity import Quantity, quantities
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
    def disclosed(self) -> tuple[Disclosed, ...]:
        return self._read(stated_totals)

    @cached_property
    def documents(self) -> tuple[Documents, ...]:
        return self._read(documents)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return self._read(quantities)

    @cached_property
    def percentages(self) -> tuple[Percentage, ...]:
        return tuple(one for passage in self.passages for one in percentages(passage))

    @cached_property
    def breakdowns(self) -> tuple[Breakdown, ...]:
        return tuple(one for passage in self.passages for one in breakdowns(passage))

    def _read(self, read: Callable[[Passage, Reader], Iterable[T]]) -> tuple[T, ...]:
        return tuple(one for passage in self.passages for one in read(passage, self.reader))


@gathered
def narrative(report: Report) -> Narrative:
    """What the report's prose says; read once while the report is being checked."""
    return Narrative(tuple(passages(report)), Reader(report.unit, report.year))
