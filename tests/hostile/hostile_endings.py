"""How a hostile file may end: read, or refused in words for the person who sent it."""

import re
from pathlib import Path

from gouji.examination import examine_all
from gouji.model import Status

#: What a program says, not a person: names of exceptions, tracebacks, places in the code.
MACHINE = re.compile(r"Traceback|\w*(?:Error|Exception)\b|0x[0-9a-f]{4}|\.py\b|None\b|读取时程序出错|核查过程出错")
CHINESE = re.compile(r"[一-鿿]{4}")


def endings(content, name, checker, reader):
    """How the file ended, and each file in it; fails for a reason that is not in words."""
    ended = list(examine_all(content, name, checker, reader=reader))
    assert ended
    for one in ended:
        if one.status is not Status.CHECKED:
            require_words(one.reason)
    return ended


def require_words(reason):
    assert CHINESE.search(reason), reason
    assert not MACHINE.search(reason), reason


def megabytes(pid="self"):
    """What a process holds now."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 1e6
