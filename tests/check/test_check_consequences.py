"""What a figure put right would make vanish is a member of the finding that names the figure."""

from __future__ import annotations

from gouji.check import check
from gouji.rule import load_rules
from gouji.rule.example import example_report

SOUND = {"三.R01.自然人": 12, "三.R01.总计": 12, "三.R03.自然人": 8, "三.R03.总计": 8, "三.R13.自然人": 4}
SOUND |= {"三.R13.总计": 4, "三.R22.自然人": 12, "三.R22.总计": 12}


def found(folder=None, **changes):
    text = "\n".join(f"{address} = {value}" for address, value in (SOUND | changes).items())
    ruleset = load_rules([folder] if folder else [])
    codes = [rule.code for rule in ruleset.rules if rule.code[:3] in ("T3-", "XM-")]
    return [(one.rule, one.members) for one in check(example_report(text), ruleset.select(codes)).findings]


def test_a_blank_that_breaks_the_sums_is_one_finding():
    assert found(**{"三.R03.自然人": ""}) == [("T3-02", ("T3-03", "T3-06"))]


def test_another_blank_remains_a_finding_of_its_own():
    changes = {"三.R03.自然人": "", "三.R09.其他": ""}
    assert [code for code, _ in found(**changes)] == ["T3-02", "T3-06"]


def test_a_negative_figure_says_what_it_should_be():
    text = "\n".join(f"{address} = {value}" for address, value in (SOUND | {"三.R03.自然人": -8}).items())
    (finding,) = check(example_report(text), load_rules().select(["T3-02", "T3-03", "T3-04"])).findings
    assert finding.rule == "T3-04"
    assert finding.message.endswith("应为 8（唯一，多写了负号；改后表三自然人列、表三“（一）予以公开”行全部平衡）")


def test_an_inequality_of_a_folder_that_holds_again_is_a_member(tmp_path):
    (tmp_path / "most.yaml").write_text(
        "code: XM-21\ntitle: 不超过新收\nseverity: warning\nbasis: 云政公开办〔2024〕2号\nwhy: 公开不多于收到。\n"
        "figures: 三.R03.自然人 <= 三.R01.自然人\n"
        "反例: 三.R03.自然人 = 9\n正例: |\n  三.R03.自然人 = 1\n  三.R01.自然人 = 2\n",
        "utf-8",
    )
    assert found(tmp_path, **{"三.R03.自然人": 80}) == [("T3-02", ("T3-03", "XM-21"))]
    alone = {"三.R01.自然人": 7, "三.R02.自然人": 5, "三.R02.总计": 5, "三.R01.总计": 7}
    assert found(tmp_path, **alone) == [("XM-21", ())]
