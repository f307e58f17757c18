"""Sentences and last year's report say which of several repairs is meant; they are no errors by themselves."""

from __future__ import annotations

import pytest

from gouji.check import check
from gouji.rule import load_rules
from gouji.rule.example import example_report
from gouji.witnesses import witnesses

IDENTITIES = ["T3-01", "T3-02", "T3-03", "T4-01", "T4-02", "T4-03"]
SOUND = {
    "三.R01.自然人": 12,
    "三.R01.总计": 12,
    "三.R02.自然人": 3,
    "三.R02.总计": 3,
    "三.R03.自然人": 8,
    "三.R03.总计": 8,
}
SOUND |= {
    "三.R13.自然人": 6,
    "三.R13.总计": 6,
    "三.R22.自然人": 14,
    "三.R22.总计": 14,
    "三.R23.自然人": 1,
    "三.R23.总计": 1,
}


def report_with(prose="", **changes):
    lines = [f"一：{prose}"] if prose else []
    return example_report("\n".join([*lines, *(f"{a} = {text}" for a, text in (SOUND | changes).items())]))


def findings(report, previous=None):
    return check(report, load_rules().select(IDENTITIES), previous=previous).findings


def best(finding):
    return {change.cell: change.after for change in finding.proposals[0].changes}


#: A detail with its total added up from it: what came in, what was carried in and what was carried out look alike.
RECOMPUTED = {"三.R01.自然人": 13, "三.R01.总计": 13}


def test_without_a_witness_the_table_alone_leaves_several():
    (finding,) = findings(report_with(**RECOMPUTED))
    assert finding.certainty in ("最可能", "并列")
    assert len(finding.proposals) > 1


def test_a_stated_total_names_the_row_that_differs():
    (finding,) = findings(report_with("2023年，我局共收到政府信息公开申请12件。", **RECOMPUTED))
    assert best(finding) == {"三.R01.自然人": "12", "三.R01.总计": "12"}
    assert finding.certainty == "最可能"
    assert "与正文“我局共收到政府信息公开申请12件”一致" in finding.message
    assert [quote.text for quote in finding.quotes] == ["2023年，我局共收到政府信息公开申请12件。"]


def test_a_stated_total_that_the_table_has_speaks_for_the_table():
    (finding,) = findings(report_with("2023年，我局共收到政府信息公开申请13件，结转下年度1件。", **RECOMPUTED))
    assert "三.R01.总计" not in best(finding)
    assert "三.R23.总计" not in best(finding)


def test_last_years_carry_over_names_the_column():
    wrong = report_with(**{"三.R02.自然人": 4, "三.R02.总计": 4})
    (finding,) = findings(wrong, report_with(**{"三.R23.自然人": 3, "三.R23.总计": 3}))
    assert best(finding) == {"三.R02.自然人": "3", "三.R02.总计": "3"}
    assert "上年报告“四、结转下年度继续办理·总计”3一致" in finding.message.replace("、上年报告", "上年报告", 1)


def test_a_stated_number_of_cases_decides_which_figure_of_table_four_is_wrong():
    changes = {"四.行政复议.结果维持": 2, "四.行政复议.总计": 3}
    (finding,) = findings(report_with("2023年，因政府信息公开被申请行政复议2件。", **changes))
    assert best(finding) == {"四.行政复议.总计": "2"}


@pytest.mark.parametrize("prose", ["2023年，我局共收到政府信息公开申请99件。", "2023年，办结政府信息公开申请77件。"])
def test_a_witness_alone_is_no_finding(prose):
    assert findings(report_with(prose), report_with(**{"三.R23.总计": 9})) == ()


def test_doubtful_and_blank_figures_of_last_year_say_nothing():
    previous = report_with(**{"三.R23.自然人": "", "三.R23.总计": "/"})
    told = {one.readings[0][0] for one in witnesses(report_with(), previous)}
    assert told.isdisjoint({"三.R02.自然人", "三.R02.总计"})
