"""The JSON that a webhook is sent, schema `gouji.notice/1`; findings as in `gouji check --format json`."""

from __future__ import annotations

from typing import Any

from gouji.digest import Digest
from gouji.notify.alert import Alert, conclusion
from gouji.notify.message import Message
from gouji.output import finding_object

SCHEMA = "gouji.notice/1"


def compose(digest: Digest, alert: Alert) -> Message:
    """The digest as data; the text is the one line for those who look at what was sent."""
    return Message(alert.subject, alert.subject, payload=payload(digest, alert))


def payload(digest: Digest, alert: Alert) -> dict[str, Any]:
    """All of the digest, infos included; `findings` say of themselves whether they are new or still there."""
    return {
        "schema": SCHEMA,
        "subject": alert.subject,
        "submission": digest.submission_id,
        "unit": digest.unit,
        "year": digest.year,
        "region": digest.region,
        "file": digest.file_name,
        "version": digest.version,
        "received_at": digest.received_at.isoformat(),
        "checked_at": digest.checked_at.isoformat(),
        **({"occasion": digest.occasion} if digest.occasion else {}),
        "verdict": digest.verdict.value,
        "conclusion": conclusion(digest),
        "counts": {severity.value: count for severity, count in digest.counts().items()},
        "link": alert.link,
        "findings": [finding_object(finding) | {"status": status.value} for finding, status in digest.findings],
        "silenced": [finding_object(finding) | {"state": state.value} for finding, state in digest.silenced],
        "fixed": [finding_object(finding) for finding in digest.fixed],
        "unverified": [finding_object(finding) for finding in digest.unverified],
        "incomplete": [
            {"rule": result.rule, "outcome": result.outcome.value, "reason": result.reason}
            for result in digest.incomplete
        ],
    }
