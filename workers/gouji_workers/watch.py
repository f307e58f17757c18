"""`gouji watch`: looks at the inbox, takes what is still, and sweeps. One loop; whatever goes wrong, it goes on."""

from __future__ import annotations

import json
import os
import time

import structlog

from gouji import logs, ready, sentry
from gouji.archive import Archive
from gouji.config import Settings
from gouji.errors import StoreUnavailable
from gouji.ingest import BATCH, Inbox, Intake, Still, display_name
from gouji.queue import Queue
from gouji.store import Store
from gouji_workers.bell import Bell, Stop
from gouji_workers.events import Events
from gouji_workers.hints import CeleryQueue, Hints, NoBroker
from gouji_workers.opening import open_store, utc_now
from gouji_workers.sweep import Sweeper

log = structlog.get_logger()

SWEEP_SECONDS = 1.0
POLL_SECONDS = 1.0
NOTE_SECONDS = 10.0
LEAST_PAUSE = 0.05  # between two walks, and not more than a fifth of the time for walking
WALK_SHARE = 5
FIRST_TROUBLE, LONGEST_TROUBLE = 1.0, 30.0
NOTE = "watch"


def watch(settings: Settings) -> int:
    """Watch until asked to end."""
    logs.configure(settings, "watch")
    sentry.start(settings)
    settings.inbox_path.mkdir(parents=True, exist_ok=True)
    bell = Bell()
    stop = Stop(bell)
    watching = Watching(settings, bell, open_store(settings), queue_of(settings))
    ready.announce()
    log.info("watch.ready", polling=watching.polling)
    while not stop:
        bell.wait(watching.turn())
    watching.close()
    return 0


def queue_of(settings: Settings) -> Queue:
    """Where this process tells of work."""
    if settings.broker_url is None:
        return NoBroker()
    from gouji_workers.app import hands, make_app  # noqa: PLC0415 - Celery, only where there is a broker

    return Hints(CeleryQueue(make_app(settings), hands(settings)))


class Watching:
    """State of the loop; `turn` does what is due and says how long nothing will be."""

    def __init__(self, settings: Settings, bell: Bell, store: Store, queue: Queue) -> None:
        self._settings, self._store = settings, store
        self._inbox = Inbox(settings.inbox_path, settings.settle_seconds)
        self._archive = Archive(settings.archive_path)
        self._intake = Intake(settings, self._inbox, store, self._archive, queue)
        self._sweeper = Sweeper(store, queue)
        self._rung = True
        self._bell = bell
        self._events = Events(settings, self._ring)
        self._known = False
        self._still: list[Still] = []
        self._next_walk = self._next_sweep = self._next_note = 0.0
        self._not_before = 0.0
        self._trouble = 0.0

    @property
    def polling(self) -> bool:
        return self._events.polling

    def turn(self) -> float:
        """Whatever is due; the seconds until something will be."""
        try:
            self._turn()
        except StoreUnavailable as problem:
            return self._rest("watch.store_unavailable", str(problem))
        except Exception as problem:  # the edge of the loop: the next turn begins afresh
            log.exception("watch.failed")
            sentry.capture(problem)
            return self._rest("watch.resting", type(problem).__name__)
        self._trouble = 0.0
        return self._wait()

    def close(self) -> None:
        """Stop listening and give back the connections."""
        self._events.close()
        self._store.close()

    def _turn(self) -> None:
        if not self._known:  # once the database answers
            self._inbox.known = self._store.sightings()
            self._archive.tidy()
            self._known = True
        if self._events.tend(time.monotonic()):
            self._rung = True
        self._look()
        if time.monotonic() >= self._next_sweep:
            self._sweeper.sweep()
            self._next_sweep = time.monotonic() + SWEEP_SECONDS
        if time.monotonic() >= self._next_note:
            self._note()
            self._next_note = time.monotonic() + NOTE_SECONDS

    def _look(self) -> None:
        """Take some of what is still; when nothing is left of that, look for more."""
        if not self._still:
            self._still = self._look_for_still()
        batch, self._still = self._still[:BATCH], self._still[BATCH:]
        if batch or self._inbox.left_behind:
            self._intake.take(batch, utc_now())

    def _look_for_still(self) -> list[Still]:
        """Walk when there is news or it is time; else look again at the files that were not still."""
        clock, again = time.monotonic(), self._inbox.next_look()
        if (self._rung and clock >= self._not_before) or clock >= self._next_walk:
            self._rung = False
            still = self._inbox.look(clock)
            spent = time.monotonic() - clock
            self._not_before = clock + spent + max(LEAST_PAUSE, (WALK_SHARE - 1) * spent)
            self._next_walk = clock + self._interval(spent)
        elif again is not None and clock >= again:
            still = self._inbox.look_again(clock)
        else:
            still = []
        return still

    def _interval(self, spent: float) -> float:
        return max(POLL_SECONDS, 2 * WALK_SHARE * spent) if self._events.polling else self._settings.scan_seconds

    def _wait(self) -> float:
        if self._still:
            return 0.0
        times = [self._next_walk, self._next_sweep, self._next_note, self._inbox.next_look() or self._next_walk]
        if self._rung:
            times.append(self._not_before)
        return min(times) - time.monotonic()

    def _ring(self) -> None:
        self._rung = True
        self._bell.ring()

    def _note(self) -> None:
        """Leave word of the inbox for `gouji doctor` and the page: that we live, and what cannot be taken and why."""
        refused = {display_name(path): why for path, why in self._inbox.refused.items()}
        word = {
            "process": os.getpid(),
            "polling": self._events.polling,
            "waiting": self._inbox.waiting,
            "paused": self._intake.paused,
            "refused": dict(sorted(refused.items())[:100]),
        }
        self._store.note(NOTE, json.dumps(word, ensure_ascii=False), utc_now())

    def _rest(self, event: str, reason: str) -> float:
        self._trouble = min(LONGEST_TROUBLE, max(FIRST_TROUBLE, 2 * self._trouble))
        log.warning(event, reason=reason, retry_in=self._trouble)
        return self._trouble
