"""The 台账: five sheets with the columns that supervisors use, real numbers and dates, and no formula from a report."""

import csv
import io
import re
import shutil
import subprocess
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from output_samples import RULES, SAID_AT, WRONG, examined, from_the_service, of_everything, written

from gouji.digest import Disposition
from gouji.output import Filed
from gouji.output.ledger_row import ISSUES, escaped, kind_of
from gouji.output.ledger_totals import Leftover
from gouji.output.xlsx_form import XlsxForm

SHEETS = ["问题台账", "单位汇总", "规则统计", "数据汇总", "未报送、未识别文件"]
COLUMNS = re.findall(
    r"\S+",
    "序号 报告年度 地区 单位名称 单位类型 文件名 版次 接收时间 规则编号 问题类别 严重程度 位置 原文或现值 应为(算式) "
    "差额 依据 整改建议 状态 下发时间 整改时限 整改说明 责任人 复核人 复核时间 销号时间 备注",
)
KINDS = {"勾稽", "一致性", "结构", "格式", "单位量级", "年度名称", "文字", "隐私", "时限"}


def book(files):
    return openpyxl.load_workbook(io.BytesIO(written("xlsx", files)))


def lines(sheet):
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def whole():
    return book(of_everything())


def test_it_has_the_five_sheets_with_their_columns(whole):
    assert whole.sheetnames == SHEETS
    heads = [[cell.value for cell in sheet[1]] for sheet in whole]
    assert heads[0] == COLUMNS
    assert heads[1] == ["单位", "是否报送", "报送时间", "是否逾期", "版次", "错误/警告/提示", "结论", "最近状态"]
    assert heads[2] == ["规则", "命中单位数", "命中次数", "确认数", "误报数", "误报率"]
    assert heads[3][:4] == ["单位", "报告年度", "地区", "版式"]


def test_headings_stay_in_sight_and_can_be_filtered(whole):
    for sheet in whole:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_a_line_says_what_is_wrong_where_and_what_should_stand_there():
    (line,) = [one for one in lines(book([Filed(examined(WRONG))])["问题台账"]) if one["规则编号"] == "T3-01"]
    assert (line["报告年度"], line["单位名称"], line["问题类别"], line["严重程度"], line["状态"]) == (
        2023, "云溪县农业农村局", "勾稽", "错误", "待核实",
    )  # fmt: skip
    assert "自然人" in line["位置"]
    assert "12" in line["原文或现值"]
    assert "≠" in line["应为(算式)"]
    assert line["差额"] == 9
    assert line["依据"]
    assert line["整改建议"]
    assert "四项勾稽" in line["备注"]


def test_what_the_service_knows_stands_in_its_columns():
    first, second, *_ = lines(book([from_the_service()])["问题台账"])
    assert (first["地区"], first["单位类型"], first["版次"], first["状态"]) == ("云溪县", "县级部门", 2, "已豁免")
    assert first["接收时间"] == SAID_AT.replace(tzinfo=None)
    assert (first["复核人"], first["复核时间"]) == ("张三", SAID_AT.replace(tzinfo=None))
    assert "已豁免：已核实，至 2027-01-31" in first["备注"]
    assert (second["状态"], second["复核人"]) == ("待核实", None)


def test_units_are_summed_up_by_what_counts():
    (line,) = lines(book([from_the_service()])["单位汇总"])
    counts = from_the_service().counts()
    assert line["错误/警告/提示"] == "/".join(map(str, counts.values()))
    assert (line["是否报送"], line["版次"], line["报送时间"]) == ("是", 2, SAID_AT.replace(tzinfo=None))
    assert "已豁免 1" in line["最近状态"]


def test_years_are_told_apart_where_there_are_several():
    names = [line["单位"] for line in lines(book([Filed(examined()), Filed(examined("年度 = 2019"))])["单位汇总"])]
    assert names == ["云溪县农业农村局（2023年度）", "云溪县农业农村局（2019年度）"]
    assert [line["单位"] for line in lines(book([Filed(examined())])["单位汇总"])] == ["云溪县农业农村局"]


def test_rules_are_counted_with_what_people_made_of_them():
    files = [from_the_service(state=Disposition.FALSE_ALARM), from_the_service(state=Disposition.CONFIRMED)]
    rule = files[0].findings[0].rule
    (line,) = [one for one in lines(book(files)["规则统计"]) if one["规则"].startswith(rule)]
    assert list(line.values())[1:] == [1, 2, 1, 1, 0.5]


def test_figures_are_numbers_in_one_line_a_report():
    files = [
        Filed(examined("三.R01.自然人 = 12\n二.规章.本年制发件数 = /\n二.行政事业性收费.本年收费金额 = 3.5")),
        Filed(examined("年度 = 2019\n二.政府集中采购.采购总金额 = 2.5万元\n二.行政许可.本年增/减 = 增1")),
    ]
    new, old = lines(book(files)["数据汇总"])
    assert new["表三 R01 一、本年新收政府信息公开申请数量·自然人"] == 12
    assert new["表二 规章·本年制发件数"] == "/"
    assert [value for name, value in new.items() if name.endswith("（万元）")] == [3.5]
    assert [value for name, value in old.items() if name.endswith("采购总金额（元）")] == [25000]
    assert old["表二 行政许可·本年增/减"] == 1
    assert old["表二 规章·本年制发件数"] is None
    assert (new["版式"] is not None, old["版式"] is not None) == (True, True)


def test_what_was_not_checked_and_who_has_not_filed_is_listed():
    stream = io.BytesIO()
    form = XlsxForm(stream, None)
    for one in of_everything()[2:4]:
        form.add(one)
    form.missing(Leftover("云溪县司法局", None, "未报送", "2024-01-31 前应报送"))
    form.finish()
    made = openpyxl.load_workbook(stream)
    left = [tuple(line.values())[:4] for line in lines(made["未报送、未识别文件"])]
    assert left == [
        (None, "扫描.pdf", "无法核查", "没有文字"),
        (None, "通知.docx", "已退出", "不是年报"),
        ("云溪县司法局", None, "未报送", "2024-01-31 前应报送"),
    ]
    assert [tuple(line.values())[:2] for line in lines(made["单位汇总"])] == [("云溪县司法局", "否")]


HOSTILE = ["=1+1", "+1", "-", "@SUM(A1)", "\t=1", "\r=1", " \n=1", "＝1", "＋1", "－1", "＠a", "\u3000=1", "−1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_could_be_a_formula_is_escaped(text):
    assert escaped(text) == f"'{text}"


@given(st.text())
def test_no_escaped_text_begins_like_a_formula(text):
    assert not escaped(text).strip().startswith(("=", "+", "-", "@"))
    assert escaped(text).endswith(text)


def test_no_cell_of_a_hostile_report_is_a_formula_or_a_link(whole):
    for sheet in whole:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                assert not str(cell.value).lstrip().startswith(("=", "+", "@"))
                assert cell.data_type == "n" or not str(cell.value).lstrip().startswith("-")


def test_numbers_too_long_for_a_spreadsheet_stay_text():
    (line,) = lines(book([Filed(examined("三.R01.自然人 = 12345678901234567890"))])["数据汇总"])
    assert line["表三 R01 一、本年新收政府信息公开申请数量·自然人"] == "12345678901234567890"


def test_csv_has_the_same_lines_for_excel():
    raw = written("csv", of_everything())
    assert raw.startswith("\ufeff".encode())
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert head == COLUMNS
    assert len(rows) == sum(len(filed.findings) for filed in of_everything())
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "@"))]


def test_every_rule_has_one_of_the_nine_kinds():
    assert {kind_of(rule.code) for rule in RULES.rules} <= KINDS
    assert kind_of("XM-01") in KINDS
    assert [column.name for column in ISSUES] == COLUMNS


def test_differences_are_numbers():
    line = next(one for one in lines(book([Filed(examined(WRONG))])["问题台账"]) if one["差额"] is not None)
    assert Decimal(line["差额"]) == 9


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_reads_the_same(tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(written("xlsx", of_everything()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    target = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    run = subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", target, "--outdir", tmp_path, path],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert "rror" not in run.stderr + run.stdout
    sheets = {one.stem.removeprefix("台账-"): one for one in tmp_path.glob("台账-*.csv")}
    assert set(sheets) == set(SHEETS)
    rows = list(csv.reader(sheets["问题台账"].open(encoding="utf-8", newline="")))
    assert rows[0] == COLUMNS
    assert len(rows) == 1 + sum(len(filed.findings) for filed in of_everything())
    assert any(cell.startswith("'=") for row in rows for cell in row) or any(
        "'=" in cell for row in rows for cell in row
    )
