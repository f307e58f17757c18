"""OFD files (GB/T 33190-2016) → Document: characters and lines at their places, laid out by `gouji.parse.layout`.

Templates, layers, page blocks and shared objects are drawn; signatures, seals, annotations and attachments are not
read.
"""

from __future__ import annotations

from gouji.model import Document
from gouji.parse.layout import blocks
from gouji.parse.ofd.package import Book
from gouji.parse.ofd.sheet import Reader, Sheet
from gouji.parse.ofd.trust import notes, require_trust


def read(content: bytes) -> Document:
    """The document; raises Unreadable for a package that is broken, locked or out of bounds, and for scans."""
    reader = Reader()
    sheets: list[Sheet] = []
    with Book(content) as book:
        for volume in book.documents():
            for leaf in volume.leaves():
                sheets.append(reader.sheet(leaf, volume, len(sheets) + 1))
    require_trust(sheets)
    return Document(blocks([sheet.page for sheet in sheets]), "ofd", notes=notes(sheets))
