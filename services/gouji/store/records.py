"""What the store hands out to be looked at: views for the page and the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from gouji.digest import Disposition, FindingStatus, NoticeState, Ruling
from gouji.model import Checked, Finding, Outcome, Report, Verdict
from gouji.submission import State


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """A dropped file in a list: where it stands, and the verdict and counts once it was checked.

    `unit`, `year` and `region` are the hints until the report says better. `version`, `verdict`, `edition`, `format`
    and the counts are None unless the state is 已核查. What people called 误报 or 已豁免 is in neither the verdict
    nor the counts; `silenced` says how much that is. `notices_waiting` and `notices_failed` count the messages about it
    that have not arrived.

    `file_name` names what it came out of too: `年报.zip › 财政局/报告.docx`. `parent_id` is the number of that, None
    for a drop; `part` says which of the reports in one file it is, None for a whole file; `members` is how many
    submissions came out of this one.
    """

    id: int
    state: State
    reason: str | None
    file_name: str
    unit: str | None
    year: int | None
    region: str | None
    version: int | None
    verdict: Verdict | None
    edition: str | None
    format: str | None
    errors: int | None
    warnings: int | None
    infos: int | None
    received_at: datetime
    finished_at: datetime | None
    attempts: int
    next_try_at: datetime | None
    duplicate_of: int | None
    size: int
    sha256: str
    notices_waiting: int
    notices_failed: int
    parent_id: int | None = None
    part: int | None = None
    members: int = 0
    silenced: int | None = None


@dataclass(frozen=True, slots=True)
class VersionView:
    """One of the versions of the report of a unit and year; verdict and counts as in SubmissionView."""

    version: int
    submission_id: int
    file_name: str
    verdict: Verdict
    errors: int
    warnings: int
    infos: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class NoticeView:
    """What became of a message; `last_error` says why it has not arrived."""

    id: int
    submission_id: int
    subscription: str
    channel: str
    target: str = field(repr=False)  # a robot's address is a credential
    subject: str = field(repr=False)
    state: NoticeState
    attempts: int
    last_error: str | None
    may_be_repeat: bool
    created_at: datetime
    next_try_at: datetime | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class CheckedView:
    """A checked report whole; `findings` are those of `checked`, in its order, with their status.

    `fixed` and `unverified` are findings of the version before, as in `gouji.digest.Digest`. `versions` are all
    versions of this unit and year, newest first, this one included.

    `checked` is what the rules found, its verdict theirs; `rulings` are what people said of these findings, by
    fingerprint, and `submission.verdict` is the verdict with that.
    """

    submission: SubmissionView
    checked: Checked
    findings: tuple[tuple[Finding, FindingStatus], ...]
    fixed: tuple[Finding, ...]
    unverified: tuple[Finding, ...]
    versions: tuple[VersionView, ...]
    checked_at: datetime
    duration: timedelta | None
    rulings: dict[str, Ruling]
    today: date

    def standing(self, finding: Finding) -> Disposition:
        """How a finding stands today by what people said of it."""
        ruling = self.rulings.get(finding.fingerprint)
        return ruling.standing(self.today, self.submission.received_at) if ruling else Disposition.OPEN


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in a list, with the report it is of, what was said of it, and how it stands by that today."""

    id: int
    submission_id: int
    unit: str | None
    year: int | None
    version: int
    file_name: str
    checked_at: datetime
    finding: Finding
    status: FindingStatus
    region: str | None = None
    state: Disposition = Disposition.OPEN
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class ExportedReport:
    """A report whole, for the outputs; `said` is what people said of its findings and how each stands by that today."""

    submission_id: int
    version: int
    region: str | None
    received_at: datetime
    file_name: str
    format: str
    sha256: str
    checked: Checked
    said: dict[str, tuple[Disposition, Ruling]]


@dataclass(frozen=True, slots=True)
class StaleRuling:
    """What was said of a finding that no latest version has any more."""

    fingerprint: str
    rule: str
    unit: str | None
    year: int | None
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class ReportView:
    """A stored report by itself."""

    id: int
    submission_id: int
    file_name: str
    received_at: datetime
    report: Report


@dataclass(frozen=True, slots=True)
class Hits:
    """What a rule made of all reports in their latest versions; `findings` are the newest of `count`."""

    rule: str
    outcomes: dict[Outcome, int]
    dispositions: dict[Disposition, int]
    count: int
    findings: tuple[FindingView, ...]

    @property
    def judged(self) -> int:
        """How many reports it passed or failed."""
        return self.outcomes[Outcome.PASS] + self.outcomes[Outcome.FAIL]


@dataclass(frozen=True, slots=True)
class Balance:
    """All that was ever dropped, by state; every state and every notice state has its number."""

    submissions: dict[State, int]
    notices: dict[NoticeState, int]
    oldest_waiting: datetime | None

    @property
    def seen(self) -> int:
        return sum(self.submissions.values())

    @property
    def waiting(self) -> int:
        return sum(count for state, count in self.submissions.items() if not state.final)

    @property
    def done(self) -> int:
        return sum(count for state, count in self.submissions.items() if state.final)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what when, to what (`submission:3`, `notice:9`, `subscription:1`)."""

    at: datetime
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]
