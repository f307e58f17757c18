"""Writers of every format that Python can write, by file name ending."""

from __future__ import annotations

import io

import openpyxl

from gouji.model import Document, Paragraph
from ofd_writing import as_ofd
from writing import as_docx, as_html, as_text


def as_sheet(document: Document) -> bytes:
    """One worksheet: prose in single cells, tables with merged cells, an empty row around each table."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "年度报告"
    row = 1
    for block in document.blocks:
        if isinstance(block, Paragraph):
            sheet.cell(row, 1, block.text).data_type = "s"
            row += 1
            continue
        row += 1
        for cell in block.cells:
            at = sheet.cell(row + cell.row, cell.column + 1)
            if cell.text.isdigit():
                at.value = int(cell.text)
            elif cell.text:
                at.value = cell.text
                at.data_type = "s"
            if cell.rowspan > 1 or cell.colspan > 1:
                sheet.merge_cells(
                    start_row=row + cell.row,
                    end_row=row + cell.row + cell.rowspan - 1,
                    start_column=cell.column + 1,
                    end_column=cell.column + cell.colspan,
                )
        row += max(cell.row + cell.rowspan for cell in block.cells) + 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


WRITERS = {"txt": as_text, "html": as_html, "docx": as_docx, "xlsx": as_sheet, "ofd": as_ofd}
