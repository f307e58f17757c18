"""THE WHOLE WAY ON ONE SCREEN: archived bytes → document → report → results → one transaction → notices.

A file that holds others, an archive or several reports, ends where it is opened; each of those goes the whole way.

The only module that knows the order of the stages. Everything a bad report can do is an outcome with a reason;
whatever else goes wrong is ours: tried again, then shown as 出错 with the error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from msgspec.structs import replace as replace_fields

from gouji import sentry
from gouji.archive import Archive
from gouji.check import Checker
from gouji.config import Settings
from gouji.digest import Compose
from gouji.errors import LeaseLost, NotAReport, RuleBroken, StoreUnavailable, Unreadable
from gouji.likeness import likeness
from gouji.model import Bundle, Checked, Document, Outcome, Report
from gouji.nesting import divided, opened
from gouji.notify import configured, route
from gouji.reader import Reader
from gouji.recognise import recognise, split
from gouji.register import Register, joined
from gouji.rule.definition import Context
from gouji.standing import Basis, Kin, Recheck
from gouji.store import Store
from gouji.submission import Child, Claim, State
from gouji.surroundings import context_of, kin_in
from gouji.unpacking import Unpacking, parts

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

    def register(self) -> Register:
        """The imported units with those of gouji.toml, which go before them."""
        return joined(self.store.register(), self.settings.own_units)


@dataclass(frozen=True, slots=True)
class Next:
    """What is to be done now: submissions that came out of this one, notices, and reports to be judged again."""

    submissions: tuple[int, ...] = ()
    notices: tuple[int, ...] = ()
    rechecks: tuple[int, ...] = ()


def check_submission(claim: Claim, bench: Bench) -> Next:
    """Take a claimed submission the whole way."""
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
    return Next()


def recheck_report(claim: Recheck, bench: Bench) -> Next:
    """Judge a stored report again, because something else has come in; what goes wrong leaves it as it is."""
    try:
        return _recheck(claim, bench)
    except LeaseLost:
        log.warning("recheck.lease_lost", submission=claim.submission_id)
    except StoreUnavailable as problem:
        log.warning("recheck.store_unavailable", submission=claim.submission_id, reason=str(problem))
    except Exception as problem:  # noqa: BLE001 - the edge of the task: the results that are there stay
        _try_recheck_again(claim, bench, problem)
    return Next()


def _check(claim: Claim, bench: Bench) -> Next:
    begun = bench.clock()
    register = bench.register()
    unpacking = Unpacking(claim, bench.archive, bench.settings, register)
    found = bench.reader.read(bench.archive.read(claim.sha256), claim.display_name, keep=unpacking.keep)
    if isinstance(found, Bundle):
        taken = len(unpacking.children) - unpacking.lost
        return _expand(claim, unpacking.children, opened(found.format, taken, unpacking.lost), bench)
    documents = split(found)
    if claim.part is None and len(documents) > 1:
        return _expand(claim, parts(claim, len(documents)), divided(len(documents)), bench)
    report = _recognise(_part(documents, claim.part), claim, register)
    context, kin, basis = _around(report, register, claim.received_at, bench)
    checked = bench.checker.judge(context)
    _tell_of_broken_rules(claim.id, checked, bench)
    now = bench.clock()
    finished = bench.store.finish_checked(
        claim,
        checked,
        now,
        _composer(bench),
        region=context.unit.region if context.unit else None,
        duration=now - begun,
        kin=kin,
        basis=basis,
    )
    log.info("submission.checked", submission=claim.id, state=finished.state, notices=len(finished.notice_ids))
    return Next(notices=finished.notice_ids, rechecks=finished.rechecks)


def _recheck(claim: Recheck, bench: Bench) -> Next:
    begun, register = bench.clock(), bench.register()
    report = _as_registered(claim.report, register)
    context, kin, basis = _around(report, register, claim.received_at, bench, of=claim.id)
    checked = bench.checker.judge(context)
    _tell_of_broken_rules(claim.submission_id, checked, bench)
    now = bench.clock()
    done = bench.store.finish_recheck(
        claim,
        checked,
        now,
        _composer(bench),
        kin=kin,
        basis=basis,
        region=context.unit.region if context.unit else None,
        duration=now - begun,
    )
    log.info("report.rechecked", submission=claim.submission_id, new=done.new, gone=done.gone)
    return Next(notices=done.notice_ids)


def _around(
    report: Report, register: Register, received_at: datetime, bench: Bench, *, of: int | None = None
) -> tuple[Context, Kin, Basis]:
    """What the report is judged with, and what that rests on; `of` is the number of a stored report."""
    kin = kin_in(register, report)
    standing = bench.store.standing(kin, of)
    like = likeness(report, kin, bench.store.alike)
    context = context_of(
        report, standing, register, received_at=received_at, zone=bench.settings.zone, peers=like.peers
    )
    return context, kin, replace(standing.basis, examined=like.examined, alike=like.alike)


def _expand(claim: Claim, children: Sequence[Child], reason: str, bench: Bench) -> Next:
    """The file holds others: it ends here, and they go the whole way each by itself."""
    expanded = bench.store.expand(claim, children, reason, bench.clock())
    log.info("submission.expanded", submission=claim.id, children=len(children), waiting=len(expanded.waiting))
    return Next(submissions=expanded.waiting)


def _part(documents: Sequence[Document], part: int | None) -> Document:
    """The report of a file that is meant; a newer program may find another number of them."""
    if part is not None and part > len(documents):
        raise Unreadable(f"文件里现在只找到 {len(documents)} 份报告，没有第 {part} 份；请把各份报告分开后重新投递")
    return documents[(part or 1) - 1]


def _recognise(document: Document, claim: Claim, register: Register) -> Report:
    """What the folder says of unit and year overrides the text; the unit register overrides both.

    Of several reports in one file the folder cannot speak: it only fills in what the text leaves open.
    """
    hints = claim.unit_hint, claim.year_hint
    if claim.part is not None:
        read = recognise(document, file_name=claim.display_name)
        hints = (None if read.unit else hints[0]), (None if "year" in read.sources else hints[1])
    registered = register.named(hints[0])
    unit = registered.name if registered else hints[0]
    report = recognise(document, unit=unit, year=hints[1], file_name=claim.display_name)
    if registered is None and (known := register.named(report.unit)) and known.name != report.unit:
        return recognise(document, unit=known.name, year=hints[1], file_name=claim.display_name)
    return report


def _as_registered(report: Report, register: Register) -> Report:
    """The report under the name that the register has for its unit: it may have come in before the register did."""
    known = register.named(report.unit)
    if known is None or known.name == report.unit:
        return report
    return replace_fields(report, unit=known.name, sources={**report.sources, "unit": "given"})


def _tell_of_broken_rules(submission: int, checked: Checked, bench: Bench) -> None:
    """What a broken rule said may quote the report: it stands with the result, and only its code goes elsewhere."""
    ours = {rule.code for rule in bench.checker.ruleset.rules if not rule.remote}
    for result in checked.results:
        if result.outcome in (Outcome.ERROR, Outcome.TIMEOUT):
            log.error("rule.broken", submission=submission, rule=result.rule, outcome=result.outcome)
            if result.rule in ours:
                sentry.capture(RuleBroken(result.rule), submission=submission, rule=result.rule, outcome=result.outcome)


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


def _try_recheck_again(claim: Recheck, bench: Bench, problem: Exception) -> None:
    """Another try, later each time; when the tries are used up the results stay as they are, and we are told."""
    log.error("recheck.failed", submission=claim.submission_id, attempt=claim.attempts, exc_info=problem)
    reason, now = f"{type(problem).__name__}：{problem}", bench.clock()
    try:
        again = bench.store.retry_recheck(claim, reason, now + FIRST_RETRY * 4 ** (claim.attempts - 1), now)
    except (LeaseLost, StoreUnavailable) as second:
        log.warning("recheck.not_postponed", submission=claim.submission_id, reason=str(second))
        return
    if not again:
        sentry.capture(problem, submission=claim.submission_id, attempt=claim.attempts)
