"""Sending through Apprise, which says only whether it believes that the message was taken."""

from __future__ import annotations

from datetime import datetime

import apprise

from gouji.config import Settings
from gouji.errors import TransportError
from gouji.notify.message import Message
from gouji.notify.robot import REPEAT
from gouji.notify.target import Target


def knows(address: str) -> bool:
    """Whether there is a service that this address belongs to."""
    return bool(apprise.Apprise().add(address))


def send(
    target: Target,
    message: Message,
    *,
    secret: str | None,  # noqa: ARG001 - Apprise keeps secrets in its addresses
    dedup_key: str,  # noqa: ARG001 - Apprise knows no key by which a repeat could be told
    settings: Settings,
    repeat: bool,
    now: datetime,  # noqa: ARG001 - nothing is signed
) -> None:
    """Deliver; raises TransportError when Apprise does not know the address (for good) or reports a failure."""
    service = apprise.Apprise()
    if not service.add(target.address):
        raise TransportError("Apprise 不认识这个地址", permanent=True)
    text = f"{REPEAT}\n{message.text}" if repeat else message.text
    timeout = 2 * settings.notify_timeout_seconds
    if not service.notify(body=text, title=message.subject, body_format=apprise.NotifyFormat.TEXT, timeout=timeout):
        raise TransportError("Apprise 报告发送失败（详见日志）", permanent=False)
