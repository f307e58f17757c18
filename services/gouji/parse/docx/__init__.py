"""Word documents (.docx, .docm) → Document, exactly: own reader, because libraries lose figures without a word.

What is read is what Word shows and prints in the body: content controls, smart tags, field results, insertions,
automatic numbers, text boxes (behind the paragraph that anchors them). Left out: deletions, hidden text, field
instructions, comments, headers, footers and footnotes.
"""

from __future__ import annotations

from gouji.errors import Unreadable
from gouji.model import Document
from gouji.parse.docx.body import Body
from gouji.parse.docx.names import W
from gouji.parse.docx.notes import notes
from gouji.parse.docx.numbering import Numbering
from gouji.parse.docx.package import Package
from gouji.parse.docx.styles import Styles
from gouji.parse.grid import blocks


def read(content: bytes) -> Document:
    """The document; raises Unreadable for a package that is broken, locked or out of bounds."""
    with Package(content) as package:
        main = package.main()
        styles = Styles(package.part("styles"))
        numbering = Numbering(package.part("numbering"), styles)
    body = next(main.iterchildren(f"{W}body"), None)
    if body is None:
        raise Unreadable("文档缺少正文部分，可能已损坏；请用 Word 或 WPS 打开并另存后投递")
    reader = Body(styles, numbering)
    found = blocks(reader.contents(body))
    return Document(found, "docx", notes=notes(main, hidden=reader.met_hidden))
