"""The unit register as it is stored, and what came in from its units."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace as replaced
from datetime import datetime, tzinfo
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, delete, insert, or_, select, update

from gouji.register import Filed, Imported, Register, changed
from gouji.store import audit, facts, rechecks, reports
from gouji.store.audit import Event
from gouji.store.codec import encode
from gouji.store.columns import AnyRow
from gouji.store.tables import StoredReport, StoredUnit, Submission
from gouji.submission import State
from gouji.unit import Unit

VERSION = "register"
UPDATED = "单位登记已更新"


def version(connection: Connection) -> str | None:
    """A word that changes with every import; None before the first."""
    noted = facts.noted(connection, VERSION)
    return noted[0] if noted else None


def load(connection: Connection) -> tuple[str | None, tuple[Unit, ...]]:
    """All units in the order in which they came, and the version that they are of."""
    rows = connection.execute(select(StoredUnit).order_by(StoredUnit.id))
    return version(connection), tuple(_unit(row) for row in rows)


def import_units(
    connection: Connection, given: Sequence[Unit], now: datetime, actor: str, *, replace: bool
) -> Imported:
    """Write the register anew and have the reports judged again that it says something else of."""
    before = load(connection)[1]
    imported = changed(before, given, replace=replace)
    if not imported.touched:
        return imported
    _write(connection, before, imported, now)
    facts.note(connection, VERSION, uuid.uuid4().hex, now)
    concerned = _concerned(Register(before), Register(imported.units), imported.touched)
    count = rechecks.mark(connection, reports.latest_of(connection, concerned), UPDATED, now)
    detail = {
        "new": len(imported.new),
        "updated": len(imported.updated),
        "deactivated": len(imported.deactivated),
        "rechecks": count,
    }
    audit.write(connection, now, [Event(actor, "units.imported", subject="units", detail=detail)])
    return replaced(imported, rechecks=count)


def _write(connection: Connection, before: Sequence[Unit], imported: Imported, now: datetime) -> None:
    touched = set(imported.touched)
    known = {unit.name for unit in before}
    rows = [_row(unit, now) for unit in imported.units if unit.name in touched]
    if fresh := [row for row in rows if row["name"] not in known]:
        # An updated unit whose name is written otherwise now (another width) takes the place of the old row.
        connection.execute(delete(StoredUnit).where(StoredUnit.name.in_(known - {u.name for u in imported.units})))
        connection.execute(insert(StoredUnit), fresh)
    for row in rows:
        if row["name"] in known:
            connection.execute(update(StoredUnit).where(StoredUnit.name == row["name"]).values(row))


def _concerned(old: Register, new: Register, touched: Sequence[str]) -> list[str]:
    """All names of the units touched, and of the governments whose units below are others now."""
    names: dict[str, None] = {}
    for register in (old, new):
        for name in touched:
            unit = register.named(name)
            for one in (unit, register.named(unit.parent) if unit else None):
                names |= dict.fromkeys(register.names_of(one.name) if one else ())
    return list(names)


def filed(connection: Connection, year: int, zone: tzinfo) -> list[tuple[str, Filed]]:
    """(unit as the report or its folder calls it, what came in for this year); local dates, first versions first."""
    checked = select(StoredReport.unit, Submission.received_at).join(Submission)
    checked = checked.where(StoredReport.year_key == year, StoredReport.unit.is_not(None))
    found = [
        (row.unit, Filed(row.received_at.astimezone(zone).date(), checked=True))
        for row in connection.execute(checked.order_by(StoredReport.id))
    ]
    return found + [
        (row.unit, Filed(row.received_at.astimezone(zone).date(), checked=False, word=row.state))
        for row in connection.execute(_unchecked(year))
    ]


def _unchecked(year: int) -> Select[str | None, State, datetime]:
    """Submissions for a unit that are no report yet, or could not be read as one; duplicates and archives are none."""
    waiting = [State.WAITING, State.PROCESSING, State.NOT_ASSESSABLE, State.FAILED]
    query = select(Submission.unit, Submission.state, Submission.received_at)
    query = query.where(Submission.state.in_(waiting), Submission.unit.is_not(None))
    # The folder need not have said for which year it is.
    return query.where(or_(Submission.year == year, Submission.year.is_(None))).order_by(Submission.id.desc())


def _row(unit: Unit, now: datetime) -> dict[str, Any]:
    return {
        "name": unit.name,
        "aliases": encode(unit.aliases).decode(),
        "region": unit.region,
        "type": unit.type,
        "parent": unit.parent,
        "supervisor": unit.supervisor,
        "submit_by": unit.submit_by,
        "publish_by": unit.publish_by,
        "folder": unit.folder,
        "active": unit.active,
        "updated_at": now,
    }


def _unit(row: AnyRow) -> Unit:
    return Unit(
        row.name,
        tuple(msgspec.json.decode(row.aliases)),
        row.region,
        row.type,
        row.parent,
        row.supervisor,
        row.submit_by,
        row.publish_by,
        row.folder,
        row.active,
    )
