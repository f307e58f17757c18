"""A bell that anybody may ring, signal handlers and threads included, and one loop waits for."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterable
from types import FrameType

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Bell:
    """A pipe to oneself: unlike `threading.Event`, it may be rung from a signal handler without a dead-lock."""

    def __init__(self) -> None:
        self._listener, self._clapper = os.pipe()
        os.set_blocking(self._listener, False)
        os.set_blocking(self._clapper, False)

    def ring(self) -> None:
        """Wake whoever waits, or the next who will."""
        try:
            os.write(self._clapper, b"!")
        except BlockingIOError:
            return  # it is ringing already

    def wait(self, seconds: float) -> bool:
        """Wait for a ring, at most so long; whether there was one."""
        ready, _, _ = select.select([self._listener], [], [], max(0.0, seconds))
        if not ready:
            return False
        os.read(self._listener, 1 << 16)
        return True


class Stop:
    """Whether this process was asked to end; a signal sets it and rings the bell."""

    def __init__(self, bell: Bell, signals: Iterable[signal.Signals] = STOPPING) -> None:
        self._bell = bell
        self.asked = 0
        for number in signals:
            if signal.getsignal(number) is not signal.SIG_IGN:  # `nohup` and shells in the background mean it
                signal.signal(number, self._ask)

    def __bool__(self) -> bool:
        return self.asked > 0

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked += 1
        self._bell.ring()
