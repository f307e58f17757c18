"""Parse: bytes → Document, by what the content is and not by what the name says."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gouji.errors import Unreadable
from gouji.model import Document
from gouji.parse.sniff import format_of

#: The formats that can be read, each with the file name endings under which it is expected.
FORMATS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"txt": (".txt",), "docx": (".docx", ".docm"), "html": (".html", ".htm")}
)

_NOTHING_TO_READ = {
    "txt": "文件里没有文字；请核对文件后重新投递",
    "docx": "文档里没有文字（可能只有图片或扫描件）；请投递含文字的 .docx",
    "html": "网页里没有正文文字（可能由脚本或框架载入）；请复制正文到 .docx 后投递",
}


def parse(content: bytes, name: str) -> Document:
    """The document that a file holds; raises Unreadable, saying why and what to do, when there is none to be had."""
    kind = format_of(content, name)
    try:
        document = _read(kind, content)
    except RecursionError as fault:
        raise Unreadable("文件结构嵌套过深，无法读取；请重新导出后投递") from fault
    if not document.blocks:
        raise Unreadable(_NOTHING_TO_READ[kind])
    return document


def _read(kind: str, content: bytes) -> Document:
    """Each reader is imported when its first file comes: lxml alone takes longer than a report."""
    if kind == "docx":
        from gouji.parse import docx  # noqa: PLC0415 - see above

        return docx.read(content)
    if kind == "html":
        from gouji.parse import html  # noqa: PLC0415 - see above

        return html.read(content)
    from gouji.parse import txt  # noqa: PLC0415 - see above

    return txt.read(content)
