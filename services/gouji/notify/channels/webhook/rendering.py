"""The JSON that a webhook is sent, schema `gouji.notice/1`; findings as in `gouji check --format json`."""

from __future__ import annotations

from typing import Any

from gouji.digest import Digest
from gouji.model import Finding, Place, Proposal
from gouji.notify.alert import Alert, conclusion
from gouji.notify.message import Message

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
        "verdict": digest.verdict.value,
        "conclusion": conclusion(digest),
        "counts": {severity.value: count for severity, count in digest.counts().items()},
        "link": alert.link,
        "findings": [_finding(finding) | {"status": status.value} for finding, status in digest.findings],
        "fixed": [_finding(finding) for finding in digest.fixed],
        "unverified": [_finding(finding) for finding in digest.unverified],
        "incomplete": [
            {"rule": result.rule, "outcome": result.outcome.value, "reason": result.reason}
            for result in digest.incomplete
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "members": list(finding.members),
        "severity": finding.severity.value if finding.severity else None,
        "confidence": finding.confidence.value,
        "title": finding.title,
        "message": finding.message,
        "cells": list(finding.cells),
        "quotes": [{"text": quote.text, **_place(quote.place)} for quote in finding.quotes],
        "equation": finding.equation,
        "difference": None if finding.difference is None else format(finding.difference, "f"),
        "proposals": [_proposal(proposal) for proposal in finding.proposals],
        "basis": finding.basis,
        "advice": finding.advice,
        "fingerprint": finding.fingerprint,
    }


def _place(place: Place) -> dict[str, int | None]:
    """Where a format has no lines, the ordinal of the paragraph or table block stands for the line."""
    return {"page": place.page, "line": place.line or place.paragraph}


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "rank": proposal.rank,
        "certainty": proposal.certainty,
        "changes": [{"cell": c.cell, "from": c.before, "to": c.after} for c in proposal.changes],
        "why": proposal.why,
    }
