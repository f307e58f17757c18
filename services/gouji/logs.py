"""Logging: events with fields, for a person on a terminal or as JSON lines, the libraries' own logs included.

Both go to standard error; standard output belongs to what a command answers.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from gouji.config import Settings

# They tell of every task, request or connection; what matters of that is logged by us with the numbers of our rows.
# Those that send tell of addresses too, which are credentials: they stay silent even when `debug` is asked for.
CHATTY = (
    *("celery", "kombu", "uvicorn", "alembic", "watchdog"),
    *("httpx2", "httpcore2", "apprise", "urllib3", "requests", "oauthlib", "requests_oauthlib"),
)


def configure(settings: Settings, process: str) -> None:
    """Set up the logging of this process, which calls itself `process` in every line."""
    shared = _shared(process, utc=resolved_format(settings) == "json")
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendering(settings)],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def resolved_format(settings: Settings) -> str:
    """`console` or `json`; by itself, a terminal is a person."""
    if settings.log_format != "auto":
        return settings.log_format
    return "console" if sys.stderr.isatty() else "json"


def _shared(process: str, *, utc: bool) -> list[Processor]:
    def name_process(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {"process": process, **event}

    return [
        structlog.contextvars.merge_contextvars,
        name_process,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=utc),
        structlog.stdlib.ExtraAdder(),
    ]


def _rendering(settings: Settings) -> list[Processor]:
    if resolved_format(settings) == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    return [
        _Console(
            colors=sys.stderr.isatty(),
            # Not the default one, which prints local variables: reports.
            exception_formatter=structlog.dev.plain_traceback,
            pad_event_to=0,
            pad_level=False,
        )
    ]


class _Console(structlog.dev.ConsoleRenderer):
    """A line for a person: the time of day, who speaks, what happened."""

    def __call__(self, logger: WrappedLogger, name: str, event_dict: EventDict) -> str:
        process = str(event_dict.pop("process", ""))
        moment: Any = event_dict.pop("timestamp", "")
        return f"{moment[11:19]} {process:<8}│ {super().__call__(logger, name, event_dict)}"
