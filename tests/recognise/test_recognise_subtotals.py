"""A row 小计 at the end of a group of 表三, as some tools draw it: its figures are the group's, no figure is lost."""

from itertools import pairwise

import msgspec
import pytest

from gouji.draft import sound
from gouji.model import Document, Report, Table
from gouji.parse import parse
from gouji.recognise import recognise
from writing import WRITERS

FIGURES = ("1", "0", "0", "0", "0", "0", "1")
LAST = {"不予公开": "8.属于行政查询事项", "无法提供": "3.补正后申请内容仍不明确", "其他处理": "3.其他"}


def with_subtotal(document: Document, behind: str) -> Document:
    """The document with 小计 drawn as the last row of a group, inside the group's merged label."""
    return msgspec.structs.replace(
        document, blocks=tuple(_with_row(one, behind) if isinstance(one, Table) else one for one in document.blocks)
    )


def _with_row(table: Table, behind: str) -> Table:
    at = next((cell.row + 1 for cell in table.cells if cell.text == behind), None)
    if at is None:
        return table
    cells = []
    for cell in table.cells:
        reaches = cell.row < at - 1 and cell.row + cell.rowspan == at
        over = cell.row < at < cell.row + cell.rowspan
        cells.append(
            msgspec.structs.replace(
                cell, row=cell.row + (cell.row >= at), rowspan=cell.rowspan + (over or (reaches and cell.column < 2))
            )
        )
    model = cells[0]
    cells += [
        msgspec.structs.replace(model, row=at, column=2 + place, text=text, rowspan=1, colspan=1)
        for place, text in enumerate(("小计", *FIGURES))
    ]
    return msgspec.structs.replace(table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def read(document: Document, form: str) -> Report:
    return recognise(parse(WRITERS[form](document), f"报告.{form}"))


@pytest.mark.parametrize("form", sorted(WRITERS))
@pytest.mark.parametrize("group", LAST)
def test_a_row_of_subtotals_belongs_to_its_group(form, group):
    plain = sound(year=2023).document()
    report, before = read(with_subtotal(plain, LAST[group]), form), read(plain, form)
    (row,) = (row for row in report.tables["三"].rows if row.key is None)
    assert group in row.label
    assert (row.texts, row.placed) == (FIGURES, True)
    assert {a: (c.text, c.doubt) for a, c in report.cells.items()} == {
        a: (c.text, c.doubt) for a, c in before.cells.items()
    }
    assert report.unplaced == ()


def test_the_rows_behind_keep_their_order():
    report = read(with_subtotal(sound(year=2023).document(), LAST["不予公开"]), "html")
    keys = [row.key for row in report.tables["三"].rows if row.key]
    assert all(one < other for one, other in pairwise(keys))
