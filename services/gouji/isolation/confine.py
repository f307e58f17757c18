"""What the kernel is asked to forbid this process for good: network, other programs, other processes, writing.

A system call filter (seccomp) says no, as the kernel itself would to somebody without the right. Linux on the two usual
machines; elsewhere, and on a kernel built without it, the limits of `inside` are what there is.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable, Mapping
from types import MappingProxyType

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_EPERM, _ENOSYS = 1, 38
_LOAD, _EQUAL, _ANY_BIT, _AT_LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_X32 = 0x40000000
_CLONE_THREAD = 0x10000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

#: By machine: the kernel's name of it, and the numbers of the calls that differ between the two.
_AUDIT: Mapping[str, int] = MappingProxyType({"x86_64": 0xC000003E, "aarch64": 0xC00000B7})
_FORBIDDEN: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        # socket … listen, accept4, sendmmsg; fork, vfork, execve, execveat; kill, tkill, ptrace, process_vm_*; creat,
        # truncate, rename*, link*, unlink*, symlink*, mkdir*, rmdir, mknod*, chmod*, chown*, mount, umount2, unshare,
        # setns, keyctl, add_key, request_key, perf_event_open, bpf, userfaultfd, open_by_handle_at, memfd_create
        "x86_64": (
            *(41, 42, 43, 44, 46, 49, 50, 53, 288, 307, 57, 58, 59, 322, 62, 200, 101, 310, 311, 85, 76, 77, 82),
            *(264, 316, 86, 265, 87, 263, 88, 266, 83, 258, 84, 133, 259, 90, 91, 268, 92, 93, 94, 260, 165, 166),
            *(272, 308, 248, 249, 250, 298, 321, 323, 304, 319),
        ),
        "aarch64": (
            *(198, 199, 200, 201, 202, 203, 206, 211, 242, 269, 221, 281, 129, 130, 117, 270, 271, 45, 46, 38, 276),
            *(37, 35, 36, 34, 33, 52, 53, 54, 55, 40, 39, 97, 268, 217, 218, 219, 241, 280, 282, 265, 279),
        ),
    }
)
#: Newer ways around the same, numbered alike everywhere: io_uring_*, pidfd_*, the new mount calls, fchmodat2.
_NEWER = (424, 425, 426, 427, 428, 429, 430, 431, 432, 433, 434, 438, 442, 452)
#: Answered "no such call", so that the C library takes the older way, which can be looked into: clone3, openat2.
_UNKNOWN = (435, 437)
#: (clone, tgkill, openat, open or none)
_LOOKED_INTO: Mapping[str, tuple[int, int, int, int | None]] = MappingProxyType(
    {"x86_64": (56, 234, 257, 2), "aarch64": (220, 131, 56, None)}
)


def confine() -> bool:
    """Forbid it; whether this system let us."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in _AUDIT or struct.calcsize("P") != 8:  # noqa: PLR2004 - bytes of a pointer
        return False
    program = b"".join(_program(machine))
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    call = ctypes.CDLL(None, use_errno=True).prctl
    call.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    if call(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    told = ctypes.create_string_buffer(header, len(header))
    return int(call(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(told), 0, 0)) == 0


def _program(machine: str) -> Iterable[bytes]:
    """The filter, as instructions of eight bytes: (what, jump if so, jump if not, operand)."""
    clone, tgkill, openat, older_open = _LOOKED_INTO[machine]
    yield _step(_LOAD, _MACHINE)
    yield from _unless(_EQUAL, _AUDIT[machine], _KILL)
    yield _step(_LOAD, _NUMBER)
    yield from _if(_AT_LEAST, _X32, _ERRNO | _EPERM)
    for number in (*_FORBIDDEN[machine], *_NEWER):
        yield from _if(_EQUAL, number, _ERRNO | _EPERM)
    for number in _UNKNOWN:
        yield from _if(_EQUAL, number, _ERRNO | _ENOSYS)
    yield from _looking_into(clone, 0, _unless(_ANY_BIT, _CLONE_THREAD, _ERRNO | _EPERM))
    yield from _looking_into(tgkill, 0, _unless(_EQUAL, os.getpid(), _ERRNO | _EPERM))
    yield from _looking_into(openat, 2, _if(_ANY_BIT, _WRITING, _ERRNO | _EPERM))
    if older_open is not None:
        yield from _looking_into(older_open, 1, _if(_ANY_BIT, _WRITING, _ERRNO | _EPERM))
    yield _step(_RETURN, _ALLOW)


def _step(what: int, operand: int, so: int = 0, not_so: int = 0) -> bytes:
    return struct.pack("HBBI", what, so, not_so, operand)


def _if(test: int, operand: int, verdict: int) -> list[bytes]:
    return [_step(test, operand, 0, 1), _step(_RETURN, verdict)]


def _unless(test: int, operand: int, verdict: int) -> list[bytes]:
    return [_step(test, operand, 1, 0), _step(_RETURN, verdict)]


def _looking_into(number: int, argument: int, steps: list[bytes]) -> list[bytes]:
    """For this call judge the low half of an argument (from 0); what the steps let pass is allowed."""
    judged = [_step(_LOAD, _ARGUMENTS + 8 * argument), *steps, _step(_RETURN, _ALLOW)]
    return [_step(_EQUAL, number, 0, len(judged)), *judged]
