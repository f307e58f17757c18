"""Plain text; Apprise cuts it to what each service allows."""

from __future__ import annotations

from gouji.digest import Digest
from gouji.notify.alert import Alert
from gouji.notify.message import Message
from gouji.notify.rendering import as_text


def compose(_digest: Digest, alert: Alert) -> Message:
    """The plain text."""
    return Message(alert.subject, as_text(alert))
