"""The robot's markdown: a request of at most 20 000 bytes ("message too long, exceed 20000 bytes").

A robot secured by keyword lets through what contains the keyword: every message contains 年报核查.
"""

from __future__ import annotations

from typing import Any

from gouji.digest import Digest
from gouji.notify.alert import Alert
from gouji.notify.markdown import as_markdown
from gouji.notify.message import Message
from gouji.notify.robot import REPEAT, encoded

MAX_BYTES = 20_000


def compose(_digest: Digest, alert: Alert) -> Message:
    """Markdown whose request fits with the remark on a repeat in it."""

    def fits(text: str) -> bool:
        return len(encoded(request(Message(alert.subject, text), repeat=True))) <= MAX_BYTES

    return Message(alert.subject, as_markdown(alert, fits))


def request(message: Message, *, repeat: bool) -> dict[str, Any]:
    """The body; a line end needs two spaces before it, or 钉钉 joins the lines."""
    text = f"{REPEAT}\n\n{message.text}" if repeat else message.text
    return {"msgtype": "markdown", "markdown": {"title": message.subject, "text": text.replace("\n", "  \n")}}
