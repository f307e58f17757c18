"""Linear rules as data: what the notation says, what it refuses, and what the numbers of a report make of it."""

import re
from decimal import Decimal

import msgspec
import pytest

from gouji.check import check
from gouji.errors import Absent, NotApplicable
from gouji.model import GridCell, Outcome, Place
from gouji.recognise import recognise
from gouji.rule import load_rules
from gouji.rule.balance import reckon
from gouji.rule.example import example_draft, example_report
from gouji.rule.linear import Linear, Scope, Term, identities
from gouji.rule.notation import parse_linear

INTAKE = ("for each column of 三", "R01 + R02 == R22 + R23")
RESULTS = ("for each column of 三", "sum(办理结果) == R22")
ACROSS = ("for each row of 三", "sum(申请人) == 总计")


def reckoned(rule, text=""):
    return reckon(parse_linear(*rule), example_report(text))


def broken(rule, text):
    return {one.identity.where or "算式": one.equation for one in reckoned(rule, text).balances if not one.holds}


def test_an_expression_is_read_into_its_terms():
    assert parse_linear("for  each column of 三", "2 * R01 - R02 + 3 <= sum(办理结果) - 1") == Linear(
        Scope.COLUMNS,
        "三",
        "",
        (Term(2, "R01"), Term(-1, "R02")),
        (Term(1, "办理结果", named_sum=True),),
        "<=",
        (3, -1),
    )


def test_a_row_of_a_table_is_a_scope():
    linear = parse_linear("in 四.行政复议", "结果维持 + 结果纠正 == 总计")
    assert (linear.scope, linear.table, linear.row) == (Scope.ONE_ROW, "四", "行政复议")


@pytest.mark.parametrize(
    ("key", "expression", "words"),
    [
        ("for each cell of 三", "R01 == R02", "不认识“for each cell of 三”"),
        ("for each row of 五", "R01 == R02", "不认识“for each row of 五”"),
        ("for each column of 三", "R01 + R02", "恰有一个"),
        ("for each column of 三", "R01 = R02", "恰有一个"),
        ("for each column of 三", "R01 == R02 == R03", "恰有一个"),
        ("for each column of 三", "R01 R02 == R22", "“R02”读不懂"),
        ("for each column of 三", "R01 + == R22", "读不懂"),
        ("for each column of 三", "R01 ++ R02 == R22", "读不懂"),
        ("for each column of 三", "R01 * 2 == R22", "“* 2”读不懂"),
        ("for each column of 三", "(R01 + R02) == R22", "读不懂"),
        ("for each column of 三", " == R22", "缺一边"),
        ("for each column of 三", "1 == 2", "没有单元格"),
        ("for each column of 三", "R01 == R99", "没有名为“R99”的行或列；是否指 R"),
        ("for each column of 三", "R01 == 自然人", "没有名为“自然人”"),
        ("for each column of 三", "R01 == sum(申请人)", "没有名为“申请人”的合计；可用的有 办理结果"),
        ("for each row of 三", "sum(办理结果) == 总计", "没有名为“办理结果”的合计；可用的有 申请人"),
        ("for each row of 二", "本年新公开数 <= 对外公开总数量", "是否指 本年新公开数量"),
        ("for each row of 二", "本年新制作数量 <= 采购项目数量", "不在同一行中"),
        ("for each row of 二", "本年新制作数量 <= 本年制发件数", "不在同一行中"),
        ("in 四.行政复仪", "结果维持 == 总计", "没有名为“行政复仪”的行；是否指 行政复议"),
        ("in 二.规章", "采购项目数量 == 采购项目数量", "不在同一行中"),
        ("figures", "三.R01 == 三.R22.总计", "没有名为“三.R01”的行或列；是否指 三.R01.总计"),
        ("figures", "sum(申请人) == 三.R22.总计", "没有名为“申请人”的合计"),
    ],
)
def test_what_could_never_hold_anywhere_is_refused(key, expression, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        parse_linear(key, expression)


def test_identities_are_stated_once_and_kept():
    linear = parse_linear(*INTAKE)
    assert identities(linear, "ed2019") is identities(linear, "ed2019")
    assert [one.where for one in identities(linear, "ed2021")][::6] == ["表三自然人列", "表三总计列"]


def test_the_sum_of_results_has_the_rows_of_each_edition():
    linear = parse_linear(*RESULTS)
    sizes = {form: {len(one.left) for one in identities(linear, form)} for form in ("ed2019", "ed2021")}
    assert sizes == {"ed2019": {19}, "ed2021": {21}}


def test_a_row_of_the_other_edition_takes_the_place_of_those_it_stands_for():
    text = """
        年度 = 2023
        三.R21a.标签 = （六）其他处理
        去掉 三.R21b
        去掉 三.R21c
        三.R21a.自然人 = 3
    """
    assert broken(RESULTS, text) == {"表三自然人列": "3 ≠ 0"}
    assert broken(ACROSS, text) == {"表三“（六）其他处理”行": "3 + 0 + 0 + 0 + 0 + 0 ≠ 0"}
    assert reckoned(ACROSS, text).unchecked == ()


def test_a_row_that_was_asked_for_by_name_is_not_replaced():
    text = "年度 = 2023\n三.R21a.标签 = （六）其他处理\n去掉 三.R21b\n去掉 三.R21c"
    assert reckoned(("for each column of 三", "R21b <= 0"), text).balances == ()


def test_blanks_count_as_nothing_beside_numbers():
    found = reckoned(INTAKE, "三.*.* =\n三.R01.自然人 = 2\n三.R22.自然人 = 1\n三.R23.自然人 = 1")
    (one,) = found.balances
    assert (one.holds, one.blanks, found.unchecked) == (True, ("三.R02.自然人",), ())


def test_a_blank_total_is_not_taken_for_nothing():
    found = reckoned(ACROSS, "三.R03.自然人 = 2\n三.R03.总计 =")
    assert found.unchecked == ("表三 （一）予以公开·总计 空白",)
    assert all(one.holds for one in found.balances)


def test_a_blank_total_of_nothing_is_right():
    found = reckoned(ACROSS, "三.R03.总计 =")
    assert (found.unchecked, len(found.balances)) == ((), 25)


@pytest.mark.parametrize(("text", "said"), [("若干", "若干"), ("/", "/"), ("无", "无")])
def test_a_figure_that_is_no_number_leaves_its_identity_unchecked(text, said):
    found = reckoned(ACROSS, f"三.R03.自然人 = {text}")
    assert found.unchecked == (f"表三 （一）予以公开·自然人 填的是“{said}”，不是数字",)
    assert len(found.balances) == 24


@pytest.mark.parametrize("mark", ["", "/", "—"])
def test_a_line_in_which_nothing_stands_states_nothing(mark):
    found = reckoned(ACROSS, f"三.R05.* = {mark}\n三.R05.其他 =")
    assert (found.unchecked, len(found.balances)) == ((), 24)


def test_a_table_in_which_nothing_stands_is_unchecked():
    assert reckoned(INTAKE, "三.*.* =").unchecked == ("涉及的单元格没有填写数字",)


def test_a_missing_row_leaves_each_of_its_identities_unchecked_for_one_reason():
    found = reckoned(RESULTS, "去掉 三.R05")
    assert (found.balances, set(found.unchecked)) == ((), {"表三 1.属于国家秘密 一行没有找到"})


def test_a_row_that_was_not_placed_is_said_to_be_there():
    assert reckoned(ACROSS, "三.R05.格数 = 6").unchecked == ("表三 1.属于国家秘密 一行没有对应到列",)


def test_a_missing_table_is_named():
    draft = example_draft("")
    draft.sections[2].table = None
    found = reckon(parse_linear(*INTAKE), recognise(draft.document()))
    assert set(found.unchecked) == {"没有找到表三"}


def test_long_sums_show_what_is_not_zero():
    assert broken(RESULTS, "三.R03.其他 = 4\n三.R16.其他 = 2") == {"表三其他列": "4 + 2 ≠ 0"}


def test_differences_and_constants_are_shown_as_they_are():
    rule = ("figures", "三.R01.总计 - 三.R02.总计 <= 10")
    assert broken(rule, "三.R01.总计 = 15\n三.R02.总计 = 2") == {"算式": "15 - 2 > 10"}


@pytest.mark.parametrize(
    ("comparison", "left", "holds"),
    [
        ("<=", 3, True), ("<=", 4, False), (">=", 3, True), (">=", 2, False),
        ("<", 2, True), ("<", 3, False), (">", 4, True), (">", 3, False), ("==", 3, True), ("==", 2, False),
    ],
)  # fmt: skip
def test_every_comparison(comparison, left, holds):
    found = reckoned(("figures", f"三.R01.总计 {comparison} 3"), f"三.R01.总计 = {left}")
    assert [one.holds for one in found.balances] == [holds]


def test_sums_are_exact_however_long_the_figures():
    big = 10**40
    text = f"三.R03.自然人 = {big}\n三.R03.商业企业 = 1\n三.R03.总计 = {big}"
    checked = check(example_report(text), load_rules().select(["T3-03"]))
    assert [finding.difference for finding in checked.findings] == [Decimal(1)]


def test_money_of_different_units_is_compared_in_yuan():
    rule = ("figures", "二.政府集中采购.采购总金额 <= 20万元")
    assert [one.left for one in reckoned(rule, "年度 = 2019\n二.政府集中采购.采购总金额 = 17.27万元").balances] == [
        Decimal(172_700)
    ]


def test_money_is_not_compared_with_counts():
    rule = ("for each row of 二", "本年新公开数量 <= 对外公开总数量")
    found = reckoned(rule, "年度 = 2020\n二.规范性文件.本年新公开数量 = 1\n二.规范性文件.对外公开总数量 = 5万元")
    assert found.unchecked == ("表二 规范性文件·对外公开总数量 填的是金额“5万元”，与件数不能比较",)


@pytest.mark.parametrize(
    "rule",
    [
        ("for each row of 二", "本年新公开数量 <= 对外公开总数量"),
        ("for each column of 三", "R21 <= 5"),
        ("figures", "二.政府集中采购.采购项目数量 <= 5"),
        ("in 二.其他对外管理服务事项", "处理决定数量 <= 5"),
    ],
)
def test_what_only_the_other_edition_has_does_not_concern_the_report(rule):
    with pytest.raises(NotApplicable):
        reckoned(rule, "年度 = 2023")
    assert reckoned(rule, "年度 = 2019").balances


def test_a_report_of_no_known_edition_cannot_be_reckoned():
    draft = example_draft("标题 =")
    draft.sections = [section for section in draft.sections if section.key != "二"]
    draft.labels |= {f"三.R21{letter}": f"其他情形{letter}" for letter in "abc"}
    draft.sections[0].paragraphs = ["本机关认真做好各项工作。"]
    draft.preface = []
    report = recognise(draft.document())
    assert report.edition is None
    with pytest.raises(Absent):
        reckon(parse_linear(*INTAKE), report)
    outcomes = {result.outcome for result in check(report, load_rules().select(["T3-01", "T4-01"])).results}
    assert outcomes == {Outcome.NOT_CHECKED}


def test_identities_of_a_folder_join_the_built_in_ones(tmp_path):
    """A total stated elsewhere tells which of two figures is the wrong one."""
    (tmp_path / "xm_07.yaml").write_text(
        """
code: XM-07
title: 复议维持数与台账一致
severity: warning
basis: 云溪县政务公开办〔2024〕1号
why: 台账登记的维持件数为2件。
figures: 四.行政复议.结果维持 == 2
反例: 四.行政复议.结果维持 = 1
正例: |
  四.行政复议.结果维持 = 2
  四.行政复议.总计 = 2
""",
        "utf-8",
    )
    ruleset = load_rules([tmp_path])
    assert ruleset.faults == ()
    text = "四.行政复议.结果维持 = 5\n四.行政复议.总计 = 2"
    (finding,) = check(example_report(text), ruleset.select(["T4-01", "XM-07"])).findings
    assert (finding.rule, finding.members, finding.severity) == ("T4-01", ("XM-07",), "error")
    assert [(p.certainty, [c.after for c in p.changes]) for p in finding.proposals] == [("唯一", ["2"])]


def with_subtotals(document, row, texts):
    """The document with a row of subtotals in 表三 under the label of a group, where some tools put one."""
    place = next(index for index, block in enumerate(document.blocks) if "勾稽关系" in str(block))
    table = document.blocks[place]
    cells = [
        msgspec.structs.replace(
            cell,
            row=cell.row + (cell.row >= row),
            rowspan=cell.rowspan + (cell.row < row < cell.row + cell.rowspan),
        )
        for cell in table.cells
    ]
    cells += [GridCell(row, 1, "（三）不予公开", Place(), colspan=2)]
    cells += [GridCell(row, 3 + column, text, Place()) for column, text in enumerate(texts)]
    drawn = msgspec.structs.replace(table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
    return msgspec.structs.replace(document, blocks=(*document.blocks[:place], drawn, *document.blocks[place + 1 :]))


def test_subtotals_of_a_group_are_not_counted_twice():
    figures = "\n".join(f"三.{row}.{column} = 2" for row in ("R01", "R05", "R22") for column in ("自然人", "总计"))
    document = with_subtotals(example_draft(figures).document(), 7, ["2", "0", "0", "0", "0", "0", "2"])
    report = recognise(document)
    assert report.cells["三.R05.自然人"].value == 2
    checked = check(report, load_rules().select(["T3-01", "T3-02", "T3-03", "T3-06", "T3-08", "T3-09"]))
    assert checked.findings == ()
    assert {result.outcome.value for result in checked.results} == {"pass"}
