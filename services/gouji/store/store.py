"""The store as the other stages see it: one method, one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo

from gouji.digest import Compose, NoticeClaim, NoticeState, Subscription
from gouji.likeness import Candidate
from gouji.model import Checked, Report, Severity, Verdict
from gouji.register import Filed, Imported, Missing, Register, by_unit, missing
from gouji.standing import Basis, Kin, Recheck, Rechecked, Standing, kin_of
from gouji.store import (
    audit,
    drops,
    facts,
    hits,
    jobs,
    notices,
    rechecks,
    reports,
    resembling,
    standings,
    subscriptions,
    units,
    views,
)
from gouji.store.access import utc_now
from gouji.store.expanding import expand
from gouji.store.finishing import Finishing, finish_checked
from gouji.store.rechecking import finish_recheck
from gouji.store.records import (
    AuditEntry,
    Balance,
    CheckedView,
    Hits,
    NoticeView,
    ReportView,
    SubmissionView,
)
from gouji.store.verdicts import Verdicts
from gouji.submission import Child, Claim, Drop, Expanded, Finished, Recorded, Signature, State
from gouji.unit import Unit


class Store(Verdicts):
    """Everything that must survive, in SQLite or PostgreSQL; safe in many threads and processes and after a fork.

    `now` is always aware UTC; reasons that name a time do so in `zone`. A submission claimed `max_attempts` times
    without an outcome ends as 出错. What people said of findings expires by the date of `clock` in `zone`. Every method
    raises StoreUnavailable when the database gives no answer.
    """

    def __init__(
        self, url: str, *, max_attempts: int = 3, zone: tzinfo = UTC, clock: Callable[[], datetime] = utc_now
    ) -> None:
        super().__init__(url, zone=zone, clock=clock)
        self._max_attempts = max_attempts
        self._register: tuple[str | None, Register] | None = None

    # What ingest asks.

    def seen(self, path: bytes) -> Signature | None:
        """The signature under which `path` (relative to the inbox) was last recorded, None for a path never seen."""
        return self._read(drops.seen, path)

    def sightings(self) -> dict[bytes, Signature]:
        """All paths ever recorded with their last signature, for a scan of the whole inbox."""
        return self._read(drops.sightings)

    def record_drops(self, dropped: Sequence[Drop], now: datetime) -> list[Recorded]:
        """Record drops, in order, all or none; a drop recorded before (same path and signature) is answered again."""
        return self._write(drops.record, dropped, now, self._zone)

    # What a worker asks.

    def due_submissions(self, now: datetime, limit: int = 500) -> list[int]:
        """Submissions that a worker should claim, oldest first: waiting and due, or with an expired lease.

        Of several drops of one path only the oldest unfinished one is due, so that versions keep their order.
        """
        return self._read(jobs.due, now, limit)

    def claim(self, ids: Sequence[int], now: datetime, lease: timedelta, worker: str) -> list[Claim]:
        """Take those of `ids` that are due; the others are being worked on or done. `worker` is host:pid."""
        if not self._read(jobs.any_due, ids, now):  # most of many hints are stale: they must not wait for writers
            return []
        return self._write(jobs.claim, ids, now, lease, worker, max_attempts=self._max_attempts)

    def finish_checked(
        self,
        claim: Claim,
        checked: Checked,
        now: datetime,
        compose: Compose,
        *,
        region: str | None = None,
        duration: timedelta | None = None,
        kin: Kin | None = None,
        basis: Basis | None = None,
    ) -> Finished:
        """Write state, report, results, findings and notices in one transaction; raises LeaseLost.

        `region` overrides the hint. `compose` may be called more than once, when the transaction is retried. `kin` says
        whose report it is, so that reports that waited for this one are judged again; `basis` what the judgement
        rested on.
        """
        # Outside the transaction: SQLite has one writer at a time.
        packed = reports.pack(checked, claim.display_name, duration)
        kin = kin or kin_of(checked.report.unit, checked.report.year)
        work = Finishing(checked, packed, now, compose, region, self._zone, kin, basis)
        return self._write(finish_checked, claim, work)

    def expand(self, claim: Claim, children: Sequence[Child], reason: str, now: datetime) -> Expanded:
        """Record what an archive, a mail or a file of several reports holds, and end it as 已退出, in one transaction.

        Raises LeaseLost; and Unreadable when all that came out of one drop would be more than is allowed.
        """
        return self._write(expand, claim, children, reason, now, zone=self._zone)

    def finish(self, claim: Claim, state: State, reason: str, now: datetime) -> None:
        """End as 无法核查, 已退出 or 出错; raises LeaseLost."""
        self._write(jobs.finish, claim, state, reason, now)

    def retry(self, claim: Claim, reason: str, next_try_at: datetime, now: datetime) -> State:
        """Wait for another try, or end as 出错 when the attempts are used up; raises LeaseLost."""
        return self._write(jobs.retry, claim, reason, next_try_at, now, max_attempts=self._max_attempts)

    def release(self, worker: str, now: datetime) -> int:
        """Give back what this worker still holds, its attempts uncounted; for an orderly end. Returns how many."""
        return self._write(lambda held: jobs.release(held, worker, now) + rechecks.release(held, worker))

    def requeue(self, ids: Sequence[int], now: datetime, actor: str) -> list[int]:
        """Check again what ended as 出错 or 无法核查, with fresh attempts; returns those that are.

        Of an archive that was opened, that means what came out of it.
        """
        return self._write(jobs.requeue, ids, now, actor)

    def latest_report(self, unit: str, year: int) -> Report | None:
        """The latest version of the report of this unit and year."""
        return self._read(reports.latest_report, unit, year)

    def standing(self, kin: Kin, of: int | None = None) -> Standing:
        """What there is around a report: the year before, the versions before, the units below.

        `of` is the number of a stored report; without it, one that is yet to be stored is meant.
        """
        return self._read(standings.standing, kin, of)

    def alike(self, signed: bytes, kin: Kin) -> list[Candidate]:
        """The latest reports of other units of the kin's year that may have much the same prose, the likeliest first.

        `signed` is the signature of the report that is meant (`gouji.resemblance.signature`). A few, however many
        there are (`gouji.likeness.MOST`).
        """
        return self._read(resembling.alike, signed, kin)

    # Reports that are judged again because something else came in.

    def due_rechecks(self, now: datetime, limit: int = 500) -> list[int]:
        """Reports (not submissions) that a worker should judge again, the longest waiting first."""
        return self._read(rechecks.due, now, limit)

    def claim_rechecks(self, ids: Sequence[int], now: datetime, lease: timedelta, worker: str) -> list[Recheck]:
        """Take those of `ids` that are due; one tried too often keeps its results."""
        return self._write(rechecks.claim, ids, now, lease, worker, max_attempts=self._max_attempts)

    def finish_recheck(
        self,
        claim: Recheck,
        checked: Checked,
        now: datetime,
        compose: Compose,
        *,
        kin: Kin,
        basis: Basis,
        region: str | None = None,
        duration: timedelta | None = None,
    ) -> Rechecked:
        """Put these results in the place of the old ones, and tell of new findings only; raises LeaseLost."""
        packed = reports.pack(checked, claim.display_name, duration)
        work = Finishing(checked, packed, now, compose, region, self._zone, kin, basis)
        return self._write(finish_recheck, claim, work)

    def retry_recheck(self, claim: Recheck, reason: str, next_try_at: datetime, now: datetime) -> bool:
        """Wait for another try; False when the attempts are used up. Raises LeaseLost."""
        return self._write(rechecks.retry, claim, reason, next_try_at, now, max_attempts=self._max_attempts)

    # The unit register.

    def register(self) -> Register:
        """The imported units; read anew only when there was an import since."""
        version = self._read(units.version)
        if self._register is None or self._register[0] != version:
            version, rows = self._read(units.load)
            self._register = version, Register(rows)
        return self._register[1]

    def import_units(self, given: Sequence[Unit], now: datetime, actor: str, *, replace: bool = False) -> Imported:
        """Add and update units, all or none; with `replace` those that are not given become inactive.

        Reports of which the register now says something else are judged again. What is given must be sound
        (`gouji.register.faults`).
        """
        return self._write(units.import_units, given, now, actor, replace=replace)

    def filed(self, year: int) -> list[tuple[str, Filed]]:
        """What came in for a year, by the unit as the report or its folder calls it; local dates."""
        return self._read(units.filed, year, self._zone)

    def missing_filings(self, year: int, today: date) -> list[Missing]:
        """The units of the register without a checked report for this year, the longest overdue first."""
        register = self.register()
        return missing(register.active, year, by_unit(register, self.filed(year)), today)

    # What the notifier asks.

    def due_notices(self, now: datetime, limit: int = 500) -> list[int]:
        """Notices that should be sent now, oldest first, those of a dead sender included."""
        return self._read(notices.due, now, limit)

    def claim_notice(self, notice_id: int, now: datetime, lease: timedelta) -> NoticeClaim | None:
        """Take a notice that is due, None when it is not or another has it.

        Where things were held (`hold_target`, `hold_channel`) there is one try at a time until an answer comes.
        """
        return self._write(notices.claim, notice_id, now, lease)

    def notice_sent(self, claim: NoticeClaim, now: datetime) -> None:
        """The far end has accepted it; raises LeaseLost."""
        self._write(notices.sent, claim, now)

    def notice_postponed(
        self, claim: NoticeClaim, error: str, next_try_at: datetime, now: datetime, *, uncertain: bool = False
    ) -> None:
        """It did not arrive (`uncertain`: it may have), and is to be tried again; raises LeaseLost."""
        self._write(notices.postponed, claim, error, next_try_at, now, uncertain=uncertain)

    def notice_waits(self, claim: NoticeClaim, until: datetime, now: datetime) -> None:
        """It was not tried, and this attempt does not count; raises LeaseLost."""
        self._write(notices.waits, claim, until, now)

    def hold_target(self, target: str, until: datetime) -> int:
        """Let what is pending for this target wait until then, for it cannot take more now; returns how many do."""
        return self._write(notices.hold_target, target, until)

    def hold_channel(self, channel: str, until: datetime) -> int:
        """The same for all targets of a channel, when what they are all reached through does not answer."""
        return self._write(notices.hold_channel, channel, until)

    def sent_lately(self, target: str, since: datetime) -> int:
        """How many notices to this target were sent since then or are being sent."""
        return self._read(notices.sent_lately, target, since)

    def notice_failed(self, claim: NoticeClaim, error: str, now: datetime) -> None:
        """It will not arrive; a person has to act. Raises LeaseLost."""
        self._write(notices.failed, claim, error, now)

    def resend_notice(
        self, notice_id: int, now: datetime, actor: str, *, target: str | None = None, secret: str | None = None
    ) -> bool:
        """Try a failed notice again, as if written now; False when it is not failed.

        A `target` of the same channel and a `secret` take the place of those that it was written with.
        """
        return self._write(notices.resend, notice_id, now, actor, target=target, secret=secret)

    def subscriptions(self) -> list[Subscription]:
        """The stored subscriptions, oldest first."""
        return self._read(subscriptions.all_of_them)

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
        values = {
            "target": target,
            "unit": unit,
            "region": region,
            "severity": severity,
            "verdicts": verdicts,
            "secret": secret,
        }
        return self._write(subscriptions.add, values, now, actor)

    def remove_subscription(self, subscription_id: int, now: datetime, actor: str) -> bool:
        """False when there is none with this number."""
        return self._write(subscriptions.remove, subscription_id, now, actor)

    # What people ask.

    def list_submissions(
        self,
        *,
        state: State | None = None,
        unit: str | None = None,
        year: int | None = None,
        verdict: Verdict | None = None,
        undelivered: bool = False,
        limit: int = 50,
        before: int | None = None,
    ) -> list[SubmissionView]:
        """Newest first; `unit` is a part of the name, `before` the last id of the page before.

        `undelivered` are those with a notice that could not be delivered.
        """
        return self._read(
            views.list_submissions,
            self._today(),
            state=state,
            unit=unit,
            year=year,
            verdict=verdict,
            undelivered=undelivered,
            limit=limit,
            before=before,
        )

    def members(self, submission_id: int) -> list[SubmissionView]:
        """What came out of a submission, in order; empty for all but archives, mails and files of several reports."""
        return self._read(views.members, self._today(), submission_id)

    def descendants(self, submission_id: int) -> list[int]:
        """What came out of a submission, and what came out of that."""
        return self._read(jobs.descendants, [submission_id])

    def submission(self, submission_id: int) -> SubmissionView | None:
        return self._read(views.submission, self._today(), submission_id)

    def checked(self, submission_id: int) -> CheckedView | None:
        """The report whole, None unless the submission is 已核查."""
        return self._read(views.checked, self._today(), submission_id)

    def hits(self, rule: str, *, limit: int = 20) -> Hits:
        """What a rule, on trial or in force, made of the latest version of every report."""
        return self._read(hits.hits, rule, limit=limit)

    def count_latest(self, *, unit: str | None = None, year: int | None = None) -> int:
        """How many reports there are, their versions not counted; `unit` is a part of the name."""
        return self._read(hits.count_latest, unit=unit, year=year)

    def latest_reports(
        self, *, unit: str | None = None, year: int | None = None, limit: int = 200, after: int = 0
    ) -> list[ReportView]:
        """Reports in their latest versions, oldest first, from the one behind number `after`."""
        return self._read(hits.latest_reports, unit=unit, year=year, limit=limit, after=after)

    def notices(
        self, *, submission_id: int | None = None, state: NoticeState | None = None, limit: int = 200
    ) -> list[NoticeView]:
        """Notices, newest first, of one submission or of all."""
        return self._read(notices.view, submission_id, state, limit)

    def history(self, submission_id: int) -> list[AuditEntry]:
        """Every change of state of a submission and its notices, oldest first."""
        return self._read(audit.history, submission_id)

    def balance(self) -> Balance:
        """How many submissions and notices are in each state, so that seen = done + waiting always adds up."""
        return self._read(views.balance)

    # Small facts that processes leave for each other, such as a heartbeat.

    def note(self, key: str, value: str, now: datetime) -> None:
        self._write(facts.note, key, value, now)

    def noted(self, key: str) -> tuple[str, datetime] | None:
        """The value under `key` and when it was written."""
        return self._read(facts.noted, key)
