"""Watching: the folder is the truth; events only wake, and where there are none the folder is polled."""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from gouji.config import Settings
from gouji.store import Store
from gouji.submission import State
from gouji_workers.bell import Bell
from gouji_workers.events import Events, has_no_events
from gouji_workers.hints import NoBroker
from gouji_workers.opening import utc_now
from gouji_workers.watch import NOTE, Watching

Watch = Callable[..., "Loop"]


class Loop:
    """The loop of `gouji watch`, turned by the test."""

    def __init__(self, home: Path, store: Store, **settings: object) -> None:
        given = {"settle_seconds": 0.05, "scan_seconds": 3600, **settings}
        self.settings = Settings(home=home, **given)
        self.inbox = self.settings.inbox_path
        self.inbox.mkdir(exist_ok=True)
        self.bell, self.store = Bell(), store
        self.watching = Watching(self.settings, self.bell, store, NoBroker())
        self.turn_until(lambda: store.noted(NOTE))

    def turn_until(self, done: Callable[[], object], seconds: float = 20.0) -> None:
        deadline = time.monotonic() + seconds
        while not done():
            self.bell.wait(min(self.watching.turn(), 0.2))
            assert time.monotonic() < deadline, "nothing came of it"

    def names(self) -> list[str]:
        return [view.file_name for view in reversed(self.store.list_submissions(limit=1000))]

    def sees(self, name: str) -> None:
        self.turn_until(lambda: name in self.names())


@pytest.fixture
def watch(tmp_path: Path, store: Store) -> Iterator[Watch]:
    loops: list[Loop] = []

    def start(**settings: object) -> Loop:
        loops.append(Loop(tmp_path, store, **settings))
        return loops[-1]

    yield start
    for loop in loops:
        loop.watching.close()


def test_an_event_wakes_it_long_before_the_next_scan(watch: Watch) -> None:
    loop = watch(watching="events")
    (loop.inbox / "a.txt").write_text("x")
    loop.sees("a.txt")


def test_files_in_a_new_folder_and_in_a_folder_moved_in_are_seen(watch: Watch, tmp_path: Path) -> None:
    loop = watch(watching="events")
    (loop.inbox / "new").mkdir()
    (loop.inbox / "new" / "a.txt").write_text("x")
    loop.sees("a.txt")
    (tmp_path / "whole" / "deep").mkdir(parents=True)
    (tmp_path / "whole" / "deep" / "b.txt").write_text("y")
    (tmp_path / "whole").rename(loop.inbox / "whole")
    loop.sees("b.txt")
    (loop.inbox / "whole" / "deep" / "c.txt").write_text("z")
    loop.sees("c.txt")


def test_a_file_renamed_from_a_temporary_name_is_seen(watch: Watch) -> None:
    loop = watch(watching="events")
    (loop.inbox / "a.txt.part").write_text("x")
    (loop.inbox / "a.txt.part").rename(loop.inbox / "a.txt")
    loop.sees("a.txt")
    assert loop.names() == ["a.txt"]


def test_without_events_the_folder_is_polled(watch: Watch) -> None:
    loop = watch(watching="polling")
    assert loop.watching.polling
    (loop.inbox / "a.txt").write_text("x")
    loop.sees("a.txt")


def test_an_inbox_that_is_replaced_is_watched_again(watch: Watch) -> None:
    loop = watch(watching="events")
    shutil.rmtree(loop.inbox)
    loop.inbox.mkdir()
    (loop.inbox / "a.txt").write_text("x")
    loop.sees("a.txt")
    (loop.inbox / "b.txt").write_text("y")
    loop.sees("b.txt")


def test_a_burst_of_files_is_taken_whole(watch: Watch) -> None:
    loop = watch(watching="events")
    for number in range(1000):
        (loop.inbox / f"{number}.txt").write_text(str(number))
    loop.turn_until(lambda: loop.store.balance().seen == 1000, 60)


def test_lost_events_call_for_a_look(watch: Watch) -> None:
    loop = watch(watching="events")
    loop.turn_until(lambda: not loop.bell.wait(0.3))
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; filesystem events were lost")
    assert loop.bell.wait(1)


def test_temporary_files_and_its_own_looking_do_not_wake_it(watch: Watch) -> None:
    loop = watch(watching="auto")
    (loop.inbox / "a.txt").write_text("x")
    loop.sees("a.txt")
    loop.turn_until(lambda: not loop.bell.wait(2.5))
    (loop.inbox / "~$a.docx").write_text("x")
    (loop.inbox / "a.part").write_text("x")
    assert not loop.bell.wait(0.3)


def test_a_canary_that_goes_unseen_means_polling_and_one_that_is_seen_events(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    settings.inbox_path.mkdir()
    events = Events(settings, lambda: None)
    assert not events.polling
    events.tend(0.0)
    deadline = time.monotonic() + 10
    while events.tend(1.0) or events._released is not None:
        assert time.monotonic() < deadline
    events.tend(10.0)
    assert not events.polling
    events._released = 20.0  # a canary of which nothing is heard
    events.tend(23.0)
    assert events.polling
    events._next_canary = 0.0
    events.tend(30.0)
    while events.polling:
        assert time.monotonic() < deadline
    events.close()


@pytest.mark.parametrize(("folder", "expected"), [("/", False), ("/proc", False)])
def test_local_file_systems_have_events(folder: str, expected: bool) -> None:  # noqa: FBT001 - a table
    assert has_no_events(Path(folder)) is expected


def test_what_was_left_behind_is_hinted_again(watch: Watch, store: Store) -> None:
    loop = watch(watching="events")
    (loop.inbox / "a.txt").write_text("x")
    loop.sees("a.txt")
    [claim] = store.claim([1], utc_now(), timedelta(milliseconds=50), "dead:1")
    assert claim.attempts == 1
    loop.turn_until(lambda: store.due_submissions(utc_now()) == [1])


def test_it_leaves_word_of_what_cannot_be_taken(watch: Watch, store: Store) -> None:
    watch(watching="events")
    noted = store.noted(NOTE)
    assert noted
    word = json.loads(noted[0])
    assert {key: word[key] for key in ("polling", "paused", "refused", "waiting")} == {
        "polling": False,
        "paused": None,
        "refused": {},
        "waiting": 0,
    }


def test_a_database_that_goes_away_and_comes_back_costs_nothing(watch: Watch, store: Store, tmp_path: Path) -> None:
    loop = watch(watching="events")
    store.close()
    database, away = tmp_path / "gouji.db", tmp_path / "away"
    away.mkdir()
    for part in tmp_path.glob("gouji.db*"):
        part.rename(away / part.name)
    (loop.inbox / "a.txt").write_text("x")
    loop.turn_until(lambda: loop.watching._trouble > 0)
    store.close()
    for part in tmp_path.glob("gouji.db*"):
        part.unlink()
    for part in away.iterdir():
        part.rename(database.with_name(part.name))
    loop.turn_until(lambda: loop.store.balance().submissions[State.WAITING] == 1)
