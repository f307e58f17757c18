"""The Celery tasks: thin, numbers only, may run twice. They are hints; the rows decide."""

from __future__ import annotations

import functools
import mmap
import resource
from collections.abc import Sequence
from typing import Any

import structlog
from celery import Celery, signals

from gouji.config import Settings
from gouji.queue import Work
from gouji_workers import jobs, limits
from gouji_workers.hints import TASKS, CeleryQueue
from gouji_workers.place import WorkPlace

log = structlog.get_logger()


def register(app: Celery, settings: Settings, name: str, hands: int) -> None:
    """Put the tasks into `app`; `name` signs the claims of all processes of this worker."""
    ending = mmap.mmap(-1, 1)  # shared by the processes of this worker: not 0 when the end has come

    @functools.cache
    def place() -> WorkPlace:  # one for each process: first asked for after the fork
        return WorkPlace(settings, CeleryQueue(app, hands), name, lambda: ending[0] != 0)

    checking, notifying = limits.of_checking(settings), limits.of_notifying(settings)

    @app.task(name=TASKS[Work.CHECK], soft_time_limit=checking.soft, time_limit=checking.hard)  # type: ignore[untyped-decorator]
    def check(ids: Sequence[int]) -> None:
        jobs.check(ids, place())

    @app.task(name=TASKS[Work.RECHECK], soft_time_limit=checking.soft, time_limit=checking.hard)  # type: ignore[untyped-decorator]
    def recheck(ids: Sequence[int]) -> None:
        jobs.recheck(ids, place())

    @app.task(name=TASKS[Work.NOTIFY], soft_time_limit=notifying.soft, time_limit=notifying.hard)  # type: ignore[untyped-decorator]
    def notify(ids: Sequence[int]) -> None:
        jobs.notify(ids, place())

    def prepare(**_: Any) -> None:
        _limit_memory()
        place().bench()  # the first file should not wait for the rules to load

    def begin_nothing_new(**_: Any) -> None:
        ending[0] = 1

    def leave(**_: Any) -> None:
        place().close()

    signals.worker_process_init.connect(prepare, weak=False)
    signals.worker_shutting_down.connect(begin_nothing_new, weak=False)
    signals.worker_process_shutdown.connect(leave, weak=False)


def _limit_memory() -> None:
    """Make a process that grows without end fail at its own allocation, unless the system is stricter already."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or most > limits.MEMORY_BYTES:
        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, most))
