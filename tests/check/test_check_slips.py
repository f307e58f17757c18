"""Which of several repairs is the likeliest: how people err when they fill in figures."""

from decimal import Decimal

import pytest

from gouji.check import check
from gouji.rule import load_rules
from gouji.rule.example import example_report
from gouji.slips import Slip, slip

CELL, NEXT, BELOW, FAR = "三.R03.自然人", "三.R03.商业企业", "三.R04.自然人", "三.R03.其他"


def one(before, after, *totals):
    return slip({CELL: Decimal(after)}, {CELL: Decimal(before)}, totals)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (21, 12, Slip(1, "数字颠倒")),
        (120, 12, Slip(2, "多写了一位数字")),
        (112, 12, Slip(2, "多写了一位数字")),
        (2, 12, Slip(2, "少写了一位数字")),
        (11, 12, Slip(2, "相差1件")),
        (3, 4, Slip(2, "相差1件")),
        (18, 13, Slip(2, "一位数字写错")),
        (0, 7, Slip(4)),
        (58, 3, Slip(4)),
    ],
)
def test_the_slip_that_explains_a_figure(before, after, expected):
    assert one(before, after) == expected


def test_a_total_of_nothing_was_not_added_up():
    assert one(0, 7, CELL) == Slip(1, "总计没有汇总")


@pytest.mark.parametrize(
    ("other", "expected"),
    [(NEXT, Slip(1, "错填到相邻的一格")), (BELOW, Slip(1, "错填到相邻的一格")), (FAR, Slip(3, "错填到另一格"))],
)
def test_a_value_in_the_cell_of_another(other, expected):
    values = {CELL: Decimal(5), other: Decimal(0)}
    assert slip({CELL: Decimal(0), other: Decimal(5)}, values, ()) == expected


def test_two_values_that_were_exchanged():
    values = {CELL: Decimal(5), FAR: Decimal(2)}
    assert slip({CELL: Decimal(2), FAR: Decimal(5)}, values, ()) == Slip(2, "两格填反")


def test_two_unrelated_figures_are_two_slips():
    values = {CELL: Decimal(5), FAR: Decimal(21)}
    assert slip({CELL: Decimal(6), FAR: Decimal(12)}, values, ()) == Slip(3, "相差1件，数字颠倒")


def found(text):
    ruleset = load_rules().select(["T3-01", "T3-02", "T3-03", "T4-01"])
    (finding,) = check(example_report(text), ruleset).findings
    return finding


def test_the_likeliest_repair_stands_first_and_says_why():
    finding = found("四.行政复议.结果维持 = 5")
    assert [(p.rank, p.certainty, p.why) for p in finding.proposals] == [
        (1, "最可能", "总计没有汇总；改后表四“行政复议”行全部平衡"),
        (2, "最可能", "改后表四“行政复议”行全部平衡"),
    ]
    assert "最可能应改：表四 行政复议·总计 “0”应为 5；或" in finding.message


def test_a_tie_is_not_hidden():
    finding = found("四.行政复议.结果维持 = 3\n四.行政复议.结果纠正 = 3\n四.行政复议.总计 = 5")
    assert {proposal.certainty for proposal in finding.proposals} == {"并列"}
    assert len(finding.proposals) == 3


def test_where_nothing_tells_many_repairs_apart_none_is_named():
    text = "\n".join(f"四.行政复议.{name} = 3" for name in ("结果维持", "结果纠正", "其他结果", "尚未审结"))
    finding = found(f"{text}\n四.行政复议.总计 = 11")
    assert (finding.proposals, finding.message) == ((), "表四“行政复议”行 3 + 3 + 3 + 3 ≠ 11")
