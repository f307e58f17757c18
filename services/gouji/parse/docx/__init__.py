"""Word documents (.docx, .docm) → Document, exactly: own reader, because libraries lose figures without a word.

What is read is what Word shows and prints in the body: content controls, smart tags, field results, insertions,
automatic numbers, text boxes (behind the paragraph that anchors them). Left out: deletions, hidden text, field
instructions, tables of contents, comments, headers, footers and footnotes. Pages are told where Word said them.
"""

from __future__ import annotations

from gouji.errors import Unreadable
from gouji.model import Document
from gouji.parse.docx.body import Body
from gouji.parse.docx.names import W
from gouji.parse.docx.notes import EMBEDDED, HIDDEN, PICTURES, notes
from gouji.parse.docx.numbering import Numbering
from gouji.parse.docx.package import Package
from gouji.parse.docx.styles import Styles
from gouji.parse.grid import blocks
from gouji.parse.pieces import joined


def read(content: bytes) -> Document:
    """The document; raises Unreadable for a package that is broken, locked, out of bounds, or without text."""
    with Package(content) as package:
        main = package.main()
        styles = Styles(package.part("styles"))
        counting = package.part("numbering")
        pages = package.stated_pages
        body = next(main.iterchildren(f"{W}body"), None)
        if body is None:
            raise Unreadable("文档缺少正文部分，可能已损坏；请用 Word 或 WPS 打开并另存后投递")
        reader = Body(main, styles, Numbering(counting, styles))
        contents = reader.contents(body)
        if reader.pages and (stated := pages()) and stated != reader.pages:
            contents = Body(main, styles, Numbering(counting, styles), paged=False).contents(body)
    found = blocks(joined(contents))
    told = notes(main, hidden=reader.met_hidden)
    if not found:
        raise _empty(told)
    return Document(found, "docx", notes=told)


def _empty(told: tuple[str, ...]) -> Unreadable:
    if EMBEDDED in told:
        return Unreadable("文档的内容在嵌入的其他文件里，文档本身没有文字；请用 Word 打开并另存为 .docx 后投递")
    if PICTURES in told:
        return Unreadable("文档里只有图片，没有文字（可能是扫描件）；请投递含文字的 .docx")
    if HIDDEN in told:
        return Unreadable("文档里的文字全部是隐藏文字；请取消隐藏后投递")
    return Unreadable("文档里没有文字；请核对文件后重新投递")
