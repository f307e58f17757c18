"""The ways to people, one folder each: `compose` writes the message, `send` delivers it.

A channel is imported when it is first used: Apprise alone takes longer to import than the rest of gouji.
"""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from typing import Protocol, cast

from gouji.config import Settings
from gouji.digest import Digest
from gouji.notify.alert import Alert
from gouji.notify.message import Message
from gouji.notify.target import Channel, Target


class ChannelPort(Protocol):
    """What the package of a channel offers."""

    def compose(self, digest: Digest, alert: Alert) -> Message:
        """Write the message in this channel's form and within its bounds."""

    def send(
        self,
        target: Target,
        message: Message,
        *,
        secret: str | None,
        dedup_key: str,
        settings: Settings,
        repeat: bool,
        now: datetime,
    ) -> None:
        """Deliver, or raise TransportError. With `repeat` the message may have arrived before, and says so."""


def open_channel(channel: Channel) -> ChannelPort:
    """The package of this channel."""
    return cast("ChannelPort", import_module(f"{__name__}.{channel.value}"))
