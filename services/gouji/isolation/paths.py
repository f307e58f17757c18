"""What a confined process may still open: what it needs to load its own code, and only for reading.

Landlock, where the kernel has it (Linux 5.13 and later); elsewhere the filter of `confine` keeps it from writing.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Mapping
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION, _PATH_BENEATH, _PR_SET_NO_NEW_PRIVS = 1, 1, 38
RUN, READ, MAKE_SOCKETS, EVERYTHING = 1 << 0, 1 << 2 | 1 << 3, 1 << 9, (1 << 15) - 1
#: The rights that a file can have, as opposed to a folder: running, writing, reading, cutting off.
_OF_FILES = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14
#: By version of the interface: the rights over files that it knows.
_ALL_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1}
#: Versions from which binding and connecting over TCP, and signals and sockets of others, can be forbidden as well.
_NETWORK_SINCE, _SCOPES_SINCE = 4, 6

#: Where systems keep libraries, fonts and the like.
_SYSTEM = (
    *("/usr", "/lib", "/lib64", "/nix/store", "/etc/ld.so.cache", "/etc/fonts"),
    *("/dev/null", "/dev/urandom", "/proc/self"),
)


def close_paths() -> bool:
    """Forbid this process, for good, every file but those of the system and of Python; whether this system let us."""
    return allow_only(dict.fromkeys((*map(Path, sys.path), Path(sys.base_prefix), Path(sys.prefix)), READ))


def allow_only(places: Mapping[Path, int]) -> bool:
    """Forbid this process, for good, what is not said here, beside reading the system; whether this system let us.

    Rights by place, for the place and all below it: READ, READ | RUN, MAKE_SOCKETS, or EVERYTHING.
    """
    system, version = _system()
    if version < 1:
        return False
    told = _handled(version)
    ruleset = system.syscall(_CREATE_RULESET, told, len(told), 0)
    if ruleset < 0:
        return False
    try:
        for path, rights in (dict.fromkeys(map(Path, _SYSTEM), READ) | dict(places)).items():
            _allow(system, ruleset, path, rights & _rights(version))
        unprivileged = system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        return unprivileged and bool(system.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def available() -> bool:
    """Whether this system lets a process forbid itself files."""
    return _system()[1] >= 1


def _system() -> tuple[ctypes.CDLL, int]:
    """The system's calls, and the version of the interface: below one where there is none."""
    system = ctypes.CDLL(None, use_errno=True)
    if not sys.platform.startswith("linux"):
        return system, 0
    system.syscall.restype = ctypes.c_long
    return system, system.syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)


def _rights(version: int) -> int:
    return _ALL_RIGHTS.get(version, EVERYTHING)


def _handled(version: int) -> bytes:
    parts = [_rights(version)]
    parts += [0b11] if version >= _NETWORK_SINCE else []
    parts += [0b11] if version >= _SCOPES_SINCE else []
    return struct.pack(f"{len(parts)}Q", *parts)


def _allow(system: ctypes.CDLL, ruleset: int, path: Path, rights: int) -> None:
    """Allow it for what is there and below; a path that is not there needs no leave."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = rights if path.is_dir() else rights & _OF_FILES
        system.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)
