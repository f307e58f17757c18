"""The arithmetic of real reports: the faults that their audit names, each once with its figure, and no others."""

import pytest

from gouji.check import Checker
from gouji.examination import examine
from gouji.model import Status
from gouji.rule import load_rules
from shared_reports import shared

SOUND = [
    "pt-agriculture-rural-2020.html",
    "pt-law-enforcement-emergency-2024.html",
    "pt-market-regulation-2019.html",
    "pt-market-regulation-2020.html",
    "pt-natural-resources-2019.html",
    "pt-social-affairs-2020.html",
    "pt-state-assets-2020.html",
    "pt-tourism-culture-sports-2020.html",
    "pt-transport-construction-2025.html",
]


@pytest.fixture(scope="module")
def checker():
    ruleset = load_rules()
    tables = [rule.code for rule in ruleset.rules if rule.code.partition("-")[0] in ("T2", "T3", "T4", "UN")]
    with Checker(ruleset.select(tables)) as checker:
        yield checker


def findings(checker, folder, name):
    """What is said of 表三 and 表四; rows of 表二 of the restored pages are not to be relied on."""
    content = shared(folder, name).read_bytes()
    checked = examine(content, name, checker).checked
    return {one.rule: one for one in checked.findings if not one.rule.startswith("T2") or folder == "seeds"}


def changes(finding):
    return [[(c.cell, c.before, c.after) for c in proposal.changes] for proposal in finding.proposals]


@pytest.mark.parametrize("name", SOUND)
def test_tables_that_balance_have_no_finding(checker, name):
    assert findings(checker, "reports", name) == {}


def test_a_part_opened_in_a_column_without_requests_is_named(checker):
    found = findings(checker, "reports", "pt-natural-resources-2023.html")
    assert list(found) == ["T3-02"]
    assert found["T3-02"].members == ("T3-03",)
    assert changes(found["T3-02"]) == [[("三.R04.商业企业", "1", "0")]]


def test_a_total_without_any_result_is_named(checker):
    found = findings(checker, "reports", "pt-haitan-district-2021.html")
    assert list(found) == ["T3-01"]
    assert found["T3-01"].members == ("T3-02", "T3-03", "T3-07")
    assert changes(found["T3-01"]) == [[("三.R22.自然人", "1", "0")]]


def test_a_column_of_totals_left_at_zero_is_one_finding_beside_a_wrong_sum(checker):
    found = findings(checker, "reports", "pt-haitan-district-2024.html")
    assert list(found) == ["T3-02", "T3-05"]
    assert "4 + 1 + 1 ≠ 5" in found["T3-02"].message
    assert [proposal.certainty for proposal in found["T3-02"].proposals] == ["并列"] * 3
    assert found["T3-05"].members == ("T3-03",)
    assert ("三.R01.总计", "0", "6") in changes(found["T3-05"])[0]


def test_the_blank_official_form_is_no_report(checker):
    name = "official-template-2021.docx"
    examined = examine(shared("reports", name).read_bytes(), name, checker)
    assert examined.status is Status.REJECTED
    assert "空白模板" in examined.reason


def test_a_shifted_table_is_one_finding(checker):
    found = findings(checker, "seeds", "004_ae0d86926bb958f8.txt")
    assert {code: (one.severity.value, one.members) for code, one in found.items()} == {
        "T2-04": ("info", ()),
        "T2-06": ("warning", ("T2-07",)),
        "T2-08": ("error", ()),
        "T3-06": ("warning", ()),
        "T3-08": ("error", ("T3-05",)),
        "T3-09": ("warning", ()),
        "T4-05": ("error", ("T4-04",)),
    }
    assert "161格中有147格" in found["T3-06"].message
    assert "只有10格" in found["T4-05"].message


def test_amounts_slashes_sums_of_items_and_other_outcomes_are_four_findings(checker):
    found = findings(checker, "seeds", "002_9ae0767dbc617b7e.txt")
    assert {code: (one.severity.value, len(one.cells)) for code, one in found.items()} == {
        "T2-01": ("warning", 3),
        "T2-02": ("error", 1),
        "T2-09": ("warning", 6),
        "T3-13": ("info", 2),
    }
