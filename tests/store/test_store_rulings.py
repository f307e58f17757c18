"""What a person said of a finding stays with it, and what is set aside counts nowhere until that expires."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_samples import NOW, UNIT, a_checked, a_claim, a_finding, a_notice, later, no_notices

from gouji.digest import Disposition, FindingStatus, Ruling
from gouji.model import Outcome, Result, Severity, Verdict
from gouji.store import Asked, Store
from gouji.verdict import verdict

TODAY = NOW.date()
ERROR = a_finding("T3-01")
WARNING = a_finding("T2-01", "二", severity=Severity.WARNING)


class Clock:
    """The time as the store sees it, which a test moves on."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(database_url, clock):
    made = Store(database_url, clock=clock)
    made.upgrade()
    yield made
    made.close()


def filed(store, *findings, content="甲", at=NOW, results=(), compose=no_notices, **report):
    """A report with these findings, checked; its number."""
    claim = a_claim(store, name=f"{content}.txt", content=content, now=at)
    store.finish_checked(claim, a_checked(findings, results, **report), at, compose)
    return claim.id


def say(store, state, *findings, **changes):
    ruling = Ruling(state, "张三", changes.pop("at", later(5)), **{"reason": "已电话核实", **changes})
    return store.judge([one.fingerprint for one in findings], ruling, "cli:张三")


def states(store, **asked):
    return {view.finding.rule: view.state for view in store.list_findings(Asked(**asked))}


def test_a_finding_of_which_nobody_said_anything_is_open(store):
    filed(store, ERROR)
    assert states(store) == {"T3-01": Disposition.OPEN}
    assert store.list_findings()[0].ruling is None


@pytest.mark.parametrize("state", list(Disposition))
def test_what_is_said_stands_with_the_finding(store, state):
    number = filed(store, ERROR, WARNING)
    assert say(store, state, ERROR) == [ERROR.fingerprint]
    assert states(store) == {"T3-01": state, "T2-01": Disposition.OPEN}
    ruling = Ruling(state, "张三", later(5), "已电话核实")
    assert store.finding(ERROR.fingerprint).ruling == ruling
    assert store.checked(number).rulings == {ERROR.fingerprint: ruling}


def test_it_survives_a_new_version(store):
    filed(store, ERROR)
    say(store, Disposition.CONFIRMED, ERROR)
    filed(store, ERROR, content="乙", at=later(9))
    (view,) = store.list_findings()
    assert (view.version, view.status, view.state) == (2, FindingStatus.STILL, Disposition.CONFIRMED)


def test_a_finding_called_mended_that_a_later_file_still_has_is_open_again(store):
    first = filed(store, ERROR)
    say(store, Disposition.FIXED, ERROR)
    assert states(store) == {"T3-01": Disposition.FIXED}
    filed(store, ERROR, content="乙", at=later(9))
    assert states(store) == {"T3-01": Disposition.OPEN}
    assert store.checked(first).standing(ERROR) is Disposition.FIXED


def test_the_same_finding_of_another_unit_is_untouched(store):
    other = a_finding("T3-01", fingerprint="other")
    filed(store, ERROR)
    filed(store, other, content="乙", unit="宁海县科技局")
    say(store, Disposition.EXEMPT, ERROR)
    assert {view.unit: view.state for view in store.list_findings()} == {
        UNIT: Disposition.EXEMPT,
        "宁海县科技局": Disposition.OPEN,
    }


@pytest.mark.parametrize("state", [Disposition.FALSE_ALARM, Disposition.EXEMPT])
@pytest.mark.parametrize(
    ("findings", "aside", "shown"),
    [
        ((ERROR,), (ERROR,), (Verdict.COMPLIANT, 0, 0, 1)),
        ((ERROR, WARNING), (ERROR,), (Verdict.PROBLEMS, 0, 1, 1)),
        ((ERROR, WARNING), (WARNING,), (Verdict.PROBLEMS, 1, 0, 1)),
        ((ERROR, WARNING), (ERROR, WARNING), (Verdict.COMPLIANT, 0, 0, 2)),
    ],
)
def test_what_is_set_aside_is_in_neither_verdict_nor_counts(store, state, findings, aside, shown):
    number = filed(store, *findings)
    say(store, state, *aside)
    for view in (store.submission(number), *store.list_submissions()):
        assert (view.verdict, view.errors, view.warnings, view.silenced) == shown
    (version,) = store.checked(number).versions
    assert (version.verdict, version.errors, version.warnings) == shown[:3]
    assert [view.id for view in store.list_submissions(verdict=shown[0])] == [number]


def test_the_verdict_of_the_rules_stays_what_it_is(store):
    number = filed(store, ERROR)
    say(store, Disposition.EXEMPT, ERROR)
    assert store.checked(number).checked.verdict is Verdict.PROBLEMS
    assert store.checked(number).checked.findings == (ERROR,)


@pytest.mark.parametrize("state", [Disposition.CONFIRMED, Disposition.FIXED, Disposition.OPEN])
def test_the_other_states_still_count(store, state):
    number = filed(store, ERROR)
    say(store, state, ERROR)
    view = store.submission(number)
    assert (view.verdict, view.errors, view.silenced) == (Verdict.PROBLEMS, 1, 0)


@pytest.mark.parametrize(("days", "holds"), [(-1, True), (0, True), (1, False)])
def test_what_is_set_aside_counts_again_when_that_has_expired(store, clock, days, holds):
    number = filed(store, ERROR)
    say(store, Disposition.EXEMPT, ERROR, expires_on=TODAY)
    clock.now = NOW + timedelta(days=days)
    state = Disposition.EXEMPT if holds else Disposition.OPEN
    assert states(store) == {"T3-01": state}
    assert states(store, states=(state,)) == {"T3-01": state}
    assert store.count_findings()[state] == 1
    assert store.checked(number).standing(ERROR) is state
    assert store.submission(number).verdict is (Verdict.COMPLIANT if holds else Verdict.PROBLEMS)


def test_a_day_ends_where_the_people_are(database_url, clock):

    store = Store(database_url, clock=clock, zone=ZoneInfo("Asia/Shanghai"))
    store.upgrade()
    filed(store, ERROR)
    say(store, Disposition.EXEMPT, ERROR, expires_on=TODAY)
    clock.now = NOW.replace(hour=15, minute=59)
    assert states(store) == {"T3-01": Disposition.EXEMPT}
    clock.now = NOW.replace(hour=16)
    assert states(store) == {"T3-01": Disposition.OPEN}
    store.close()


def told(store, *findings, at, content):
    """The digest from which messages about a new version are made."""
    digests = []
    filed(
        store, *findings, content=content, at=at, compose=lambda digest: digests.append(digest) or [a_notice(content)]
    )
    return digests[-1]


def test_messages_about_a_new_version_do_not_repeat_what_is_set_aside(store):
    filed(store, ERROR, WARNING)
    say(store, Disposition.FALSE_ALARM, ERROR)
    digest = told(store, ERROR, WARNING, at=later(9), content="乙")
    assert [finding.rule for finding, _ in digest.findings] == ["T2-01"]
    assert digest.silenced == ((ERROR, Disposition.FALSE_ALARM),)
    assert (digest.set_aside, digest.verdict) == ("误报 1 项，不计入", Verdict.PROBLEMS)
    assert store.list_submissions()[0].reason == "第 2 版，有问题：错误 0、警告 1、提示 0；误报 1 项，不计入"


def test_what_was_set_aside_and_is_gone_is_not_called_mended(store):
    filed(store, ERROR, WARNING)
    say(store, Disposition.EXEMPT, ERROR)
    passed = (Result("T3-01", Outcome.PASS), Result("T2-01", Outcome.PASS))
    digests = []
    filed(store, content="乙", at=later(9), results=passed, compose=lambda digest: digests.append(digest) or [])
    assert [finding.rule for finding in digests[-1].fixed] == ["T2-01"]


def test_what_has_expired_is_told_again(store):
    filed(store, ERROR)
    say(store, Disposition.EXEMPT, ERROR, expires_on=TODAY)
    digest = told(store, ERROR, at=NOW + timedelta(days=1), content="乙")
    assert [finding.rule for finding, _ in digest.findings] == ["T3-01"]
    assert digest.silenced == ()


def test_findings_are_listed_by_their_state(store):
    filed(store, ERROR, WARNING)
    say(store, Disposition.EXEMPT, WARNING)
    assert states(store, states=(Disposition.OPEN,)) == {"T3-01": Disposition.OPEN}
    assert states(store, states=(Disposition.EXEMPT, Disposition.CONFIRMED)) == {"T2-01": Disposition.EXEMPT}
    assert store.count_findings() == dict.fromkeys(Disposition, 0) | {Disposition.OPEN: 1, Disposition.EXEMPT: 1}


def test_the_last_word_counts_and_every_word_is_remembered(store):
    number = filed(store, ERROR)
    say(store, Disposition.FALSE_ALARM, ERROR, at=later(5))
    say(store, Disposition.CONFIRMED, ERROR, at=later(6), reason="查实有误")
    assert states(store) == {"T3-01": Disposition.CONFIRMED}
    entries = store.finding_history(ERROR.fingerprint)
    assert [(e.action, e.detail["before"], e.detail["state"], e.detail["reason"]) for e in entries] == [
        ("finding.judged", "待核实", "误报", "已电话核实"),
        ("finding.judged", "误报", "已确认", "查实有误"),
    ]
    assert {entry.detail["person"] for entry in entries} == {"张三"}
    assert [entry.action for entry in store.history(number)][-2:] == ["finding.judged", "finding.judged"]


def test_what_is_said_of_a_finding_that_nobody_knows_is_not_kept(store):
    assert store.judge(["nothing"], Ruling(Disposition.EXEMPT, "张三", NOW), "cli:张三") == []
    assert store.stale_rulings() == []


def test_what_silences_nothing_any_more_is_stale(store):
    filed(store, ERROR, WARNING)
    say(store, Disposition.EXEMPT, ERROR)
    say(store, Disposition.CONFIRMED, WARNING)
    assert store.stale_rulings() == []
    filed(store, content="乙", at=later(9))
    (stale,) = store.stale_rulings()
    assert (stale.fingerprint, stale.rule, stale.unit, stale.year) == (ERROR.fingerprint, "T3-01", UNIT, 2019)
    assert store.forget_rulings([stale.fingerprint], later(10), "cli:张三") == 1
    assert store.stale_rulings() == []
    assert store.finding_history(ERROR.fingerprint)[-1].action == "finding.forgotten"


def test_more_findings_than_a_statement_takes_are_judged_at_once(store):
    many = tuple(a_finding("T2-02", f"二.R{n}") for n in range(1200))
    filed(store, *many)
    assert len(say(store, Disposition.EXEMPT, *many)) == 1200
    assert store.submission(1).errors == 0


severities = st.sampled_from(list(Severity))
outcomes = st.sampled_from(list(Outcome))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(severities, st.booleans()), min_size=1, max_size=4),
    st.lists(outcomes, max_size=3),
    st.sampled_from(["ed2019", "pre2019", None]),
)
def test_the_database_reckons_the_verdict_as_the_program_does(store, drawn, outcomes, edition):
    number = len(store.list_submissions(limit=10_000))
    findings = tuple(
        a_finding(f"A{i}", severity=severity, fingerprint=f"{number}-{i}") for i, (severity, _) in enumerate(drawn)
    )
    results = tuple(Result(f"B{i}", outcome, "原因") for i, outcome in enumerate(outcomes))
    results += tuple(Result(f"A{i}", Outcome.FAIL) for i in range(len(findings))) if number % 2 else ()
    aside = [one for one, (_, silenced) in zip(findings, drawn, strict=True) if silenced]
    claim = a_claim(store, name=f"{number}.txt", content=str(number))
    checked = a_checked(findings, results, unit=f"第{number}局", edition=edition)
    own = verdict(checked.results, findings, edition)

    store.finish_checked(claim, msgspec.structs.replace(checked, verdict=own), NOW, no_notices)
    say(store, Disposition.EXEMPT, *aside)
    counted = [one for one in findings if one not in aside]
    assert store.submission(claim.id).verdict is verdict(checked.results, counted, edition)


def test_rulings_end_with_the_day_named():
    ruling = Ruling(Disposition.EXEMPT, "张三", NOW, expires_on=date(2027, 1, 31))
    assert not ruling.expired(date(2027, 1, 31))
    assert ruling.expired(date(2027, 2, 1))
