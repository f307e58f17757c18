"""What rules on trial find is stored, and only whoever asks for it by the rule's code is shown it."""

from datetime import timedelta

import msgspec
from sqlalchemy import insert
from store_samples import NOW, a_checked, a_claim, a_finding

from gouji.digest import Disposition, FindingStatus
from gouji.model import Finding, Outcome, Result, Verdict
from gouji.store import Asked
from gouji.store.tables import StoredDisposition


def on_trial(checked, *findings: Finding):
    results = tuple(Result(finding.rule, Outcome.FAIL) for finding in findings)
    return msgspec.structs.replace(checked, trial_results=results, trial_findings=findings)


def finish(store, checked, content="甲", composed=None):
    claim = a_claim(store, content=content, name=f"{content}.txt")
    composed = [] if composed is None else composed
    store.finish_checked(claim, checked, NOW, lambda digest: composed.append(digest) or [])
    return claim.id


def test_a_finding_on_trial_is_in_no_list_no_count_and_no_alert(store):
    composed: list = []
    sound = on_trial(a_checked(), a_finding("XM-01", fingerprint="f1"))
    number = finish(store, sound, composed=composed)
    view = store.checked(number)
    assert store.list_findings() == []
    assert store.list_findings(Asked(rule="XM-01", every_version=True)) == []
    assert (view.findings, view.checked.results, view.checked.verdict) == ((), (), Verdict.COMPLIANT)
    assert (view.submission.errors, view.submission.warnings, view.submission.infos) == (0, 0, 0)
    assert (composed[0].findings, composed[0].incomplete) == ((), ())


def test_a_finding_on_trial_that_is_gone_is_not_called_put_right(store):
    finish(store, on_trial(a_checked(), a_finding("XM-01", fingerprint="f1")))
    composed: list = []
    number = finish(store, on_trial(a_checked(results=(Result("XM-01", Outcome.PASS),))), "乙", composed)
    assert (composed[0].fixed, composed[0].unverified) == ((), ())
    assert (store.checked(number).fixed, store.checked(number).unverified) == ((), ())


def test_what_a_rule_found_on_trial_is_new_when_it_comes_into_force(store):
    finding = a_finding("XM-01", fingerprint="f1")
    finish(store, on_trial(a_checked(), finding))
    number = finish(store, a_checked((finding,)), "乙")
    assert [status for _, status in store.checked(number).findings] == [FindingStatus.NEW]


def test_the_hits_of_a_rule_are_of_the_latest_versions(store):
    finding = a_finding("XM-01", fingerprint="f1")
    finish(store, on_trial(a_checked(unit="甲局"), finding), "甲")
    finish(store, on_trial(a_checked(unit="甲局"), finding), "甲二")
    finish(store, msgspec.structs.replace(a_checked(unit="乙局"), trial_results=(Result("XM-01", Outcome.PASS),)), "乙")
    waiting = Result("XM-01", Outcome.WAITING, "缺少本单位上一年度的报告")
    finish(store, msgspec.structs.replace(a_checked(unit="丙局"), trial_results=(waiting,)), "丙")
    hits = store.hits("XM-01")
    assert (hits.count, hits.judged, hits.outcomes[Outcome.FAIL], hits.outcomes[Outcome.WAITING]) == (1, 2, 1, 1)
    assert [(one.unit, one.version, one.finding.rule) for one in hits.findings] == [("甲局", 2, "XM-01")]
    assert sum(hits.dispositions.values()) == 0
    assert store.hits("XM-99").count == 0


def test_hits_count_what_people_said_of_the_findings(store):
    for unit, fingerprint in (("甲局", "f1"), ("乙局", "f2"), ("丙局", "f3")):
        finish(store, on_trial(a_checked(unit=unit), a_finding("XM-01", fingerprint=fingerprint)), unit)
    said = [("f1", Disposition.CONFIRMED), ("f2", Disposition.FALSE_ALARM), ("gone", Disposition.CONFIRMED)]
    rows = [
        {"fingerprint": mark, "state": state, "person": "张三", "rule": "XM-01", "set_at": NOW + timedelta(days=1)}
        for mark, state in said
    ]
    store._write(lambda connection: connection.execute(insert(StoredDisposition), rows) and None)
    hits = store.hits("XM-01")
    assert (hits.dispositions[Disposition.CONFIRMED], hits.dispositions[Disposition.FALSE_ALARM]) == (1, 1)


def test_stored_reports_are_read_in_batches_latest_versions_only(store):
    for content, unit in (("1", "甲局"), ("2", "甲局"), ("3", "乙局"), ("4", "丙局")):
        finish(store, a_checked(unit=unit, year=2019), content)
    assert store.count_latest() == 3
    first = store.latest_reports(limit=2)
    rest = store.latest_reports(limit=2, after=first[-1].id)
    assert [one.report.unit for one in (*first, *rest)] == ["甲局", "乙局", "丙局"]
    assert first[0].file_name == "2.txt"
    assert [one.report.unit for one in store.latest_reports(unit="乙", year=2019)] == ["乙局"]
    assert store.latest_reports(year=2020) == []


def test_what_a_rule_found_is_not_put_right_by_switching_the_rule_off(store):
    finish(store, a_checked((a_finding("T3-01", fingerprint="f1"), a_finding("T3-02", fingerprint="f2"))))
    off = Result("T3-01", Outcome.NOT_APPLICABLE, "方案“县方案”关闭了这条规则：本地不用")
    elsewhere = Result("T3-02", Outcome.NOT_APPLICABLE, "只适用于2021年格式")
    composed: list = []
    finish(store, a_checked(results=(off, elsewhere)), "乙", composed)
    assert [finding.rule for finding in composed[0].fixed] == ["T3-02"]
    assert [finding.rule for finding in composed[0].unverified] == ["T3-01"]
