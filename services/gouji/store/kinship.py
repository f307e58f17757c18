"""Kinship: whose judgement a report that has just come in changes, and that none of them is forgotten.

Two reports of one unit may be finished at the same moment, each before the other can be seen. So each, once it is
written, holds the names of its kin until the end of its transaction: who comes second sees the first and marks it.
(SQLite has one writer at a time.)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from gouji.standing import Basis, Kin
from gouji.store import rechecks, reports, standings

ARRIVED, RENEWED = "上年报告已到", "上年报告有新版"
BELOW = "下级单位报告已到"
MEANWHILE = "核查期间又收到相关报告"


def mark_concerned(
    connection: Connection, kin: Kin, own: int, rested_on: Basis, *, version: int, cause: int, now: datetime
) -> tuple[int, ...]:
    """Mark the reports that this new one (`own`) concerns; those of them that may be judged at once."""
    if not kin.is_known or kin.year is None:
        return ()
    _hold_names(connection, reports.subjects_of([kin.names[0], *kin.above[:1]]))
    after = _last(connection, kin.names, kin.year + 1)
    above = _last(connection, kin.above, kin.year)
    missed = [own] if standings.basis(connection, kin, own) != rested_on else []
    for concerned, reason, quiet in (
        (after, RENEWED if version > 1 else ARRIVED, timedelta()),
        (above, BELOW, rechecks.QUIET),
        (missed, MEANWHILE, timedelta()),
    ):
        if concerned:
            rechecks.mark(connection, concerned, reason, now, quiet=quiet, cause=cause)
    return (*after, *missed)


def _last(connection: Connection, names: tuple[str, ...], year: int) -> list[int]:
    """The last version under any of the names."""
    versions = reports.versions_of(connection, reports.subjects_of(names), year) if names else []
    return [one.id for one in versions[-1:]]


def _hold_names(connection: Connection, subjects: Iterable[str]) -> None:
    if connection.dialect.name != "postgresql":
        return
    for subject in sorted(set(subjects)):  # in one order, or two would wait for each other
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:subject, 0))"), {"subject": subject})
