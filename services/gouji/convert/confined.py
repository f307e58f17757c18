"""Becomes LibreOffice, after having given up the network, other programs, other processes and other people's files.

Started by `gouji.convert.office` as `python -m gouji.convert.confined PARENT SECONDS FOLDER PROGRAM ARGUMENT…`: the
process that starts it, with which it ends; how long it may live; the folder whose parts alone it may write to.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from gouji.convert.talk import FOLDERS
from gouji.isolation.confine import CLONE_THREAD, NEWER, UNKNOWN
from gouji.isolation.filter import ENOSYS, Filter, machine
from gouji.isolation.inside import tie_to_parent
from gouji.isolation.paths import EVERYTHING, MAKE_SOCKETS, READ, RUN, allow_only

#: The parts of its folder that it may write to.
HOME, WORK = "home", "work"
#: How it ends when it must not run: its parent is gone; the system lets us forbid nothing.
ORPHANED, NOT_CONFINED = 97, 98

_MEMORY, _FILE, _OPEN_FILES = 2 << 30, 128 << 20, 512
_PROCESSOR_SECONDS = 600
_AF_UNIX = 1
_FORBIDDEN: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        # connect, sendmsg, sendmmsg; fork, vfork; kill, tkill, ptrace, process_vm_*; mknod*; mount, umount2,
        # pivot_root, chroot, unshare, setns; keyctl, add_key, request_key, perf_event_open, bpf, userfaultfd,
        # open_by_handle_at
        "x86_64": (
            *(42, 46, 307, 57, 58, 62, 200, 101, 310, 311, 133, 259, 165, 166, 155, 161, 272, 308, 250, 248, 249, 298),
            *(321, 323, 304),
        ),
        "aarch64": (
            *(203, 211, 269, 129, 130, 117, 270, 271, 33, 40, 39, 41, 51, 97, 268, 219, 217, 218, 241, 280, 282, 265),
        ),
    }
)
#: Done in pretence, since it takes fright when they fail: chmod, fchmod, fchmodat, chown, fchown, lchown, fchownat.
_PRETENDED: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {"x86_64": (90, 91, 268, 92, 93, 94, 260), "aarch64": (52, 53, 54, 55)}
)
#: (socket, clone, tgkill)
_LOOKED_INTO: Mapping[str, tuple[int, int, int]] = MappingProxyType(
    {"x86_64": (41, 56, 234), "aarch64": (198, 220, 131)}
)
_READ = (
    *("/etc/libreoffice", "/etc/localtime", "/var/lib/libreoffice", "/var/spool/libreoffice", "/var/cache/fontconfig"),
    *("/etc/passwd", "/etc/nsswitch.conf", "/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"),
)
_RUN = ("/lib", "/lib64", "/usr/lib")  # what loads a program, and its libraries


def main() -> None:
    """Give everything up and become the program."""
    parent, seconds, folder, program = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
    tie_to_parent()
    if os.getppid() != parent:
        sys.exit(ORPHANED)
    os.chdir(folder / HOME)
    os.umask(0o077)
    _limit()
    signal.alarm(seconds)  # survives what follows; nobody has to look after one that is not used any more
    allow_only(
        dict.fromkeys(map(Path, _READ), READ)
        | dict.fromkeys((program.parent.parent, *map(Path, _RUN)), READ | RUN)
        | dict.fromkeys(FOLDERS, MAKE_SOCKETS)
        | dict.fromkeys((folder / HOME, folder / WORK), EVERYTHING)
    )
    if not forbid():
        sys.exit(NOT_CONFINED)
    os.execv(program, [str(program), *sys.argv[5:]])  # noqa: S606 - no shell is what is wanted


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, _FILE),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CPU, _PROCESSOR_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))


def forbid() -> bool:
    """Forbid this process, and what it becomes, what no conversion needs; whether this system let us."""
    kind = machine()
    if kind is None:
        return False
    socket, clone, tgkill = _LOOKED_INTO[kind]
    calls = Filter(kind)
    calls.refuse((*_FORBIDDEN[kind], *NEWER))
    calls.refuse(UNKNOWN, ENOSYS)
    calls.refuse(_PRETENDED[kind], error=0)
    calls.refuse_unless_equal(socket, 0, _AF_UNIX)
    calls.refuse_unless_any(clone, 0, CLONE_THREAD)
    calls.refuse_unless_equal(tgkill, 0, os.getpid())
    return calls.install()


if __name__ == "__main__":
    main()
