"""What a `soffice` command says to a LibreOffice that is running already.

It finds the socket by the name of the profile, is greeted, sends its arguments, and hears when they are done. Doing the
same costs no process, and no bridge from LibreOffice to Python.
"""

from __future__ import annotations

import hashlib
import os
import socket
import struct
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

_GREETING, _DONE = b"InternalIPC::SendArguments\0", b"InternalIPC::ProcessingDone\0"
#: Where LibreOffice puts it, whatever TMPDIR says: the first that it may write to.
FOLDERS = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108 - with a name that nobody can guess


class Gone(Exception):
    """It is not there, does not greet, or broke off before it had answered."""


class Late(Exception):
    """It did not answer in time."""


def sockets(profile: Path) -> list[Path]:
    """Where the LibreOffice of a profile listens, or has listened: none or one."""
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in digest)
    return [path for folder in FOLDERS for path in folder.glob(f"OSL_PIPE_*SingleOfficeIPC_{name}")]


class Talk:
    """One request to the LibreOffice of a profile, of this user and on this machine; raises Gone."""

    def __init__(self, profile: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        try:
            self._socket.connect(str(next(iter(sockets(profile)), "")))
            self.pid, user = self._peer()
        except OSError:
            self._socket.close()
            raise Gone from None
        if user != os.getuid():
            self._socket.close()
            raise Gone

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._socket.close()

    def greeted(self, deadline: float) -> None:
        """Wait until it listens; raises Gone, also when it does not by `deadline` (of the monotonic clock)."""
        try:
            self._receive(_GREETING, deadline)
        except Late:
            raise Gone from None

    def ask(self, folder: Path, arguments: Sequence[str], deadline: float) -> None:
        """Have it do what its command would with these arguments in this folder, until done; raises Gone and Late."""
        request = "InternalIPC::Arguments1" + ",".join(map(_escaped, (folder.as_uri(), *arguments)))
        self._send(request.encode() + b"\0", deadline)
        self._receive(_DONE, deadline)

    def _peer(self) -> tuple[int, int]:
        """The process that listens, and no other, however long ago it was started; and its user."""
        told = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        pid, user, _ = struct.unpack("3i", told)
        return pid, user

    def _send(self, content: bytes, deadline: float) -> None:
        self._socket.settimeout(_left(deadline))
        try:
            self._socket.sendall(content)
        except TimeoutError:
            raise Late from None
        except OSError:
            raise Gone from None

    def _receive(self, expected: bytes, deadline: float) -> None:
        got = b""
        while len(got) < len(expected):
            self._socket.settimeout(_left(deadline))
            try:
                part = self._socket.recv(len(expected) - len(got))
            except TimeoutError:
                raise Late from None
            except OSError:
                raise Gone from None
            if not part:
                raise Gone
            got += part
        if got != expected:
            raise Gone


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise Late
    return left


def _escaped(argument: str) -> str:
    return argument.replace("\\", "\\\\").replace(",", "\\,")
