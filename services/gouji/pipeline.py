"""THE WHOLE WAY ON ONE SCREEN: archived bytes → document → report → results → one transaction → notices.

The only module that knows the order of the stages. Everything a bad report can do is an outcome with a reason;
whatever else goes wrong is ours: tried again, then shown as 出错 with the error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from gouji import sentry
from gouji.archive import Archive
from gouji.check import Checker
from gouji.config import Settings
from gouji.digest import Compose
from gouji.errors import LeaseLost, NotAReport, RuleBroken, StoreUnavailable, Unreadable
from gouji.model import Bundle, Checked, Document, Outcome, Report
from gouji.notify import configured, route
from gouji.reader import Reader
from gouji.recognise import recognise
from gouji.store import Store
from gouji.submission import Claim, State

log = structlog.get_logger()

FIRST_RETRY = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker works with; `clock` gives the aware UTC time, `reader` opens what others sent."""

    settings: Settings
    store: Store
    archive: Archive
    checker: Checker
    clock: Callable[[], datetime]
    reader: Reader


def check_submission(claim: Claim, bench: Bench) -> tuple[int, ...]:
    """Take a claimed submission the whole way; returns the notices that are now to be delivered."""
    try:
        return _check(claim, bench)
    except Unreadable as reason:
        _end(claim, bench, State.NOT_ASSESSABLE, str(reason))
    except NotAReport as reason:
        _end(claim, bench, State.REJECTED, str(reason))
    except LeaseLost:
        log.warning("submission.lease_lost", submission=claim.id)
    except StoreUnavailable as problem:  # nothing was written; the lease ends and another try begins
        log.warning("submission.store_unavailable", submission=claim.id, reason=str(problem))
    except Exception as problem:  # noqa: BLE001 - the edge of the task: whatever it is, the file stays visible
        _try_again(claim, bench, problem)
    return ()


def _check(claim: Claim, bench: Bench) -> tuple[int, ...]:
    begun = bench.clock()
    document = bench.reader.read(bench.archive.read(claim.sha256), claim.display_name)
    if isinstance(document, Bundle):
        raise Unreadable("这是压缩包或邮件；请取出其中的报告后逐个投递")
    report = _recognise(document, claim, bench.settings)
    checked = bench.checker.check(report, _year_before(report, bench.store))
    _tell_of_broken_rules(claim, checked, bench)
    unit, now = bench.settings.unit_named(report.unit), bench.clock()
    region = unit.region if unit else None
    finished = bench.store.finish_checked(claim, checked, now, _composer(bench), region=region, duration=now - begun)
    log.info("submission.checked", submission=claim.id, state=finished.state, notices=len(finished.notice_ids))
    return finished.notice_ids


def _recognise(document: Document, claim: Claim, settings: Settings) -> Report:
    """What the folder says of unit and year overrides the text; the unit register overrides both."""
    registered = settings.unit_named(claim.unit_hint)
    unit = registered.name if registered else claim.unit_hint
    report = recognise(document, unit=unit, year=claim.year_hint, file_name=claim.display_name)
    if registered is None and (known := settings.unit_named(report.unit)) and known.name != report.unit:
        return recognise(document, unit=known.name, year=claim.year_hint, file_name=claim.display_name)
    return report


def _year_before(report: Report, store: Store) -> Report | None:
    return store.latest_report(report.unit, report.year - 1) if report.unit and report.year else None


def _tell_of_broken_rules(claim: Claim, checked: Checked, bench: Bench) -> None:
    """What a broken rule said may quote the report: it stands with the result, and only its code goes elsewhere."""
    ours = {rule.code for rule in bench.checker.ruleset.rules if not rule.remote}
    for result in checked.results:
        if result.outcome in (Outcome.ERROR, Outcome.TIMEOUT):
            log.error("rule.broken", submission=claim.id, rule=result.rule, outcome=result.outcome)
            if result.rule in ours:
                sentry.capture(RuleBroken(result.rule), submission=claim.id, rule=result.rule, outcome=result.outcome)


def _composer(bench: Bench) -> Compose:
    settings = bench.settings
    subscriptions = [*configured(settings), *bench.store.subscriptions()]
    return lambda digest: route(digest, subscriptions, zone=settings.zone, web_url=settings.web_url)


def _end(claim: Claim, bench: Bench, state: State, reason: str) -> None:
    try:
        bench.store.finish(claim, state, reason, bench.clock())
        log.info("submission.ended", submission=claim.id, state=state)
    except (LeaseLost, StoreUnavailable) as problem:
        log.warning("submission.not_ended", submission=claim.id, reason=str(problem))


def _try_again(claim: Claim, bench: Bench, problem: Exception) -> None:
    """Another try, later each time; when the tries are used up the file is 出错, and we are told."""
    log.error("submission.failed", submission=claim.id, attempt=claim.attempts, exc_info=problem)
    reason, now = f"核查过程出错（{type(problem).__name__}）：{problem}", bench.clock()
    try:
        state = bench.store.retry(claim, reason, now + FIRST_RETRY * 4 ** (claim.attempts - 1), now)
    except (LeaseLost, StoreUnavailable) as second:
        log.warning("submission.not_postponed", submission=claim.id, reason=str(second))
        return
    if state is State.FAILED:
        sentry.capture(problem, submission=claim.id, attempt=claim.attempts)
