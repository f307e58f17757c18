"""Which formats this machine reads, and which want a program that it lacks or that does not work here."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from gouji.convert import Converter, find_program
from gouji.convert.converter import NOT_HERE
from gouji.errors import ConverterUnavailable, NeedsConverter, Unreadable
from gouji.isolation import paths
from gouji.isolation.filter import machine
from gouji.parse import FORMATS
from gouji.parse.archives import library

#: By helper, the formats (keys of FORMATS) that need it.
_NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType({"LibreOffice": ("doc", "rtf"), "libarchive": ("rar", "7z")})
_NO_OFFICE = (
    "没有安装 LibreOffice Writer；请安装（Debian/Ubuntu：apt install --no-install-recommends libreoffice-writer-nogui）"
)
_NO_LIBARCHIVE = "没有安装 libarchive；请安装（Debian/Ubuntu：apt install libarchive13）"
_SMALLEST = rb"{\rtf1 gouji}"


@dataclass(frozen=True, slots=True)
class Helper:
    """A program or library of the system: how it stands, in words, and the formats read by it.

    Without it they are refused; when it is `broken` it is there and does not work.
    """

    name: str
    endings: tuple[str, ...]
    works: bool
    broken: bool
    words: str


def endings(*, without: tuple[Helper, ...] = ()) -> list[str]:
    """The file name endings of the formats that are read here, the most usual first."""
    lost = {kind for helper in without if not helper.works for kind in _NEEDED[helper.name]}
    found = (ending for kind, form in FORMATS.items() if kind not in lost for ending in form.endings)
    return list(dict.fromkeys(found))


def helpers() -> tuple[Helper, ...]:
    """Each tried for real, which for LibreOffice takes a second or two."""
    return (_office(), _archives())


def _office() -> Helper:
    if machine() is None:
        return _helper("LibreOffice", works=False, words=NOT_HERE)
    try:
        # In a folder of its own: one that is running already says nothing of the program that is installed now.
        with (
            tempfile.TemporaryDirectory(prefix="gouji-doctor-") as folder,
            Converter(Path(folder, "convert")) as converter,
        ):
            converter.to_odt(_SMALLEST, "rtf")
    except NeedsConverter:
        return _helper("LibreOffice", works=False, words=_NO_OFFICE)
    except ConverterUnavailable as problem:
        return _helper("LibreOffice", works=False, broken=True, words=f"{find_program()} 不能用：{problem.why}")
    except Unreadable as problem:
        return _helper("LibreOffice", works=False, broken=True, words=f"{find_program()} 不能用：{problem}")
    seen = "也看不到别的文件" if paths.available() else "但系统内核没有 Landlock，它仍能看到本用户的文件"
    return _helper("LibreOffice", works=True, words=f"{find_program()}，不能联网，{seen}")


def _archives() -> Helper:
    try:
        library.load()
    except Unreadable:
        return _helper("libarchive", works=False, words=_NO_LIBARCHIVE)
    return _helper("libarchive", works=True, words="可用")


def _helper(name: str, *, works: bool, words: str, broken: bool = False) -> Helper:
    forms = tuple(ending for kind in _NEEDED[name] for ending in FORMATS[kind].endings)
    return Helper(name, forms, works, broken, words)
