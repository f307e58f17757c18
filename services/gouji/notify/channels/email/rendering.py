"""A mail: the subject, the text, and the same as HTML."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr

from gouji.digest import Digest
from gouji.notify.alert import Alert
from gouji.notify.message import Message
from gouji.notify.rendering import as_html, as_text

REPEAT = "（可能重复）"


def compose(_digest: Digest, alert: Alert) -> Message:
    """Text and HTML."""
    return Message(alert.subject, as_text(alert), as_html(alert))


def mail(message: Message, *, sender: str, recipient: str, dedup_key: str, repeat: bool, now: datetime) -> EmailMessage:
    """The mail itself; its Message-ID is the same for every attempt, by which mail systems drop a repeat."""
    name, address = parseaddr(sender)
    letter = EmailMessage(policy=SMTP)
    letter["From"] = formataddr((name, address))
    letter["To"] = recipient
    letter["Subject"] = _subject(message, repeat=repeat)
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = f"<{dedup_key[:40]}@{address.rpartition('@')[2] or 'localhost'}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.text, cte="base64")
    if message.html:
        letter.add_alternative(message.html, subtype="html", cte="base64")
    return letter


def _subject(message: Message, *, repeat: bool) -> str:
    """Full-width spaces, because `email` loses a space that falls between two encoded words."""
    return (f"{REPEAT}{message.subject}" if repeat else message.subject).replace(" ", "\u3000")
