"""A system call filter (seccomp): which calls the kernel refuses this process, and all that it starts, for good."""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from collections.abc import Iterable, Mapping
from types import MappingProxyType

EPERM, ENOSYS = 1, 38

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _ANY_BIT, _AT_LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_X32 = 0x40000000

#: The kernel's name of a kind of machine, by Python's.
_AUDIT: Mapping[str, int] = MappingProxyType({"x86_64": 0xC000003E, "aarch64": 0xC00000B7})


def machine() -> str | None:
    """The kind of this machine, when a filter can be made for it: Linux on the two usual ones, 64 bits."""
    known = sys.platform == "linux" and struct.calcsize("P") == 8  # noqa: PLR2004 - bytes of a pointer
    return platform.machine() if known and platform.machine() in _AUDIT else None


class Filter:
    """Made for one kind of machine: say what is refused, then `install` it. What no line refuses is allowed."""

    def __init__(self, machine: str) -> None:
        self._steps = [
            _step(_LOAD, _MACHINE),
            *_unless(_EQUAL, _AUDIT[machine], _KILL),
            _step(_LOAD, _NUMBER),
            *_if(_AT_LEAST, _X32, _ERRNO | EPERM),
        ]

    def refuse(self, numbers: Iterable[int], error: int = EPERM) -> None:
        """Calls of these numbers fail with this error; ENOSYS makes the C library take an older way."""
        for number in numbers:
            self._steps += _if(_EQUAL, number, _ERRNO | error)

    def refuse_unless_equal(self, number: int, argument: int, value: int) -> None:
        """A call fails unless the low half of its argument (from 0) is this value."""
        self._judge(number, argument, _unless(_EQUAL, value, _ERRNO | EPERM))

    def refuse_unless_any(self, number: int, argument: int, bits: int) -> None:
        """A call fails when none of these bits is set in its argument (from 0)."""
        self._judge(number, argument, _unless(_ANY_BIT, bits, _ERRNO | EPERM))

    def refuse_if_any(self, number: int, argument: int, bits: int) -> None:
        """A call fails when one of these bits is set in its argument (from 0)."""
        self._judge(number, argument, _if(_ANY_BIT, bits, _ERRNO | EPERM))

    def install(self) -> bool:
        """Whether this system let us."""
        steps = b"".join((*self._steps, _step(_RETURN, _ALLOW)))
        code = ctypes.create_string_buffer(steps, len(steps))
        header = struct.pack("HxxxxxxP", len(steps) // 8, ctypes.addressof(code))
        call = ctypes.CDLL(None, use_errno=True).prctl
        call.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
        if call(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
            return False
        told = ctypes.create_string_buffer(header, len(header))
        return int(call(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(told), 0, 0)) == 0

    def _judge(self, number: int, argument: int, steps: list[bytes]) -> None:
        judged = [_step(_LOAD, _ARGUMENTS + 8 * argument), *steps, _step(_RETURN, _ALLOW)]
        self._steps += [_step(_EQUAL, number, 0, len(judged)), *judged]


def _step(what: int, operand: int, so: int = 0, not_so: int = 0) -> bytes:
    """An instruction of eight bytes: (what, jump if so, jump if not, operand)."""
    return struct.pack("HBBI", what, so, not_so, operand)


def _if(test: int, operand: int, verdict: int) -> list[bytes]:
    return [_step(test, operand, 0, 1), _step(_RETURN, verdict)]


def _unless(test: int, operand: int, verdict: int) -> list[bytes]:
    return [_step(test, operand, 1, 0), _step(_RETURN, verdict)]
