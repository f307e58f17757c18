"""OpenDocument workbooks: what is shown on the visible sheets, and where it is not what is stored."""

import pytest
from parse_odffile import SHEET, flat, p, style, zipped
from parse_views import outline, sketch, tables

from gouji.errors import Unreadable
from gouji.parse import parse


def cell(text: str = "", attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{p(text) if text else ''}</table:table-cell>"


def value(shown: str, stored: str, kind: str = "float") -> str:
    return f"<table:table-cell office:value-type='{kind}' office:value='{stored}'>{p(shown)}</table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, name: str = "表", columns: str = "", attributes: str = "") -> str:
    return f"<table:table table:name='{name}' {attributes}>{columns}{''.join(rows)}</table:table>"


def read(*sheets: str, styles: str = ""):
    return parse(zipped("".join(sheets), kind=SHEET, styles=styles), "报告.ods")


FILLING = row(cell("", "table:number-columns-repeated='16384'"), attributes="table:number-rows-repeated='1048570'")


def test_a_sheet_reads_as_headings_and_tables_with_the_names_of_cells():
    document = read(
        sheet(
            row(cell("二、主动公开政府信息情况", "table:number-columns-spanned='2'"), "<table:covered-table-cell/>"),
            row(cell("规章"), cell("1"), cell("", "table:number-columns-repeated='16382'")),
            row(cell("行政许可"), value("2", "2")),
            FILLING,
        )
    )
    assert document.format == "ods"
    assert outline(document) == ["二、主动公开政府信息情况", [["规章", "1"], ["行政许可", "2"]]]
    assert document.blocks[1].cells[3].place.words() == "工作表“表”B3单元格"


def test_a_flat_workbook_reads_as_the_zipped_one():
    body = sheet(row(cell("规章"), cell("1")), row(cell("行政许可"), cell("2")))
    assert parse(flat(body, kind=SHEET), "报告.fods") == parse(zipped(body, kind=SHEET), "报告.ods")


def test_merged_cells_and_repeated_ones_stand_where_they_are_drawn():
    rows = (
        row(
            cell("甲", "table:number-rows-spanned='2'"),
            cell("乙", "table:number-columns-spanned='2'"),
            "<table:covered-table-cell/>",
        ),
        row("<table:covered-table-cell/>", cell("0", "table:number-columns-repeated='2'")),
        row(cell("丙"), cell("1"), cell("2"), attributes="table:number-rows-repeated='2'"),
    )
    drawn = "0:甲[2x1] 1:乙[1x2] / 1:0 2:0 / 0:丙 1:1 2:2 / 0:丙 1:1 2:2"
    assert sketch(tables(read(sheet(*rows)))[0]) == drawn


NUMBERS = {
    ("12", "12"): None,
    ("1,234", "1234"): None,
    ("3个", "3"): None,
    ("(5)", "-5"): None,
    ("-5", "-5"): None,
    ("12.35", "12.3456"): "单元格显示“12.35”，存的数是12.3456",
    ("1.2万", "12345"): "单元格显示“1.2万”，存的数是12345",
    ("5", "-5"): "单元格显示“5”，存的数是-5",
    ("12", "12.000000000000001"): None,
}


@pytest.mark.parametrize(("shown", "stored"), NUMBERS)
def test_a_number_shown_as_another_is_in_doubt(shown, stored):
    found = tables(read(sheet(row(cell("甲"), value(shown, stored)), row(cell("乙"), cell("1")))))[0].cells[1]
    assert (found.text, found.doubt) == (shown, NUMBERS[shown, stored])


def test_a_number_that_does_not_fit_is_taken_as_stored():
    found = tables(read(sheet(row(cell("甲"), value("###", "12")), row(cell("乙"), cell("1")))))[0].cells[1]
    assert (found.text, found.doubt) == ("12", "单元格太窄，显示“###”，取所存的数12")


def test_shares_are_compared_as_they_are_shown():
    found = tables(read(sheet(row(cell("甲"), value("50%", "0.5", "percentage")), row(cell("乙"), cell("1")))))[0]
    assert (found.cells[1].text, found.cells[1].doubt) == ("50%", None)


def test_a_count_set_as_a_date_is_in_doubt():
    slip = cell("1900-01-12", "office:value-type='date' office:date-value='1900-01-12'")
    meant = cell("2024年1月3日", "office:value-type='date' office:date-value='2024-01-03'")
    found = tables(read(sheet(row(cell("甲"), slip), row(cell("乙"), meant))))[0].cells
    assert found[1].doubt == "单元格设为日期格式，显示“1900-01-12”，存的数是13，可能是数量"
    assert (found[3].text, found[3].doubt) == ("2024年1月3日", None)


def test_zeros_that_are_not_shown_are_told():
    document = read(sheet(row(cell("甲"), value("", "0")), row(cell("乙"), cell("1"))))
    assert document.notes == ("工作表“表”有 1 个单元格存的数是 0（如 B1），其格式不显示 0，按显示的内容核查",)


def test_a_formula_without_a_result_is_in_doubt():
    sum_of_two = cell("", "table:formula='of:=1+2'")
    found = tables(read(sheet(row(cell("甲"), sum_of_two, cell("1")), row(cell("乙"), cell("1"), cell("2")))))[0]
    assert found.cells[1].doubt == "单元格是公式，文件里没有算出的结果；请用 LibreOffice 或 WPS 打开并保存后投递"


def test_what_is_hidden_is_left_out_and_told():
    columns = (
        "<table:table-column/><table:table-column table:visibility='collapse'/>"
        "<table:table-column table:number-columns-repeated='16382'/>"
    )
    away = style("table", "away", "", "<style:table-properties table:display='false'/>")
    document = read(
        sheet(
            row(cell("甲"), cell("藏"), cell("1")),
            row(cell("藏"), cell("藏"), cell("藏"), attributes="table:visibility='filter'"),
            row(cell("乙"), cell("藏"), cell("2")),
            row(cell(), attributes="table:visibility='collapse' table:number-rows-repeated='1048573'"),
            columns=columns,
        ),
        sheet(row(cell("藏")), name="底稿", attributes="table:style-name='away'"),
        styles=away,
    )
    assert outline(document) == [[["甲", "1"], ["乙", "2"]]]
    assert [one.place.cell for one in tables(document)[0].cells] == ["A1", "C1", "A3", "C3"]
    assert document.notes == ("有隐藏的工作表没有读取：“底稿”", "工作表“表”有隐藏的行或列，其中的内容没有读取")


def test_blank_cells_with_borders_belong_to_the_table():
    border = style("table-cell", "b", "", "<style:table-cell-properties fo:border='0.5pt solid #000'/>")
    drawn = cell("", "table:style-name='b' table:number-columns-repeated='2'")
    document = read(sheet(row(cell("结果维持"), cell("结果纠正")), row(drawn)), styles=border)
    assert outline(document) == [[["结果维持", "结果纠正"], ["", ""]]]


def test_comments_and_shapes_are_no_text():
    noted = f"<table:table-cell><office:annotation>{p('批注')}</office:annotation>{p('12')}</table:table-cell>"
    assert outline(read(sheet(row(cell("甲"), noted), row(cell("乙"), cell("1"))))) == [[["甲", "12"], ["乙", "1"]]]


def test_lines_of_a_cell_are_one_text():
    lines = f"<table:table-cell>{p('本年新')}{p('制作数量')}</table:table-cell>"
    assert outline(read(sheet(row(lines, cell("1")), row(cell("乙"), cell("1")))))[0][0] == ["本年新制作数量", "1"]


@pytest.mark.parametrize(
    "hostile",
    [
        row(cell("1", "table:number-columns-repeated='16384'"), attributes="table:number-rows-repeated='1048576'"),
        row(cell("1"), attributes="table:number-rows-repeated='99999999999'"),
        row(attributes="table:visibility='collapse' table:number-rows-repeated='999999'") + row(cell("1"), cell("2")),
    ],
)
def test_a_sheet_that_is_too_large_is_refused_in_words(hostile):
    with pytest.raises(Unreadable, match="大得异常"):
        read(sheet(hostile))


def test_a_huge_merge_costs_nothing():
    merged = cell("甲", "table:number-columns-spanned='99999999' table:number-rows-spanned='99999999'")
    assert outline(read(sheet(row(merged)))) == ["甲"]
