"""Columns, rows and subtotals that the form does not have: what stands beside them is read all the same."""

import pytest

from gouji.editions import edition
from gouji.model import Report
from gouji.rule.example import example_report


def figures(report: Report) -> dict[str, str]:
    return {address: cell.text for address, cell in report.cells.items() if cell.doubt is None}


@pytest.mark.parametrize("table", ["二", "三", "四"])
@pytest.mark.parametrize("year", [2019, 2023])
def test_a_column_of_remarks_leaves_every_figure_in_its_place(table, year):
    filled = f"年度 = {year}\n三.R01.自然人 = 3\n三.R01.总计 = 3\n四.行政复议.其他结果 = 2"
    plain, more = example_report(filled), example_report(f"{filled}\n{table}.增列 = 备注")
    assert figures(more) == figures(plain)
    found = more.tables[table]
    assert [heading.text for heading in found.extra] == ["备注"]
    assert all(row.placed for row in found.rows)
    assert plain.tables[table].extra == ()


def test_a_unit_of_count_among_headings_is_no_column():
    assert example_report("三.列.勾稽关系 = 单位：件").tables["三"].extra == ()


@pytest.mark.parametrize("group", ["不予公开", "无法提供", "不予处理"])
def test_a_subtotal_is_a_row_without_a_key_and_no_figure_of_the_form(group):
    report = example_report(f"三.小计.{group} = 1,0,0,0,0,0,1")
    (row,) = (row for row in report.tables["三"].rows if row.key is None)
    assert group in row.label
    assert (row.texts, row.placed) == (("1", "0", "0", "0", "0", "0", "1"), True)
    assert set(report.cells) == {a for k, t in edition("ed2021").tables.items() for a in t.addresses(k)}
    assert report.unplaced == ()


def test_a_row_of_ones_own_has_no_key():
    report = example_report("二.增行 = 公共企事业单位信息")
    assert [row.label for row in report.tables["二"].rows if row.key is None] == ["公共企事业单位信息"]
