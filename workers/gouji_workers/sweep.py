"""The sweeper: what a lost broker, a dead worker or a pause left behind is hinted again, every second."""

from __future__ import annotations

import structlog

from gouji.errors import QueueUnavailable
from gouji.queue import Queue, Work
from gouji.store import Store
from gouji_workers.opening import utc_now

log = structlog.get_logger()

MOST = 500


class Sweeper:
    """Tells the queue of every row that is due, again and again, until somebody takes it."""

    def __init__(self, store: Store, queue: Queue) -> None:
        self._store, self._queue = store, queue
        self._broken = False

    def sweep(self) -> None:
        """One sweep; raises StoreUnavailable. A queue that cannot be told is logged when that begins and ends."""
        now = utc_now()
        due = {
            Work.CHECK: self._store.due_submissions(now, MOST),
            Work.NOTIFY: self._store.due_notices(now, MOST),
            Work.RECHECK: self._store.due_rechecks(now, MOST),
        }
        try:
            for kind, ids in due.items():
                self._queue.hint(kind, ids)
        except QueueUnavailable as problem:
            if not self._broken:
                log.warning("broker.lost", reason=str(problem))
            self._broken = True
            return
        if self._broken and any(due.values()):
            self._broken = False
            log.info("broker.back")
