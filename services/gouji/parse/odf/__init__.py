"""OpenDocument files (.odt, .fodt, .ods, .fods) → Document, exactly.

What is read is what is shown in the body: field results, insertions, automatic numbers, text boxes (behind the
paragraph that anchors them). Left out: deletions, hidden text and sections, comments, headers, footers and footnotes.
"""

from __future__ import annotations

from gouji.errors import Unreadable
from gouji.model import Document
from gouji.parse.grid import PageStart, blocks
from gouji.parse.odf.body import Body
from gouji.parse.odf.names import OFFICE, TEXT
from gouji.parse.odf.notes import notes
from gouji.parse.odf.package import Source, opened
from gouji.parse.odf.sheets import workbook
from gouji.parse.odf.styles import Styles


def read(content: bytes) -> Document:
    """The document; raises Unreadable for a package that is broken, locked or out of bounds."""
    source = opened(content)
    if source.body.tag == f"{OFFICE}text":
        return _text(source)
    if source.body.tag == f"{OFFICE}spreadsheet":
        return workbook(source.body, Styles(source.roots))
    raise Unreadable("这是 ODF 演示、图形或其他文件，不是文档或表格；请投递报告的 .odt、.docx 或 .ods 文件")


def _text(source: Source) -> Document:
    knows_pages = source.body.get(f"{TEXT}use-soft-page-breaks") == "true"
    body = Body(Styles(source.roots), knows_pages=knows_pages)
    first = [PageStart(1)] if knows_pages else []
    found = blocks([*first, *body.contents(source.body)])
    return Document(found, "odt", notes=notes(source.body, hidden=body.met_hidden))
