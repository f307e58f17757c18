"""What `gouji findings export` writes: stored reports, as the forms of output take them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from gouji.model import Examined, Status
from gouji.output import Filed, finding_object, open_form
from gouji.submission import State

if TYPE_CHECKING:
    from gouji.config import Settings
    from gouji.output import Form
    from gouji.register import Register
    from gouji.rule import RuleSet
    from gouji.store import Asked, ExportedReport, Store, SubmissionView

SCHEMA = "gouji.findings/1"
_AT_ONCE = 50
_MOST = 1_000_000
_UNCHECKED = {
    State.NOT_ASSESSABLE: Status.NOT_ASSESSABLE,
    State.REJECTED: Status.REJECTED,
    State.FAILED: Status.NOT_ASSESSABLE,
}


def write(form: str, stream: BinaryIO, store: Store, asked: Asked, settings: Settings) -> None:
    """All that is asked for, report by report."""
    if form == "json":
        _write_json(stream, store, asked)
        return
    register = store.register()
    made = open_form(form, stream, _rules(settings))
    numbers = store.reports_asked(asked)
    for part in _with_progress([numbers[i : i + _AT_ONCE] for i in range(0, len(numbers), _AT_ONCE)]):
        for one in store.export(part):
            made.add(_filed(one, asked, register, settings))
    if form == "xlsx":
        _add_leftovers(made, store, asked, settings)
    made.finish()


def _rules(settings: Settings) -> RuleSet:
    """The rules of the service, as its profile wants them."""
    from gouji.rule import load_rules, read_profile, with_profile

    ruleset = load_rules([settings.rules_path] if settings.rules_path.is_dir() else [])
    return with_profile(ruleset, read_profile(settings.profile)) if settings.profile else ruleset


def _filed(one: ExportedReport, asked: Asked, register: Register, settings: Settings) -> Filed:
    wanted = [f for f in one.checked.findings if asked.admits(f, _state(one, f.fingerprint))]
    checked = msgspec.structs.replace(one.checked, findings=tuple(wanted))
    unit = register.named(checked.report.unit)
    return Filed(
        Examined(one.file_name, Status.CHECKED, None, one.sha256, one.format, checked),
        number=one.submission_id,
        version=one.version,
        received_at=one.received_at.astimezone(settings.zone),
        region=one.region or (unit.region if unit else None),
        kind=unit.type.value if unit and unit.type else None,
        said=one.said,
    )


def _state(one: ExportedReport, fingerprint: str) -> Any:
    from gouji.digest import Disposition

    return one.said[fingerprint][0] if fingerprint in one.said else Disposition.OPEN


def _add_leftovers(form: Form, store: Store, asked: Asked, settings: Settings) -> None:
    """Files that were not checked; and, where a year is asked for, the units of the register that have not filed."""
    from gouji.output.ledger_totals import Leftover
    from gouji.output.xlsx_form import XlsxForm

    assert isinstance(form, XlsxForm)
    for view in _unchecked(store, asked):
        status = _UNCHECKED[view.state]
        received = view.received_at.astimezone(settings.zone)
        examined = Examined(view.file_name, status, view.reason, view.sha256)
        form.add(Filed(examined, view.id, unit=view.unit, received_at=received, state=view.state))
    if asked.year is None:
        return
    for one in store.missing_filings(asked.year, datetime.now(settings.zone).date()):
        if (asked.region and asked.region not in (one.unit.region or "")) or (
            asked.unit and asked.unit not in one.unit.name
        ):
            continue
        due = f"应于 {one.due} 前报送" if one.due else "没有登记时限"
        late = f"，逾期 {one.overdue} 天" if one.overdue else ""
        word = f"；{one.word}" if one.word else ""
        form.missing(Leftover(one.unit.name, None, "未报送", f"{due}{late}{word}", overdue=bool(one.overdue)))


def _unchecked(store: Store, asked: Asked) -> Iterator[SubmissionView]:
    """Files with an end but no report, less those that only held others or were sent twice."""
    for state in _UNCHECKED:
        for view in reversed(store.list_submissions(state=state, unit=asked.unit, limit=_MOST)):
            ours = asked.year in (None, view.year) or view.year is None
            here = asked.region is None or asked.region in (view.region or "")
            if ours and here and not view.members and view.duplicate_of is None:
                yield view


def _write_json(stream: BinaryIO, store: Store, asked: Asked) -> None:
    """One object, newest finding first; a page at a time."""
    stream.write(f'{{\n "schema": "{SCHEMA}",\n "findings": ['.encode())
    before: int | None = None
    while found := store.list_findings(asked, limit=_AT_ONCE * 10, before=before):
        for view in found:
            said = view.ruling
            whole = {
                "number": view.id,
                "submission": view.submission_id,
                "unit": view.unit,
                "year": view.year,
                "region": view.region,
                "version": view.version,
                "file": view.file_name,
                "checked_at": view.checked_at.isoformat(),
                "status": view.status.value,
                "state": view.state.value,
                "ruling": msgspec.to_builtins(said),
                **finding_object(view.finding),
            }
            stream.write(("\n  " if before is None else ",\n  ").encode())
            stream.write(json.dumps(whole, ensure_ascii=False).encode("utf-8", "backslashreplace"))
            before = view.id
    stream.write(b"]\n}\n" if before is None else b"\n ]\n}\n")


def _with_progress(parts: Sequence[Sequence[int]]) -> Iterator[Sequence[int]]:
    if not sys.stderr.isatty():
        yield from parts
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(parts, description="导出", console=Console(stderr=True), transient=True)
