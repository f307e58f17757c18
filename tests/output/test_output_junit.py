"""JUnit: valid XML of the usual schema, whatever a report holds; every rule of every file is a case."""

from pathlib import Path

import pytest
from lxml import etree
from output_samples import WRONG, examined, of_everything, written

from gouji.model import Outcome
from gouji.output import Filed

SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).with_name("junit-10.xsd"))))


def suites(files):
    root = etree.fromstring(written("junit", files))
    SCHEMA.assertValid(root)
    return list(root)


@pytest.mark.parametrize("files", [[], of_everything()])
def test_it_is_valid_by_the_usual_schema(files):
    assert len(suites(files)) == len(files)


def test_every_rule_is_a_case_by_its_outcome():
    one = examined(WRONG)
    (suite,) = suites([Filed(one)])
    cases = {case.get("name").split()[0]: [child.tag for child in case] for case in suite}
    results = {result.rule: result.outcome for result in one.checked.results}
    assert cases.keys() == results.keys()
    assert cases["T3-01"] == ["failure"]
    for rule, outcome in results.items():
        if outcome is Outcome.PASS:
            assert cases[rule] == []
        elif outcome is not Outcome.FAIL:
            assert cases[rule] == ["skipped"]


def test_counts_are_those_of_the_cases():
    for suite in suites(of_everything()):
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(attribute)) == len(suite.findall(f"testcase/{tag}"))
        assert int(suite.get("tests")) == len(suite.findall("testcase"))


def test_a_failure_says_what_stands_there_and_what_should():
    (suite,) = suites([Filed(examined(WRONG))])
    (failure,) = [case[0] for case in suite if case.get("name").startswith("T3-01")]
    assert failure.get("type") == "error"
    assert "应为" in failure.text
    assert "依据" in failure.text


def test_a_rule_of_the_same_cause_names_the_finding():
    one = examined("三.R05.自然人 = 7")
    finding = next(finding for finding in one.checked.findings if finding.members)
    (suite,) = suites([Filed(one)])
    (failure,) = [case[0] for case in suite if case.get("name").startswith(finding.members[0])]
    assert finding.rule in failure.get("message")


def test_a_file_that_could_not_be_read_is_an_error_and_one_that_is_no_report_is_skipped():
    _, _, unread, refused, broken = suites(of_everything())
    assert [child.tag for child in unread[0]] == ["error"]
    assert "没有文字" in unread[0][0].get("message")
    assert [child.tag for child in refused[0]] == ["skipped"]
    assert int(broken.get("errors")) == 2


def test_the_same_files_give_the_same_bytes():
    assert written("junit", of_everything()) == written("junit", of_everything())
