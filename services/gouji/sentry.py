"""Reporting errors of our own to Sentry: off without a DSN, and never with a report's content or a personal datum.

What leaves the house is the kind of an error and where in the program it happened. The words of an exception, the
arguments of a log line and the local variables stay here: any of them may quote a report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gouji import __version__
from gouji.config import Settings

WITHHELD = "（内容不外传，见本机日志）"
# What a report of an error may hold; a new part of the protocol has to be allowed first.
ALLOWED = frozenset(
    {
        *("event_id", "timestamp", "level", "platform", "release", "environment", "sdk", "transaction", "fingerprint"),
        *("tags", "logger", "exception", "logentry", "threads", "type"),
    }
)


def no_more() -> Sequence[Any]:
    """No integrations beyond the database's."""
    return ()


def start(settings: Settings, integrations: Callable[[], Sequence[Any]] = no_more, **options: Any) -> bool:
    """Begin reporting errors of this process; False when there is no DSN. To be called before any fork."""
    if settings.sentry_dsn is None or not settings.sentry_dsn.get_secret_value():
        return False
    import sentry_sdk  # noqa: PLC0415 - costs 0.1 s, and mostly nobody wants it
    from sentry_sdk.integrations.logging import ignore_logger  # noqa: PLC0415
    from sentry_sdk.integrations.sqlalchemy import SqlalchemyIntegration  # noqa: PLC0415

    sentry_sdk.init(
        dsn=settings.sentry_dsn.get_secret_value(),
        environment=settings.sentry_environment,
        release=f"gouji@{__version__}",
        integrations=[SqlalchemyIntegration(), *integrations()],
        auto_enabling_integrations=False,
        include_local_variables=False,
        send_default_pii=False,
        max_breadcrumbs=0,
        server_name="",
        before_send=lambda event, _hint: stripped(event),
        **options,
    )
    ignore_logger("gouji*")  # what we log as an error ourselves is reported by `capture`, with its cause
    return True


def capture(problem: BaseException, **tags: str | int) -> None:
    """Report an error with the numbers of our rows; does nothing when reporting is off."""
    import sentry_sdk  # noqa: PLC0415 - see above

    if not sentry_sdk.is_initialized():
        return
    with sentry_sdk.new_scope() as scope:
        for name, value in tags.items():
            scope.set_tag(name, value)
        sentry_sdk.capture_exception(problem)


def stripped(event: Any) -> Any:
    """The event without anything that could hold a report's words."""
    kept = {name: value for name, value in event.items() if name in ALLOWED}
    for error in (kept.get("exception") or {}).get("values", []):
        error["value"] = WITHHELD
        _bare(error.get("stacktrace"))
    for thread in (kept.get("threads") or {}).get("values", []):
        _bare(thread.get("stacktrace"))
    if entry := kept.get("logentry"):
        # The template of a library's log line, not its arguments; a line without a template is all content.
        kept["logentry"] = {"message": entry.get("message", "") if entry.get("params") else WITHHELD}
    return kept


def _bare(stacktrace: dict[str, Any] | None) -> None:
    """Where in the program, without values, and without the path above it, in which the name of a user may stand."""
    for frame in (stacktrace or {}).get("frames", []):
        frame.pop("vars", None)
        frame.pop("abs_path", None)
        if (filename := frame.get("filename") or "").startswith("/"):
            frame["filename"] = filename.rpartition("/")[2]
