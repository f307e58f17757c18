"""What the kernel is asked to forbid this process for good: network, other programs, other processes, writing.

A system call filter (seccomp) says no, as the kernel itself would to somebody without the right. Linux on the two usual
machines; elsewhere, and on a kernel built without it, the limits of `inside` are what there is.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType

from gouji.isolation.filter import ENOSYS, Filter, machine

CLONE_THREAD = 0x10000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

#: By machine: the numbers of the calls.
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
NEWER = (424, 425, 426, 427, 428, 429, 430, 431, 432, 433, 434, 438, 442, 452)
#: Answered "no such call", so that the C library takes the older way, which can be looked into: clone3, openat2.
UNKNOWN = (435, 437)
#: (clone, tgkill, openat, open or none)
_LOOKED_INTO: Mapping[str, tuple[int, int, int, int | None]] = MappingProxyType(
    {"x86_64": (56, 234, 257, 2), "aarch64": (220, 131, 56, None)}
)


def confine() -> bool:
    """Forbid it; whether this system let us."""
    kind = machine()
    if kind is None:
        return False
    clone, tgkill, openat, older_open = _LOOKED_INTO[kind]
    calls = Filter(kind)
    calls.refuse((*_FORBIDDEN[kind], *NEWER))
    calls.refuse(UNKNOWN, ENOSYS)
    calls.refuse_unless_any(clone, 0, CLONE_THREAD)
    calls.refuse_unless_equal(tgkill, 0, os.getpid())
    calls.refuse_if_any(openat, 2, _WRITING)
    if older_open is not None:
        calls.refuse_if_any(older_open, 1, _WRITING)
    return calls.install()
