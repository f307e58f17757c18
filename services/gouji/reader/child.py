"""The reader's child: parses one file after the other, within limits that the kernel keeps.

Started by `gouji.reader` as `python -m gouji.reader.child`. While nobody asks it imports the readers of the formats.
"""

from __future__ import annotations

import gc
import math
import os
import resource
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import msgspec

from gouji.errors import NeedsConverter, Unreadable
from gouji.isolation.confine import confine
from gouji.isolation.inside import Channel, find_libraries_alone, limit, tie_to_parent
from gouji.isolation.paths import close_paths
from gouji.model import Bundle, Document
from gouji.parse import FORMATS, parse
from gouji.reader.bounds import require_bounded
from gouji.reader.frames import Answer, Asked, Broken, Held, Limits, Opened, Read, Refused

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Asked)
_STATM = Path("/proc/self/statm")


def main() -> None:
    """Answer requests until there are no more."""
    channel = Channel()
    limits = msgspec.msgpack.decode(channel.receive() or b"", type=Limits)
    limit(limits.memory, limits.open_files)
    tie_to_parent()
    find_libraries_alone()
    close_paths()
    confine()
    channel.send(b"")
    idle = _imports()
    while True:
        while not channel.waiting() and next(idle, None):
            pass
        if (asked := channel.receive()) is None or (content := channel.receive()) is None:
            return
        _answer(channel, _DECODER.decode(asked), content)


def _imports() -> Iterator[str]:
    """Import the readers one by one, the most usual first; what they left behind is nobody's garbage."""
    for module in dict.fromkeys(form.module for form in FORMATS.values()):
        if module is not None and find_spec(f"gouji.parse.{module}") is not None:
            with suppress(Exception):  # what is wrong with it is told when a file of its format comes
                import_module(f"gouji.parse.{module}")
            yield module
    gc.freeze()


def _answer(channel: Channel, asked: Asked, content: bytes) -> None:
    found, answer = _read(asked, content)
    channel.send(_ENCODER.encode(answer))
    if isinstance(found, Bundle):
        for member in found.members:
            channel.send(_ENCODER.encode(Held(member.name, member.reason)))
            channel.send(member.content)


def _read(asked: Asked, content: bytes) -> tuple[Document | Bundle | None, Answer]:
    _allow(asked.processor)
    try:
        found = parse(content, asked.name, kind=asked.kind)
        if isinstance(found, Bundle):
            return found, Opened(len(found.members), found.format, found.notes, _kept())
        require_bounded(found)
        return found, Read(found, _kept())
    except NeedsConverter as fault:
        return None, Refused(str(fault), _kept(), fault.format)
    except Unreadable as fault:
        return None, Refused(str(fault), _kept())
    except MemoryError:
        return None, Refused("", _kept(), out_of_memory=True)
    except Exception as fault:  # noqa: BLE001 - the edge of a parser: told in the other process
        return None, Broken(type(fault).__name__, "".join(traceback.format_tb(fault.__traceback__)), _kept())


def _allow(seconds: float) -> None:
    """Let this process use so much more of the processor; the kernel ends it then."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime + seconds)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _kept() -> int:
    """Bytes of memory that this process holds now, where the system tells; else the most it ever held."""
    try:
        return int(_STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak << 10


if __name__ == "__main__":
    main()
