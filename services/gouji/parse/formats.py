"""The formats that can be read: how people call them, under which names they come, and what reads them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec


class Format(msgspec.Struct, frozen=True):
    """A format.

    `words` is its name for people; `endings` the file name endings under which it is expected; `module` the package of
    `gouji.parse` whose `read(content)` reads it, None where a converter has to make another format of it first.
    """

    words: str
    endings: tuple[str, ...]
    module: str | None


_ALL = {
    "txt": Format("纯文本", (".txt",), "txt"),
    "docx": Format("Word 文档", (".docx", ".docm"), "docx"),
    "md": Format("Markdown 文本", (".md",), "txt"),
    "csv": Format("CSV 表格", (".csv",), "csv"),
    "html": Format("网页", (".html", ".htm"), "html"),
    "mht": Format("网页归档", (".mht", ".mhtml"), "mht"),
    "docxml": Format("Word XML 文档", (".xml",), "flat"),
    "odt": Format("ODF 文档", (".odt", ".fodt"), "odf"),
    "ods": Format("ODF 表格", (".ods", ".fods"), "odf"),
    "xlsx": Format("Excel 表格", (".xlsx", ".xlsm"), "sheets"),
    "xls": Format("Excel 97–2003 表格", (".xls", ".et"), "sheets"),
    "xlsxml": Format("Excel 2003 XML 表格", (".xml",), "sheets.xml2003"),
    "pdf": Format("PDF 文件", (".pdf",), "pdf"),
    "ofd": Format("OFD 版式文件", (".ofd",), "ofd"),
    "doc": Format("Word 97–2003 文档", (".doc", ".wps"), None),
    "rtf": Format("RTF 文档", (".rtf",), None),
    "zip": Format("压缩包", (".zip",), "archives"),
    "rar": Format("压缩包", (".rar",), "archives"),
    "7z": Format("压缩包", (".7z",), "archives"),
    "eml": Format("邮件", (".eml",), "mail"),
}

#: By key; the keys are also what `Document.format` and the JSON output say.
FORMATS: Mapping[str, Format] = MappingProxyType(_ALL)
