"""Bad days: workers are killed, the broker is gone, the end comes too soon. Nothing is lost or doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from running import Running, alive, eventually, holding, no_broker, report, running, surroundings, words

from gouji.submission import State

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="process trees are looked at in /proc")


def actions(service: Running, submission: int) -> Counter[str]:
    return Counter(entry.action for entry in service.store.history(submission))


def check_everything(service: Running, count: int) -> None:
    """Drop so many different reports, and see each of them checked once."""
    for number in range(count):
        service.drop(f"{number}.txt", report(f"某县第{number}局", count=number))
    eventually(lambda: service.store.balance().submissions[State.CHECKED] == count, 60, "all to be checked")
    views = service.submissions()
    assert [(view.attempts, view.version) for view in views] == [(1, 1)] * count
    assert len({view.unit for view in views}) == count


def test_the_whole_way_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    with running(tmp_path / "home", database_url=postgres_url) as service:
        check_everything(service, 40)
        assert not (service.home / "gouji.db").exists()


def test_the_whole_way_without_a_broker(tmp_path: Path) -> None:
    with running(tmp_path / "home", no_broker(tmp_path / "no-broker"), workers="2") as service:
        assert service.find("redis.sock") == []
        pollers = service.find("gouji_workers poller")
        assert len(pollers) == 2
        check_everything(service, 40)
        os.kill(pollers[0], signal.SIGKILL)
        service.drop("之后.txt", report("某县地震局"))
        assert service.wait_for_state("之后.txt").state is State.CHECKED
        eventually(lambda: len(service.find("gouji_workers poller")) == 2, what="another poller")


@pytest.mark.parametrize("broker", [True, False])
def test_a_worker_killed_at_work_has_its_report_done_once_by_the_next(tmp_path: Path, broker: bool) -> None:  # noqa: FBT001 - a table
    home = tmp_path / "home"
    held = holding(home)
    environment = {} if broker else no_broker(tmp_path / "no-broker")
    with running(home, environment, workers="1", lease_seconds="9") as service:
        service.drop("年报.txt")
        eventually((held / "begun").exists, what="the work to begin")
        assert service.submissions("年报.txt")[0].state is State.PROCESSING
        for process in service.pool():
            os.kill(process, signal.SIGKILL)
        (held / "go").touch()
        view = service.wait_for_state("年报.txt")
        assert (view.state, view.attempts, view.version) == (State.CHECKED, 2, 1)
        assert actions(service, view.id)["submission.finished"] == 1
        checked = service.store.checked(view.id)
        assert checked
        assert len(checked.versions) == 1


def test_files_that_arrive_while_the_broker_is_frozen_are_recorded_and_done_later(tmp_path: Path) -> None:
    with running(tmp_path / "home") as service:
        [broker] = service.find("redis.sock")
        os.kill(broker, signal.SIGSTOP)
        for number in range(30):
            service.drop(f"{number}.txt", report(f"某县第{number}局"))
        eventually(lambda: service.store.balance().seen == 30, 60, "all to be recorded")
        os.kill(broker, signal.SIGCONT)
        eventually(lambda: service.store.balance().submissions[State.CHECKED] == 30, 60, "all to be checked")


def test_an_end_in_the_middle_of_the_work_loses_nothing(tmp_path: Path) -> None:
    with running(tmp_path / "home") as service:
        for number in range(150):
            service.drop(f"{number}.txt", report(f"某县第{number}局"))
        eventually(lambda: service.store.balance().done >= 5, what="some of the work")
        processes = service.processes()
        begun = time.monotonic()
        assert service.end() == 0
        assert time.monotonic() - begun < 15  # the reports in work, and no more
        eventually(lambda: not any(map(alive, processes)), what="the end of all processes")
        balance = service.store.balance()
        assert balance.submissions[State.PROCESSING] == 0
        assert balance.submissions[State.FAILED] == 0
        assert balance.waiting > 0
    with running(tmp_path / "home") as service:
        eventually(lambda: service.store.balance().submissions[State.CHECKED] == 150, 60, "the rest of the work")
        views = service.submissions()
        assert [view.attempts for view in views] == [1] * 150
        assert all(actions(service, view.id)["submission.finished"] == 1 for view in views)


def test_parts_that_run_alone_make_a_service(tmp_path: Path, postgres_url: str) -> None:
    """As on several machines: a database, a broker, and each part started by itself."""
    with running(tmp_path / "broker") as lender:  # for its broker only
        socket = words(lender.find("redis.sock")[0]).split("unixsocket:")[1].strip()
        settings = {"database_url": postgres_url, "broker_url": f"redis+socket://{socket}?virtual_host=1"}
        environment = surroundings(tmp_path / "home", **settings)
        gouji = [sys.executable, "-c", "from gouji.cli import main; main()"]
        subprocess.run([*gouji, "db", "upgrade"], env=environment, cwd=tmp_path, check=True)
        there = Running(environment, [*gouji, "watch"])
        others = [
            subprocess.Popen([*gouji, part], env=environment, cwd=tmp_path) for part in ("worker", "worker", "web")
        ]
        try:
            eventually(there.inbox.is_dir, 60, "the watcher")
            there.drop("年报.txt")
            assert there.wait_for_state("年报.txt", 60).state is State.CHECKED
        finally:
            for other in others:
                other.terminate()
            assert [there.end(), *(other.wait(60) for other in others)] == [0, 0, 0, 0]
            there.store.close()
