"""Telling the workers that there is work: in small messages, not too often, and without waiting for a dead broker."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

from kombu.exceptions import OperationalError

from gouji.errors import QueueUnavailable
from gouji.queue import Queue, Work

TASKS = {Work.CHECK: "check.submissions", Work.NOTIFY: "notify.notices"}
MOST_IDS = {Work.CHECK: 20, Work.NOTIFY: 5}
REMEMBER_SECONDS = 5.0
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


class Hints:
    """A queue that does not say the same twice within seconds, and lets a dead broker rest between two tries."""

    def __init__(self, queue: Queue, clock: Callable[[], float] = time.monotonic) -> None:
        self._queue, self._clock = queue, clock
        self._said: dict[tuple[Work, int], float] = {}
        self._resting_until = 0.0

    def hint(self, kind: Work, ids: Sequence[int]) -> None:
        """Pass on what was not said lately; raises QueueUnavailable, and then nothing counts as said."""
        now = self._clock()
        self._said = {said: when for said, when in self._said.items() if now - when < REMEMBER_SECONDS}
        fresh = [number for number in ids if (kind, number) not in self._said]
        if fresh and now < self._resting_until:
            raise QueueUnavailable("刚才连接失败，稍后再试")
        try:
            self._queue.hint(kind, fresh)
        except QueueUnavailable:
            self._resting_until = self._clock() + PAUSE_SECONDS
            raise
        self._said.update({(kind, number): now for number in fresh})
