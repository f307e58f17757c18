"""Sending JSON to a webhook.

    Idempotency-Key: <64 hex digits>            the same for every attempt at one notice; keep it to drop repeats
    X-Gouji-Timestamp: <seconds since 1970>
    X-Gouji-Signature: sha256=<64 hex digits>   only with a secret

How a receiver verifies: take the raw body, compute HMAC-SHA256 under the secret of `timestamp + "." + body`, compare
in constant time with the signature, and refuse timestamps more than five minutes away. Answer 2xx when the notice is
safe; 408, 425, 429 and 5xx bring it again later (`Retry-After` is heeded), any other answer ends it as undeliverable.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from gouji.config import Settings
from gouji.notify.message import Message
from gouji.notify.post import post, refuse_by_status
from gouji.notify.robot import encoded
from gouji.notify.target import Target


def send(
    target: Target,
    message: Message,
    *,
    secret: str | None,
    dedup_key: str,
    settings: Settings,
    repeat: bool,
    now: datetime,
) -> None:
    """Deliver; raises TransportError unless the answer is 2xx."""
    body = encoded({**(message.payload or {"subject": message.subject}), "may_be_repeat": repeat})
    timestamp = str(int(now.timestamp()))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": dedup_key,
        "X-Gouji-Timestamp": timestamp,
    }
    if secret:
        headers["X-Gouji-Signature"] = signature(secret, timestamp, body)
    reply = post(target.address, body, headers=headers, timeout=settings.notify_timeout_seconds, now=now)
    refuse_by_status(reply)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The value of X-Gouji-Signature."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
