"""What the 台账 adds up while the files go by: one line a unit, one a rule, one for what was not checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from gouji.digest import Disposition
from gouji.model import Outcome, Severity, Status
from gouji.output.filed import Filed
from gouji.rule.ruleset import catalogue_order

_DEADLINES = ("DL-01", "DL-02", "DL-03")


class UnitLine(NamedTuple):
    """A report in 单位汇总; `year` is told only where the 台账 has several."""

    name: str
    year: int | None
    received_at: datetime | None
    late: str
    version: int | None
    counts: str
    verdict: str
    state: str


class Leftover(NamedTuple):
    """A file that was not checked, or a unit that has not filed."""

    unit: str | None
    file: str | None
    state: str
    reason: str
    received_at: datetime | None = None
    overdue: bool | None = None


@dataclass(slots=True)
class _Tally:
    title: str
    units: set[tuple[str, int | None]] = field(default_factory=set)
    states: Counter[Disposition] = field(default_factory=Counter)


@dataclass(slots=True)
class Totals:
    """Grows with each file; nothing of a report but names and numbers stays in it."""

    units: list[UnitLine] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    _rules: dict[str, _Tally] = field(default_factory=dict)

    def add(self, filed: Filed) -> None:
        examined = filed.examined
        if examined.checked is None or examined.status is not Status.CHECKED:
            self.leftovers.append(
                Leftover(filed.name, examined.file, filed.status, examined.reason or "", filed.received_at)
            )
            return
        self.units.append(_line(filed))
        for finding in filed.findings:
            tally = self._rules.setdefault(finding.rule, _Tally(finding.title))
            tally.units.add((filed.name or examined.file, examined.checked.report.year))
            tally.states[filed.standing(finding)] += 1

    def rules(self) -> Iterator[tuple[str, int, int, int, int]]:
        """规则, 命中单位数, 命中次数, 确认数, 误报数; what was mended was right too."""
        for code in sorted(self._rules, key=catalogue_order):
            tally = self._rules[code]
            confirmed = tally.states[Disposition.CONFIRMED] + tally.states[Disposition.FIXED]
            false = tally.states[Disposition.FALSE_ALARM]
            yield f"{code} {tally.title}", len(tally.units), tally.states.total(), confirmed, false

    @property
    def several_years(self) -> bool:
        return len({line.year for line in self.units}) > 1


def _line(filed: Filed) -> UnitLine:
    assert filed.examined.checked is not None and filed.verdict is not None  # noqa: PT018 - both or none
    counts = filed.counts()
    return UnitLine(
        filed.name or filed.examined.file,
        filed.examined.checked.report.year,
        filed.received_at,
        _late(filed),
        filed.version,
        "/".join(str(counts[severity]) for severity in Severity),
        filed.verdict.value,
        _state(filed),
    )


def _late(filed: Filed) -> str:
    """是, 否, or nothing where no rule about deadlines could judge."""
    assert filed.examined.checked is not None
    outcomes = {one.outcome for one in filed.examined.checked.results if one.rule in _DEADLINES}
    return "是" if Outcome.FAIL in outcomes else "否" if Outcome.PASS in outcomes else ""


def _state(filed: Filed) -> str:
    """How its findings stand: 已核查；待核实 3、误报 1."""
    if filed.said is None:
        return filed.status
    standings = filed.standings()
    told = "、".join(f"{state} {standings[state]}" for state in Disposition if standings[state])
    return f"{filed.status}；{told}" if told else filed.status
