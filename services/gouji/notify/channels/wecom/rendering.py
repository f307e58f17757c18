"""The robot's markdown: at most 4096 bytes of UTF-8 (developer.work.weixin.qq.com/document/path/91770)."""

from __future__ import annotations

from gouji.digest import Digest
from gouji.notify.alert import Alert
from gouji.notify.markdown import as_markdown
from gouji.notify.message import Message
from gouji.notify.robot import REPEAT

MAX_BYTES = 4096


def compose(_digest: Digest, alert: Alert) -> Message:
    """Markdown that fits with the remark on a repeat in front."""
    return Message(alert.subject, as_markdown(alert, lambda text: len(marked(text).encode()) <= MAX_BYTES))


def marked(text: str) -> str:
    """The text with the remark that it may have come before."""
    return f"{REPEAT}\n{text}"
