"""What the three chat robots have in common: the answer is HTTP 200 whatever happens, and the verdict is in its body.

A code that is listed nowhere is temporary: it is tried again within the bounds of the outbox, and then shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gouji.config import Settings
from gouji.errors import TransportError
from gouji.notify.post import Reply, post, refuse_by_status
from gouji.text import quoted

REPEAT = "（可能重复：上次发送时没有收到确认）"


@dataclass(frozen=True, slots=True)
class Codes:
    """A vendor's answers: the fields that hold its code (the first is named in messages) and its words.

    `temporary` gives seconds to wait (0: as the outbox thinks fit); `permanent` says what a person has to do.
    """

    fields: tuple[str, ...]
    words: str
    temporary: Mapping[int, float] = field(default_factory=dict)
    permanent: Mapping[int, str] = field(default_factory=dict)


def call(url: str, body: Mapping[str, Any], codes: Codes, settings: Settings, now: datetime) -> None:
    """POST a JSON body to a robot; raises TransportError unless it says that it has taken the message."""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    timeout = settings.notify_timeout_seconds
    accept(post(url, encoded(body), headers=headers, timeout=timeout, now=now), codes)


def encoded(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def accept(reply: Reply, codes: Codes) -> None:
    """Return when the robot has taken the message; raise TransportError with its own words otherwise."""
    answer = _object(reply.body)
    found = [answer[name] for name in codes.fields if isinstance(answer.get(name), int)]
    if not found:
        refuse_by_status(reply)
        raise TransportError("对方的答复读不懂，未确认是否收下", permanent=False, uncertain=True)
    wrong = next((code for code in found if code != 0), None)
    if wrong is not None:
        raise _refusal(wrong, str(answer.get(codes.words) or ""), codes, reply)
    refuse_by_status(reply)


def _refusal(code: int, words: str, codes: Codes, reply: Reply) -> TransportError:
    said = f"{codes.fields[0]} {code}" + (f" {quoted(words, 200)}" if words else "")
    if code in codes.permanent:
        return TransportError(f"{codes.permanent[code]}（{said}）", permanent=True)
    wait = reply.retry_after or codes.temporary.get(code) or None
    kind = "对方要求稍后再发" if code in codes.temporary else "对方未收下"
    return TransportError(f"{kind}（{said}）", permanent=False, retry_after=wait)


def _object(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):  # the latter of a great many brackets
        return {}
    return answer if isinstance(answer, dict) else {}
