"""How long things may take, each shorter than what waits for it: budget < soft < hard < lease < visibility timeout."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.config import Settings
from gouji.reader import Limits as ReadingLimits

MEMORY_BYTES = 2 << 30  # of one worker process; what a parser or a rule may take is limited there
RECYCLE_KILOBYTES = 400_000
NOTIFY_BUDGET = 5.0  # a mail server that lets us wait must not keep a process from checking
GRACE = 30.0  # for the reports in work when the end comes: as long as a task may take before it is interrupted


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: a task begins nothing new after `budget`, is interrupted at `soft` and killed at `hard`."""

    budget: float
    soft: float
    hard: float


def of_checking(settings: Settings) -> Limits:
    """With the lease of 90 s by default: 20, 30, 60."""
    lease = settings.lease_seconds
    return Limits(budget=lease * 2 / 9, soft=lease / 3, hard=lease * 2 / 3)


def of_reading(settings: Settings) -> ReadingLimits:
    """Most of what a task may take before it is interrupted: with the lease of 90 s by default, 20 of 30."""
    wall = of_checking(settings).soft * 2 / 3
    return ReadingLimits(wall=wall, processor=wall / 2)


def of_notifying(settings: Settings) -> Limits:
    """One slow delivery may take nearly as long as the lease of a notice, which `gouji.notify.outbox.lease` sets."""
    slowest = 10 * settings.notify_timeout_seconds
    return Limits(budget=NOTIFY_BUDGET, soft=slowest + 10, hard=slowest + 20)


def visibility_timeout(settings: Settings) -> int:
    """When the broker gives a message to another worker: later than any lease, or work is done twice for nothing."""
    return int(max(300, 3 * settings.lease_seconds, 2 * of_notifying(settings).hard))
