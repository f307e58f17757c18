"""Stillness: whether whoever is writing a file has finished.

Two signs together: the file looks the same on two looks some time apart, and (Linux, local file systems, own files)
nobody has it open for writing. The second is asked of the kernel by taking a read lease, which it refuses while any
process could still write; measured at 5 µs and exact, where waiting alone is fooled by a writer that pauses.
"""

from __future__ import annotations

import errno
import os
import signal
import stat
from dataclasses import dataclass

from gouji.submission import Signature

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it was seen at one moment; equal looks mean that nothing happened in between.

    `changed_ns` tells what the signature cannot: a rewrite whose modification time was set back (`cp -p`).
    """

    signature: Signature
    changed_ns: int


def look_of(status: os.stat_result) -> Look | None:
    """The look of a regular file, None for anything else."""
    if not stat.S_ISREG(status.st_mode):
        return None
    return Look(Signature(status.st_size, status.st_mtime_ns, status.st_ino), status.st_ctime_ns)


def being_written(handle: int) -> bool:
    """Whether some process has the file open for writing; False where that cannot be asked.

    `handle` must be open for reading, and only that.
    """
    if fcntl is None or not hasattr(fcntl, "F_SETLEASE"):
        return False
    # A writer that comes within these microseconds makes the kernel send us a signal. The default one, SIGIO, would
    # end this process; SIGURG is ignored by default.
    try:
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as problem:
        return problem.errno == errno.EAGAIN  # anything else: not our file, or no leases on this file system
    fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False
