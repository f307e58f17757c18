"""What a report is judged with: its unit in the register, the year before, how it came in, the units below.

Between `pipeline`, which knows the report, and the store, which knows the others; pure but for what the store answered.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from gouji.model import Filing, Report, Resemblance, Subordinate
from gouji.register import Register
from gouji.rule.definition import Context
from gouji.standing import Kin, Standing


def kin_in(register: Register, report: Report) -> Kin:
    """Whose report it is by the register."""
    if not report.unit or not report.year:
        return Kin(year=report.year)
    unit = register.named(report.unit)
    parent = register.named(unit.parent) if unit else None
    below = tuple(register.names_of(one.name) for one in register.below(unit))
    above = register.names_of(parent.name) if parent else ()
    return Kin(register.names_of(report.unit), report.year, below or None, above)


def context_of(
    report: Report,
    standing: Standing,
    register: Register,
    *,
    received_at: datetime,
    zone: tzinfo,
    peers: tuple[Resemblance, ...] | None = None,
) -> Context:
    """Everything that rules may ask for; `peers` as in `gouji.likeness.Likeness`."""
    unit = register.named(report.unit)
    return Context(
        report=report,
        previous=standing.previous,
        unit=unit,
        filing=_filing(standing, received_at, zone),
        subordinates=_subordinates(report, standing, register),
        peers=peers,
    )


def _filing(standing: Standing, received_at: datetime, zone: tzinfo) -> Filing:
    first = standing.first_received_at
    return Filing(
        received_on=received_at.astimezone(zone).date(),
        version=standing.version,
        former_published_on=standing.former_published_on,
        first_received_on=None if first is None else first.astimezone(zone).date(),
    )


def _subordinates(report: Report, standing: Standing, register: Register) -> tuple[Subordinate, ...] | None:
    """The units below with their figures; None where the register has none."""
    below = register.below(register.named(report.unit))
    if not below or report.year is None:
        return None
    return tuple(Subordinate(one.name, standing.below.get(one.name)) for one in below)
