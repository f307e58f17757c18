"""A rule on trial runs on everything and decides nothing."""

import msgspec
import pytest

from gouji.check import check
from gouji.model import Outcome, Verdict
from gouji.rule import load_rules
from gouji.rule.example import example_report

RULE = '''
from gouji.rule import ERROR, Finding, rule


@rule("XM-01", title="申请数", severity=ERROR, basis="云溪县政务公开办〔2024〕1号", status="trial", owner="张三")
def fewer_than_ten(report):
    """收到的申请应少于十件。

    反例：
        三.R01.总计 = 10
    正例：
        三.R01.总计 = 5
    """
    {body}
'''
LINEAR = (
    "code: XM-20\ntitle: 全部办结\nseverity: error\nbasis: 云溪县政务公开办〔2024〕2号\nwhy: 不应有结转。\n"
    "status: {status}\n"
    "figures: 三.R23.总计 == 0\n反例: 三.R23.总计 = 1\n正例: 三.R23.总计 = 0\n"
)
FOUND = 'yield Finding("多于十件", cells=("三.R01.总计",))'
CARRIED = "三.R01.自然人 = 1\n三.R01.总计 = 1\n三.R23.自然人 = 1\n三.R23.总计 = 1"


def rules(folder, body=FOUND):
    (folder / "trial.py").write_text(RULE.format(body=body), "utf-8")
    return load_rules([folder])


def test_what_a_rule_on_trial_finds_stands_apart(tmp_path):
    checked = check(example_report(""), rules(tmp_path))
    assert (checked.verdict, checked.findings) == (Verdict.COMPLIANT, ())
    assert [finding.rule for finding in checked.trial_findings] == ["XM-01"]
    assert [(result.rule, result.outcome) for result in checked.trial_results] == [("XM-01", Outcome.FAIL)]
    assert "XM-01" not in {result.rule for result in checked.results}


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("raise RuntimeError", Outcome.ERROR),
        ("import os; os._exit(1)", Outcome.ERROR),
        ("while True: pass", Outcome.TIMEOUT),
        ("report.cell('三.R99.总计'); yield", Outcome.NOT_CHECKED),
    ],
)
def test_a_rule_on_trial_that_breaks_leaves_the_verdict_as_it_is(tmp_path, body, outcome):
    checked = check(example_report(""), rules(tmp_path, body))
    assert checked.verdict is Verdict.COMPLIANT
    assert [result.outcome for result in checked.trial_results] == [outcome]


def test_a_linear_rule_on_trial_changes_no_finding_of_a_rule_in_force(tmp_path):
    """The figure that it alone calls wrong is not blamed for the identities in force."""
    report = example_report(f"{CARRIED}\n三.R22.总计 = 3")
    plain = check(report, load_rules())
    (tmp_path / "linear.yaml").write_text(LINEAR.format(status="trial"), "utf-8")
    checked = check(report, load_rules([tmp_path]))
    assert checked.findings == plain.findings != ()
    assert checked.results == tuple(
        msgspec.structs.replace(new, milliseconds=old.milliseconds)
        for old, new in zip(checked.results, plain.results, strict=True)
    )
    assert [(finding.rule, finding.equation) for finding in checked.trial_findings] == [("XM-20", "1 ≠ 0")]


def test_the_fingerprint_stays_when_a_rule_comes_into_force(tmp_path):
    fingerprints = []
    for status in ("trial", "in force"):
        (tmp_path / "linear.yaml").write_text(LINEAR.format(status=status), "utf-8")
        checked = check(example_report(CARRIED), load_rules([tmp_path]).select(["XM-20"]))
        fingerprints += [finding.fingerprint for finding in (*checked.findings, *checked.trial_findings)]
    assert len(fingerprints) == 2
    assert len(set(fingerprints)) == 1
