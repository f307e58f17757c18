"""Which of several repairs is the likeliest: how people err when they fill in figures."""

from decimal import Decimal

import pytest

from gouji.check import check
from gouji.errors import BadProfile
from gouji.rule import load_rules, read_profile, with_profile
from gouji.rule.example import example_report
from gouji.slips import Figures, Slip, slip, usual_costs

CELL, NEXT, BELOW, FAR, ALONE = "三.R03.自然人", "三.R03.商业企业", "三.R04.自然人", "三.R03.其他", "三.R09.总计"


def told(repair, values, totals=(), blanks=()):
    decimals = ({address: Decimal(figure) for address, figure in figures.items()} for figures in (repair, values))
    return slip(next(decimals), Figures(next(decimals), totals, blanks), usual_costs())


def one(before, after, **kinds):
    return told({CELL: after}, {CELL: before}, **kinds)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (21, 12, "transposed"),
        (-8, 8, "sign"),
        (120, 12, "digit_too_many"),
        (112, 12, "digit_too_many"),
        (2, 12, "digit_too_few"),
        (11, 12, "one_off"),
        (3, 4, "one_off"),
        (0, 1, "left_out"),
        (1, 0, "one_off"),
        (18, 13, "digit_wrong"),
        (0, 7, "left_out"),
        (7, 0, "superfluous"),
        (58, 3, "any"),
    ],
)
def test_the_slip_that_explains_a_figure(before, after, expected):
    cost = getattr(usual_costs(), expected)
    assert one(before, after) == Slip(cost.cost, cost.words)


def test_a_total_of_nothing_was_not_added_up():
    assert one(0, 7, totals={CELL}).words == "总计没有汇总"


def test_a_blank_is_the_likeliest_of_all():
    assert one(0, 7, blanks={CELL}).cost < min(one(0, 7, totals={CELL}).cost, one(21, 12).cost)


@pytest.mark.parametrize(
    ("other", "expected"), [(NEXT, "next_cell"), (BELOW, "next_cell"), (FAR, "other_cell"), (ALONE, "far_cell")]
)
def test_a_value_in_the_cell_of_another(other, expected):
    cost = getattr(usual_costs(), expected)
    assert told({CELL: 0, other: 5}, {CELL: 5, other: 0}) == Slip(cost.cost, cost.words)


def test_two_values_that_were_exchanged():
    assert told({CELL: 2, FAR: 5}, {CELL: 5, FAR: 2}) == Slip(usual_costs().exchanged.cost, "两格填反")


def test_a_wrong_detail_with_its_total_added_up_from_it():
    total = "三.R03.总计"
    found = told({CELL: 12, total: 14}, {CELL: 21, total: 23}, totals={total})
    assert found == Slip(usual_costs().transposed.cost + usual_costs().recomputed.cost, "数字颠倒，总计照错数汇总")


def test_an_exchange_beside_a_third_wrong_figure_is_seen():
    found = told({CELL: 2, FAR: 5, BELOW: 12}, {CELL: 5, FAR: 2, BELOW: 21})
    assert found.cost == usual_costs().exchanged.cost + usual_costs().transposed.cost


def test_two_unrelated_figures_are_two_slips():
    cost = usual_costs().one_off.cost + usual_costs().transposed.cost
    assert told({CELL: 6, FAR: 12}, {CELL: 5, FAR: 21}) == Slip(cost, "数字颠倒，相差1件")


def test_a_profile_changes_costs_and_the_ruleset_is_another(tmp_path):
    file = tmp_path / "方案.toml"
    file.write_text("[slips]\nsuperfluous = 0\n", "utf-8")
    usual = load_rules().select(["T4-01"])
    changed = with_profile(usual, read_profile(str(file)))
    assert changed.hash != usual.hash
    best = [
        check(example_report("四.行政复议.结果维持 = 5"), ruleset).findings[0].proposals[0].changes[0]
        for ruleset in (usual, changed)
    ]
    assert [(one.cell, one.after) for one in best] == [("四.行政复议.总计", "5"), ("四.行政复议.结果维持", "0")]


@pytest.mark.parametrize(
    ("line", "words"), [("superflous = 1", "是否指 superfluous"), ('any = "x"', "整数"), ("any = -1", "不小于0")]
)
def test_a_cost_that_cannot_be_is_refused_and_the_near_names_are_told(tmp_path, line, words):
    file = tmp_path / "方案.toml"
    file.write_text(f"[slips]\n{line}\n", "utf-8")
    with pytest.raises(BadProfile, match=words):
        read_profile(str(file))


def found(text):
    ruleset = load_rules().select(["T3-01", "T3-02", "T3-03", "T4-01"])
    (finding,) = check(example_report(text), ruleset).findings
    return finding


def test_the_likeliest_repair_stands_first_and_says_why():
    finding = found("四.行政复议.结果维持 = 5")
    assert [(p.rank, p.certainty, p.why) for p in finding.proposals] == [
        (1, "最可能", "总计没有汇总；改后表四“行政复议”行全部平衡"),
        (2, "最可能", "多填；改后表四“行政复议”行全部平衡"),
    ]
    assert finding.message.endswith(
        "。最可能应改：表四 行政复议·总计 “0”应为 5（总计没有汇总）"
        "。若此数无误，则须表四 行政复议·结果维持 “5”应为 0 有误"
    )
    assert finding.certainty == "最可能"


def test_two_details_may_be_wrong_where_their_total_is_right():
    finding = found("四.行政复议.结果维持 = 10\n四.行政复议.结果纠正 = 1")
    assert [(change.cell, change.after) for change in finding.proposals[0].changes] == [("四.行政复议.总计", "11")]
    assert finding.message.endswith(
        "若此数无误，则须表四 行政复议·结果维持 “10”应为 0、表四 行政复议·结果纠正 “1”应为 0 同时有误"
    )


def test_a_tie_is_not_hidden():
    finding = found("四.行政复议.结果维持 = 3\n四.行政复议.结果纠正 = 3\n四.行政复议.总计 = 5")
    assert {proposal.certainty for proposal in finding.proposals} == {"并列"}
    assert len(finding.proposals) == 3
    assert "3种改法并列" in finding.message


def test_where_nothing_tells_many_repairs_apart_none_is_named():
    text = "\n".join(f"四.行政复议.{name} = 3" for name in ("结果维持", "结果纠正", "其他结果", "尚未审结"))
    finding = found(f"{text}\n四.行政复议.总计 = 11")
    assert (finding.proposals, finding.certainty, len(finding.cells)) == ((), "无法定位", 5)
    assert finding.message.startswith("表四“行政复议”行 3 + 3 + 3 + 3 ≠ 11。无法定位：有5种改法")
