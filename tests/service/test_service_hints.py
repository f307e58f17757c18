"""Hints: small messages, not the same twice within seconds, and a dead broker is left alone for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from kombu.exceptions import OperationalError

from gouji.config import Settings
from gouji.errors import QueueUnavailable
from gouji.notify.outbox import lease as notice_lease
from gouji.queue import Work
from gouji_workers import limits
from gouji_workers.hints import CeleryQueue, Hints


@dataclass
class Told:
    """The far end: what was sent, and whether it can be reached."""

    sent: list[tuple[str, list[int]]] = field(default_factory=list)
    reachable: bool = True

    def send_task(self, name: str, args: list[list[int]]) -> None:
        if not self.reachable:
            raise OperationalError("connection refused")
        self.sent.append((name, args[0]))


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def lengths(hints: Sequence[tuple[Any, list[int]]]) -> list[int]:
    return [len(ids) for _, ids in hints]


@pytest.mark.parametrize(
    ("kind", "count", "expected"),
    [
        (Work.CHECK, 0, []),
        (Work.CHECK, 1, [1]),
        (Work.CHECK, 12, [2] * 6),
        (Work.CHECK, 50, [9, 9, 9, 9, 9, 5]),
        (Work.CHECK, 500, [20] * 25),
        (Work.NOTIFY, 500, [5] * 100),
    ],
)
def test_few_rows_are_shared_among_all_and_many_go_in_messages_of_twenty(
    kind: Work, count: int, expected: list[int]
) -> None:
    told = Told()
    CeleryQueue(told, hands=3).hint(kind, list(range(count)))
    assert lengths(told.sent) == expected
    assert [number for _, ids in told.sent for number in ids] == list(range(count))


def test_what_was_said_is_not_said_again_for_some_seconds() -> None:
    told, clock = Told(), Clock()
    hints = Hints(CeleryQueue(told, hands=1), clock)
    hints.hint(Work.CHECK, [1])
    hints.hint(Work.CHECK, [1])
    hints.hint(Work.NOTIFY, [1])
    clock.now = 4.9
    hints.hint(Work.CHECK, [1])
    assert told.sent == [("check.submissions", [1]), ("notify.notices", [1])]
    clock.now = 5.0
    hints.hint(Work.CHECK, [1])
    assert told.sent[2:] == [("check.submissions", [1])]


def test_what_waits_long_is_said_less_and_less_often() -> None:
    told, clock = Told(), Clock()
    hints = Hints(CeleryQueue(told, hands=1), clock)
    said = []
    for second in range(300):
        clock.now = float(second)
        before = len(told.sent)
        hints.hint(Work.CHECK, [1])
        said += [second] * (len(told.sent) - before)
    assert said == [0, 5, 15, 35, 75, 135, 195, 255]
    clock.now = 305.0  # it was taken, and has come back
    hints.hint(Work.CHECK, [1])
    assert len(told.sent) == len(said) + 1


def test_all_is_said_again_when_the_broker_was_away() -> None:
    told, clock = Told(), Clock()
    hints = Hints(CeleryQueue(told, hands=1), clock)
    hints.hint(Work.CHECK, [1])
    told.reachable = False
    with pytest.raises(QueueUnavailable, match="connection refused"):
        hints.hint(Work.CHECK, [2])
    told.reachable, clock.now = True, 1.0
    hints.hint(Work.CHECK, [1, 2])
    assert [number for _, ids in told.sent for number in ids] == [1, 1, 2]


def test_what_could_not_be_said_is_said_once_the_broker_is_back() -> None:
    told, clock = Told(reachable=False), Clock()
    hints = Hints(CeleryQueue(told, hands=1), clock)
    with pytest.raises(QueueUnavailable, match="connection refused"):
        hints.hint(Work.CHECK, [1])
    told.reachable = True
    with pytest.raises(QueueUnavailable, match="稍后再试"):
        hints.hint(Work.CHECK, [1])
    hints.hint(Work.CHECK, [])
    clock.now = 1.0
    hints.hint(Work.CHECK, [1])
    assert told.sent == [("check.submissions", [1])]


@pytest.mark.parametrize("lease", [9, 90, 600])
@pytest.mark.parametrize("timeout", [1.0, 10.0, 60.0])
def test_each_limit_is_shorter_than_what_waits_for_it(lease: int, timeout: float) -> None:
    settings = Settings(lease_seconds=lease, notify_timeout_seconds=timeout)
    checking, notifying = limits.of_checking(settings), limits.of_notifying(settings)
    visibility = limits.visibility_timeout(settings)
    assert checking.budget < checking.soft < checking.hard < lease < visibility
    assert notifying.budget < notifying.soft < notifying.hard < notice_lease(settings).total_seconds() < visibility


def test_the_limits_of_the_default_lease_are_those_that_were_measured() -> None:
    assert limits.of_checking(Settings()) == limits.Limits(budget=20.0, soft=30.0, hard=60.0)
    assert limits.visibility_timeout(Settings()) == 300
