"""Delivering one notice: claim, send outside of any transaction, write down what became of it.

At least once, and as near to once as the far end allows: what was accepted is in the sent journal before the
database is told, mail and webhooks carry a key by which a repeat is recognised, and where the window cannot be closed
the message itself says 可能重复.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

import structlog

from gouji import sentry
from gouji.config import Settings
from gouji.digest import NoticeClaim
from gouji.errors import BadTarget, LeaseLost, TransportError
from gouji.notify.channels import open_channel
from gouji.notify.journal import FOLDER, SentJournal
from gouji.notify.message import claimed
from gouji.notify.target import Channel, parse_target

log = structlog.get_logger()

#: 企业微信 and 钉钉 take 20 messages a minute from a robot; some room is left for senders that do not see each other.
ROBOT_WINDOW = timedelta(seconds=60)
ROBOT_MESSAGES = 15
ROBOT_PAUSE = timedelta(seconds=20)
#: So many tries, more than one of them unanswered; then a person looks, rather than the recipient getting it again.
UNCERTAIN_TRIES = 3


class Delivery(StrEnum):
    """What became of one try."""

    SENT = "sent"
    POSTPONED = "postponed"
    FAILED = "failed"
    NOT_OURS = "not_ours"


class Ledger(Protocol):
    """What delivery asks of the store; `gouji.store.Store` describes each method."""

    def claim_notice(self, notice_id: int, now: datetime, lease: timedelta) -> NoticeClaim | None: ...

    def notice_sent(self, claim: NoticeClaim, now: datetime) -> None: ...

    def notice_postponed(
        self, claim: NoticeClaim, error: str, next_try_at: datetime, now: datetime, *, uncertain: bool = False
    ) -> None: ...

    def notice_waits(self, claim: NoticeClaim, until: datetime, now: datetime) -> None: ...

    def notice_failed(self, claim: NoticeClaim, error: str, now: datetime) -> None: ...

    def hold_target(self, target: str, until: datetime) -> int: ...

    def hold_channel(self, channel: str, until: datetime) -> int: ...

    def sent_lately(self, target: str, since: datetime) -> int: ...


def deliver(store: Ledger, notice_id: int, settings: Settings, now: datetime) -> Delivery:
    """Try to deliver a notice once; may be called for any notice at any time and any number of times."""
    claim = store.claim_notice(notice_id, now, lease(settings))
    if claim is None:
        return Delivery.NOT_OURS
    try:
        delivery = _deliver(store, claim, settings, now)
    except LeaseLost:
        # Took longer than its lease; whoever has it now finds the journal, or says that it may be a repeat.
        log.warning("notice.lease_lost", notice=claim.id, channel=claim.channel)
        return Delivery.NOT_OURS
    tell = log.warning if delivery is Delivery.FAILED else log.info
    tell("notice.tried", notice=claim.id, channel=claim.channel, attempt=claim.attempts, outcome=delivery.value)
    return delivery


def lease(settings: Settings) -> timedelta:
    """Longer than a mail server that answers each of its steps at the last moment."""
    return timedelta(seconds=30 + 10 * settings.notify_timeout_seconds)


def _deliver(store: Ledger, claim: NoticeClaim, settings: Settings, now: datetime) -> Delivery:
    journal = SentJournal(settings.home / FOLDER)
    if claim.may_be_repeat and journal.holds(claim.dedup_key):
        store.notice_sent(claim, now)
        return Delivery.SENT
    if claim.may_be_repeat and _given_up(claim, settings, now):
        store.notice_failed(claim, "发送过程屡次中断，可能已经送达；请核对后再决定是否重发", now)
        return Delivery.FAILED
    if _too_many(store, claim, now):
        store.notice_waits(claim, now + ROBOT_PAUSE, now)
        store.hold_target(claim.target, now + ROBOT_PAUSE)
        return Delivery.POSTPONED
    try:
        _send(claim, settings, now)
    except TransportError as problem:
        return _not_delivered(store, claim, problem, settings, now)
    _remember(journal, claim, now)
    store.notice_sent(claim, now)
    return Delivery.SENT


def _too_many(store: Ledger, claim: NoticeClaim, now: datetime) -> bool:
    """Whether the robot has had its messages of this minute; this one is among those being sent."""
    return Channel(claim.channel).is_robot and store.sent_lately(claim.target, now - ROBOT_WINDOW) > ROBOT_MESSAGES


def _send(claim: NoticeClaim, settings: Settings, now: datetime) -> None:
    """Hand the message to its channel; whatever goes wrong comes out as TransportError."""
    try:
        target = parse_target(claim.target)
        open_channel(target.channel).send(
            target,
            claimed(claim),
            secret=claim.secret,
            dedup_key=claim.dedup_key,
            settings=settings,
            repeat=claim.may_be_repeat,
            now=now,
        )
    except TransportError:
        raise
    except BadTarget as problem:
        raise TransportError(str(problem), permanent=True) from None
    except Exception as problem:
        log.exception("notice.channel_crashed", notice=claim.id, channel=claim.channel)
        sentry.capture(problem, notice=claim.id, channel=claim.channel)
        words = f"发送程序出错：{type(problem).__name__}"
        raise TransportError(words, permanent=False, uncertain=True) from problem


def _remember(journal: SentJournal, claim: NoticeClaim, now: datetime) -> None:
    try:
        journal.append(claim.dedup_key, now)
    except OSError:
        # The message is out: the database must be told all the more.
        log.exception("notice.journal_unwritable", notice=claim.id)


def _not_delivered(
    store: Ledger, claim: NoticeClaim, problem: TransportError, settings: Settings, now: datetime
) -> Delivery:
    if reason := _final(claim, problem, settings, now):
        store.notice_failed(claim, reason, now)
        return Delivery.FAILED
    until = now + pause(claim, problem, settings)
    store.notice_postponed(claim, str(problem), until, now, uncertain=problem.uncertain)
    # The circuit breaker: what else is on its way there waits as long, and keeps no worker busy with a dead server.
    if problem.for_all:
        store.hold_channel(claim.channel, until)
    else:
        store.hold_target(claim.target, until)
    return Delivery.POSTPONED


def _final(claim: NoticeClaim, problem: TransportError, settings: Settings, now: datetime) -> str | None:
    """Why this was the last try, None when there will be another."""
    if problem.permanent:
        return str(problem)
    if _may_come_twice(claim, problem) and claim.attempts >= UNCERTAIN_TRIES:
        return f"试了 {claim.attempts} 次都没有得到确认，可能已经送达；请核对后再决定是否重发：{problem}"
    if _given_up(claim, settings, now):
        return f"试了 {claim.attempts} 次，{settings.notify_give_up_hours:g} 小时内未能送达：{problem}"
    return None


def _may_come_twice(claim: NoticeClaim, problem: TransportError) -> bool:
    """Whether it may have arrived before and now, at somebody who cannot tell the two apart."""
    return problem.uncertain and claim.may_be_repeat and not Channel(claim.channel).drops_repeats


def _given_up(claim: NoticeClaim, settings: Settings, now: datetime) -> bool:
    return now - claim.created_at >= timedelta(hours=settings.notify_give_up_hours)


def pause(claim: NoticeClaim, problem: TransportError, settings: Settings) -> timedelta:
    """How long to wait: doubled with each try up to the bound, ±25 % by the notice's own key, or as asked to."""
    longest = timedelta(hours=settings.notify_give_up_hours).total_seconds()
    doubled = settings.notify_retry_seconds * 2.0 ** min(claim.attempts - 1, 30)
    seconds = min(doubled, settings.notify_retry_max_seconds) * _jitter(claim)
    return timedelta(seconds=min(max(seconds, problem.retry_after or 0.0), longest))


def _jitter(claim: NoticeClaim) -> float:
    """0.75 to 1.25, the same for the same try."""
    digest = hashlib.sha256(f"{claim.dedup_key}:{claim.attempts}".encode()).digest()
    return 0.75 + int.from_bytes(digest[:4], "big") / 2**33
