"""The half that answers: runs in the child, takes requests from standard input and limits itself."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import resource
import select
import signal
import sys

from gouji.isolation.process import HEADER

_PR_SET_PDEATHSIG = 1
_USUAL_NAMES = {"archive": "libarchive.so.13"}
_REQUESTS = 0


class Channel:
    """Frames in and out; whatever the code run here prints goes to standard error instead."""

    def __init__(self) -> None:
        self._answers = os.dup(1)
        os.dup2(2, 1)

    def waiting(self) -> bool:
        """Whether a request, or the end, has come."""
        return bool(select.select([_REQUESTS], [], [], 0)[0])

    def receive(self) -> bytes | None:
        """The next frame; None when there will be no more."""
        header = _exactly(HEADER)
        return None if header is None else _exactly(int.from_bytes(header, "big"))

    def send(self, frame: bytes) -> None:
        """Give this frame to the one who asked."""
        for part in (len(frame).to_bytes(HEADER, "big"), frame):
            left = memoryview(part)
            while left:
                left = left[os.write(self._answers, left) :]


def _exactly(length: int) -> bytes | None:
    if length == 0:
        return b""
    content = bytearray(length)
    left = memoryview(content)
    while left:
        count = os.readv(_REQUESTS, [left])
        if not count:
            return None
        left = left[count:]
    return bytes(content)


def limit(memory: int, open_files: int) -> None:
    """Bound this process for good: bytes of address space, open files; no file is written, no core left behind."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_NOFILE, open_files),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))


def tie_to_parent() -> None:
    """End with the parent however it ends, and not before it: a signal meant for the whole group is for the parent.

    Where the kernel does not do this the end of standard input does.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def find_libraries_alone() -> None:
    """Have libraries found by their usual names: looking for them otherwise takes another program."""
    if sys.platform == "linux":
        setattr(ctypes.util, "find_library", _USUAL_NAMES.get)  # noqa: B010 - for whoever imports it from there later
