"""What of a report counts: its findings without those that people called 误报 or 已豁免, and the verdict of that.

The rules' own verdict and counts stay in the row; what is shown is reckoned when it is asked for, because a ruling may
come, go and expire at any time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, exists, func, literal, or_, select

from gouji.editions import PRE2019
from gouji.model import Outcome, Severity, Verdict
from gouji.store.dispositions import SILENCING, expired
from gouji.store.tables import StoredDisposition, StoredFinding, StoredReport, StoredResult


@dataclass(frozen=True, slots=True)
class Counting:
    """The columns of a report as it is shown; `silenced` is to be joined to StoredReport from outside."""

    silenced: Subquery
    verdict: ColumnElement[Verdict]
    errors: ColumnElement[int]
    warnings: ColumnElement[int]
    infos: ColumnElement[int]
    set_aside: ColumnElement[int]

    @property
    def joined(self) -> ColumnElement[bool]:
        return self.silenced.c.report_id == StoredReport.id


def counting(today: date) -> Counting:
    """`today` is the local date by which rulings expire."""
    silenced = _silenced(today)
    counts = {
        severity: getattr(StoredReport, f"{severity.value}s") - func.coalesce(silenced.c[severity.value], 0)
        for severity in Severity
    }
    return Counting(
        silenced,
        _verdict(silenced, counts),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        infos=counts[Severity.INFO],
        set_aside=case(
            (StoredReport.id.is_(None), None),
            else_=func.coalesce(sum((silenced.c[severity.value] for severity in Severity), literal(0)), 0),
        ),
    )


def _silenced(today: date) -> Subquery:
    """How many findings of each severity are set aside, by report; reports without any are not in it."""
    columns = [func.sum(case((StoredFinding.severity == one, 1), else_=0)).label(one.value) for one in Severity]
    query = select(StoredFinding.report_id, *columns)
    query = query.join(StoredDisposition, StoredDisposition.fingerprint == StoredFinding.fingerprint)
    query = query.where(StoredDisposition.state.in_(SILENCING), ~expired(today), StoredFinding.trial.is_(False))
    return query.group_by(StoredFinding.report_id).subquery("silenced")


def _verdict(silenced: Subquery, counts: dict[Severity, Any]) -> ColumnElement[Verdict]:
    """`gouji.verdict` as SQL; the row's own where nothing is set aside."""
    kind = StoredReport.verdict.type
    incomplete = _has_result(*(outcome for outcome in Outcome if outcome.incomplete))
    judged = _has_result(Outcome.PASS, Outcome.FAIL)
    return case(
        (silenced.c.report_id.is_(None), StoredReport.verdict),
        (counts[Severity.ERROR] > 0, literal(Verdict.PROBLEMS, kind)),
        (or_(~judged, incomplete), literal(Verdict.INCOMPLETE, kind)),
        (counts[Severity.WARNING] > 0, literal(Verdict.PROBLEMS, kind)),
        (StoredReport.edition == PRE2019, literal(Verdict.INCOMPLETE, kind)),
        else_=literal(Verdict.COMPLIANT, kind),
    )


def _has_result(*outcomes: Outcome) -> ColumnElement[bool]:
    table = StoredResult
    return exists().where(table.report_id == StoredReport.id, table.outcome.in_(outcomes), table.trial.is_(False))
