"""Working without a broker: the same claims, in processes that read the ledger themselves."""

from __future__ import annotations

import faulthandler
import random
import sys
from collections.abc import Callable, Sequence

import structlog

from gouji import logs, ready, sentry
from gouji.config import Settings
from gouji.errors import StoreUnavailable
from gouji_workers import jobs, limits
from gouji_workers.bell import Bell, Stop
from gouji_workers.hints import NoBroker
from gouji_workers.opening import process_name, processors, utc_now
from gouji_workers.place import WorkPlace
from gouji_workers.supervisor import Part, Supervisor

log = structlog.get_logger()

IDLE_SECONDS = 0.25
BATCH = 20
TROUBLE_SECONDS = 2.0


def work(settings: Settings) -> int:
    """Keep as many polling processes as set running; returns when asked to end."""
    hands = settings.workers or processors()
    command = [sys.executable, "-m", "gouji_workers", "poller"]
    supervisor = Supervisor([Part(f"poller-{number}", command, grace=limits.GRACE) for number in range(hands)])
    if supervisor.start():
        ready.announce()
        log.info("worker.ready", broker=None, processes=hands)
        supervisor.keep()
    supervisor.end()
    return 0


def poll(settings: Settings) -> int:
    """One polling process."""
    logs.configure(settings, "worker")
    sentry.start(settings)
    bell = Bell()
    stop = Stop(bell)
    place = WorkPlace(settings, NoBroker(), process_name(), lambda: bool(stop))
    place.bench()
    ready.announce()
    while not stop:
        bell.wait(_turn(place, stop))
    place.close()
    return 0


def _turn(place: WorkPlace, stop: Stop) -> float:
    """Do what is due; how long to wait before the next turn."""
    try:
        now = utc_now()
        submissions = place.store.due_submissions(now, BATCH)
        notices = place.store.due_notices(now, BATCH)
        rechecks = place.store.due_rechecks(now, BATCH)
    except StoreUnavailable as problem:
        log.warning("ledger.unavailable", reason=str(problem))
        return TROUBLE_SECONDS
    # Each process begins somewhere else, or all would meet at the first row.
    random.shuffle(submissions)
    random.shuffle(rechecks)
    done = sum(_guarded(jobs.check, number, place) for number in submissions if not stop)
    done += sum(_guarded(jobs.recheck, number, place) for number in rechecks if not stop)
    return 0 if done + jobs.notify(notices, place) else IDLE_SECONDS


def _guarded(work: Callable[[Sequence[int], WorkPlace], int], number: int, place: WorkPlace) -> int:
    """One row, under the hard limit: past it this process prints where it hangs and ends, to be replaced."""
    faulthandler.dump_traceback_later(limits.of_checking(place.settings).hard, exit=True)
    try:
        return work([number], place)
    finally:
        faulthandler.cancel_dump_traceback_later()
