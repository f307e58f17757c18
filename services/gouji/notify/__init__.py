"""Notify: a checked report × subscriptions → notices → people."""

from __future__ import annotations

from gouji.notify.compose import compose, trial
from gouji.notify.message import Message
from gouji.notify.outbox import Delivery, deliver
from gouji.notify.route import configured, route
from gouji.notify.target import Channel, Target, parse_target

__all__ = [
    "Channel",
    "Delivery",
    "Message",
    "Target",
    "compose",
    "configured",
    "deliver",
    "parse_target",
    "route",
    "trial",
]
