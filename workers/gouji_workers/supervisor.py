"""A process tree: starts parts in order, keeps them running, and ends them in reverse order, leaving none behind.

Every part leads a session of its own, so that Ctrl-C on the terminal reaches only us, and what it leaves behind can be
ended with it. It is tied to us (`tether`), so that it ends even when we are killed.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import structlog

from gouji import config
from gouji_workers import tether
from gouji_workers.bell import Bell, Stop

log = structlog.get_logger()

READY_SECONDS = 30.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY_SECONDS = 60.0
LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Part:
    """A process to be kept running. It says that it is ready as systemd has it, unless `is_ready` can tell.

    `grace` is how many seconds it has to end by itself; `output` a file for what it prints; without one, its standard
    error is ours and the rest is dropped.
    """

    name: str
    command: Sequence[str]
    grace: float = 10.0
    settings: Mapping[str, str] | None = None
    descriptors: Sequence[int] = ()
    is_ready: Callable[[], bool] | None = None
    output: Path | None = None


class _Running:
    """A part with its process, if it has one, and what is known of its failures."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.process: subprocess.Popen[bytes] | None = None
        self._ear: socket.socket | None = None
        self._failures, self._started, self.not_before = 0, 0.0, 0.0

    def start(self) -> None:
        environment = {**config.environment(**(self.part.settings or {})), "NOTIFY_SOCKET": self._listen()}
        output = self.part.output.open("ab") if self.part.output else None
        try:
            self.process = subprocess.Popen(  # noqa: S603 - our own commands
                [sys.executable, "-I", "-S", tether.__file__, str(os.getpid()), *self.part.command],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output or subprocess.DEVNULL,  # libraries' remarks; logs go to standard error
                stderr=output,
                pass_fds=self.part.descriptors,
                start_new_session=True,
            )
        finally:
            if output:
                output.close()
        self._started = time.monotonic()

    def is_ready(self) -> bool:
        if self.part.is_ready:
            return self.part.is_ready()
        assert self._ear
        try:
            return b"READY=1" in self._ear.recv(4096)
        except BlockingIOError:
            return False

    def died(self) -> bool:
        """Whether its process has ended, which it was not asked to; says so once."""
        if self.process is None or self.process.poll() is None:
            return False
        self.sweep()
        steady = time.monotonic() - self._started > STEADY_SECONDS
        self._failures = 1 if steady else self._failures + 1
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (self._failures - 1))
        log.error("part.died", part=self.part.name, status=self.process.returncode, restart_in=pause)
        self.process, self.not_before = None, time.monotonic() + pause
        return True

    def ask_to_end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self, seconds: float) -> bool:
        """Whether it has ended within this time."""
        if self.process is None:
            return True
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def sweep(self) -> None:
        """Kill what is left of its session."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):  # nothing is left
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        if self._ear:
            self._ear.close()

    def _listen(self) -> str:
        """Open a socket to hear that the part is ready; its address."""
        self.close()
        self._ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._ear.setblocking(False)
        if sys.platform.startswith("linux"):
            self._ear.bind("")  # the kernel finds a name outside of the file system
            name: bytes = self._ear.getsockname()
            return f"@{name[1:].decode()}"
        address = Path(tempfile.mkdtemp(prefix="gouji-")) / "ready"
        self._ear.bind(str(address))
        return str(address)


class Supervisor:
    """Runs parts; `start`, then `keep` until a signal asks to end, then `end`."""

    def __init__(self, parts: Sequence[Part] = ()) -> None:
        self.bell = Bell()
        self.stop = Stop(self.bell)
        signal.signal(signal.SIGCHLD, self._child_ended)
        self._first = parts
        self._running: list[_Running] = []

    def start(self, parts: Sequence[Part] = ()) -> bool:
        """Start these (and the first) parts together and wait until all are ready; False when that will not be."""
        starting = [_Running(part) for part in [*self._first, *parts]]
        self._first = ()
        for running in starting:
            self._running.append(running)
            running.start()
        return self._all_ready(starting)

    def start_again(self, name: str) -> bool:
        """Try again with a part that did not become ready."""
        [running] = [running for running in self._running if running.part.name == name]
        running.sweep()
        running.start()
        return self._all_ready([running])

    def run(self, command: Sequence[str]) -> bool:
        """Run a command to its end, as a part that is not kept; whether it went well."""
        running = _Running(Part("once", command))
        running.start()
        while running.process and running.process.poll() is None:
            self.bell.wait(LOOK_SECONDS)
            if self.stop:
                running.ask_to_end()
        ended_well = running.process is not None and running.process.returncode == 0
        running.close()
        return ended_well and not self.stop

    def keep(self) -> None:
        """Restart what dies, ever later when it dies again, until asked to end."""
        while not self.stop:
            now = time.monotonic()
            for running in self._running:
                running.died()
                if running.process is None and now >= running.not_before:
                    running.start()
                    log.info("part.restarted", part=running.part.name)
            self.bell.wait(LOOK_SECONDS if all(running.process for running in self._running) else FIRST_PAUSE / 4)

    def end(self) -> None:
        """End all parts, the last started first, each with its grace; a second signal means at once."""
        asked = self.stop.asked
        for running in reversed(self._running):
            running.ask_to_end()
            deadline = time.monotonic() + running.part.grace
            while not running.wait(0.0) and time.monotonic() < deadline and self.stop.asked <= max(1, asked):
                self.bell.wait(0.1)
            if not running.wait(0.0):
                log.warning("part.killed", part=running.part.name)
            running.sweep()
            running.close()

    def _all_ready(self, starting: Sequence[_Running]) -> bool:
        unready, deadline = list(starting), time.monotonic() + READY_SECONDS
        while unready and not self.stop:
            self.bell.wait(0.01)
            unready = [running for running in unready if not running.is_ready()]
            failed = [running for running in unready if running.died() or time.monotonic() > deadline]
            if failed:
                log.error("part.not_ready", parts=[running.part.name for running in failed])
                return False
        return not self.stop

    def _child_ended(self, _number: int, _frame: FrameType | None) -> None:
        self.bell.ring()
