"""What stands before every page: only known hosts are answered, and every answer carries the security headers."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gouji.config import Settings

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_NEVER_IN_A_HOST = re.compile(r"[\s@/?#\\]")
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_WILDCARDS = frozenset({"0.0.0.0", "::"})  # noqa: S104 -- compared with, not listened on


class Hosts:
    """The names under which this page may be asked for.

    A foreign name means that somebody's domain was made to point here (DNS rebinding), to read the reports through
    a supervisor's browser. An address in digits cannot be rebound: where the page listens on all addresses, every
    such one is answered.
    """

    def __init__(self, settings: Settings) -> None:
        address = urlsplit(settings.web_url or "").hostname
        self._names = _LOCAL | {name.lower() for name in (address, settings.web_host) if name}
        self._digits = settings.web_host in _WILDCARDS

    def know(self, host: str) -> bool:
        """Whether a Host header, its port aside, is one of ours."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if _NEVER_IN_A_HOST.search(host):
            return False
        return name in self._names or (self._digits and _is_address(name))


class Guard:
    """ASGI middleware: refuses foreign hosts with 400 and sets the headers on everything else."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _set_headers(MutableHeaders(scope=message))
            await send(message)

        if scope["method"] == "HEAD":  # as those ask who only want to know whether we live; the server sends no body
            scope = {**scope, "method": "GET"}
        known = self._hosts.know(Headers(scope=scope).get("host", ""))
        await (self._app if known else _REFUSAL)(scope, receive, send_guarded)


def _set_headers(headers: MutableHeaders) -> None:
    headers.update(HEADERS)
    # Reports are not public before they are published: no copy of them stays in a browser or a proxy.
    headers.setdefault("Cache-Control", "no-store")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


_REFUSAL = PlainTextResponse("不认识这个主机名。若确要用它访问，请把设置 GOUJI_WEB_URL 写成该地址。\n", status_code=400)
