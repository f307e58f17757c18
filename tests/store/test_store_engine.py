import os
import sqlite3
import subprocess
import sys
import threading
import time

import pytest
from sqlalchemy import update
from sqlalchemy.exc import StatementError
from store_samples import NOW, a_checked, a_claim, a_drop, a_finding, no_notices

from gouji.errors import BadSetting, StoreUnavailable
from gouji.store import Store, facts
from gouji.store.engine import make_engine, run
from gouji.store.tables import Meta


@pytest.fixture
def sqlite_store(tmp_path):
    made = Store(f"sqlite:///{tmp_path / 'gouji.db'}")
    made.upgrade()
    yield made
    made.close()


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "postgres://x/y", "oracle://x"])
def test_a_url_of_another_database_is_refused_and_the_setting_named(url):
    with pytest.raises(BadSetting, match="GOUJI_DATABASE_URL"):
        Store(url)


def test_making_a_store_touches_nothing(tmp_path):
    Store(f"sqlite:///{tmp_path / 'gouji.db'}")
    assert list(tmp_path.iterdir()) == []


def test_sqlite_is_set_for_safety(sqlite_store):
    with sqlite_store._own_engine().connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


def test_a_row_that_refers_to_nothing_is_refused(store):
    claim = a_claim(store)
    store.finish_checked(claim, a_checked((a_finding(),)), NOW, no_notices)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        run(
            store._own_engine(),
            lambda connection: connection.exec_driver_sql("DELETE FROM submissions"),
            writes=True,
        )


def test_a_writer_waits_for_another_instead_of_failing(sqlite_store, tmp_path):
    other = sqlite3.connect(tmp_path / "gouji.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, other.rollback).start()
    began = time.monotonic()
    sqlite_store.note("key", "value", NOW)
    assert sqlite_store.noted("key") == ("value", NOW)
    assert time.monotonic() - began > 0.2
    other.close()


def test_a_reader_does_not_wait_for_a_writer(sqlite_store, tmp_path):
    other = sqlite3.connect(tmp_path / "gouji.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert sqlite_store.balance().seen == 0
    other.close()


def test_threads_share_a_store(store):
    drops = [[a_drop(f"{thread}-{n}", f"{thread}-{n}") for n in range(5)] for thread in range(8)]
    threads = [threading.Thread(target=lambda batch=batch: store.record_drops(batch, NOW)) for batch in drops]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.balance().seen == 40


_FORKS = """
import os, sys
from datetime import datetime, UTC
from gouji.store import Store
store = Store(sys.argv[1])
now = datetime(2020, 1, 1, tzinfo=UTC)
store.note("parent", "before", now)
children = []
for number in range(3):
    child = os.fork()
    if child == 0:
        for turn in range(10):
            store.note(f"child{number}", str(turn), now)
        os._exit(0 if store.noted("parent") == ("before", now) else 1)
    children.append(child)
store.note("parent", "before", now)
assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0, 0]
store.note("parent", "after", now)
print([store.noted(key)[0] for key in ("parent", "child0", "child1", "child2")])
"""


def test_a_store_may_be_used_on_both_sides_of_a_fork(store, database_url):
    done = subprocess.run(
        [sys.executable, "-c", _FORKS, database_url], capture_output=True, text=True, check=False, env=os.environ
    )
    assert (done.stdout, done.stderr) == ("['after', '9', '9', '9']\n", "")


def test_two_that_lock_each_other_out_both_succeed(postgres_url):
    """PostgreSQL ends one of them; it is tried again. (SQLite has one writer at a time.)"""
    store = Store(postgres_url)
    store.upgrade()
    for key in "ab":
        store.note(key, "0", NOW)
    both_hold_one = threading.Barrier(2)
    tries = []

    def work(connection, first, second):
        tries.append(first)
        connection.execute(update(Meta).where(Meta.key == first).values(value=first))
        if len(tries) <= 2:
            both_hold_one.wait(timeout=30)
        connection.execute(update(Meta).where(Meta.key == second).values(value=first))

    engine = store._own_engine()
    threads = [
        threading.Thread(target=lambda keys=keys: run(engine, lambda connection: work(connection, *keys), writes=True))
        for keys in ("ab", "ba")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(tries[:2]) == ["a", "b"]
    assert len(tries) == 3
    assert store.noted("a")[0] == store.noted("b")[0] == tries[2]
    store.close()


def test_a_store_outlives_a_restart_of_the_server(postgres_server, postgres_url):
    store = Store(postgres_url)
    store.upgrade()
    store.note("key", "value", NOW)
    postgres_server.halt()
    try:
        with pytest.raises(StoreUnavailable, match="数据库不可用"):
            store.ping()
    finally:
        postgres_server.start()
    assert store.noted("key") == ("value", NOW)
    store.close()


def test_a_lost_connection_is_noticed_and_the_work_done_on_another(postgres_url):
    store = Store(postgres_url)
    store.upgrade()
    engine, cut = store._own_engine(), []

    def work(connection):
        if not cut:
            cut.append(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar())
            with make_engine(postgres_url).connect() as other:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({cut[0]})")
        facts.note(connection, "key", "value", NOW)

    run(engine, work, writes=True)
    assert store.noted("key") == ("value", NOW)
    store.close()


def test_an_error_does_not_carry_what_was_to_be_written(store):
    with pytest.raises(StatementError) as raised:
        store.add_subscription("mailto:13800000000@example.org", NOW, "admin", region=7)
    assert "INSERT INTO subscriptions" in str(raised.value)
    assert "13800000000" not in str(raised.value)


def test_a_database_file_that_is_gone_is_unavailable_until_it_is_back(sqlite_store, tmp_path):
    sqlite_store.note("a", "1", NOW)
    (tmp_path / "gouji.db").rename(tmp_path / "elsewhere")
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="打不开数据库文件"):
            sqlite_store.ping()
        with pytest.raises(StoreUnavailable, match="打不开数据库文件"):
            sqlite_store.note("a", "2", NOW)
    assert not (tmp_path / "gouji.db").exists()
    (tmp_path / "elsewhere").rename(tmp_path / "gouji.db")
    assert sqlite_store.noted("a") == ("1", NOW)


def test_another_file_in_the_place_of_the_database_is_noticed(sqlite_store, tmp_path):
    sqlite_store.note("a", "1", NOW)
    with sqlite3.connect(tmp_path / "gouji.db") as source, sqlite3.connect(tmp_path / "backup.db") as copy:
        source.backup(copy)
    (tmp_path / "backup.db").replace(tmp_path / "gouji.db")
    with pytest.raises(StoreUnavailable, match="被换成了另一个"):
        sqlite_store.note("a", "2", NOW)
    assert sqlite_store.noted("a") == ("1", NOW)


@pytest.mark.skipif(os.name != "posix", reason="permissions of files")
def test_nobody_else_may_read_the_database(sqlite_store, tmp_path):
    sqlite_store.note("a", "1", NOW)
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.glob("gouji.db*")} == dict.fromkeys(
        ("gouji.db", "gouji.db-shm", "gouji.db-wal"), "0o600"
    )


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnavailable):
        Store(f"sqlite:///{tmp_path / 'file' / 'gouji.db'}").ping()
