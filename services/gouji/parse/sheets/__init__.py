"""Workbooks of Excel and WPS → Document: what a person sees on each worksheet.

Each format has its reader (`xlsx`, `xls`, `xml2003`) that makes `Sheet`s of the file's entries; `regions` cuts those
into paragraphs and tables. A figure's text is the one shown; where that is another number than the one stored, the cell
is in doubt. Hidden sheets, rows and columns are left out, and a note says so.
"""

from __future__ import annotations

from gouji.model import Document
from gouji.parse.containers import OLE_MAGIC
from gouji.parse.sheets import xls, xlsx


def read(content: bytes) -> Document:
    """The text and tables of a workbook; raises Unreadable."""
    return xls.read(content) if content.startswith(OLE_MAGIC) else xlsx.read(content)
