"""The same two things as JSON, for other programs."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse

from gouji.model import Examined, Status
from gouji.output import report_object
from gouji.store import CheckedView, NoticeView, SubmissionView
from gouji.submission import State
from gouji.web import words
from gouji.web.listing import Listing, Number, turn_to
from gouji.web.site import OurSite

router = APIRouter(prefix="/api")
_STATUSES = {
    State.CHECKED: Status.CHECKED,
    State.NOT_ASSESSABLE: Status.NOT_ASSESSABLE,
    State.REJECTED: Status.REJECTED,
}


@router.get("/submissions", summary="收到的文件，最新的在前")
def submissions(request: Request, site: OurSite, listing: Annotated[Listing, Query()]) -> JSONResponse:
    """The filters and the paging of the page; `next` is the address of the next part, null on the last."""
    page, root = turn_to(site.store, listing), request.scope.get("root_path", "")
    older = f"{root}/api/submissions{page.older}" if page.older else None
    return JSONResponse({"submissions": [_plain(view) for view in page.submissions], "next": older})


@router.get("/submissions/{submission_id}", summary="一份文件及其核查结果")
def submission(site: OurSite, submission_id: Number) -> JSONResponse:
    """`report` is the object of `gouji check --format json`, null while there is no result.

    `members` are the submissions that came out of this one: an archive, a mail, a file of several reports.
    """
    view = site.store.submission(submission_id)
    if view is None:
        raise HTTPException(404, f"没有编号为 {submission_id} 的文件")
    notices = site.store.notices(submission_id=submission_id)
    return JSONResponse(
        {
            "submission": _plain(view),
            "members": [_plain(member) for member in site.store.members(submission_id)],
            "notices": [_notice(notice) for notice in notices],
            **_result(view, site.store.checked(submission_id)),
        }
    )


def _result(view: SubmissionView, checked: CheckedView | None) -> dict[str, Any]:
    """The report, and what only the service knows of it: what people said, the version before and all versions.

    Verdict and counts of `submission` and `versions` are without what is set aside; those of `report` are the rules'.
    """
    if view.state not in _STATUSES:
        return {"report": None}
    examined = Examined(
        file=view.file_name,
        status=_STATUSES[view.state],
        reason=None if checked else view.reason,
        sha256=view.sha256 or None,
        format=view.format,
        checked=checked.checked if checked else None,
    )
    return {"report": report_object(examined), **(_comparison(checked) if checked else {})}


def _comparison(view: CheckedView) -> dict[str, Any]:
    return {
        "ruleset": view.checked.ruleset,
        "rulings": {
            finding.fingerprint: {**_plain(view.rulings[finding.fingerprint]), "standing": view.standing(finding).value}
            for finding, _ in view.findings
            if finding.fingerprint in view.rulings
        },
        "checked_at": _plain(view.checked_at),
        "statuses": {finding.fingerprint: status.value for finding, status in view.findings},
        "fixed": [finding.fingerprint for finding in view.fixed],
        "unverified": [finding.fingerprint for finding in view.unverified],
        "versions": [_plain(version) for version in view.versions],
    }


def _notice(notice: NoticeView) -> dict[str, Any]:
    """A notice without its target, which may be a credential."""
    shown: dict[str, Any] = _plain(notice)
    return {name: value for name, value in shown.items() if name != "target"} | {"recipient": words.recipient(notice)}


def _plain(value: object) -> Any:
    """Records as JSON has them: times in ISO 8601 with their zone, enumerations by value."""
    return msgspec.to_builtins(value)
