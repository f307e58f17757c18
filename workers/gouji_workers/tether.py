"""Tying a process to its parent, so that it ends when the parent is killed in a way that leaves no time to tell it.

As a script (`python tether.py PARENT COMMAND …`) it ties itself and becomes the command, for programs that are not
ours. Linux only; elsewhere it does nothing. The tie belongs to the thread that started the child: start children from
the main thread.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def tie_to(parent: int) -> None:
    """Have the kernel kill this process when `parent` dies; end at once when that happened already."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


if __name__ == "__main__":
    tie_to(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 - the caller's own command, no shell
