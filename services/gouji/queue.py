"""The one-method port through which work is started; who listens behind it is not the product's business."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol


class Work(StrEnum):
    """The kinds of work: submissions to check, notices to deliver, stored reports to judge again."""

    CHECK = "check"
    NOTIFY = "notify"
    RECHECK = "recheck"


class Queue(Protocol):
    """Somebody who can be told that there is work; a hint may be lost, repeated or late and nothing is harmed."""

    def hint(self, kind: Work, ids: Sequence[int]) -> None:
        """Say that these rows are worth a look; raises QueueUnavailable when nobody can be told."""
