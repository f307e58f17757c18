"""A roster is read as an office keeps it; whatever is wrong with it is told at once, and then nothing is taken."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.enrolment import enrol, read_rows, template
from gouji.enrolment.headings import written
from gouji.errors import Unreadable
from gouji.register import changed
from gouji.unit import Unit, UnitType

COUNTY = Unit("云溪县人民政府", type=UnitType.COUNTY_GOVERNMENT)


def workbook(rows: Sequence[Sequence[str | None]], merged: Sequence[str] = (), hidden: Sequence[int] = ()) -> bytes:
    """A workbook with these rows; `merged` are ranges, `hidden` the numbers of rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def enrolled(text: str, encoding: str = "utf-8", before=(), *, replace: bool = False):
    return enrol(read_rows(text.encode(encoding), "单位.csv"), before, replace=replace)


def faults(text: str, before=()) -> list[str]:
    return [str(fault) for fault in enrolled(text, before=before).faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_template_can_be_imported_in_any_usual_encoding(encoding: str) -> None:
    found = enrolled(template(), encoding)
    assert found.faults == ()
    assert found.units[2] == Unit(
        "云溪县财政局", ("县财政局", "财政局"), "云溪县", UnitType.COUNTY_DEPARTMENT, "云溪县人民政府",
        "云溪县人民政府办公室", "01-20", "01-28", "财政局",
    )  # fmt: skip


def test_a_workbook_says_the_same() -> None:
    rows = [line.split(",") for line in template().splitlines()]
    assert enrol(read_rows(workbook([["2023年单位名册"], [], *rows]), "名册.xlsx")).units == enrolled(template()).units


def test_what_is_merged_downward_holds_for_all_of_its_rows() -> None:
    content = workbook([["地区", "名称"], ["云溪县", "甲局"], [None, "乙局"], [None, "丙局"]], merged=["A2:A4"])
    assert [unit.region for unit in enrol(read_rows(content, "a.xlsx")).units] == ["云溪县"] * 3


def test_a_workbook_with_rows_filtered_away_is_refused() -> None:
    with pytest.raises(Unreadable, match="取消隐藏和筛选"):
        read_rows(workbook([["名称", "地区"], ["甲局", "云"], ["乙局", "云"]], hidden=[3]), "a.xlsx")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("单 位 名 称", "name"), ("名称*", "name"), ("单位全称（盖章）", "name"),
    ],
)  # fmt: skip
def test_headings_are_understood_forgivingly(heading: str, field: str) -> None:
    [unit] = enrolled(f"序号,{heading},上级/汇总单位,备注\n1,甲局,,x\n").units
    assert getattr(unit, field) == "甲局"


@pytest.mark.parametrize(
    "day", ["1月26日", "01-26", "1-26", "1/26", "2024-01-26", "2024/1/26", "次年1月26日前", "１月２６日"]
)
def test_a_day_is_read_however_it_is_written(day: str) -> None:
    assert enrolled(f"名称,报送时限\n甲局,{day}\n").units[0].submit_by == "01-26"


@pytest.mark.parametrize("day", ["02-30", "13-01", "2月29日", "月底", "26", "0-1"])
def test_what_is_no_day_of_every_year_is_refused(day: str) -> None:
    assert "不是每年都有的日期" in faults(f"名称,报送时限\n甲局,{day}\n")[0]


def test_all_that_is_wrong_is_told_at_once_with_its_row() -> None:
    said = faults("名称,类型,上级,报送时限\n甲局,县级部们,云溪县人民政俯,02-30\n,县级部门,,\n甲局,,,\n", [COUNTY])
    assert said[0].startswith("第 2 行：类型“县级部们”不是类型，是否指“县级部门”、“县部门”；应为 国务院部门、省级政府")
    assert said[1:] == [
        "第 2 行：报送时限“02-30”不是每年都有的日期；应写月和日，如 01-26 或 1月26日",
        "第 2 行：没有名为“云溪县人民政俯”的上级/汇总单位；是否指“云溪县人民政府”？",
        "第 3 行：没有单位名称",
        "第 4 行：单位“甲局”在第 2 行已有一次",
    ]


def test_a_heading_that_nobody_knows_is_refused_with_the_near_ones() -> None:
    assert faults("名称,报送时侯\n甲局,01-20\n") == ["第 1 行：不认识表头“报送时侯”；是否指“报送时限”、“报送期限”？"]
    assert faults("甲,乙\n1,2\n")[0].startswith("前 5 行中没有找到表头")
    assert faults("名称,单位全称\n甲,乙\n") == ["第 1 行：有两列的表头都是“单位名称”"]
    assert faults("名称\n") == ["表头下面没有单位"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("甲局,乙,,\n丙局,乙,,", "第 3 行：别名“乙”已是“甲局”的别名"),
        ("甲局,丙局,,\n丙局,,,", "第 2 行：别名“丙局”已是“丙局”的名称"),
        ("甲政府,,乙政府,\n乙政府,,甲政府,", "第 2 行：上级/汇总单位绕成了圈：甲政府 → 乙政府 → 甲政府"),
        ("甲局,,甲局,", "第 2 行：上级/汇总单位是它自己"),
        ("甲局,,乙局,\n乙局,,,县级部门", "第 2 行：上级/汇总单位“乙局”的类型是县级部门；应为本级政府，部门之间不汇总"),
        ("甲局,,乙政府,市级部门\n乙政府,,,县级政府", "“乙政府”是县级政府，级别低于本单位（市级部门）"),
    ],
)  # fmt: skip
def test_what_contradicts_between_units_is_told(rows: str, said: str) -> None:
    assert said in "\n".join(faults(f"名称,别名,上级,类型\n{rows}\n"))


def test_a_column_that_is_not_there_leaves_what_is_known() -> None:
    known = Unit("甲局", ("甲",), "云溪县", UnitType.COUNTY_DEPARTMENT)
    assert enrolled("名称,地区\n甲局,临江县\n", before=[known]).units == (
        Unit("甲局", ("甲",), "临江县", UnitType.COUNTY_DEPARTMENT),
    )  # fmt: skip


def test_a_unit_that_goes_must_not_leave_others_below_it() -> None:
    below = Unit("甲局", parent="云溪县人民政府")
    found = enrolled("名称,上级\n甲局,云溪县人民政府\n", before=[COUNTY, below], replace=True)
    assert ["没有名为“云溪县人民政府”" in str(fault) for fault in found.faults] == [True]


names = st.text("甲乙丙丁戊己庚辛壬癸", min_size=1, max_size=4).map(lambda text: f"{text}局")
registers = st.lists(
    st.builds(
        Unit,
        names,
        region=st.sampled_from([None, "云溪县"]),
        type=st.sampled_from([None, *UnitType]),
        submit_by=st.sampled_from([None, "01-20", "12-31"]),
        active=st.booleans(),
    ),
    unique_by=lambda unit: unit.name,
    min_size=1,
)


@given(registers)
def test_what_is_exported_is_imported_as_it_was(units: list[Unit]) -> None:
    found = enrolled(written(units))
    assert (found.units, found.faults) == (tuple(units), ())
    assert changed(units, found.units, replace=True).touched == ()


def test_headings_between_units_sums_and_remarks_are_no_units_and_are_told() -> None:
    content = workbook(
        [
            ["云溪县年度报告编报单位名册"], ["序号", "单位名称", "类型", "上级", "联系人"],
            ["一、县政府"], ["1", "云溪县人民政府", "县级政府", None, "张三"],
            [None, "二、县直部门"], ["2", "云溪县财政局", "县直单位", "云溪县人民政府"], ["合计", "2"],
            ["备注：以通知为准"], ["审核人：李四"],
        ],
        merged=["A1:E1", "A3:E3", "A8:E8"],
    )  # fmt: skip
    found = enrol(read_rows(content, "名册.xlsx"))
    assert [unit.name for unit in found.units] == ["云溪县人民政府", "云溪县财政局"]
    assert [str(row) for row in found.beside] == [
        "第 3 行：“一、县政府”不是单位，没有导入",
        "第 5 行：“二、县直部门”不是单位，没有导入",
        "第 7 行：“合计”不是单位，没有导入",
        "第 8 行：“备注:以通知为准”不是单位，没有导入",
        "第 9 行：“审核人:李四”不是单位，没有导入",
    ]


@pytest.mark.parametrize("name", ["合水县财政局", "审核中心", "一心街道办事处", "联系点管理局"])
def test_a_unit_whose_name_begins_like_a_remark_is_a_unit(name: str) -> None:
    assert [unit.name for unit in enrolled(f"名称,类型\n{name},\n").units] == [name]


def test_an_empty_row_below_a_merged_cell_is_empty() -> None:
    content = workbook([["地区", "名称"], ["云溪县", "甲局"], [None, None], [None, "乙局"]], merged=["A2:A4"])
    found = enrol(read_rows(content, "a.xlsx"))
    assert [(unit.name, unit.region) for unit in found.units] == [("甲局", "云溪县"), ("乙局", "云溪县")]
    assert found.faults == ()


def sheets(*tables: tuple[str, Sequence[Sequence[str]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in tables:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_the_worksheet_with_the_roster_is_read_and_of_two_rosters_neither() -> None:
    note, roster = ("填表说明", [["请在第二张表填写"]]), ("名册", [["单位名称"], ["云溪县财政局"]])
    assert [unit.name for unit in enrol(read_rows(sheets(note, roster), "a.xlsx")).units] == ["云溪县财政局"]
    with pytest.raises(Unreadable, match=r"有 2 张工作表都是单位名册（“名册”、“乡镇”）；请合并到一张工作表"):
        read_rows(sheets(roster, ("乡镇", [["单位名称"], ["青禾镇人民政府"]])), "a.xlsx")


@pytest.mark.parametrize(
    ("aliases", "names"),
    [
        ("县财政局 财政局", ("县财政局", "财政局")), ("县财政局\n财政局", ("县财政局", "财政局")),
        ("县财政局财政局", ("县财政局", "财政局")), ("财 政 局", ("财政局",)), ("云溪县 财政局", ("云溪县财政局",)),
        ("住建局人防办", ("住建局人防办",)),
    ],
)  # fmt: skip
def test_aliases_apart_by_spaces_and_lines_are_apart(aliases: str, names: tuple[str, ...]) -> None:
    assert enrolled(f'名称,别名\n云溪县某某局,"{aliases}"\n').units[0].aliases == names


@pytest.mark.parametrize(
    "day",
    [
        "1月26号",
        "元月26日",
        "每年1月26日",
        "20260126",
        "1月26日（周一）",
        "2026年1月26日17:00",
        "1月26日17时前",
        "2026-01-26 17:00",
    ],
)
def test_a_day_with_more_about_it_is_that_day(day: str) -> None:
    assert enrolled(f"名称,报送时限\n甲局,{day}\n").units[0].submit_by == "01-26"


@pytest.mark.parametrize(
    ("kind", "means"),
    [
        ("县直单位", UnitType.COUNTY_DEPARTMENT), ("区政府工作部门", UnitType.COUNTY_DEPARTMENT),
        ("县直", UnitType.COUNTY_DEPARTMENT),
        ("市直机关", UnitType.PREFECTURE_DEPARTMENT), ("县人民政府", UnitType.COUNTY_GOVERNMENT),
        ("乡镇（街道）", UnitType.TOWNSHIP), ("乡镇/街道", UnitType.TOWNSHIP), ("镇", UnitType.TOWNSHIP),
    ],
)  # fmt: skip
def test_kinds_are_understood_as_offices_write_them(kind: str, means: UnitType) -> None:
    assert enrolled(f"名称,类型\n甲局,{kind}\n").units[0].type is means


@pytest.mark.parametrize("kind", ["部门", "事业单位", "县直属事业单位", "开发区"])
def test_a_kind_of_no_certain_level_is_refused(kind: str) -> None:
    assert "都不是的写“其他”" in faults(f"名称,类型\n甲局,{kind}\n")[0]
