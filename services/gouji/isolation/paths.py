"""What a confined process may still open: what it needs to load its own code, and only for reading.

Landlock, where the kernel has it (Linux 5.13 and later); elsewhere the filter of `confine` keeps it from writing.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION, _PATH_BENEATH, _PR_SET_NO_NEW_PRIVS = 1, 1, 38
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
#: By version of the interface: the rights over files that it knows.
_ALL_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1}
_ALL_RIGHTS_SINCE = (1 << 15) - 1
#: Versions from which binding and connecting over TCP, and signals and sockets of others, can be forbidden as well.
_NETWORK_SINCE, _SCOPES_SINCE = 4, 6

#: Where systems keep libraries, fonts and the like.
_SYSTEM = (
    *("/usr", "/lib", "/lib64", "/nix/store", "/etc/ld.so.cache", "/etc/fonts"),
    *("/dev/null", "/dev/urandom", "/proc/self"),
)


def close_paths() -> bool:
    """Forbid this process, for good, every file but those of the system and of Python; whether this system let us."""
    if not sys.platform.startswith("linux"):
        return False
    system = ctypes.CDLL(None, use_errno=True)
    system.syscall.restype = ctypes.c_long
    version = system.syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)
    if version < 1:
        return False
    told = _handled(version)
    ruleset = system.syscall(_CREATE_RULESET, told, len(told), 0)
    if ruleset < 0:
        return False
    try:
        for path in {*map(Path, _SYSTEM), *map(Path, sys.path), Path(sys.base_prefix), Path(sys.prefix)}:
            _allow(system, ruleset, path)
        unprivileged = system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        return unprivileged and bool(system.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _handled(version: int) -> bytes:
    parts = [_ALL_RIGHTS.get(version, _ALL_RIGHTS_SINCE)]
    parts += [0b11] if version >= _NETWORK_SINCE else []
    parts += [0b11] if version >= _SCOPES_SINCE else []
    return struct.pack(f"{len(parts)}Q", *parts)


def _allow(system: ctypes.CDLL, ruleset: int, path: Path) -> None:
    """Allow reading what is there and below; a path that is not there needs no leave."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = _READ_FILE | _READ_DIR if path.is_dir() else _READ_FILE
        system.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)
