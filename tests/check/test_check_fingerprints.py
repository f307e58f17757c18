"""A fingerprint is of unit, year, rule and place: figures, files and spacing are no part of it."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.check import check
from gouji.fingerprint import with_fingerprints
from gouji.model import Finding, Place, Quote
from gouji.rule import load_rules
from gouji.rule.example import example_report

RULES = load_rules()
REPORT = example_report("")


def named(*findings, **changes):
    report = msgspec.structs.replace(REPORT, **changes)
    return [one.fingerprint for one in with_fingerprints(findings, report)]


def said(text, line=4, **changes):
    return Finding("不符", quotes=(Quote(text, Place(line=line)),), rule="NA-10", **changes)


def found(text, **changes):
    """The fingerprints of what is found in a report, by rule."""
    report = msgspec.structs.replace(example_report(text), **changes)
    return {one.rule: one.fingerprint for one in check(report, RULES).findings}


WRONG = "三.R01.自然人 = {0}\n三.R01.总计 = {0}\n三.R03.自然人 = 3\n三.R03.总计 = 3\n三.R22.自然人 = 3\n三.R22.总计 = 3"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WRONG.format(12), WRONG.format(15)),
        ("二.行政处罚.本年处理决定数量 = 12万元", "二.行政处罚.本年处理决定数量 = 7.5万元"),
        (
            "一：主动公开信息49条，其中公文类118条、其他类9条。",
            "一：主动公开信息1,049条，其中公文类1，118条、其他类九条。",
        ),
        (
            "一：未收到依申请公开申请。\n" + WRONG.format(3),
            "一：未收到依申请公开申请。\n三.R01.自然人 = 4\n三.R01.总计 = 4",
        ),
        ("五：无。", "五：没有。"),
        ("四.行政复议.结果维持 = 2", "四.行政复议.结果维持 = 5"),
    ],
    ids=["a figure", "an amount", "numbers in a sentence", "a sentence and a table", "a text", "table four"],
)
def test_other_numbers_leave_the_fingerprint_as_it_is(one, other):
    before, after = found(one), found(other)
    assert before
    shared = before.keys() & after.keys()
    assert shared
    assert {rule: before[rule] for rule in shared} == {rule: after[rule] for rule in shared}


def test_the_files_name_is_no_part_of_it_where_the_unit_is_known():
    assert found(WRONG.format(12), file_name="a.docx") == found(WRONG.format(12), file_name="年报（修改稿）.pdf")


def test_a_unit_is_the_same_however_it_is_spaced():
    assert named(said("甲"), unit="云溪县 财政局") == named(said("甲"), unit="云溪县财政局")


def test_reports_of_unknown_units_do_not_share_fingerprints():
    assert named(said("甲"), unit=None, file_name="甲.docx") != named(said("甲"), unit=None, file_name="乙.docx")


@pytest.mark.parametrize("change", [{"unit": "云溪县教育局"}, {"year": 2031}])
def test_another_unit_or_year_is_another_finding(change):
    assert named(said("甲")) != named(said("甲"), **change)


def test_another_cell_is_another_finding():
    first, second = (Finding("错", cells=(cell,), rule="T2-02") for cell in ("二.规章.a", "二.规章.b"))
    assert named(first) != named(second)


def test_cells_may_change_where_the_rule_names_the_place():
    first, second = (
        Finding("错", cells=(cell,), rule="T3-01", locator="三 自然人") for cell in ("三.R01.其他", "三.R02.其他")
    )
    assert named(first) == named(second)


@pytest.mark.parametrize("gone", [0, 1])
def test_of_two_findings_in_one_place_the_one_that_stays_does_not_inherit_what_was_said_of_the_other(gone):
    pair = (said("收到申请5件", locator="一"), said("办结3件", locator="一"))
    both = named(*pair)
    (alone,) = named(pair[1 - gone])
    assert len(set(both)) == 2
    assert alone not in both


def test_the_order_of_findings_does_not_matter():
    pair = (said("收到申请5件", locator="一"), said("办结3件", locator="一"))
    assert set(named(*pair)) == set(named(*reversed(pair)))


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_sentence_is_the_same_whatever_number_it_says(one, other):
    assert named(said(f"共收到申请 {one:,} 件。")) == named(said(f"共收到申请{other}件。", line=9))


@given(st.lists(st.sampled_from(["甲", "乙"]), max_size=6))
def test_no_two_findings_of_a_report_have_one_fingerprint(texts):
    fingerprints = named(*map(said, texts))
    assert len(set(fingerprints)) == len(texts)
