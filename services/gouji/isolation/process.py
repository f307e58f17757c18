"""The half that asks: a child process that gets requests and must answer each in time, or is killed."""

from __future__ import annotations

import fcntl
import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from enum import Enum

HEADER = 8
START_SECONDS = 20.0
_PIPE_BYTES = 1 << 20
_F_SETPIPE_SZ = 1031


class Loss(Enum):
    """How a child was lost."""

    LATE = "no answer in time"
    TOO_LARGE = "an answer larger than allowed"
    ENDED = "it ended by itself"


class Lost(Exception):
    """The child gave no answer; `code` is its exit code when it ended by itself, negative for a signal."""

    def __init__(self, how: Loss, code: int = 0) -> None:
        self.how, self.code = how, code
        super().__init__(f"{how.value} ({code})")


class Isolated:
    """A child that runs `python` with these arguments; it is coming up, and says with an empty frame when it is.

    Start it from the main thread: where the kernel ties a child to its parent, it ties it to that thread. After Lost,
    or any exception in the middle of an exchange, only `close` makes sense.
    """

    def __init__(self, *arguments: str, largest: int) -> None:
        self._largest = largest
        self._ready = False
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-I", "-B", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            close_fds=True,
            bufsize=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._answers = self._process.stdin.fileno(), self._process.stdout.fileno()
        for pipe in (self._requests, self._answers):
            os.set_blocking(pipe, False)
            _widen(pipe)

    @property
    def pid(self) -> int:
        return self._process.pid

    def ready(self) -> None:
        """Wait until it has come up; raises Lost when it does not."""
        if not self._ready:
            self.receive(time.monotonic() + START_SECONDS)
            self._ready = True

    def exchange(self, request: bytes, seconds: float) -> bytearray:
        """One request and its one answer; raises Lost."""
        self.ready()
        deadline = time.monotonic() + seconds
        self.send([request], deadline)
        return self.receive(deadline)

    def send(self, frames: Sequence[bytes], deadline: float) -> None:
        """Give it these frames; raises Lost when it takes them not by `deadline` (of the monotonic clock)."""
        for frame in frames:
            self._write(len(frame).to_bytes(HEADER, "big"), deadline)
            self._write(frame, deadline)

    def receive(self, deadline: float, largest: int | None = None) -> bytearray:
        """Its next frame; raises Lost when there is none by `deadline` (of the monotonic clock)."""
        length = int.from_bytes(self._read(HEADER, deadline), "big")
        if length > (self._largest if largest is None else largest):
            raise Lost(Loss.TOO_LARGE)
        return self._read(length, deadline)

    def close(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

    def _write(self, content: bytes, deadline: float) -> None:
        left = memoryview(content)
        while left:
            self._wait_for(self._requests, select.POLLOUT, deadline)
            try:
                left = left[os.write(self._requests, left) :]
            except BlockingIOError:
                continue
            except OSError:
                raise self._ended() from None

    def _read(self, length: int, deadline: float) -> bytearray:
        content = bytearray(length)
        left = memoryview(content)
        while left:
            self._wait_for(self._answers, select.POLLIN, deadline)
            try:
                count = os.readv(self._answers, [left])
            except BlockingIOError:
                continue
            if not count:
                raise self._ended()
            left = left[count:]
        return content

    @staticmethod
    def _wait_for(pipe: int, event: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(pipe, event)
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise Lost(Loss.LATE)

    def _ended(self) -> Lost:
        """It closed a pipe, so it has ended or is about to; one that closes them and lives on is killed."""
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        return Lost(Loss.ENDED, code)


def _widen(pipe: int) -> None:
    """Give a pipe more room where the system allows: a report then goes through in one turn."""
    if sys.platform == "linux":
        try:
            fcntl.fcntl(pipe, _F_SETPIPE_SZ, _PIPE_BYTES)
        except OSError:
            return  # the user's share of such room is taken: slower, nothing else
