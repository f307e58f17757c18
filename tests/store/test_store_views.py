import pytest
from store_samples import LEASE, NOW, a_checked, a_claim, a_drop, a_finding, a_notice, later, no_notices

from gouji.digest import NoticeState
from gouji.model import Severity, Verdict
from gouji.store import Asked
from gouji.submission import State


@pytest.fixture
def filled(store):
    """Four submissions, by what became of them: a report with findings, a clean one, a refused one, a waiting one."""
    problems, clean, refused = (a_claim(store, name=name, content=name) for name in ("a", "b", "c"))
    findings = (a_finding("T3-01"), a_finding("TQ-01", "标题", severity=Severity.INFO))
    store.finish_checked(problems, a_checked(findings), later(1), lambda digest: [a_notice()])
    store.finish_checked(clean, a_checked(unit="宁海县科技局", year=2020), later(2), no_notices)
    store.finish(refused, State.REJECTED, "不是年报", later(3))
    waiting = store.record_drops([a_drop("d", "d", unit_hint="宁海县财政局")], later(4))[0].submission_id
    return {"problems": problems.id, "clean": clean.id, "refused": refused.id, "waiting": waiting}


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["waiting", "refused", "clean", "problems"]),
        ({"state": State.REJECTED}, ["refused"]),
        ({"unit": "宁海县"}, ["waiting", "clean"]),
        ({"unit": "%"}, []),
        ({"year": 2019}, ["problems"]),
        ({"verdict": Verdict.COMPLIANT}, ["clean"]),
        ({"limit": 2}, ["waiting", "refused"]),
        ({"state": State.CHECKED, "unit": "公安", "year": 2019, "verdict": Verdict.PROBLEMS}, ["problems"]),
    ],
)
def test_submissions_are_listed_newest_first_by_what_is_asked_for(store, filled, filters, names):
    assert [view.id for view in store.list_submissions(**filters)] == [filled[name] for name in names]


def test_a_list_goes_on_where_the_last_page_ended(store, filled):
    assert [view.id for view in store.list_submissions(before=filled["refused"])] == [
        filled["clean"],
        filled["problems"],
    ]


def test_a_submission_in_the_list_is_the_same_as_by_itself(store, filled):
    assert store.list_submissions() == [store.submission(view.id) for view in store.list_submissions()]


def test_what_is_not_there_is_none(store, filled):
    assert store.submission(999) is None
    assert store.checked(999) is None
    assert store.checked(filled["waiting"]) is None
    assert store.noted("sweeper") is None


@pytest.mark.parametrize(
    ("filters", "rules"),
    [
        ({}, ["TQ-01", "T3-01"]),
        ({"rule": "T3-01"}, ["T3-01"]),
        ({"severity": Severity.INFO}, ["TQ-01"]),
        ({"unit": "宁海"}, []),
        ({"unit": "公安", "year": 2019}, ["TQ-01", "T3-01"]),
        ({"year": 2020}, []),
        ({"limit": 1}, ["TQ-01"]),
        ({"region": "慈溪"}, []),
        ({"since": later(1)}, ["TQ-01", "T3-01"]),
        ({"since": later(2)}, []),
    ],
)
def test_findings_are_listed_by_what_is_asked_for(store, filled, filters, rules):
    asked = Asked(**{name: value for name, value in filters.items() if name != "limit"})
    assert [view.finding.rule for view in store.list_findings(asked, limit=filters.get("limit", 200))] == rules


def test_findings_of_former_versions_are_listed_only_on_request(store, filled):
    second = a_claim(store, name="e", content="e")
    store.finish_checked(second, a_checked((a_finding("T3-01"),)), later(9), no_notices)
    shown = [(view.version, view.finding.rule, view.status.value) for view in store.list_findings()]
    assert shown == [(2, "T3-01", "still")]
    assert len(store.list_findings(Asked(every_version=True))) == 3
    last = store.list_findings(Asked(every_version=True))[0]
    assert [view.version for view in store.list_findings(Asked(every_version=True), before=last.id)] == [1, 1]


def test_notices_are_listed_by_submission_and_state(store, filled):
    assert [notice.submission_id for notice in store.notices(submission_id=filled["problems"])] == [filled["problems"]]
    assert store.notices(submission_id=filled["clean"]) == []
    assert store.notices(state=NoticeState.SENT) == []
    assert len(store.notices(state=NoticeState.PENDING)) == 1


def test_the_balance_adds_up(store, filled):
    store.claim([filled["waiting"]], later(5), LEASE, "host:1")
    balance = store.balance()
    assert balance.submissions == {
        State.WAITING: 0,
        State.PROCESSING: 1,
        State.CHECKED: 2,
        State.NOT_ASSESSABLE: 0,
        State.REJECTED: 1,
        State.FAILED: 0,
    }
    assert (balance.seen, balance.done, balance.waiting) == (4, 3, 1)
    assert balance.oldest_waiting == later(4)
    assert balance.notices == {
        NoticeState.PENDING: 1,
        NoticeState.SENDING: 0,
        NoticeState.SENT: 0,
        NoticeState.FAILED: 0,
    }


def test_an_empty_store_has_a_balance(store):
    assert (store.balance().seen, store.balance().oldest_waiting) == (0, None)


def test_a_fact_is_the_last_that_was_noted(store):
    store.note("sweeper", "1", NOW)
    store.note("sweeper", "2", later(1))
    assert store.noted("sweeper") == ("2", later(1))
