"""The two pages: the list of submissions and one report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from gouji.certainty import doubt_words, doubts
from gouji.digest import NoticeState
from gouji.editions import PRE2019, PRE2019_REMARK
from gouji.model import Outcome, Result, Severity, Verdict
from gouji.store import CheckedView, NoticeView
from gouji.submission import State
from gouji.web.evidence import ShownFinding, show
from gouji.web.listing import Listing, Number, turn_to
from gouji.web.marks import mark_findings
from gouji.web.sheet import lay_out
from gouji.web.site import OurSite

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_UNJUDGED = (Outcome.ERROR, Outcome.TIMEOUT, Outcome.NOT_CHECKED, Outcome.WAITING)


@router.get("/")
def submissions(request: Request, site: OurSite, listing: Annotated[Listing, Query()]) -> HTMLResponse:
    balance = site.store.balance()
    return site.page(
        request,
        "submissions.html",
        page=turn_to(site.store, listing),
        listing=listing,
        balance=balance,
        undelivered=balance.notices[NoticeState.FAILED],
        inbox=site.settings.inbox_path,
        states=State,
        verdicts=Verdict,
    )


@router.get("/submissions/{submission_id}")
def submission(request: Request, site: OurSite, submission_id: Number) -> HTMLResponse:
    view = site.store.submission(submission_id)
    if view is None:
        raise HTTPException(404, f"没有编号为 {submission_id} 的文件")
    notices = _by_state(site.store.notices(submission_id=submission_id))
    checked = site.store.checked(submission_id)
    if checked is None:
        members = site.store.members(submission_id)
        return site.page(request, "unchecked.html", submission=view, notices=notices, members=members)
    return site.page(request, "report.html", submission=checked.submission, notices=notices, **_report(checked))


def _report(view: CheckedView) -> dict[str, Any]:
    report = view.checked.report
    marks = mark_findings(report, [finding for finding, _ in view.findings])
    findings = tuple(
        replace(shown, standing=view.standing(shown.finding), ruling=view.rulings.get(shown.finding.fingerprint))
        for shown in show(report, view.findings, marks)
    )
    return {
        "view": view,
        "report": report,
        "groups": _by_severity([shown for shown in findings if not shown.standing.silences]),
        "silenced": [shown for shown in findings if shown.standing.silences],
        "sheet": lay_out(report, marks),
        "remark": PRE2019_REMARK if report.edition == PRE2019 else None,
        "doubts": [(doubt_words(cells, report), cells) for _, cells in doubts(report)],
        "unjudged": _by_outcome(view.checked.results),
        "outcomes": _counted(view.checked.results),
        "compared": any(version.version < (view.submission.version or 1) for version in view.versions),
    }


def _by_severity(findings: Sequence[ShownFinding]) -> list[tuple[Severity, list[ShownFinding]]]:
    ordered = sorted(findings, key=lambda shown: shown.severity.rank)
    return [(severity, list(group)) for severity, group in groupby(ordered, key=lambda shown: shown.severity)]


def _by_outcome(results: tuple[Result, ...]) -> list[tuple[Outcome, list[Result]]]:
    """The rules that gave no judgement, the gravest outcome first."""
    groups = [(outcome, [result for result in results if result.outcome is outcome]) for outcome in _UNJUDGED]
    return [(outcome, group) for outcome, group in groups if group]


def _counted(results: tuple[Result, ...]) -> list[tuple[Outcome, int]]:
    counts = [(outcome, sum(result.outcome is outcome for result in results)) for outcome in Outcome]
    return [(outcome, count) for outcome, count in counts if count]


def _by_state(notices: list[NoticeView]) -> list[tuple[str, list[NoticeView]]]:
    ordered = sorted(notices, key=lambda notice: notice.state.chinese)
    return [(words, list(group)) for words, group in groupby(ordered, key=lambda notice: notice.state.chinese)]
