"""Parse: bytes → Document, or Bundle for a file that holds files, by what the content is and not by what the name says.

Everything here runs in the calling process; for files from outside use `gouji.reader`, which does it in a child with
limits.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from gouji.errors import NeedsConverter, Unreadable, UnreadableFormat
from gouji.model import Bundle, Document
from gouji.parse.containers import archive_in_disguise
from gouji.parse.formats import FORMATS
from gouji.parse.sniff import format_of

__all__ = ["FORMATS", "parse"]

_NOTHING_TO_READ = {
    "txt": "文件里没有文字；请核对文件后重新投递",
    "html": "网页里没有正文文字（可能由脚本或框架载入）；请复制正文到 .docx 后投递",
}


def parse(content: bytes, name: str, *, kind: str | None = None) -> Document | Bundle:
    """What a file holds; raises Unreadable, saying why and what to do, when there is nothing to be had.

    `kind`, a key of FORMATS, says what the content is where the caller knows; NeedsConverter is raised for a format
    that has no reader of its own.
    """
    try:
        kind = kind or format_of(content, name)
        found = _read(kind, content)
    except RecursionError as fault:
        raise Unreadable("文件结构嵌套过深，无法读取；请重新导出后投递") from fault
    except Unreadable as fault:
        if kind in (None, "zip", "txt") and (known := archive_in_disguise(content, name)):
            raise known from fault
        raise
    if isinstance(found, Document) and not found.blocks:
        raise Unreadable(_NOTHING_TO_READ.get(kind, "文件里没有文字；请核对文件后重新投递"))
    return found


def _read(kind: str, content: bytes) -> Document | Bundle:
    """Each reader is imported when its first file comes: lxml alone takes longer than a report."""
    form = FORMATS[kind]
    if form.module is None:
        raise NeedsConverter(form.words, kind)
    module = f"{__name__}.{form.module}"
    if find_spec(module) is None:
        raise UnreadableFormat(f"{form.words}（{form.endings[0]}）")
    read = import_module(module).read
    found: Document | Bundle = read(content)
    return found
