"""What a file is, by its content; its name only settles what the content leaves open.

A `.doc` that holds a web page is a web page, a `.wps` that holds a Word document is a Word document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gouji.errors import Unreadable, UnreadableFormat
from gouji.parse import compound, containers, letterhead
from gouji.parse.characters import BLANK
from gouji.parse.encoding import ascii_view

_FORMATS_NOT_READ: Mapping[bytes, str] = {
    b"Founder CEB": "方正 CEB 版式文件（.ceb）",
    b"\xdb\xa5-\x00": "Word 2.0 旧格式文档（.doc）",
    b"ITSF": "CHM 帮助文件（.chm）",
}
_IMAGES: Mapping[bytes, str] = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"\x00\x00\x01\x00": "ICO",
}
_ARCHIVES_READ: Mapping[bytes, str] = {b"Rar!\x1a\x07": "rar", b"7z\xbc\xaf\x27\x1c": "7z"}
_ARCHIVES: Mapping[bytes, str] = {
    b"\x1f\x8b": "gz",
    b"BZh": "bz2",
    b"\xfd7zXZ\x00": "xz",
    b"MSCF": "cab",
}
_OTHERS: Mapping[bytes, str] = {
    b"MZ\x90\x00": "程序文件",
    b"\x7fELF": "程序文件",
    b"ID3\x03": "音频文件",
    b"ID3\x04": "音频文件",
    b"OggS": "音频文件",
    b"L\x00\x00\x00\x01\x14\x02\x00": "快捷方式",
    b"SQLite format 3\x00": "数据库文件",
}
_XML: Mapping[str, str] = {
    "<w:wordDocument": "Word 2003 XML 文档（.xml）",
    "<svg": "SVG 图片",
}
_FLAT_PACKAGE = re.compile(r"(?:<\?[^>]*>\s*)*<pkg:package\b")
_WORKBOOK = re.compile(r"(?:<\?[^>]*>\s*|<!--.*?-->\s*)*+<(?:\w+:)?Workbook\b", re.DOTALL)

#: How far into a file its kind shows; pages begin with long scripts at times.
_HEAD = 65536
_PAGE_START = re.compile(
    r"(?>\s|<!--.*?-->|<\?xml[^>]*>)*+<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|h[1-6]|center|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = r"(?:p|div|td|tr|table|span|h[1-6]|li|body|html)"
_PAGE_TAG = re.compile(rf"<(?:br|{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_CLOSING_TAG = re.compile(rf"</{_TAGS}\s*>", re.IGNORECASE)
#: A page without a beginning has closing tags, one in so many characters; a text that speaks of tags has few.
_FEWEST_TAGS, _CHARACTERS_A_TAG = 3, 1500
_BLOCK_TAG = re.compile(
    r"<(?:!doctype|html|head|body|meta|style|script|div|p|table|ul|ol|h[1-6]|section|center)\b", re.IGNORECASE
)
#: Three lines of text.
_TEXT_LINES = re.compile(r"(?:[^\S\n]*+\S[^\n]*+\n\s*+){3}")
#: A row of a table as a spreadsheet exports it: words, then numbers and blanks between commas.
_RECORD = re.compile(r"^(?:[^,\n]+,){1,3}(?:[\d.]*,){2,}[\d.]*\r?$", re.MULTILINE)
_FEWEST_RECORDS = 5
_PDF = re.compile(rb"%PDF-\d\.\d")
_BOM = b"\xef\xbb\xbf"


def format_of(content: bytes, name: str) -> str:
    """A key of FORMATS; raises Unreadable, in words, for everything that is none of them."""
    if not content:
        raise Unreadable("文件是空的（0 字节）；请重新导出后投递")
    if content.startswith(containers.ZIP_MAGICS):
        return containers.zip_format(content)
    if content.startswith(containers.OLE_MAGIC):
        return compound.format_of(content, name)
    if kind := _by_magic(content):
        return kind
    _refuse_by_magic(content)
    return _text_format(ascii_view(content[:_HEAD]), name)


def _by_magic(content: bytes) -> str | None:
    if _PDF.search(content, 0, 1024):
        return "pdf"
    if content[:256].removeprefix(_BOM).lstrip().startswith(b"{\\rtf"):
        return "rtf"
    return next((kind for magic, kind in _ARCHIVES_READ.items() if content.startswith(magic)), None)


def _refuse_by_magic(content: bytes) -> None:
    if what := _starting(content[:256].lstrip(), _FORMATS_NOT_READ):
        raise UnreadableFormat(what)
    if what := _starting(content, _IMAGES) or _other_image(content):
        raise Unreadable(f"这是图片（{what}），其中的文字无法核查；请投递报告的电子文本（.docx、.html 或 .txt）")
    if what := _starting(content, _ARCHIVES) or ("tar" if content[257:262] == b"ustar" else None):
        raise containers.archive_fault(what)
    if what := _starting(content, _OTHERS) or ("视频或音频文件" if content[4:8] == b"ftyp" else None):
        raise Unreadable(f"这是{what}，不是年度报告；请投递报告的电子文本（.docx、.html 或 .txt）")


def _starting(content: bytes, magics: Mapping[bytes, str]) -> str | None:
    return next((what for magic, what in magics.items() if content.startswith(magic)), None)


def _other_image(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[:2] == b"BM" and content[6:10] == bytes(4):
        return "BMP"
    return "HEIC" if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif") else None


def _text_format(head: str, name: str) -> str:
    head = head.lstrip(BLANK)
    if head.startswith(("<?xml", "<office:document")) and "<office:document" in head:
        return "ods" if 'office:mimetype="application/vnd.oasis.opendocument.spreadsheet' in head else "odt"
    if _WORKBOOK.match(head):
        return "xlsxml"
    if _FLAT_PACKAGE.match(head):
        return "docxml"
    if kind := letterhead.kind_of(head, name):
        return kind
    if head.startswith(("<?xml", *_XML)) and "<html" not in head.lower():
        raise UnreadableFormat(next((what for tag, what in _XML.items() if tag in head), "XML 文件（.xml）"))
    if _is_page(head, name) and not _is_text_with_tables(head):
        return "html"
    return _plain_format(head, name)


def _plain_format(head: str, name: str) -> str:
    if len(_RECORD.findall(head)) >= _FEWEST_RECORDS:
        return "csv"
    ending = name.lower()[name.rfind(".") :] if "." in name else ""
    return {".csv": "csv", ".xls": "csv", ".xlsx": "csv", ".et": "csv", ".md": "md"}.get(ending, "txt")


def _is_page(head: str, name: str) -> bool:
    if _PAGE_START.match(head):
        return True
    if name.lower().endswith((".html", ".htm", ".shtml", ".xhtml")):
        return _PAGE_TAG.search(head) is not None
    return len(_CLOSING_TAG.findall(head)) >= max(_FEWEST_TAGS, len(head) / _CHARACTERS_A_TAG)


def _is_text_with_tables(head: str) -> bool:
    """Whether lines of text come before the first tag, as in Markdown with tables in HTML; a page begins with tags."""
    tag = _BLOCK_TAG.search(head)
    return tag is not None and tag[0].lower() == "<table" and bool(_TEXT_LINES.match(head, 0, tag.start()))
