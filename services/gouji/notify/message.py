"""A message as it is stored and sent: a subject, a text in the channel's form, and what else it can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gouji.digest import NoticeClaim


@dataclass(frozen=True, slots=True)
class Message:
    """What one channel sends. `text` is plain text for mail, bounded markdown for the robots."""

    subject: str
    text: str
    html: str | None = None
    payload: dict[str, Any] | None = None


def claimed(claim: NoticeClaim) -> Message:
    """The message of a stored notice."""
    return Message(claim.subject, claim.text, claim.html, claim.payload)
