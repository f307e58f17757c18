"""The systemd units: accepted by systemd, of real commands, ready when they say so, hardened."""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from gouji.config import PREFIX, Settings
from gouji.store import Store

UNITS = sorted((Path(__file__).parents[2] / "deploy" / "systemd").glob("*.service"))
INSTALLED = "/opt/gouji/bin/gouji"
by_name = pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)


def options(unit):
    """Every option with its values in order."""
    found = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", unit.read_text("utf-8"), re.MULTILINE):
        found.setdefault(name, []).append(value)
    return found


def command(unit):
    (line,) = options(unit)["ExecStart"]
    program, *words = shlex.split(line)
    assert program == INSTALLED
    return words


@pytest.fixture
def analyse(tmp_path, gouji_path):
    """`systemd-analyze` on a unit whose program is the one of this environment."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd-analyze on this machine")

    def run(unit, *words):
        copy = tmp_path / unit.name
        copy.write_text(unit.read_text("utf-8").replace(INSTALLED, str(gouji_path)), "utf-8")
        return subprocess.run([program, *words, copy], capture_output=True, text=True, check=False)

    return run


@by_name
def test_systemd_accepts_a_unit_without_a_word(unit, analyse):
    run = analyse(unit, "verify", "--man=no")
    assert (run.returncode, run.stderr) == (0, "")


@by_name
def test_systemd_finds_little_to_harden(unit, analyse):
    run = analyse(unit, "security", "--offline=true", "--threshold=25")
    assert run.returncode == 0, run.stdout[-500:]


@by_name
def test_a_unit_runs_a_command_that_there_is(unit, is_command):
    assert is_command(command(unit))


def test_there_is_a_unit_for_each_part_and_one_for_all():
    assert {unit.stem: command(unit) for unit in UNITS} == {
        "gouji": ["up"],
        "gouji-watch": ["watch"],
        "gouji-web": ["web"],
        "gouji-worker": ["worker"],
    }


@by_name
def test_the_settings_of_a_unit_are_settings(unit):
    found = options(unit)
    names = [value.split("=")[0] for value in found["Environment"]]
    assert {name.removeprefix(PREFIX).lower() for name in names} <= set(Settings.model_fields)
    (file,) = found["EnvironmentFile"]
    # Alone on one machine it runs without any setting.
    assert file == ("-/etc/gouji/env" if unit.stem == "gouji" else "/etc/gouji/env")


@by_name
def test_only_the_first_process_is_asked_to_end_and_is_given_the_time(unit):
    found = options(unit)
    assert found["KillMode"] == ["mixed"]
    seconds = {"gouji": 90, "gouji-worker": 40, "gouji-web": 20}.get(unit.stem)
    assert found.get("TimeoutStopSec") == ([f"{seconds}s"] if seconds else None)


@pytest.mark.parametrize("unit", [unit for unit in UNITS if options(unit)["Type"] == ["notify"]], ids=lambda u: u.stem)
def test_a_unit_of_type_notify_says_itself_that_it_is_ready_and_ends_when_asked(unit, tmp_path, gouji_path):
    Store(f"sqlite:///{tmp_path / 'gouji.db'}").upgrade()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear, (tmp_path / "log").open("wb") as log:
        ear.bind("")  # the kernel finds a name
        ear.settimeout(60)
        ear.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        environment = {**os.environ, "NOTIFY_SOCKET": f"@{ear.getsockname()[1:].decode()}", "GOUJI_HOME": str(tmp_path)}
        environment |= {"GOUJI_WEB_PORT": "0", "GOUJI_WORKERS": "1"}
        process = subprocess.Popen([gouji_path, *command(unit)], env=environment, stderr=log, stdout=log)
        try:
            said, credentials, _, _ = ear.recvmsg(4096, 1024)
            # Only the main process is listened to (NotifyAccess=main).
            sender = int.from_bytes(credentials[0][2][:4], "little")
            assert (said, sender) == (b"READY=1", process.pid), (tmp_path / "log").read_text()
        finally:
            process.send_signal(signal.SIGTERM)
            status = process.wait(40)
    assert status == 0
