"""What stands elsewhere about figures of 表三 and 表四: stated totals, and what last year carried over.

A witness has a number and the figures that it may be the sum of (a number of applications received may or may not
include what was carried in). It is soft evidence: it says which repair of a broken identity is the likely one, and is
never an error by itself; for that there are the rules of the families NA and XY. A new kind of statement is one more
function in `_READ`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import product

import msgspec

from gouji.editions import address_words
from gouji.model import CellKind, Quote, Report
from gouji.prose import Handling, Kind, Narrative, Passage, Result, narrative
from gouji.text import quoted

_SHOWN = 40


class Weight(StrEnum):
    """How much a witness counts: the key of its cost in `slips.toml`."""

    STATED = "stated"
    PERHAPS_STATED = "perhaps_stated"
    LAST_YEAR = "last_year"


Reading = tuple[str, ...]
"""Addresses of the figures that a number is the sum of."""


class Witness(msgspec.Struct, frozen=True, dict=True):
    """A number that is the sum of some figures, in one of several readings; where it stands, in words."""

    readings: tuple[Reading, ...]
    number: Decimal
    weight: Weight
    words: str
    quote: Quote | None = None

    @cached_property
    def addresses(self) -> frozenset[str]:
        """All figures that it may be about."""
        return frozenset(address for reading in self.readings for address in reading)

    def agrees(self, values: Mapping[str, Decimal]) -> bool:
        """Whether one of its readings comes to its number."""
        return any(
            sum((values[address] for address in reading), Decimal(0)) == self.number for reading in self.readings
        )


def witnesses(report: Report, previous: Report | None = None) -> tuple[Witness, ...]:
    """Everything stated about figures of the tables that the report has, last year's report included."""
    told = narrative(report)
    said = [one for read in _READ for one in read(told)]
    if previous is not None:
        said += _carried_forward(previous)
    placed = (_placed(one, report) for one in dict.fromkeys(said))
    return tuple(one for one in placed if one.readings)


def _placed(witness: Witness, report: Report) -> Witness:
    """The witness with the readings whose figures this form has."""
    readings = tuple(reading for reading in witness.readings if all(address in report.cells for address in reading))
    return witness if readings == witness.readings else msgspec.structs.replace(witness, readings=readings)


# -- 表三


_TOTAL = "总计"
_REFUSED = ("R05", "R06", "R07", "R08", "R09", "R10", "R11", "R12")
_UNAVAILABLE = ("R13", "R14", "R15")
_NOT_PROCESSED = ("R16", "R17", "R18", "R19", "R20")
_H = Handling
#: The rows that each handling may be; other handlings have no row of their own.
_ROWS: Mapping[Handling, tuple[tuple[str, ...], ...]] = {
    _H.CARRIED_IN: (("R02",),),
    _H.CARRIED_OUT: (("R23",),),
    _H.CARRIED: (("R02",), ("R23",)),
    _H.FINISHED: (("R22",),),
    _H.GRANTED: (("R03",), ("R03", "R04")),
    _H.PARTLY: (("R04",),),
    _H.REFUSED: (_REFUSED,),
    _H.UNAVAILABLE: (_UNAVAILABLE,),
    _H.NOT_PROCESSED: (_NOT_PROCESSED,),
    _H.OTHER: (("R21",), ("R21a", "R21b", "R21c"), ("R21c",)),
    _H.UNCORRECTED: (("R21a",),),
    _H.UNPAID: (("R21b",),),
    **{
        handling: ((row,),)
        for handling, row in zip(
            (
                *(_H.SECRET, _H.FORBIDDEN, _H.SECURITY, _H.THIRD_PARTY, _H.INTERNAL, _H.PROCESS, _H.ENFORCEMENT),
                *(_H.QUERY, _H.NOT_HELD, _H.NOT_MADE, _H.UNCLEAR),
                *(_H.PETITION, _H.REPEATED, _H.PUBLICATION, _H.MASSIVE, _H.CONFIRMATION),
            ),
            (*_REFUSED, *_UNAVAILABLE, *_NOT_PROCESSED),
            strict=True,
        )
    },
}


def _received(told: Narrative) -> Iterator[Witness]:
    for intake in told.intakes:
        readings = [_totals("R01"), _totals("R01", "R02")]
        if intake.handled:
            readings.append(_totals("R22"))
        sure = not (intake.weak or intake.handled)
        yield _stated(tuple(readings), intake.number, intake.passage, intake.words, sure=sure)


def _handled(told: Narrative) -> Iterator[Witness]:
    for one in told.handlings:
        if all(handling in _ROWS for handling in one.handlings):
            choices = product(*(_ROWS[handling] for handling in one.handlings))
            readings = tuple(_totals(*dict.fromkeys(row for rows in choice for row in rows)) for choice in choices)
            sure = not (one.on_time or (one.part and _H.FINISHED in one.handlings) or _H.CARRIED in one.handlings)
            yield _stated(readings, one.number, one.passage, one.words, sure=sure)


def _totals(*rows: str) -> Reading:
    return tuple(f"三.{row}.{_TOTAL}" for row in rows)


def _carried_forward(previous: Report) -> Iterator[Witness]:
    """What last year's 结转下年度 says of this year's 上年结转, column by column."""
    for address, cell in previous.cells.items():
        row, _, column = address.rpartition(".")
        if row == "三.R23" and cell.kind is CellKind.COUNT and cell.doubt is None and cell.value is not None:
            words = f"上年报告“{address_words(address, previous.edition).removeprefix('表三 ')}”{cell.value:f}"
            yield Witness(((f"三.R02.{column}",),), cell.value, Weight.LAST_YEAR, words)


# -- 表四


_ROWS_OF_CASES = {
    Kind.RECONSIDERATION: ("行政复议",),
    Kind.LITIGATION: ("未经复议直接起诉", "复议后起诉"),
    Kind.BOTH: ("行政复议", "未经复议直接起诉", "复议后起诉"),
}
_COLUMNS = {
    Result.UPHELD: "结果维持",
    Result.CORRECTED: "结果纠正",
    Result.OTHER: "其他结果",
    Result.PENDING: "尚未审结",
}


def _contested(told: Narrative) -> Iterator[Witness]:
    for one in told.disputes:
        yield _stated((_cases(one.kind, _TOTAL),), one.number, one.passage, one.passage.plain, sure=True)
    for ended in told.ended:
        yield _stated(
            (_cases(ended.kind, _COLUMNS[ended.result]),), ended.number, ended.passage, ended.words, sure=True
        )


def _cases(kind: Kind, column: str) -> Reading:
    return tuple(f"四.{row}.{column}" for row in _ROWS_OF_CASES[kind])


def _stated(readings: tuple[Reading, ...], number: int, passage: Passage, words: str, *, sure: bool) -> Witness:
    weight = Weight.STATED if sure else Weight.PERHAPS_STATED
    return Witness(readings, Decimal(number), weight, f"正文“{quoted(words, _SHOWN)}”", passage.quote)


_READ: Sequence[Callable[[Narrative], Iterator[Witness]]] = (_received, _handled, _contested)
