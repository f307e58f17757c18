"""Serving the page."""

from __future__ import annotations

import signal
import socket
from types import FrameType

import structlog
import uvicorn

from gouji import logs, ready, sentry
from gouji.config import Settings
from gouji.listening import listen, url_of
from gouji.store import Store
from gouji.web import create_app

log = structlog.get_logger()

LAST_ANSWERS_SECONDS = 5


def serve(settings: Settings, descriptor: str | None = None) -> int:
    """Serve the page until asked to end; on the given descriptor, which listens already, else on the set address."""
    logs.configure(settings, "web")
    sentry.start(settings)
    listening = socket.socket(fileno=int(descriptor)) if descriptor else listen(settings)
    store = Store(settings.database, max_attempts=settings.max_attempts, zone=settings.zone)
    configuration = uvicorn.Config(
        create_app(settings, store),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=LAST_ANSWERS_SECONDS,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    log.info("web.ready", url=url_of(settings, listening))
    try:
        _Server(configuration).run(sockets=[listening])
    finally:
        store.close()
    return 0


def _end(_number: int, _frame: FrameType | None) -> None:
    """End well: before the server listens for signals itself, and when it has ended and raises them again."""
    raise SystemExit(0)


class _Server(uvicorn.Server):
    """Says that it is ready once it answers."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            ready.announce()
