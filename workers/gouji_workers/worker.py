"""`gouji worker`: the processes that check and deliver, behind a broker or reading the ledger themselves."""

from __future__ import annotations

import warnings
from typing import Any

import structlog

from gouji import logs, ready
from gouji.config import Settings
from gouji.errors import StoreUnavailable
from gouji.queue import Work
from gouji_workers import limits
from gouji_workers.opening import open_store, process_name, utc_now

log = structlog.get_logger()


def work(settings: Settings) -> int:
    """Work until asked to end; what is then still in work goes back."""
    logs.configure(settings, "worker")
    if settings.broker_url is None:
        from gouji_workers import polling  # noqa: PLC0415 - the other way to work

        return polling.work(settings)
    try:
        return _work_behind_broker(settings)
    finally:
        release(settings, process_name())


def release(settings: Settings, name: str) -> None:
    """Give back the rows that this worker still holds, for the next one not to wait for their lease."""
    store = open_store(settings)
    try:
        if given := store.release(name, utc_now()):
            log.info("worker.released", submissions=given)
    except StoreUnavailable as problem:
        log.warning("worker.not_released", reason=str(problem))
    finally:
        store.close()


def _work_behind_broker(settings: Settings) -> int:
    from celery import signals  # noqa: PLC0415 - slow to import, and polling does without
    from celery.platforms import SecurityWarning  # noqa: PLC0415

    from gouji_workers.app import hands, make_worker_app  # noqa: PLC0415

    warnings.simplefilter("ignore", SecurityWarning)  # of pickle as root; we accept nothing but JSON
    signals.setup_logging.connect(_logging_is_set_up, weak=False)
    signals.worker_ready.connect(_ready, weak=False)
    worker = make_worker_app(settings).Worker(
        hostname=f"gouji@{process_name()}",
        concurrency=hands(settings),
        queues=[kind.value for kind in Work],
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        max_memory_per_child=limits.RECYCLE_KILOBYTES,
    )
    worker.start()
    return 0  # its own exit code tells how it was asked to end


def _logging_is_set_up(**_: Any) -> None:
    """Keep Celery from setting up logging: it does so only when nobody listens to this signal."""


def _ready(**_: Any) -> None:
    log.info("worker.ready")
    ready.announce()
