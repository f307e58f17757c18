"""The store as the other stages see it: one method, one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from gouji.digest import Compose, NoticeClaim, NoticeState, Subscription
from gouji.model import Checked, Report, Severity, Verdict
from gouji.store.records import AuditEntry, Balance, CheckedView, FindingView, NoticeView, SubmissionView
from gouji.submission import Claim, Drop, Finished, Recorded, Signature, State


class Store:
    """Everything that must survive, in SQLite or PostgreSQL; safe in many threads and processes and after a fork.

    `now` is always aware UTC. A submission or notice claimed `max_attempts` times without an outcome ends as 出错.
    """

    def __init__(self, url: str, *, max_attempts: int = 3) -> None: ...

    def upgrade(self) -> None:
        """Bring the database to the newest schema; safe when several processes start at once."""
        raise NotImplementedError

    def is_current(self) -> bool:
        """Whether the database has the schema that this program expects."""
        raise NotImplementedError

    def ping(self) -> None:
        """Ask the database for an answer; raises StoreUnavailable when there is none."""
        raise NotImplementedError

    def close(self) -> None:
        """Give back the connections; the store may be used again afterwards."""
        raise NotImplementedError

    # What ingest asks.

    def seen(self, path: bytes) -> Signature | None:
        """The signature under which `path` (relative to the inbox) was last recorded, None for a path never seen."""
        raise NotImplementedError

    def sightings(self) -> dict[bytes, Signature]:
        """All paths ever recorded with their last signature, for a scan of the whole inbox."""
        raise NotImplementedError

    def record_drops(self, drops: Sequence[Drop], now: datetime) -> list[Recorded]:
        """Record drops, in order, all or none; a drop recorded before (same path and signature) is answered again."""
        raise NotImplementedError

    # What a worker asks.

    def due_submissions(self, now: datetime, limit: int = 500) -> list[int]:
        """Submissions that a worker should claim, oldest first: waiting and due, or with an expired lease.

        Of several drops of one path only the oldest unfinished one is due, so that versions keep their order.
        """
        raise NotImplementedError

    def claim(self, ids: Sequence[int], now: datetime, lease: timedelta, worker: str) -> list[Claim]:
        """Take those of `ids` that are due; the others are being worked on or done. `worker` is host:pid."""
        raise NotImplementedError

    def finish_checked(
        self,
        claim: Claim,
        checked: Checked,
        now: datetime,
        compose: Compose,
        *,
        region: str | None = None,
        duration: timedelta | None = None,
    ) -> Finished:
        """Write state, report, results, findings and notices in one transaction; raises LeaseLost.

        `region` overrides the hint. `compose` may be called more than once, when the transaction is retried.
        """
        raise NotImplementedError

    def finish(self, claim: Claim, state: State, reason: str, now: datetime) -> None:
        """End as 无法核查, 已退出 or 出错; raises LeaseLost."""
        raise NotImplementedError

    def retry(self, claim: Claim, reason: str, next_try_at: datetime, now: datetime) -> State:
        """Wait for another try, or end as 出错 when the attempts are used up; raises LeaseLost."""
        raise NotImplementedError

    def release(self, worker: str, now: datetime) -> int:
        """Give back what this worker still holds, its attempts uncounted; for an orderly end. Returns how many."""
        raise NotImplementedError

    def requeue(self, ids: Sequence[int], now: datetime, actor: str) -> list[int]:
        """Check again what ended as 出错 or 无法核查, with fresh attempts; returns those that were."""
        raise NotImplementedError

    def latest_report(self, unit: str, year: int) -> Report | None:
        """The latest version of the report of this unit and year."""
        raise NotImplementedError

    # What the notifier asks.

    def due_notices(self, now: datetime, limit: int = 500) -> list[int]:
        """Notices that should be sent now, oldest first, those of a dead sender included."""
        raise NotImplementedError

    def claim_notice(self, notice_id: int, now: datetime, lease: timedelta) -> NoticeClaim | None:
        """Take a notice that is due, None when it is not or another has it."""
        raise NotImplementedError

    def notice_sent(self, claim: NoticeClaim, now: datetime) -> None:
        """The far end has accepted it; raises LeaseLost."""
        raise NotImplementedError

    def notice_postponed(self, claim: NoticeClaim, error: str, next_try_at: datetime, now: datetime) -> None:
        """It did not arrive, and is to be tried again; raises LeaseLost."""
        raise NotImplementedError

    def notice_failed(self, claim: NoticeClaim, error: str, now: datetime) -> None:
        """It will not arrive; a person has to act. Raises LeaseLost."""
        raise NotImplementedError

    def subscriptions(self) -> list[Subscription]:
        """The stored subscriptions, oldest first."""
        raise NotImplementedError

    def add_subscription(
        self,
        target: str,
        now: datetime,
        actor: str,
        *,
        unit: str = "*",
        region: str | None = None,
        severity: Severity = Severity.WARNING,
        verdicts: Sequence[Verdict] = (),
        secret: str | None = None,
    ) -> Subscription:
        raise NotImplementedError

    def remove_subscription(self, subscription_id: int, now: datetime, actor: str) -> bool:
        """False when there is none with this number."""
        raise NotImplementedError

    # What people ask.

    def list_submissions(
        self,
        *,
        state: State | None = None,
        unit: str | None = None,
        year: int | None = None,
        verdict: Verdict | None = None,
        limit: int = 50,
        before: int | None = None,
    ) -> list[SubmissionView]:
        """Newest first; `unit` is a part of the name, `before` the last id of the page before."""
        raise NotImplementedError

    def submission(self, submission_id: int) -> SubmissionView | None:
        raise NotImplementedError

    def checked(self, submission_id: int) -> CheckedView | None:
        """The report whole, None unless the submission is 已核查."""
        raise NotImplementedError

    def list_findings(
        self,
        *,
        rule: str | None = None,
        severity: Severity | None = None,
        unit: str | None = None,
        year: int | None = None,
        every_version: bool = False,
        limit: int = 200,
        before: int | None = None,
    ) -> list[FindingView]:
        """Findings of the latest versions (or of every one), newest first; `unit` is a part of the name."""
        raise NotImplementedError

    def notices(
        self, *, submission_id: int | None = None, state: NoticeState | None = None, limit: int = 200
    ) -> list[NoticeView]:
        """Notices, newest first, of one submission or of all."""
        raise NotImplementedError

    def history(self, submission_id: int) -> list[AuditEntry]:
        """Every change of state of a submission and its notices, oldest first."""
        raise NotImplementedError

    def balance(self) -> Balance:
        """How many submissions and notices are in each state, so that seen = done + waiting always adds up."""
        raise NotImplementedError

    # Small facts that processes leave for each other, such as a heartbeat.

    def note(self, key: str, value: str, now: datetime) -> None:
        raise NotImplementedError

    def noted(self, key: str) -> tuple[str, datetime] | None:
        """The value under `key` and when it was written."""
        raise NotImplementedError
