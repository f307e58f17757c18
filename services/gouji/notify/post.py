"""One HTTP POST to a robot or webhook: no redirects, TLS verified, bounded in time and size.

What goes wrong is told in words that never contain the address, because the address is the credential.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx2

from gouji.errors import TransportError

#: No robot answers with more; the rest of a longer answer is not read.
MAX_REPLY_BYTES = 65_536
USER_AGENT = "gouji"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the far end answered: HTTP status, the first of its body, and how long it asks to be left alone."""

    status: int
    body: bytes
    retry_after: float | None = None


def post(url: str, body: bytes, *, headers: Mapping[str, str], timeout: float, now: datetime) -> Reply:
    """Send `body` and read the answer, within `timeout` seconds for each step and twice that for all.

    Raises TransportError, temporary, with `uncertain` when the request may have arrived all the same.
    """
    deadline = time.monotonic() + 2 * timeout
    try:
        with (
            httpx2.Client(follow_redirects=False, timeout=timeout, headers={"User-Agent": USER_AGENT}) as client,
            client.stream("POST", url, content=body, headers=dict(headers)) as response,
        ):
            return Reply(response.status_code, _read(response, deadline), _retry_after(response, now))
    except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError) as problem:
        raise TransportError(f"连接不上：{_words(problem)}", permanent=False) from None
    except (httpx2.UnsupportedProtocol, httpx2.InvalidURL) as problem:
        raise TransportError(f"网址不能用：{type(problem).__name__}", permanent=True) from None
    except httpx2.HTTPError as problem:
        raise TransportError(f"没有得到答复：{_words(problem)}", permanent=False, uncertain=True) from None


def refuse_by_status(reply: Reply) -> None:
    """Raise TransportError unless the status is a success; overload and server faults are temporary."""
    status = reply.status
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return
    temporary = status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS)
    temporary = temporary or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    moved = "，要求转到别处，请改用新地址" if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST else ""
    raise TransportError(f"对方答复 HTTP {status}{moved}", permanent=not temporary, retry_after=reply.retry_after)


def _read(response: httpx2.Response, deadline: float) -> bytes:
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) >= MAX_REPLY_BYTES:
            break
        if time.monotonic() > deadline:
            raise httpx2.ReadTimeout("")
    return bytes(body[:MAX_REPLY_BYTES])


def _retry_after(response: httpx2.Response, now: datetime) -> float | None:
    """Retry-After in seconds, from seconds or a date; 飞书 says it in a header of its own."""
    value = response.headers.get("retry-after") or response.headers.get("x-ogw-ratelimit-reset") or ""
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _words(problem: Exception) -> str:
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
        cause = cause.__cause__ or cause.__context__
    return "超时" if isinstance(problem, httpx2.TimeoutException) else type(problem).__name__
