"""Telling the workers that there is work: in small messages, not too often, and without waiting for a dead broker."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from kombu.exceptions import OperationalError

from gouji.errors import QueueUnavailable
from gouji.queue import Queue, Work

TASKS = {Work.CHECK: "check.submissions", Work.NOTIFY: "notify.notices", Work.RECHECK: "recheck.reports"}
MOST_IDS = {Work.CHECK: 20, Work.NOTIFY: 5, Work.RECHECK: 20}
REMEMBER_SECONDS, LONGEST_SECONDS = 5.0, 60.0
PAUSE_SECONDS = 1.0


class CeleryQueue:
    """The workers behind a Celery broker. `hands` is how many processes share the work, so that all get some."""

    def __init__(self, app: Any, hands: int) -> None:
        self._app, self._hands = app, hands

    def hint(self, kind: Work, ids: Sequence[int]) -> None:
        """Send messages of at most 20 numbers (5 notices); raises QueueUnavailable at the first that cannot be sent."""
        size = min(MOST_IDS[kind], max(1, ceil(len(ids) / (2 * self._hands))))
        for start in range(0, len(ids), size):
            try:
                self._app.send_task(TASKS[kind], args=[list(ids[start : start + size])])
            except (OperationalError, OSError) as problem:
                raise QueueUnavailable(str(problem)) from problem


class NoBroker:
    """Without a broker the workers read the ledger themselves, and nobody has to be told."""

    def hint(self, kind: Work, ids: Sequence[int]) -> None:
        """Do nothing."""


@dataclass(slots=True)
class _Said:
    """When a row was last said and last asked for, and how long it is not said again; seconds."""

    when: float
    asked: float
    pause: float = REMEMBER_SECONDS


class Hints:
    """A queue that does not say the same twice within seconds, and lets a dead broker rest between two tries.

    What is asked for again and again waits its turn behind others: it is said less often each time, or a long queue
    would fill with what is in it already. What was not asked for lately was taken, and is forgotten.
    """

    def __init__(self, queue: Queue, clock: Callable[[], float] = time.monotonic) -> None:
        self._queue, self._clock = queue, clock
        self._said: dict[tuple[Work, int], _Said] = {}
        self._resting_until = 0.0

    def hint(self, kind: Work, ids: Sequence[int]) -> None:
        """Pass on what was not said lately; raises QueueUnavailable, and then nothing counts as said."""
        now = self._clock()
        self._said = {key: said for key, said in self._said.items() if now - said.asked < REMEMBER_SECONDS}
        fresh = [number for number in ids if self._is_fresh((kind, number), now)]
        if fresh and now < self._resting_until:
            raise QueueUnavailable("刚才连接失败，稍后再试")
        try:
            self._queue.hint(kind, fresh)
        except QueueUnavailable:
            self._resting_until = self._clock() + PAUSE_SECONDS
            self._said.clear()  # a broker that comes back may have forgotten everything
            raise
        for number in fresh:
            self._say((kind, number), now)

    def _is_fresh(self, key: tuple[Work, int], now: float) -> bool:
        said = self._said.get(key)
        if said is None:
            return True
        said.asked = now
        return now - said.when >= said.pause

    def _say(self, key: tuple[Work, int], now: float) -> None:
        before = self._said.get(key)
        pause = min(2 * before.pause, LONGEST_SECONDS) if before else REMEMBER_SECONDS
        self._said[key] = _Said(now, now, pause)
