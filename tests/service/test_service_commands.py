"""The commands of the service: what they say, and with which exit status they end."""

from __future__ import annotations

import json
import os
import socket
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gouji import __version__
from gouji.cli import main
from gouji.store import Store
from gouji_workers.opening import utc_now


@pytest.fixture
def gouji(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in os.environ:
        if name.startswith("GOUJI_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GOUJI_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **settings: str) -> Result:
        for name, value in settings.items():
            monkeypatch.setenv(f"GOUJI_{name.upper()}", value)
        return CliRunner().invoke(main, arguments)

    return run


def lines(result: Result) -> dict[str, str]:
    """What the check-up said, by subject: the verdict and the words."""
    found = {}
    for line in result.output.splitlines():
        verdict, _, rest = line.partition("  ")
        subject, _, words = rest.partition("：")
        found.setdefault(subject, f"{verdict.strip('　')} {words}")
    return found


def test_the_check_up_of_a_fresh_installation_finds_nothing_broken(gouji, tmp_path: Path) -> None:
    result = gouji("doctor")
    said = lines(result)
    assert result.exit_code == 0, result.output
    assert said["程序"].startswith(f"正常 gouji {__version__}")
    assert said["可读格式"].startswith("正常 .txt、.docx")
    assert said["收件箱"] == f"注意 {tmp_path / 'inbox'} 还不存在；gouji up 会自行建立"
    assert said["数据库"] == f"注意 {tmp_path / 'gouji.db'} 还不存在；gouji up 会自行建立"
    assert said["发件"].startswith("注意 没有设置 GOUJI_SMTP_HOST")
    assert not (tmp_path / "gouji.db").exists()


def test_the_check_up_names_what_is_wrong_and_what_to_do(gouji, tmp_path: Path) -> None:
    (tmp_path / "inbox").write_text("not a folder")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "broken.yaml").write_text("code: [")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = str(closed.getsockname()[1])
        result = gouji("doctor", smtp_host="127.0.0.1", smtp_port=port, broker_url="redis://127.0.0.1:1/0")
    said = lines(result)
    assert result.exit_code == 1
    assert said["收件箱"] == f"有问题 {tmp_path / 'inbox'} 不是目录"
    assert said["消息代理"].startswith("有问题 连不上")
    assert said["发件"].startswith(f"有问题 连不上 127.0.0.1:{port}")
    assert f"有问题  规则：规则文件 {tmp_path / 'rules' / 'broken.yaml'}" in result.output


def test_the_check_up_says_what_the_watcher_cannot_take(gouji, tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'gouji.db'}")
    store.upgrade()
    word = {
        "polling": True,
        "paused": None,
        "waiting": 0,
        "refused": {"年报.docx": "没有读取权限；改正权限后会自动收取"},
    }
    store.note("watch", json.dumps(word), utc_now())
    store.close()
    result = gouji("doctor")
    assert "正常　  收件：正在运行（轮询）" in result.output
    assert "有问题  收件：年报.docx：没有读取权限；改正权限后会自动收取" in result.output
    assert result.exit_code == 1


def test_a_wrong_setting_is_named(gouji) -> None:
    result = gouji("doctor", settle_seconds="soon")
    assert (result.exit_code, "GOUJI_SETTLE_SECONDS" in result.output) == (1, True)


@pytest.mark.parametrize("command", ["up", "watch", "worker"])
def test_a_subscription_that_nobody_can_send_to_stops_the_start(gouji, tmp_path: Path, command: str) -> None:
    (tmp_path / "gouji.toml").write_text('[[subscriptions]]\ntarget = "shenhe@example.gov.cn"\n', "utf-8")
    result = gouji(command)
    assert result.exit_code == 2
    assert result.output.startswith("设置 gouji.toml 的第 1 个 subscriptions：不认识的通知目标；可写 mailto:邮箱、")
    assert result.output.count("\n") == 1
    assert not (tmp_path / "inbox").exists()


def test_a_database_of_an_older_version_is_said_to_be(gouji, tmp_path: Path) -> None:
    (tmp_path / "gouji.db").touch()
    assert lines(gouji("doctor"))["数据库"] == "有问题 结构不是本版本的；请运行 gouji db upgrade"
    assert gouji("db", "upgrade").output == "数据库已升级。\n"
    assert gouji("db", "upgrade").output == "数据库已是最新。\n"
    assert lines(gouji("doctor"))["数据库"] == "正常 可用，结构是最新的"


@pytest.mark.parametrize("command", ["up", "watch", "worker", "web", "db", "doctor"])
def test_every_command_explains_itself_in_chinese(gouji, command: str) -> None:
    result = gouji(command, "--help")
    assert result.exit_code == 0
    assert any("\u4e00" <= character <= "\u9fff" for character in result.output.splitlines()[2])


def test_the_version_is_that_of_the_package() -> None:
    assert version("gouji") == __version__
