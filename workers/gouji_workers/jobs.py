"""The jobs themselves, whoever calls them: rows are claimed one by one, and any row may be asked for twice."""

from __future__ import annotations

import time
from collections.abc import Sequence

import structlog

from gouji import sentry
from gouji.errors import QueueUnavailable, StoreUnavailable
from gouji.notify import deliver
from gouji.pipeline import Next, check_submission, recheck_report
from gouji.queue import Work
from gouji_workers import limits
from gouji_workers.opening import utc_now
from gouji_workers.place import WorkPlace

log = structlog.get_logger()


def check(ids: Sequence[int], place: WorkPlace) -> int:
    """Check those of `ids` that are due, as long as the budget lasts; how many were."""
    end = time.monotonic() + limits.of_checking(place.settings).budget
    done = 0
    for number in ids:
        if time.monotonic() > end or place.ending():
            break  # the sweeper will ask again
        done += _check(number, place)
    return done


def recheck(ids: Sequence[int], place: WorkPlace) -> int:
    """Judge those of these reports again that are due, as long as the budget lasts; how many were."""
    end = time.monotonic() + limits.of_checking(place.settings).budget
    done = 0
    for number in ids:
        if time.monotonic() > end or place.ending():
            break
        done += _recheck(number, place)
    return done


def notify(ids: Sequence[int], place: WorkPlace) -> int:
    """Deliver those of `ids` that are due, as long as the budget lasts; how many were tried."""
    end = time.monotonic() + limits.of_notifying(place.settings).budget
    done = 0
    for number in ids:
        if time.monotonic() > end or place.ending():
            break
        done += _notify(number, place)
    return done


def _check(number: int, place: WorkPlace) -> int:
    bench = place.bench()  # before the claim: a row that cannot be worked on must not be taken
    if not bench.archive.folder.is_dir():
        log.error("archive.absent", submission=number, folder=str(bench.archive.folder))
        return 0
    try:
        claims = place.store.claim([number], utc_now(), place.lease, place.name)
    except StoreUnavailable as problem:
        log.warning("claim.failed", submission=number, reason=str(problem))
        return 0
    for claim in claims:
        _pass_on(check_submission(claim, bench), place)
    return len(claims)


def _recheck(number: int, place: WorkPlace) -> int:
    bench = place.bench()
    try:
        claims = place.store.claim_rechecks([number], utc_now(), place.lease, place.name)
    except StoreUnavailable as problem:
        log.warning("claim.failed", report=number, reason=str(problem))
        return 0
    for claim in claims:
        _pass_on(recheck_report(claim, bench), place)
    return len(claims)


def _pass_on(following: Next, place: WorkPlace) -> None:
    """Say what is to be done now."""
    for kind, ids in (
        (Work.CHECK, following.submissions),
        (Work.NOTIFY, following.notices),
        (Work.RECHECK, following.rechecks),
    ):
        if ids:
            _hint(kind, ids, place)


def _hint(kind: Work, ids: Sequence[int], place: WorkPlace) -> None:
    try:
        place.queue.hint(kind, ids)
    except QueueUnavailable as problem:
        log.warning("hint.failed", reason=str(problem), kind=kind, rows=len(ids))  # the sweeper will say it again


def _notify(number: int, place: WorkPlace) -> int:
    try:
        deliver(place.store, number, place.settings, utc_now())
    except StoreUnavailable as problem:
        log.warning("claim.failed", notice=number, reason=str(problem))
        return 0
    except Exception as problem:  # the edge of a channel: its notice is taken again when the lease ends
        log.exception("notice.broken", notice=number)
        sentry.capture(problem, notice=number)
    return 1
