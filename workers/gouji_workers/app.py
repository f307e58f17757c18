"""The Celery application: how the broker is used, each setting with its reason.

The rows of the database are the queue of record. What the broker holds are hints that may be lost at any moment, so
there is no result, no retry, no ETA and no countdown here: `next_try_at` in a row is the only retry clock.
"""

from __future__ import annotations

from typing import Any

from celery import Celery

from gouji import sentry
from gouji.config import Settings, read_settings
from gouji.errors import BadSetting
from gouji.queue import Work
from gouji_workers import limits
from gouji_workers.opening import process_name, processors


def make_app(settings: Settings) -> Celery:
    """The application of these settings, for those who send hints; error reporting begins here, before any fork."""
    sentry.start(settings, _integrations)
    app = Celery("gouji", set_as_current=True)
    app.conf.update(configuration(settings))
    return app


def make_worker_app(settings: Settings) -> Celery:
    """The same with the tasks, for those who carry them out."""
    from gouji_workers import tasks  # noqa: PLC0415 - the whole way; who only hints does not need it

    app = make_app(settings)
    tasks.register(app, settings, process_name(), hands(settings))
    return app


def _integrations() -> list[Any]:
    from sentry_sdk.integrations.celery import CeleryIntegration  # noqa: PLC0415 - see `sentry.start`

    return [CeleryIntegration()]


def hands(settings: Settings) -> int:
    """How many processes work: as set, else one more than there are processors, for some of them wait for the disk."""
    return settings.workers or processors() + 1


def configuration(settings: Settings) -> dict[str, Any]:
    """The settings of Celery; each was measured to matter."""
    if settings.broker_url is None:
        raise BadSetting("GOUJI_BROKER_URL", "没有设置消息代理")
    visibility = limits.visibility_timeout(settings)
    checking = limits.of_checking(settings)
    return {
        "broker_url": settings.broker_url.get_secret_value(),
        "broker_transport_options": {
            "visibility_timeout": visibility,
            # How soon messages of a killed worker come back: by default after 100 s, so after 6.
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            # Without these a frozen broker hangs its clients for ever.
            "socket_timeout": 10,
            "socket_connect_timeout": 3,
            "socket_keepalive": True,
            "health_check_interval": 10,
            "global_keyprefix": "gouji:",
        },
        "visibility_timeout": visibility,  # has to be said in both places
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "task_publish_retry_policy": {"max_retries": 1, "interval_start": 0, "interval_max": 0.2},
        "task_ignore_result": True,
        "task_acks_late": True,
        # True would give a task that kills its process to the next process, without end; the lease counts attempts.
        "task_reject_on_worker_lost": False,
        "worker_prefetch_multiplier": 1,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        "task_soft_time_limit": checking.soft,
        "task_time_limit": checking.hard,
        "worker_max_tasks_per_child": None,
        "worker_max_memory_per_child": limits.RECYCLE_KILOBYTES,
        # No soft shutdown: it sleeps for the whole of its time (25 s) when anything is in work, where the warm one
        # ends with the report in work. What it would give back to the broker are hints, and those are given anew.
        "worker_soft_shutdown_timeout": 0,
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_track_started": False,
        "worker_send_task_events": False,
        "task_send_sent_event": False,
        "worker_hijack_root_logger": False,
        "enable_utc": True,
        "timezone": "UTC",
        "task_routes": {f"{kind.value}.*": {"queue": kind.value} for kind in Work},
    }


def __getattr__(name: str) -> Celery:
    """`celery -A gouji_workers.app …` finds its application here, made of the settings of the environment."""
    if name != "app":
        raise AttributeError(name)
    return make_worker_app(read_settings())
