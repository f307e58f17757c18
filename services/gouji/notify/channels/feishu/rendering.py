"""The robot's card: a coloured heading and markdown, in a request of at most 20 KB.

Source: open.feishu.cn, 自定义机器人使用指南. Its markdown decodes HTML entities, which `neutral` makes harmless too.
"""

from __future__ import annotations

from typing import Any

from gouji.digest import Digest
from gouji.model import Verdict
from gouji.notify.alert import Alert
from gouji.notify.markdown import as_markdown
from gouji.notify.message import Message
from gouji.notify.robot import REPEAT, encoded

#: 20 KB, less what timestamp and signature add.
MAX_BYTES = 20_000 - 120
COLOURS = {Verdict.COMPLIANT: "green", Verdict.PROBLEMS: "red", Verdict.INCOMPLETE: "orange"}


def compose(digest: Digest, alert: Alert) -> Message:
    """Markdown whose request fits with the remark on a repeat in it; the payload holds the heading's colour."""
    payload = {"colour": COLOURS[digest.verdict]}

    def fits(text: str) -> bool:
        return len(encoded(request(Message(alert.subject, text, payload=payload), repeat=True))) <= MAX_BYTES

    return Message(alert.subject, as_markdown(alert, fits), payload=payload)


def request(message: Message, *, repeat: bool) -> dict[str, Any]:
    """The body without its signature."""
    text = f"{REPEAT}\n\n{message.text}" if repeat else message.text
    header = {
        "template": (message.payload or {}).get("colour", "blue"),
        "title": {"tag": "plain_text", "content": message.subject},
    }
    card = {
        "config": {"wide_screen_mode": True},
        "header": header,
        "elements": [{"tag": "markdown", "content": text}],
    }
    return {"msg_type": "interactive", "card": card}
