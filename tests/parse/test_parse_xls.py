"""Binary workbooks: what a person sees on the screen, held against another reader where LibreOffice writes them."""

import io
from contextlib import suppress
from struct import pack

import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from parse_biff import biff8, code, compound, formula, label, merged, number, record, style, text
from parse_views import outline, rows, sketch, tables, texts

from formats.office import saved_as
from formats.writers import as_sheet
from gouji.draft import sound
from gouji.errors import Unreadable
from gouji.model import Document, Place
from gouji.parse import parse


def read(*records: bytes, globals_: bytes = b"") -> Document:
    return parse(compound(biff8(("年报", b"".join(records)), globals_=globals_)), "报告.xls")


def cells(*records: bytes, globals_: bytes = b"") -> list[str]:
    """The texts of one row."""
    return rows(tables(read(*records, globals_=globals_))[0])[0]


def test_labels_numbers_and_merged_cells():
    document = read(
        label(0, 0, "一、总体情况"), label(2, 0, "规章"), label(2, 1, "本年新收"), number(3, 1, 7), merged((2, 3, 0, 0))
    )
    assert document.format == "xls"
    assert texts(document) == ["一、总体情况"]
    assert sketch(tables(document)[0]) == "0:规章[2x1] 1:本年新收 / 1:7"
    assert tables(document)[0].cells[2].place == Place(paragraph=2, table=1, row=2, column=2, sheet="年报", cell="B4")


@pytest.mark.parametrize(
    ("packed", "shown"),
    [
        (12 << 2 | 2, "12"),
        (1230 << 2 | 3, "12.3"),
        ((-5 << 2 | 2) & 0xFFFFFFFF, "-5"),
        (0x3FF00000, "1"),
        (0x40590000 | 1, "1"),
    ],
)
def test_packed_numbers(packed, shown):
    assert cells(label(0, 0, "甲"), record(0x27E, pack("<HHHI", 0, 1, 0, packed)))[1] == shown


def test_several_numbers_and_blanks_in_one_record():
    several = record(0xBD, pack("<HHHIHIH", 0, 1, 0, 3 << 2 | 2, 0, 4 << 2 | 2, 2))
    blanks = record(0xBE, pack("<HHHHH", 0, 3, 0, 0, 4))
    assert cells(label(0, 0, "甲"), several, blanks, number(0, 5, 9)) == ["甲", "3", "4", "9"]


def test_texts_of_the_table_run_over_into_the_record_that_continues_it():
    long = "政府信息公开" * 30
    shared = pack("<II", 3, 3) + text("规章") + len(long).to_bytes(2, "little") + b"\x01"
    half = long[:100].encode("utf-16-le")
    rest = b"\x01" + long[100:].encode("utf-16-le") + b"\x05\x00\x08\x01\x00hello" + pack("<HH", 0, 0)
    table = record(0xFC, shared + half) + record(0x3C, rest)
    used = [record(0xFD, pack("<HHHI", 0, column, 0, column)) for column in range(3)]
    assert cells(*used, globals_=table) == ["规章", long, "hello"]


def test_results_of_formulas():
    found = cells(
        label(0, 0, "甲"),
        formula(0, 1, pack("<d", 12)),
        formula(0, 2, b"\0\0\0\0\0\0\xff\xff") + record(0x207, text("完成")),
        formula(0, 3, b"\1\0\1\0\0\0\xff\xff"),
        formula(0, 4, b"\2\0\7\0\0\0\xff\xff"),
        record(0x205, pack("<HHHBB", 0, 5, 0, 42, 1)),
        formula(0, 6, b"\3\0\0\0\0\0\xff\xff"),
        number(0, 7, 1),
    )
    assert found == ["甲", "12", "完成", "TRUE", "#DIV/0!", "#N/A", "", "1"]


def test_numbers_are_shown_by_their_formats():
    formats = code(164, '0!.0,"万"') + style(3) + style(164) + style(14)
    found = tables(
        read(label(0, 0, "甲"), number(0, 1, 1095, 0), number(0, 2, 12345, 1), number(0, 3, 3, 2), globals_=formats)
    )[0]
    assert rows(found)[0] == ["甲", "1,095", "1.2万", "1900/1/3"]
    assert [cell.doubt is None for cell in found.cells] == [True, True, False, False]


def test_hidden_rows_columns_and_sheets():
    body = (
        record(0x7D, pack("<HHHHHH", 1, 1, 2000, 0, 1, 0))
        + record(0x208, pack("<HHHHHHHH", 1, 0, 3, 300, 0, 0, 0x20, 0))
        + b"".join(label(r, c, f"{r}{c}行") for r in range(3) for c in range(3))
    )
    stream = biff8(("年报", body), ("旧表", label(0, 0, "旧")), hidden=("旧表",))
    document = parse(compound(stream), "报告.xls")
    assert outline(document) == [[["00行", "02行"], ["20行", "22行"]]]
    assert document.notes == (
        "有隐藏的工作表没有读取：“旧表”",
        "工作表“年报”有隐藏的行或列，其中的内容没有读取",
    )


def test_blank_cells_with_borders_are_a_row_of_the_table():
    blank = record(0x201, pack("<HHH", 1, 0, 1)) + record(0x201, pack("<HHH", 1, 1, 1))
    document = read(label(0, 0, "结果维持"), label(0, 1, "结果纠正"), blank, globals_=style() + style(border=0x1111))
    assert outline(document) == [[["结果维持", "结果纠正"], ["", ""]]]


def test_a_chart_within_the_sheet_is_no_part_of_it():
    chart = record(0x809, pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 0)) + number(5, 5, 99) + record(0x0A)
    assert outline(read(label(0, 0, "甲"), chart, number(0, 1, 1))) == [[["甲", "1"]]]


def test_a_workbook_of_excel_95_has_texts_in_its_code_page():
    name = "年报".encode("gbk")
    begin = record(0x809, pack("<HHHH", 0x500, 5, 0, 0)) + record(0x42, pack("<H", 936))
    size = len(begin) + 4 + 7 + len(name) + 4
    stream = begin + record(0x85, pack("<IBBB", size, 0, 0, len(name)) + name) + record(0x0A)
    words = "规章".encode("gbk")
    stream += record(0x809, pack("<HHHH", 0x500, 0x10, 0, 0))
    stream += record(0x204, pack("<HHHH", 0, 0, 0, len(words)) + words) + number(0, 1, 3) + record(0x0A)
    document = parse(compound(stream, "Book"), "报告.xls")
    assert outline(document) == [[["规章", "3"]]]
    assert document.blocks[0].place.sheet == "年报"


def test_a_workbook_with_a_password_is_refused_in_words():
    with pytest.raises(Unreadable, match="密码"):
        read(label(0, 0, "甲"), globals_=record(0x2F, bytes(6)))


@pytest.mark.parametrize(
    "broken",
    [
        record(0xFD, pack("<HHHI", 0, 0, 0, 9)),
        record(0x204, pack("<HHHH", 0, 0, 0, 9000) + b"\x01ab"),
        record(0x203, b"\0"),
    ],
    ids=["no such text", "text cut off", "number cut off"],
)
def test_damage_is_told_in_words(broken):
    with pytest.raises(Unreadable, match="损坏"):
        read(broken)


def test_sheets_that_share_their_records_are_bounded():
    body = b"".join(number(row, 0, row) for row in range(60_000))
    stream = bytearray(biff8(*((f"表{n:03}", body if not n else b"") for n in range(250))))
    first = stream.index(record(0x85)[:2] + b"\x10\0") + 4
    offset = stream[first : first + 4]
    for n in range(250):
        stream[first + n * 20 : first + n * 20 + 4] = offset
    with pytest.raises(Unreadable, match="大得异常"):
        parse(compound(bytes(stream)), "报告.xls")


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_workbook_with_bytes_changed_is_read_or_refused_in_words(data):
    content = bytearray(
        compound(biff8(("甲", label(0, 0, "规章") + number(0, 1, 7) + merged((2, 3, 0, 0)) + label(2, 0, "行政许可"))))
    )
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(8, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        parse(bytes(content), "报告.xls", kind="xls")


@pytest.mark.parametrize("form", ["ed2019", "ed2021"])
def test_what_another_reader_finds_in_a_workbook_of_another_program(form):
    drawn = sound(form).document()
    content = saved_as("xls", {"报告": as_sheet(drawn)}, "xlsx")["报告"]
    document = parse(content, "报告.et")
    assert texts(document) == texts(drawn)
    assert [sketch(table) for table in tables(document)] == [sketch(table) for table in tables(drawn)]
    sheet = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    values = {cell.place.cell: cell.text for table in tables(document) for cell in table.cells if cell.text} | {
        block.place.cell: block.text for block in document.blocks if hasattr(block, "text")
    }
    theirs = {
        f"{chr(65 + column)}{row + 1}": str(int(value)) if isinstance(value, int | float) else value
        for row, line in enumerate(sheet.to_python(skip_empty_area=False))
        for column, value in enumerate(line)
        if value != ""
    }
    assert values == theirs
