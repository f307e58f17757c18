"""Standings: what there is around a report, read in one go; and whether it is still what a judgement rested on."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Connection, func, select

from gouji.figures import Written, summable
from gouji.standing import Basis, Kin, Standing
from gouji.store import reports
from gouji.store.codec import unpack_report
from gouji.store.tables import ReportCell, StoredReport


def standing(connection: Connection, kin: Kin, of: int | None = None) -> Standing:
    """What there is around the report of this kin: one that is yet to be stored, or a stored one (`of`)."""
    if not kin.is_known or kin.year is None:
        return Standing()
    versions = reports.versions_of(connection, reports.subjects_of(kin.names), kin.year)
    own = next((one.version for one in versions if one.id == of), None)
    before = [one for one in versions if of is None or one.id < of]
    former = before[-1] if before else None
    previous = _latest(connection, kin.names, kin.year - 1)
    content = None
    if previous is not None:
        content = connection.scalar(select(StoredReport.content).where(StoredReport.id == previous))
    below = _below(connection, kin)
    return Standing(
        previous=None if content is None else unpack_report(content),
        version=own or max((one.version for one in before), default=0) + 1,
        former_published_on=former.published_on if former else None,
        first_received_at=before[0].received_at if before else None,
        below=_figures(connection, below),
        basis=Basis(
            former.id if former else None,
            previous,
            frozenset(filter(None, below.values())),
            seen=connection.scalar(select(func.max(StoredReport.id))) or 0,
        ),
    )


def basis(connection: Connection, kin: Kin, of: int | None = None) -> Basis:
    """What a judgement would rest on now."""
    if not kin.is_known or kin.year is None:
        return Basis()
    versions = reports.versions_of(connection, reports.subjects_of(kin.names), kin.year)
    before = [one.id for one in versions if of is None or one.id < of]
    previous = _latest(connection, kin.names, kin.year - 1)
    return Basis(before[-1] if before else None, previous, frozenset(filter(None, _below(connection, kin).values())))


def _latest(connection: Connection, names: tuple[str, ...], year: int) -> int | None:
    versions = reports.versions_of(connection, reports.subjects_of(names), year)
    return versions[-1].id if versions else None


def _below(connection: Connection, kin: Kin) -> dict[str, int | None]:
    """The last report of each unit below, by the unit's first name; None where there is none."""
    if not kin.below:
        return {}
    owners = {subject: names[0] for names in kin.below for subject in reports.subjects_of(names)}
    table = StoredReport
    query = select(table.id, table.subject).where(table.subject.in_(list(owners)), table.year_key == kin.year)
    found: dict[str, int | None] = {names[0]: None for names in kin.below}
    return found | {owners[row.subject]: row.id for row in connection.execute(query.order_by(table.id))}


def _figures(connection: Connection, below: dict[str, int | None]) -> dict[str, dict[str, Decimal] | None]:
    """The figures of those reports in one query."""
    written: dict[int, list[Written]] = {number: [] for number in below.values() if number is not None}
    if written:
        table = ReportCell
        query = select(table.report_id, table.address, table.kind, table.value, table.unit)
        for row in connection.execute(query.where(table.report_id.in_(list(written)))):
            value = None if row.value is None else Decimal(row.value)
            written[row.report_id].append(Written(row.address, row.kind, value, row.unit))
    return {name: None if number is None else summable(written[number]) for name, number in below.items()}
