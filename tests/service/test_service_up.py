"""`gouji up`: one process tree from the inbox to the page, that starts quickly and ends cleanly."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from running import COMMAND, Running, alive, eventually, report, running

from gouji.submission import State

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="process trees are looked at in /proc")


def test_a_dropped_report_is_checked_and_shown(service: Running) -> None:
    service.drop("年报.txt", report(count=1))
    view = service.wait_for_state("年报.txt")
    assert (view.state, view.unit, view.year, view.version) == (State.CHECKED, "某县统计局", 2023, 1)
    assert "某县统计局" in service.get("/")
    assert json.loads(service.get("/healthz")) == {"status": "ok", "reasons": [], "waiting": 0}


def test_every_drop_ends_in_one_visible_state_with_a_reason(service: Running) -> None:
    service.drop("扫描件.docx", b"%PDF-1.4\n%%EOF")
    service.drop("通知.txt", "关于召开会议的通知\n请各单位准时参加。\n".encode())
    unreadable, stranger = service.wait_for_state("扫描件.docx"), service.wait_for_state("通知.txt")
    assert (unreadable.state, stranger.state) == (State.NOT_ASSESSABLE, State.REJECTED)
    assert unreadable.reason
    assert stranger.reason


def test_the_same_content_is_checked_once_and_the_second_drop_says_so(service: Running) -> None:
    service.drop("甲/一.txt", report(count=2))
    first = service.wait_for_state("一.txt")
    service.drop("甲/二.txt", report(count=2))
    second = service.wait_for_state("二.txt")
    assert (second.state, second.duplicate_of) == (State.REJECTED, first.id)
    assert second.reason


def test_other_content_of_the_same_unit_and_year_is_the_next_version(service: Running) -> None:
    service.drop("版本.txt", report("某县水利局", count=3))
    assert service.wait_for_state("版本.txt").version == 1
    service.drop("版本.txt", report("某县水利局", count=4))
    eventually(lambda: [view.version for view in service.submissions("版本.txt")] == [1, 2], what="the second version")


def test_folders_named_after_unit_and_year_say_so(service: Running) -> None:
    service.drop("2022/某县教育局/无题.txt", report("某县教育局", 2022).replace("某县教育局2022年".encode(), b""))
    view = service.wait_for_state("无题.txt")
    assert (view.unit, view.year) == ("某县教育局", 2022)


def test_a_second_start_on_the_same_data_is_refused_in_words(service: Running) -> None:
    second = subprocess.run(COMMAND, env=service.environment, cwd=service.home, capture_output=True, check=False)
    assert second.returncode == 2
    assert f"已有一个 gouji up 在运行（进程 {service.process.pid}，页面 {service.url}）" in second.stderr.decode()
    assert service.get("/healthz")


def test_a_port_in_use_is_said_before_anything_starts(service: Running, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        environment = {**service.environment, "GOUJI_HOME": str(tmp_path), "GOUJI_WEB_PORT": port}
        refused = subprocess.run(COMMAND, env=environment, cwd=tmp_path, capture_output=True, check=False)
    assert refused.returncode == 2
    assert f"页面端口 {port} 已被其他程序占用" in refused.stderr.decode()
    assert not (tmp_path / "gouji.db").exists()


def test_a_part_that_dies_is_started_again(service: Running) -> None:
    [web] = service.find("gouji_workers web")
    subprocess.run(["kill", "-9", str(web)], check=True)
    eventually(lambda: service.find("gouji_workers web") not in ([], [web]), what="another web process")
    eventually(lambda: _answers(service), what="an answer of the page")


def test_a_broker_that_dies_loses_nothing(service: Running) -> None:
    [broker] = service.find("redis.sock")
    subprocess.run(["kill", "-9", str(broker)], check=True)
    service.drop("代理.txt", report("某县审计局"))
    assert service.wait_for_state("代理.txt").state is State.CHECKED
    assert service.find("redis.sock") != [broker]


def test_a_file_name_in_gbk_arrives_whole(service: Running) -> None:
    path = service.inbox / "某县财政局年报.txt".encode("gbk").decode("utf-8", "surrogateescape")
    path.write_bytes(report("某县财政局"))
    assert service.wait_for_state("某县财政局年报.txt").unit == "某县财政局"


def test_its_logs_hold_no_words_of_a_report(service: Running) -> None:
    service.drop("保密.txt", report("某县保密局"))
    service.wait_for_state("保密.txt")
    log = service.log.read_text()
    assert "drop.recorded" in log
    assert "某县保密局" not in log
    assert "Traceback" not in log


def test_ctrl_c_ends_everything(tmp_path: Path) -> None:
    with running(tmp_path / "home") as service:
        processes = service.processes()
        assert len(processes) >= 6
        assert service.end(signal.SIGINT) == 0
        eventually(lambda: not any(map(alive, processes)), what="the end of all processes")
        assert not service.facts.exists()


def test_a_broker_that_cannot_read_its_file_begins_with_an_empty_one(tmp_path: Path) -> None:
    kept = tmp_path / "home" / "run" / "broker"
    kept.mkdir(parents=True)
    (kept / "appendonly.aof").write_bytes(b"*3\r\nthis is no command\r\n")
    with running(tmp_path / "home") as service:
        service.drop("年报.txt")
        assert service.wait_for_state("年报.txt").state is State.CHECKED
    assert "broker.reset" in service.log.read_text()


def test_when_it_is_killed_nothing_of_it_stays(tmp_path: Path) -> None:
    with running(tmp_path / "home") as service:
        processes = service.processes()
        service.process.kill()
        service.process.wait()
        eventually(lambda: not any(map(alive, processes)), what="the end of all processes")
        again = Running(service.environment)
        again.wait_until_ready()
        again.drop("之后.txt")
        assert again.wait_for_state("之后.txt").state is State.CHECKED
        assert again.end() == 0
        again.store.close()


def _answers(service: Running) -> bool:
    try:
        return bool(service.get("/healthz"))
    except OSError:
        return False
