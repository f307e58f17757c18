"""Workbooks as people fill them in: the same figures and findings as were drawn, or a doubt that says why not."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from formats.writers import as_sheet
from gouji.check import Checker
from gouji.model import Checked, Document, Paragraph, Severity, Table
from gouji.parse import parse
from gouji.recognise import recognise
from gouji.rule import load_rules
from seeded import seeded_report


def altered(document: Document, change: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(as_sheet(document)))
    change(book["年度报告"])
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def judged(content: bytes) -> Checked:
    return Checker(load_rules()).check(recognise(parse(content, "年报.xlsx")))


def figure_rows(sheet: Worksheet) -> list[int]:
    return [row for row in range(1, sheet.max_row + 1) if any(isinstance(cell.value, int) for cell in sheet[row])]


def with_notes_beside(sheet: Worksheet) -> None:
    rows = figure_rows(sheet)
    for row, note in zip(
        (rows[0], rows[-3], rows[-1]), ("填表人：张三", "请核对", "联系电话：0517-82345678"), strict=True
    ):
        sheet.cell(row, sheet.max_column + 2 if row == rows[0] else sheet.max_column).value = note


def with_check_sums_beside(sheet: Worksheet) -> None:
    column = sheet.max_column + 2
    for row in figure_rows(sheet):
        sheet.cell(row, column, 0)


def with_signatures(sheet: Worksheet) -> None:
    row = figure_rows(sheet)[-1] + 1
    for column, text in enumerate(("填表人：", "张三", "审核人：", "李四", "联系电话：", "13812345678"), 1):
        sheet.cell(row, column, text)


def with_two_places(sheet: Worksheet) -> None:
    for row in figure_rows(sheet):
        for cell in sheet[row]:
            if isinstance(cell.value, int):
                cell.number_format = "0.00"


@pytest.mark.parametrize("change", [with_notes_beside, with_check_sums_beside, with_signatures, with_two_places])
@pytest.mark.parametrize("seed", [3, 6, 10])
def test_what_people_add_to_a_sound_workbook_makes_no_finding(seed, change):
    drawn = seeded_report(seed).document()
    checked = judged(altered(drawn, change))
    values = {address: cell.value for address, cell in recognise(drawn).cells.items()}
    assert {address: cell.value for address, cell in checked.report.cells.items()} == values
    assert not [cell for cell in checked.report.cells.values() if cell.doubt]
    assert [one.message for one in checked.findings if one.severity is not Severity.INFO] == []
    assert not checked.report.unplaced


@pytest.mark.parametrize("kind", ["formula", "date"])
def test_figures_that_cannot_be_sure_are_doubted_and_nothing_is_built_on_them(kind):
    def change(sheet: Worksheet) -> None:
        for row in figure_rows(sheet):
            for cell in sheet[row]:
                if isinstance(cell.value, int) and kind == "formula":
                    cell.value = f"={cell.value}+0"
                elif isinstance(cell.value, int):
                    cell.number_format = "yyyy-mm-dd"

    drawn = seeded_report(6).document()
    checked = judged(altered(drawn, change))
    disputes = [cell for address, cell in checked.report.cells.items() if address.startswith("四")]
    assert len(disputes) == 15
    assert all(cell.doubt for cell in disputes)
    assert [one.message for one in checked.findings if one.severity is not Severity.INFO] == []
    assert str(checked.verdict) == "检查不完整"


@pytest.mark.parametrize("separator", ["\n", "  ", "\t"])
@pytest.mark.parametrize("seed", [3, 6])
def test_a_report_in_column_a_is_read_like_text(seed, separator):
    drawn = seeded_report(seed).document()
    book = openpyxl.Workbook()
    sheet = book.active
    for block in drawn.blocks:
        if isinstance(block, Paragraph):
            sheet.append([block.text])
            continue
        for row in block.rows():
            texts = [cell.text for cell in row if cell.text]
            for line in texts if separator == "\n" else [separator.join(texts)]:
                sheet.append([line])
    checked = judged(saved(book))
    cells = checked.report.cells
    assert {address: cell.value for address, cell in cells.items()} == {
        address: cell.value for address, cell in recognise(drawn).cells.items()
    }
    assert [one.message for one in checked.findings if one.severity is not Severity.INFO] == []
    assert (cells["三.R01.总计"].place.sheet, (cells["三.R01.总计"].place.cell or "")[:1]) == ("Sheet", "A")


def test_a_whole_number_shown_with_places_is_one_and_a_note_says_so():
    document = parse(altered(seeded_report(6).document(), with_two_places), "年报.xlsx")
    assert isinstance(document, Document)
    assert [note for note in document.notes if "按整数核查" in note]


def test_a_decimal_that_was_typed_as_text_stays_as_it_is():
    def change(sheet: Worksheet) -> None:
        cell = next(cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int))
        cell.value, cell.data_type = "2.00", "s"

    document = parse(altered(seeded_report(6).document(), change), "年报.xlsx")
    assert isinstance(document, Document)
    assert any(cell.text == "2.00" for block in document.blocks if isinstance(block, Table) for cell in block.cells)
    assert not document.notes


def test_other_data_on_another_sheet_belongs_to_no_table_of_the_report():
    drawn = seeded_report(6).document()
    book = openpyxl.load_workbook(io.BytesIO(as_sheet(drawn)))
    other = book.create_sheet("台账")
    for number in range(20):
        other.append([f"公开事项{number}", number, "已公开"])
    checked = judged(saved(book))
    assert not checked.report.unplaced
    assert [one.message for one in checked.findings if one.severity is not Severity.INFO] == []
    assert len(checked.report.cells) == len(recognise(drawn).cells)
