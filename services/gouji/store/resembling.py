"""Bands: what a report's prose is like, kept for the latest version of each report, and who shares them.

A question costs 42 short walks of one index, however many reports there are and however many share a template.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, text, update

from gouji.likeness import LOOKED_AT, MOST, Candidate, promising
from gouji.resemblance import BANDS, bands
from gouji.standing import Basis, Kin
from gouji.store import rechecks, reports
from gouji.store.codec import unpack_report
from gouji.store.tables import ReportBand, StoredReport

ALIKE, NO_MORE = "其他单位相似的报告已到", "其他单位相似的报告有新版"
MEANWHILE = "核查期间又收到相似的报告"
# So many of those that share one band are looked at: hundreds may share what their supervisor wrote, and those that
# share more than that are found in other bands.
_OF_ONE_BAND = 50
_WALKS = " UNION ALL ".join(
    f"SELECT * FROM (SELECT report_id FROM report_bands WHERE band = :band{place} ORDER BY report_id"  # noqa: S608
    f" LIMIT {_OF_ONE_BAND}) AS walk{place}"
    for place in range(BANDS)
)
# Those that share most bands. As text: to put it together anew for every report would cost more than the answer.
_SHARING = text(
    "SELECT reports.id, subject, signature FROM"  # noqa: S608 - nothing from outside is in it
    f" (SELECT report_id, count(*) AS shared FROM ({_WALKS}) AS walks GROUP BY report_id"
    f" ORDER BY shared DESC, report_id LIMIT {LOOKED_AT}) AS likely"
    " JOIN reports ON reports.id = likely.report_id WHERE unit IS NOT NULL ORDER BY shared DESC, reports.id"
).columns(id=StoredReport.id.type, subject=StoredReport.subject.type, signature=StoredReport.signature.type)


def alike(connection: Connection, signed: bytes, kin: Kin) -> list[Candidate]:
    """Reports of other units that may have much the same prose, the likeliest first, at most MOST."""
    numbers = _promising(connection, signed, kin)
    if not numbers:
        return []
    query = select(StoredReport.id, StoredReport.unit, StoredReport.content).where(StoredReport.id.in_(numbers))
    found = {row.id: Candidate(row.id, row.unit, unpack_report(row.content)) for row in connection.execute(query)}
    return [found[number] for number in numbers]


def write(connection: Connection, number: int, signed: bytes | None, kin: Kin) -> None:
    """Keep the bands of a report in place of those that it and its earlier versions have."""
    table = StoredReport
    versions = select(table.id).where(table.subject.in_(reports.subjects_of(kin.names)), table.year_key == kin.year)
    connection.execute(delete(ReportBand).where((ReportBand.report_id == number) | ReportBand.report_id.in_(versions)))
    if signed is not None and kin.year is not None:
        rows = [{"band": band, "report_id": number} for band in sorted(set(bands(signed, kin.year)))]
        connection.execute(insert(ReportBand), rows)


def renew(connection: Connection, number: int, signed: bytes | None, kin: Kin, found: Basis) -> None:
    """After a recheck: what the report is like now; its signature is another where the method changed."""
    row = connection.execute(select(StoredReport.signature, StoredReport.alike).where(StoredReport.id == number)).one()
    if row.signature != signed:
        write(connection, number, signed, kin)
    if (row.signature, row.alike) != (signed, len(found.alike)):
        values = {"signature": signed, "alike": len(found.alike)}
        connection.execute(update(StoredReport).where(StoredReport.id == number).values(values))


def formerly_alike(connection: Connection, former: int | None, kin: Kin) -> list[int]:
    """Reports that know that they are like this version, which another is about to come after."""
    if former is None:
        return []
    signed = connection.scalar(select(StoredReport.signature).where(StoredReport.id == former))
    numbers = [] if signed is None else _promising(connection, signed, kin)
    return _those(connection, numbers, StoredReport.alike > 0)


def tell(
    connection: Connection,
    number: int,
    kin: Kin,
    found: Basis,
    *,
    signed: bytes | None,
    formerly: Sequence[int],
    cause: int,
    now: datetime,
) -> None:
    """Have those judged again that are like this new report (`number`), or were like the version before.

    And this one itself, where a report that is like it came in while it was judged.
    """
    told = _those(connection, found.alike, StoredReport.alike < MOST)
    missed: list[int] = []
    if signed is not None and len(found.examined) < MOST and _may_have_missed(connection, number, found):
        _hold(connection, bands(signed, kin.year or 0))
        missed = [one for one in _promising(connection, signed, kin) if one not in found.examined]
    for concerned, reason in (
        ([*told, *_those(connection, missed, StoredReport.alike < MOST)], ALIKE),
        ([one for one in formerly if one not in {*told, *missed}], NO_MORE),
        ([number] if missed else [], MEANWHILE),
    ):
        if concerned:
            rechecks.mark(connection, sorted(concerned), reason, now, quiet=rechecks.QUIET, cause=cause)


def _may_have_missed(connection: Connection, number: int, found: Basis) -> bool:
    """Whether another report came in while this one was judged.

    With one writer at a time numbers are in the order of their transactions; in PostgreSQL they need not be.
    """
    if connection.dialect.name != "sqlite" or found.seen is None:
        return True
    between = select(StoredReport.id).where(StoredReport.id > found.seen, StoredReport.id < number)
    return connection.scalar(between.limit(1)) is not None


def _promising(connection: Connection, signed: bytes, kin: Kin) -> list[int]:
    """Numbers of reports of other units; one query."""
    if kin.year is None:
        return []
    asked = {f"band{place}": band for place, band in enumerate(bands(signed, kin.year))}
    own = set(reports.subjects_of(kin.names))
    rows = connection.execute(_SHARING, asked)
    return promising(signed, [(row.id, row.signature) for row in rows if row.signature and row.subject not in own])


def _those(connection: Connection, numbers: Collection[int], condition: ColumnElement[bool]) -> list[int]:
    if not numbers:
        return []
    query = select(StoredReport.id).where(StoredReport.id.in_(numbers), condition)
    return list(connection.scalars(query.order_by(StoredReport.id)))


def _hold(connection: Connection, asked: Collection[int]) -> None:
    """Hold the bands until the end of the transaction: of two alike that end at once, the second sees the first.

    (SQLite has one writer at a time.)
    """
    if connection.dialect.name != "postgresql":
        return
    for_each = text("SELECT pg_advisory_xact_lock(band) FROM unnest(CAST(:bands AS bigint[])) AS band")
    connection.execute(for_each, {"bands": sorted(asked)})  # in one order, or two would wait for each other
