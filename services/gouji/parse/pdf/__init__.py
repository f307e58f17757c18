"""PDF files → Document: characters and lines as pdfium finds them, laid out by `gouji.parse.layout`."""

from __future__ import annotations

from gouji.model import Document
from gouji.parse.layout import blocks
from gouji.parse.pdf.library import opened, page_count, page_of, title
from gouji.parse.pdf.sheet import sheet
from gouji.parse.pdf.trust import notes, require_bounds, require_tables, require_trust


def read(content: bytes) -> Document:
    """The document; raises Unreadable for a file that is locked, broken, a scan, or whose fonts do not say what they
    show.
    """
    with opened(content) as document:
        sheets = []
        for number in range(1, page_count(document) + 1):
            with page_of(document, number) as page:
                sheets.append(sheet(page, number))
            require_bounds(sheets)
        hint = title(document)
    require_trust(sheets)
    found = blocks([sheet.page for sheet in sheets])
    require_tables(sheets, found)
    return Document(found, "pdf", title_hint=hint, notes=notes(sheets))
