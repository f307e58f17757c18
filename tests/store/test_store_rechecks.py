"""Reports that are judged again because of what came in after them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from store_races import finish_kin, race
from store_samples import LEASE, NOW, UNIT, a_checked, a_claim, a_finding, a_notice, later, no_notices

from gouji.digest import FindingStatus
from gouji.errors import LeaseLost
from gouji.model import Outcome, Result
from gouji.standing import Basis, Kin, Rechecked, kin_of
from gouji.store import Store
from gouji.submission import State

ALL = timedelta(days=1)


def finished(store, year, *, name=None, findings=(), now=NOW, unit=UNIT, **kin):
    """A report of the unit and year, checked with nothing around it; its submission."""
    claim = a_claim(store, name=name or f"{unit}{year}", content=f"{unit}{year}{name}", now=now)
    given = Kin((unit,), year, **kin) if kin else None
    store.finish_checked(claim, a_checked(findings, unit=unit, year=year), now, no_notices, kin=given, basis=None)
    return claim.id


def claimed(store, now=NOW):
    return store.claim_rechecks(store.due_rechecks(now), now, LEASE, "host:1")


def recheck(store, claim, findings=(), now=NOW, *, results=(), compose=no_notices):
    report = claim.report
    kin = kin_of(report.unit, report.year)
    basis = store.standing(kin, claim.id).basis
    return store.finish_recheck(
        claim, a_checked(findings, results, unit=report.unit, year=report.year), now, compose, kin=kin, basis=basis
    )


def test_the_year_before_makes_the_year_after_due_and_nothing_else(store):
    after, _ = finished(store, 2020), finished(store, 2022)
    assert store.due_rechecks(NOW) == []
    finished(store, 2019)
    [claim] = claimed(store)
    assert (claim.submission_id, claim.version, claim.received_at) == (after, 1, NOW)
    assert claim.reasons == ("上年报告已到",)
    assert store.standing(kin_of(UNIT, 2020), claim.id).previous.year == 2019


def test_a_new_version_of_the_year_before_makes_it_due_again(store):
    finished(store, 2019)
    finished(store, 2020)
    assert store.due_rechecks(NOW) == []
    finished(store, 2019, name="第二版")
    assert [claim.reasons for claim in claimed(store)] == [("上年报告有新版",)]


def test_a_recheck_replaces_what_was_found_in_the_same_version(store):
    stays, goes, comes = a_finding("T3-01"), a_finding("T3-02"), a_finding("XY-01", "三.R02.总计")
    submission = finished(store, 2020, findings=(stays, goes))
    finished(store, 2019)
    [claim] = claimed(store)
    digests = []

    def compose(digest):
        digests.append(digest)
        return [a_notice("again")]

    done = recheck(store, claim, (stays, comes), later(5), results=(Result("T3-02", Outcome.PASS),), compose=compose)
    assert (done.new, done.gone, len(done.notice_ids)) == (1, 1, 1)
    view = store.checked(submission)
    assert [finding.rule for finding, _ in view.findings] == ["T3-01", "XY-01"]
    assert [status for _, status in view.findings] == [FindingStatus.NEW, FindingStatus.NEW]
    assert (len(view.versions), view.submission.state, view.submission.received_at) == (1, State.CHECKED, NOW)
    assert view.submission.reason == "第 1 版，有问题：错误 2、警告 0、提示 0"
    assert (digests[0].occasion, [f.rule for f in digests[0].news]) == ("上年报告已到", ["XY-01"])
    assert "report.rechecked" in [entry.action for entry in store.history(submission)]
    assert store.due_rechecks(later(5) + ALL) == []


def test_nothing_is_told_when_nothing_changed(store):
    finished(store, 2020, findings=(a_finding(),))
    finished(store, 2019)
    [claim] = claimed(store)
    assert recheck(store, claim, (a_finding(),), later(1), compose=None) == Rechecked()


def test_nothing_is_told_when_findings_only_went(store):
    submission = finished(store, 2020, findings=(a_finding(),))
    finished(store, 2019)
    [claim] = claimed(store)
    assert recheck(store, claim, (), later(1), compose=None).gone == 1
    assert store.checked(submission).findings == ()


def test_a_dead_worker_leaves_it_to_the_next_and_writes_nothing_late(store):
    finished(store, 2020)
    finished(store, 2019)
    [dead] = claimed(store)
    assert claimed(store, later(10)) == []
    [alive] = claimed(store, later(91))
    assert recheck(store, alive, (a_finding(),), later(92)).new == 1
    with pytest.raises(LeaseLost):
        recheck(store, dead, (), later(93))
    assert len(store.list_findings()) == 1


def test_what_fails_for_ever_keeps_the_results_that_it_has(store):
    submission = finished(store, 2020, findings=(a_finding(),))
    finished(store, 2019)
    for attempt in range(3):
        [claim] = claimed(store, later(100 * attempt))
        more = store.retry_recheck(claim, "错", later(100 * attempt + 1), later(100 * attempt))
        assert more is (attempt < 2)
    assert store.due_rechecks(NOW + ALL) == []
    assert len(store.checked(submission).findings) == 1
    assert store.history(submission)[-1].action == "report.recheck_failed"


def test_a_worker_that_ends_gives_back_what_it_holds(store):
    finished(store, 2020)
    finished(store, 2019)
    claimed(store)
    assert store.release("host:1", NOW) == 1
    assert [claim.attempts for claim in claimed(store)] == [1]


def test_a_cause_that_comes_while_a_worker_is_at_it_makes_it_due_again(store):
    finished(store, 2020)
    finished(store, 2019)
    [claim] = claimed(store)
    finished(store, 2019, name="第二版", now=later(1))
    recheck(store, claim, (), later(2))
    [again] = claimed(store, later(3))
    assert again.reasons == ("上年报告已到", "上年报告有新版")
    recheck(store, again, (), later(4))
    assert store.due_rechecks(NOW + ALL) == []


def test_a_version_that_another_has_come_after_stays_as_it_is(store):
    first = finished(store, 2020, findings=(a_finding(),))
    finished(store, 2019)
    [claim] = claimed(store)
    finished(store, 2020, name="第二版")
    assert recheck(store, claim, (), later(1)) == Rechecked(superseded=True)
    assert len(store.checked(first).findings) == 1


def test_many_reports_below_are_one_recheck_of_the_government(store):
    above = ("云溪县人民政府",)
    parts = [f"云溪县第{number}局" for number in range(20)]
    below = tuple((part,) for part in parts)
    finished(store, 2023, unit=above[0], below=below)
    for number, part in enumerate(parts):
        finished(store, 2023, unit=part, now=later(number), above=above)
    assert store.due_rechecks(later(19)) == []
    assert len(store.due_rechecks(later(19) + timedelta(seconds=5))) == 1
    [claim] = claimed(store, later(30))
    standing = store.standing(Kin(above, 2023, below), claim.id)
    assert standing.below[parts[0]]["三.R02.总计"] == Decimal(1)
    assert claim.reasons == ("下级单位报告已到",)
    for number in range(100):
        finished(store, 2023, name=f"第{number}版", unit=parts[0], now=later(100 + number), above=above)
    assert len(store.due_rechecks(later(165))) == 1, "the longest that it waits for more"


def test_two_years_dropped_at_once_make_one_recheck_a_unit(store):
    units = [f"第{number}局" for number in range(12)]
    for unit in units:
        finished(store, 2023, unit=unit)
    for unit in units:
        finished(store, 2022, unit=unit)
    claims = claimed(store)
    assert len(claims) == 12
    for claim in claims:
        recheck(store, claim, (a_finding("XY-01", claim.report.unit),), later(1))
    assert store.due_rechecks(NOW + ALL) == []


def test_a_judgement_that_rested_on_less_than_there_is_by_now_is_made_again(store):
    finished(store, 2019)
    claim = a_claim(store, name="b", content="乙")
    store.finish_checked(
        claim, a_checked(year=2020), NOW, no_notices, kin=kin_of(UNIT, 2020), basis=Basis(previous=None)
    )
    assert [one.submission_id for one in claimed(store)] == [claim.id]


def test_of_two_years_finished_at_the_same_moment_the_later_is_judged_with_the_earlier(store, database_url):
    for turn in range(5):
        claims = [a_claim(store, name=f"{turn}{year}", content=f"{turn}{year}") for year in (2019, 2020)]
        unit = f"{UNIT}{turn}"
        race(2, finish_kin, database_url, claims, unit)
        again = claimed(store)
        assert [one.submission_id for one in again] in ([claims[1].id], [])
        seen = store.standing(kin_of(unit, 2020)).previous
        assert seen is not None
        if not again:
            assert race_saw_it(store, claims[1].id)


def race_saw_it(store: Store, submission: int) -> bool:
    """Whether the later year was judged with the earlier at hand: `finish_kin` writes that down as its title."""
    return store.checked(submission).checked.report.title == "上年在"
