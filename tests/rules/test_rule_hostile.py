"""Whatever a report says, a rule answers: it never fails itself, and it points only to what is there."""

import pytest
from hypothesis import given, settings

from drafts import drafts
from gouji.check import Checker
from gouji.model import Outcome
from gouji.recognise import recognise
from gouji.rule import load_rules


@pytest.fixture(scope="module")
def checker():
    with Checker(load_rules()) as checker:
        yield checker


@settings(deadline=None, max_examples=200)
@given(draft=drafts())
def test_every_rule_answers_every_report(checker, draft):
    report = recognise(draft.document())
    checked = checker.check(report)
    assert [result for result in checked.results if result.outcome in (Outcome.ERROR, Outcome.TIMEOUT)] == []
    for finding in checked.findings:
        assert set(finding.cells) <= set(report.cells), finding.rule
        assert finding.message
        assert "{" not in finding.message
        assert finding.fingerprint
    failed = {result.rule for result in checked.results if result.outcome is Outcome.FAIL}
    said = {code for finding in checked.findings for code in (finding.rule, *finding.members)}
    assert said == failed


@settings(deadline=None, max_examples=60)
@given(draft=drafts())
def test_the_same_report_gets_the_same_answer(checker, draft):
    document = draft.document()
    first, second = (checker.check(recognise(document)) for _ in range(2))
    assert first.findings == second.findings
    assert first.verdict == second.verdict
