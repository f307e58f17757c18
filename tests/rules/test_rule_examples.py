"""What every built-in rule must have: examples that hold, cases, and its place in the catalogue."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from rule_cases import case_files, read_cases, rules

from drafts import drafts
from gouji.check import Checker, check
from gouji.draft import Draft, sound
from gouji.model import Outcome
from gouji.recognise import recognise
from gouji.rule import Rule
from gouji.rule.example import example_context

FAMILIES = {
    "ED": "editions",
    "ID": "identity",
    "ST": "structure",
    "T2": "proactive",
    "UN": "units",
    "T3": "requests",
    "T4": "disputes",
    "NA": "narrative",
    "XY": "years",
    "RO": "organs",
    "DL": "filing",
    "TQ": "text",
    "PI": "privacy",
    "FL": "files",
}
RULES = [pytest.param(rule, id=rule.code) for rule in rules().rules]
SILENT = (Outcome.PASS, Outcome.NOT_APPLICABLE)
UNASKED = (*SILENT, Outcome.WAITING)


def outcome(rule: Rule, text: str) -> Outcome:
    """What becomes of one rule on the report of an example."""
    with Checker(rules().select([rule.code])) as checker:
        checked = checker.judge(example_context(text))
    assert [result.rule for result in checked.results] == [rule.code]
    return checked.results[0].outcome


def test_every_rule_file_loads():
    assert [str(fault) for fault in rules().faults] == []


@pytest.mark.parametrize("rule", RULES)
def test_the_bad_example_of_a_rule_is_found(rule: Rule):
    assert outcome(rule, rule.failing) is Outcome.FAIL


@pytest.mark.parametrize("rule", RULES)
def test_the_good_example_of_a_rule_passes(rule: Rule):
    assert outcome(rule, rule.passing) is Outcome.PASS


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_cases_that_fail_and_that_must_not(rule: Rule):
    outcomes = [case.outcome for case in read_cases(case_files()[rule.code])]
    assert Outcome.FAIL in outcomes
    assert set(SILENT) & set(outcomes)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_named_by_its_code_in_the_folder_of_its_family(rule: Rule):
    path = PurePosixPath(rule.path)
    assert path.parent.name == FAMILIES[rule.code.partition("-")[0]]
    assert path.stem.startswith(rule.code.lower().replace("-", "_") + "_")


def test_every_case_file_belongs_to_a_rule():
    assert set(case_files()) - {rule.code for rule in rules().rules} == set()


@given(drafts())
@settings(max_examples=40, deadline=None)
def test_no_report_makes_a_rule_fail_to_answer(draft: Draft):
    checked = check(recognise(draft.document()), rules())
    assert [result for result in checked.results if result.outcome in (Outcome.ERROR, Outcome.TIMEOUT)] == []


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2023, 2025])
def test_a_sound_report_has_no_finding_and_nothing_unchecked(year: int):
    checked = check(recognise(sound(year=year).document()), rules())
    assert [(finding.rule, finding.message) for finding in checked.findings] == []
    assert [result for result in checked.results if result.outcome not in UNASKED] == []
