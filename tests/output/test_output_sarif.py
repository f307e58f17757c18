"""SARIF: valid by the official schema whatever a report holds, and nothing of what was found or not checked is lost."""

import json
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from jsonschema import Draft7Validator, FormatChecker
from output_samples import NASTY, RULES, WRONG, examined, from_the_service, of_everything, written

from gouji.digest import Disposition
from gouji.model import Outcome
from gouji.output import Filed


@cache
def validator():
    schema = json.loads(Path(__file__).with_name("sarif-schema-2.1.0.json").read_text("utf-8"))
    return Draft7Validator(schema, format_checker=FormatChecker())


def run_of(files):
    log = json.loads(written("sarif", files))
    assert [error.message for error in validator().iter_errors(log)] == []
    (run,) = log["runs"]
    return run


@pytest.fixture(scope="module")
def whole():
    return run_of(of_everything())


@pytest.mark.parametrize("files", [[], of_everything()[:1], of_everything(), [from_the_service()]])
def test_it_is_valid_by_the_official_schema(files):
    assert run_of(files)["tool"]["driver"]["name"] == "gouji"


def test_every_rule_in_force_is_told_whole(whole):
    rules = whole["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES.in_force()]
    for told, rule in zip(rules, RULES.in_force(), strict=True):
        assert told["shortDescription"]["text"] == rule.title
        assert told["properties"]["basis"] == rule.basis
        assert all(part in told["help"]["text"] for part in (rule.why, rule.failing, rule.passing))


def test_every_finding_is_a_result_that_points_to_its_rule_and_its_file(whole):
    files = of_everything()
    found = [(finding, filed) for filed in files for finding in filed.findings]
    assert len(whole["results"]) == len(found)
    for result, (finding, filed) in zip(whole["results"], found, strict=True):
        assert result["ruleId"] == finding.rule
        if "ruleIndex" in result:
            assert whole["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == finding.rule
        assert result["level"] == {"error": "error", "warning": "warning", "info": "note"}[finding.severity.value]
        assert result["partialFingerprints"] == {"gouji/v1": finding.fingerprint}
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert whole["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]
        assert whole["artifacts"][artifact["index"]]["properties"]["status"] == filed.examined.status.value


def test_a_figure_is_named_and_its_repair_told(whole):
    (result,) = [one for one in whole["results"] if one["ruleId"] == "T3-01"]
    named = {one.get("fullyQualifiedName") for one in result["locations"][0]["logicalLocations"]}
    assert "三.R01.自然人" in named
    assert any("本年新收" in one["name"] for one in result["locations"][0]["logicalLocations"])
    assert result["properties"]["equation"]
    assert result["properties"]["proposals"]


def test_a_line_of_a_text_file_is_a_region_and_a_page_or_cell_is_a_logical_location(whole):
    (result,) = [one for one in whole["results"] if one["ruleId"] == "XM-03"]
    quotes = result["relatedLocations"]
    assert quotes[0]["physicalLocation"]["region"] == {"startLine": 3}
    assert [one["kind"] for one in quotes[1]["logicalLocations"]] == ["page", "table"]
    assert [one["name"] for one in quotes[2]["logicalLocations"]] == ["表!C5"]


def test_names_of_files_are_percent_encoded_and_come_back(whole):
    uris = [artifact["location"]["uri"] for artifact in whole["artifacts"]]
    assert uris[1] == "file:///%E7%BB%9D%E5%AF%B9/%E5%A5%BD.pdf"
    nasty = urlsplit(uris[4])
    assert (nasty.scheme, nasty.query, nasty.fragment) == ("", "", "")
    assert unquote(nasty.path).endswith("/年报#2?.zip!甲.txt")


def test_what_did_not_run_and_what_could_not_be_read_is_notified(whole):
    (invocation,) = whole["invocations"]
    notes = {
        (note["level"], note.get("associatedRule", {}).get("id")): note
        for note in invocation["toolExecutionNotifications"]
    }
    assert ("error", "XM-01") in notes
    assert ("error", "XM-02") in notes
    assert "没有文字" in notes["error", None]["message"]["text"]
    assert "不是年报" in notes["warning", None]["message"]["text"]
    assert invocation["executionSuccessful"] is False
    waiting = [r for one in of_everything() if one.examined.checked for r in one.examined.checked.results]
    waiting = [r for r in waiting if r.outcome is Outcome.WAITING]
    assert sum(note["level"] == "note" for note in invocation["toolExecutionNotifications"]) == len(waiting)


def test_a_run_in_which_all_went_well_says_so():
    assert run_of([Filed(examined(WRONG))])["invocations"][0]["executionSuccessful"] is True


def test_without_a_service_nothing_is_said_of_suppressions(whole):
    assert all("suppressions" not in result for result in whole["results"])


def test_what_people_set_aside_is_suppressed_with_the_reason():
    first, *others = run_of([from_the_service()])["results"]
    (said,) = first["suppressions"]
    assert (said["kind"], said["justification"]) == ("external", "已核实")
    assert said["properties"]["until"] == "2027-01-31"
    assert [other["suppressions"] for other in others] == [[] for _ in others]


@pytest.mark.parametrize(
    ("state", "standing"),
    [(Disposition.EXEMPT, Disposition.OPEN), (Disposition.CONFIRMED, Disposition.CONFIRMED)],
)
def test_what_has_expired_or_is_confirmed_is_not_suppressed(state, standing):
    first = run_of([from_the_service(state=state, standing=standing)])["results"][0]
    assert first["suppressions"] == []
    assert first["properties"]["state"] == standing.value


def test_the_same_files_give_the_same_bytes():
    assert written("sarif", of_everything()) == written("sarif", of_everything())


def test_half_of_a_surrogate_pair_does_not_break_it():
    assert "\ud800" in NASTY
    json.loads(written("sarif", of_everything()).decode("utf-8"))
