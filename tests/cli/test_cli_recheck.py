"""`gouji reports recheck`: what ended in 出错 goes back into the queue, by hand."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gouji.store import Store
from gouji.submission import Drop, Signature, State

GOUJI = Path(sys.executable).with_name("gouji")
NOW = datetime(2024, 1, 15, 9, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    """Two files that ended in 出错, one that was no report, one that waits."""
    store = Store(f"sqlite:///{tmp_path / 'gouji.db'}", max_attempts=1)
    store.upgrade()
    drops = [a_drop(number) for number in range(4)]
    ids = [one.submission_id for one in store.record_drops(drops, NOW)]
    for claim in store.claim(ids[:3], NOW, timedelta(seconds=90), "test"):
        if claim.id == ids[2]:
            store.finish(claim, State.REJECTED, "这是通知", NOW)
        else:
            store.retry(claim, "归档不在", NOW, NOW)
    yield store
    store.close()


def a_drop(number):
    name = f"{number}.txt".encode()
    return Drop(f"{number:064x}", 1, name, name.decode(), name, Signature(1, number, number))


def recheck(home, *words):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GOUJI_")}
    environment["GOUJI_HOME"] = str(home)
    command = [GOUJI, "reports", "recheck", *words]
    run = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout.strip(), run.stderr.strip()


def states(store):
    return [view.state for view in reversed(store.list_submissions())]


def test_all_that_failed_wait_again_and_nothing_else(store, tmp_path):
    assert states(store) == [State.FAILED, State.FAILED, State.REJECTED, State.WAITING]
    assert recheck(tmp_path, "--failed") == (0, "已把 2 份文件重新列为待处理。", "")
    assert states(store) == [State.WAITING, State.WAITING, State.REJECTED, State.WAITING]
    assert recheck(tmp_path, "--failed") == (0, "没有需要重新核查的文件。", "")


def test_what_cannot_be_checked_again_is_named(store, tmp_path):
    status, said, complaint = recheck(tmp_path, "1", "3", "99")
    assert (status, said) == (1, "已把 1 份文件重新列为待处理。")
    assert complaint.startswith("错误：3、99 不能重新核查")
    assert states(store) == [State.WAITING, State.FAILED, State.REJECTED, State.WAITING]


@pytest.mark.parametrize("words", [(), ("1", "--failed")])
def test_numbers_or_all_but_not_both_or_neither(store, tmp_path, words):
    status, _, complaint = recheck(tmp_path, *words)
    assert status == 2
    assert "二者选一" in complaint
    assert states(store)[0] is State.FAILED
