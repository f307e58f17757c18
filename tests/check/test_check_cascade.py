"""One cause, one finding: what becomes a member of what."""

from decimal import Decimal

from gouji.cascade import merge, void_balances
from gouji.check import check
from gouji.model import Change, Finding, Place, Proposal, Quote, Severity
from gouji.rule import load_rules
from gouji.rule.balance import reckon
from gouji.rule.example import example_report

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def found(code, **fields):
    return Finding(f"问题 {code}", rule=code, **{"severity": WARNING, **fields})


def merged(*findings, **explains):
    rules = {code.replace("_", "-"): members for code, members in explains.items()}
    return [(one.rule, one.members, one.severity) for one in merge(findings, rules)]


def test_findings_stand_in_the_order_of_the_catalogue():
    assert merged(found("XM-01"), found("NA-02"), found("T3-01")) == [
        ("T3-01", (), WARNING),
        ("NA-02", (), WARNING),
        ("XM-01", (), WARNING),
    ]


def test_a_consequence_in_the_same_cell_becomes_a_member():
    chief, other = found("T2-06", cells=("二.规章.甲",)), found("T2-07", cells=("二.规章.甲", "二.规章.乙"))
    assert merged(chief, other, T2_06=("T2-07",)) == [("T2-06", ("T2-07",), WARNING)]


def test_a_consequence_elsewhere_stays():
    chief, other = found("T2-06", cells=("二.规章.甲",)), found("T2-07", cells=("二.规范性文件.甲",))
    assert len(merged(chief, other, T2_06=("T2-07",))) == 2


def test_a_rule_that_is_not_explained_stays():
    assert len(merged(found("T2-06", cells=("二.规章.甲",)), found("T2-08", cells=("二.规章.甲",)))) == 2


def test_a_table_covers_its_rows_but_not_those_that_begin_alike():
    chief = found("T3-08", covers=("三.R2",))
    assert len(merged(chief, found("T3-05", cells=("三.R2.总计",)), T3_08=("T3-05",))) == 1
    assert len(merged(chief, found("T3-05", cells=("三.R22.总计",)), T3_08=("T3-05",))) == 2


def test_a_consequence_in_the_same_sentence_becomes_a_member():
    here, there = Place(line=4), Place(line=5)
    chief = found("NA-10", quotes=(Quote("共公开49条，其中公文118条", here),))
    assert len(merged(chief, found("NA-11", quotes=(Quote("其中公文118条", here),)), NA_10=("NA-11",))) == 1
    assert len(merged(chief, found("NA-11", quotes=(Quote("其中公文118条", there),)), NA_10=("NA-11",))) == 2


def test_one_cause_is_as_grave_as_its_gravest_consequence():
    chief, other = found("T2-06", cells=("二.规章.甲",), severity=INFO), found("T2-07", cells=("二.规章.甲",))
    assert merged(chief, other, T2_06=("T2-07",)) == [("T2-06", ("T2-07",), WARNING)]


def test_members_of_members_come_along_in_the_order_of_the_catalogue():
    later = found("T3-08", covers=("三",))
    first = found("T3-05", cells=("三.R01.总计",), members=("T3-03",))
    other = found("T3-01", cells=("三.R01.总计",))
    explains = {"T3_08": ("T3-01", "T3-05"), "T3_05": ()}
    assert merged(later, first, other, **explains) == [("T3-08", ("T3-01", "T3-03", "T3-05"), WARNING)]


def test_the_repair_of_a_consequence_becomes_that_of_the_cause():
    repair = Proposal(1, "唯一", (Change("三.R03.自然人", "-2", "2"),), "")
    chief = found("T3-04", cells=("三.R03.自然人",))
    other = found("T3-02", cells=("三.R03.自然人",), proposals=(repair,), equation="-2 ≠ 2", difference=Decimal(4))
    (one,) = merge([chief, other], {"T3-04": ("T3-02",)})
    assert (one.rule, one.proposals, one.equation, one.difference) == ("T3-04", (repair,), "-2 ≠ 2", Decimal(4))


def test_a_repair_of_other_cells_is_not_taken_over():
    repair = Proposal(1, "唯一", (Change("三.R05.自然人", "1", "2"),), "")
    chief = found("T3-04", cells=("三.R03.自然人",))
    other = found("T3-02", cells=("三.R03.自然人", "三.R05.自然人"), proposals=(repair,))
    (one,) = merge([chief, other], {"T3-04": ("T3-02",)})
    assert one.proposals == ()


def test_a_sentence_that_says_what_the_table_should_say_has_the_same_cause():
    repair = Proposal(1, "唯一", (Change("三.R01.总计", "12", "11"),), "")
    chief = found("T3-01", proposals=(repair,), expected={"三.R01.总计": Decimal(11)})
    assert merged(chief, found("NA-01", severity=ERROR, expected={"三.R01.总计": Decimal(11)})) == [
        ("T3-01", ("NA-01",), ERROR)
    ]
    assert len(merged(chief, found("NA-01", expected={"三.R01.总计": Decimal(9)}))) == 2


def test_a_sentence_settles_which_of_two_repairs_is_meant():
    repairs = tuple(
        Proposal(rank, "并列", (Change(cell, "12", after),), "")
        for rank, cell, after in ((1, "三.R01.总计", "11"), (2, "三.R22.总计", "13"))
    )
    chief = found("T3-01", proposals=repairs, cells=("三.R01.总计", "三.R22.总计"))
    (one,) = merge([chief, found("NA-04", expected={"三.R22.总计": Decimal(13)})], {})
    assert (one.rule, one.members, one.cells) == ("T3-01", ("NA-04",), ("三.R22.总计",))
    assert [(p.rank, p.certainty, p.changes[0].after) for p in one.proposals] == [(1, "唯一", "13")]
    assert one.message == "问题 T3-01；正文或其他数据表明表三 （七）总计·总计应为 13"
    assert one.expected == {"三.R22.总计": Decimal(13)}


def violations(text, *codes):
    ruleset = load_rules().select(codes)
    report = example_report(text)
    return [(rule, one) for rule in ruleset.rules for one in reckon(rule.linear, report).balances]


def test_identities_over_covered_figures_are_not_reckoned_further():
    balances = violations("三.R03.自然人 = 1\n三.R05.其他 = 1", "T3-02", "T3-03")
    chief = found("T3-05", covers=("三.R03.自然人",))
    (one,), staying = void_balances([chief], balances, {"T3-05": ("T3-03",)})
    assert one.members == ("T3-03",)
    assert len(staying) == len(balances) - 1
    assert [rule.code for rule, balance in staying if not balance.holds] == ["T3-02", "T3-02", "T3-03"]


def test_cells_alone_void_nothing():
    balances = violations("三.R03.自然人 = 1", "T3-03")
    chief = found("T3-04", cells=("三.R03.自然人",))
    assert void_balances([chief], balances, {"T3-04": ("T3-03",)}) == ([chief], balances)


def test_every_rule_keeps_its_own_result():
    text = "三.R01.科研机构 = 2\n三.R01.其他 = 2\n三.R03.科研机构 = 2\n三.R03.其他 = 2"
    ruleset = load_rules().select(["T3-01", "T3-02", "T3-03", "T3-05", "T3-08"])
    checked = check(example_report(text), ruleset)
    assert [(one.rule, one.members) for one in checked.findings] == [("T3-08", ("T3-01", "T3-02", "T3-03"))]
    assert {one.rule: one.outcome.value for one in checked.results} == {
        "T3-01": "fail",
        "T3-02": "fail",
        "T3-03": "fail",
        "T3-05": "pass",
        "T3-08": "fail",
    }


def test_a_finding_keeps_its_fingerprint_when_the_figure_changes():
    ruleset = load_rules().select(["T3-01", "T3-02", "T3-03"])
    prints = [
        {finding.fingerprint for finding in check(example_report(f"三.R03.自然人 = {figure}"), ruleset).findings}
        for figure in (1, 7)
    ]
    assert prints[0] == prints[1]
    assert len(prints[0]) == 1
