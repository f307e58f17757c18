"""Worksheets, whatever program wrote them."""

from __future__ import annotations

from gouji.errors import UnreadableFormat
from gouji.model import Document


def read(content: bytes) -> Document:
    """The text and tables of a workbook; raises Unreadable."""
    raise UnreadableFormat(f"Excel 表格（{'.xlsx' if content.startswith(b'PK') else '.xls'}）")
