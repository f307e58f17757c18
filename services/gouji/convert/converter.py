"""Who wants a file converted: waits for one of the few LibreOffices of this user, and says in words what went wrong."""

from __future__ import annotations

import fcntl
import os
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO, Self

from gouji.convert.office import Office
from gouji.convert.program import find_program
from gouji.convert.talk import Gone, Late
from gouji.errors import ConverterUnavailable, NeedsConverter, Unreadable
from gouji.isolation.filter import machine
from gouji.parse import FORMATS

#: Seconds of wall clock for one file; the wait for its turn, and for LibreOffice to start, not counted.
FILE_SECONDS = 20.0

#: By format, how LibreOffice is to read it: named, so that nothing else is made of a damaged file; tried in this order.
_FILTERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"doc": ("MS Word 97", "MS Word 95", "MS WinWord 6.0"), "rtf": ("Rich Text Format",)}
)
#: Why it is not used on other systems, though it may be installed.
NOT_HERE = "在这种系统上不能把它与网络隔开，所以不用（需要 Linux，x86-64 或 ARM 64 位）"
_PROCESSORS_EACH, _MOST_OFFICES = 2, 4
_PAUSE = 0.02
_TRIES = 2  # one that was there already may have ended by itself just now
_AS = "请用 Word 或 WPS 打开后另存为 .docx，重新投递"


class Converter:
    """Makes ODT of other formats; use as a context manager, from any number of processes at once.

    The LibreOffices, at most four, lie in one folder of this user and are shared by the processes of this machine. Each
    starts with the first file. It ends with the process that started it (to the kernel: with the thread), or after five
    minutes.
    """

    def __init__(self, folder: Path | None = None, *, seconds: float = FILE_SECONDS) -> None:
        self._folder = folder or Path(tempfile.gettempdir(), f"gouji-{os.getuid()}-convert")
        self._seconds = seconds
        self._count = max(1, min((os.cpu_count() or 1) // _PROCESSORS_EACH, _MOST_OFFICES))
        self._offices: dict[int, Office] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the LibreOffices that this process started; others find out and start their own."""
        for number, office in self._offices.items():
            if office.is_ours():
                with self._lock(number, wait=True):
                    office.end()
        self._offices.clear()

    def to_odt(self, content: bytes, kind: str) -> bytes:
        """The same document as ODT; `kind`, a key of FORMATS, is `doc` or `rtf`.

        Raises Unreadable when nothing can be made of it, NeedsConverter when LibreOffice is not installed, and
        ConverterUnavailable when it does not run here.
        """
        words = FORMATS[kind].words
        if machine() is None:
            raise Unreadable(f"读取{words}要用 LibreOffice，而{NOT_HERE}；请另存为 .docx 后重新投递")
        if kind not in _FILTERS or (program := find_program()) is None:
            raise NeedsConverter(words, kind)
        with self._turn(program) as office:
            for _ in range(_TRIES):
                try:
                    return _converted(office, content, kind, self._seconds)
                except Gone:
                    office.end()
                except Late:
                    office.end()
                    raise Unreadable(f"超过 {self._seconds:g} 秒没有转换完，已中止；{_AS}") from None
                except Unreadable:
                    raise
                except BaseException:  # whatever it is, LibreOffice is in the middle of something
                    office.end()
                    raise
        raise Unreadable(f"LibreOffice 转换时崩溃，文件可能已损坏；{_AS}")

    @contextmanager
    def _turn(self, program: Path) -> Iterator[Office]:
        """Whichever LibreOffice is free first; the first ones are asked first, so that they stay warm."""
        self._require_own_folder()
        while True:
            for number in range(self._count):
                with self._lock(number, wait=False) as taken:
                    if taken:
                        yield self._office(number, program)
                        return
            time.sleep(_PAUSE)

    def _office(self, number: int, program: Path) -> Office:
        if number not in self._offices:
            self._offices[number] = Office(self._folder / str(number), program)
        return self._offices[number]

    @contextmanager
    def _lock(self, number: int, *, wait: bool) -> Iterator[bool]:
        """Hold the lock of one LibreOffice; False when another process holds it. The kernel frees it if we die."""
        with (self._folder / f"{number}.lock").open("wb") as file:
            taken = _locked(file, wait=wait)
            yield taken

    def _require_own_folder(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = self._folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
            raise ConverterUnavailable(f"目录 {self._folder} 不是本用户的，或别人可以进入；请删去它")


def _locked(file: IO[bytes], *, wait: bool) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _converted(office: Office, content: bytes, kind: str, seconds: float) -> bytes:
    for reading in _FILTERS[kind]:
        with office.ready() as talk:
            converted = office.convert(talk, content, kind, reading, time.monotonic() + seconds)
        if converted is not None:
            return converted
    raise Unreadable(f"LibreOffice 读不出这个{FORMATS[kind].words}，文件可能已损坏或没有传完；{_AS}")
