from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from store_races import finish_each, finish_one, race
from store_samples import (
    LEASE,
    NOW,
    UNIT,
    a_checked,
    a_claim,
    a_drop,
    a_finding,
    a_notice,
    a_report,
    later,
    no_notices,
)

from gouji.digest import Digest, FindingStatus, NoticeState
from gouji.errors import LeaseLost
from gouji.model import Cell, CellKind, Outcome, Place, Result, Severity, Verdict
from gouji.store import Store, VersionView, reports
from gouji.store.tables import ReportCell
from gouji.submission import Finished, State

NEW, STILL = FindingStatus.NEW, FindingStatus.STILL
PASS = Outcome.PASS


def test_a_checked_report_is_kept_whole(store):
    odd = Cell("二.收费.金额", "０.93万元", CellKind.AMOUNT, Place(page=2), Decimal("0.93"), "万元", "[x]", "全角")
    base = a_report()
    checked = a_checked(
        (a_finding(), a_finding("TQ-01", "标题", severity=Severity.INFO)),
        (Result("ED-01", PASS, None, 0.25), Result("XY-01", Outcome.WAITING, "缺少上年报告")),
        cells={**base.cells, odd.address: odd},
    )
    claim = a_claim(store)
    finished = store.finish_checked(
        claim, checked, later(3), no_notices, region="慈溪市", duration=timedelta(milliseconds=12)
    )
    view = store.checked(claim.id)
    assert finished == Finished(State.CHECKED, 1)
    assert view.checked == checked
    assert view.findings == tuple((finding, NEW) for finding in checked.findings)
    assert (view.fixed, view.unverified) == ((), ())
    assert (view.checked_at, view.duration) == (later(3), timedelta(milliseconds=12))
    assert view.versions == (VersionView(1, claim.id, "年报.txt", Verdict.PROBLEMS, 1, 0, 1, NOW),)


def test_a_checked_submission_shows_verdict_and_counts(store):
    claim = a_claim(store, region_hint="某县")
    store.finish_checked(claim, a_checked((a_finding(),)), later(3), no_notices, region="慈溪市")
    view = store.submission(claim.id)
    reason = "第 1 版，有问题：错误 1、警告 0、提示 0"
    assert (view.state, view.reason, view.finished_at) == (State.CHECKED, reason, later(3))
    assert (view.unit, view.year, view.region, view.version) == (UNIT, 2019, "慈溪市", 1)
    assert (view.verdict, view.edition, view.format) == (Verdict.PROBLEMS, "ed2019", "txt")
    assert (view.errors, view.warnings, view.infos) == (1, 0, 0)


def test_the_region_hint_stands_when_nothing_better_is_known(store):
    claim = a_claim(store, region_hint="某县")
    store.finish_checked(claim, a_checked(), NOW, no_notices)
    assert store.submission(claim.id).region == "某县"


def test_finishing_twice_is_finishing_once(store):
    claim = a_claim(store)
    store.finish_checked(claim, a_checked(), NOW, lambda digest: [a_notice("k1")])
    with pytest.raises(LeaseLost):
        store.finish_checked(claim, a_checked(), NOW, lambda digest: [a_notice("k2")])
    assert [notice.subject for notice in store.notices()] == ["【年报核查】慈溪市公安局 2019年度"]
    assert len(store.checked(claim.id).versions) == 1


def test_of_many_processes_finishing_one_claim_one_does(store, database_url):
    claim = a_claim(store)
    assert sorted(race(3, finish_one, database_url, claim)) == ["lost", "lost", "已核查"]
    assert len(store.notices()) == 1


def test_other_content_of_the_same_unit_and_year_is_the_next_version(store):
    first, second = a_claim(store, name="a", content="甲"), a_claim(store, name="b", content="乙")
    other_year = a_claim(store, name="c", content="丙")
    gone, stays, comes = a_finding(place="三.R01"), a_finding(place="三.R02"), a_finding(place="三.R03")
    store.finish_checked(first, a_checked((gone, stays)), NOW, no_notices)
    digests: list[Digest] = []
    finished = store.finish_checked(
        second, a_checked((stays, comes), unit="慈溪市 公安局"), later(1), lambda digest: digests.append(digest) or []
    )
    assert finished.version == 2
    assert digests[0].version == 2
    assert digests[0].findings == ((stays, STILL), (comes, NEW))
    assert (digests[0].fixed, digests[0].unverified) == ((gone,), ())
    assert store.finish_checked(other_year, a_checked(year=2020), NOW, no_notices).version == 1
    view = store.checked(second.id)
    assert view.findings == ((stays, STILL), (comes, NEW))
    assert (view.fixed, view.unverified) == ((gone,), ())
    assert [version.submission_id for version in view.versions] == [second.id, first.id]
    assert store.checked(first.id).findings == ((gone, NEW), (stays, NEW))


def test_a_finding_gone_because_its_rule_did_not_judge_is_not_called_fixed(store):
    first, second = a_claim(store, name="a", content="甲"), a_claim(store, name="b", content="乙")
    before = tuple(a_finding(rule) for rule in ("T3-01", "T3-02", "T3-03", "T3-04", "T3-05"))
    store.finish_checked(first, a_checked(before), NOW, no_notices)
    results = (
        Result("T3-01", PASS),
        Result("T3-02", Outcome.TIMEOUT, "超时"),
        Result("T3-03", Outcome.NOT_CHECKED, "表三缺失"),
        Result("T3-04", Outcome.FAIL),
    )
    cause = a_finding("T3-00", "三.R09", members=("T3-04",))
    store.finish_checked(second, a_checked((cause,), results), NOW, no_notices)
    view = store.checked(second.id)
    assert [finding.rule for finding in view.fixed] == ["T3-01"]
    assert [finding.rule for finding in view.unverified] == ["T3-02", "T3-03", "T3-04", "T3-05"]


def test_the_digest_holds_what_an_alert_needs(store):
    claim = a_claim(store)
    checked = a_checked((a_finding(),), (Result("ST-01", Outcome.ERROR, "规则出错"), Result("ED-01", PASS)))
    digests: list[Digest] = []
    store.finish_checked(claim, checked, later(2), lambda digest: digests.append(digest) or [], region="慈溪市")
    assert digests == [
        Digest(
            submission_id=claim.id,
            unit=UNIT,
            year=2019,
            region="慈溪市",
            file_name="年报.txt",
            version=1,
            received_at=NOW,
            checked_at=later(2),
            verdict=Verdict.PROBLEMS,
            report=checked.report,
            findings=((checked.findings[0], NEW),),
            incomplete=(Result("ST-01", Outcome.ERROR, "规则出错"),),
        )
    ]
    assert digests[0].counts() == {Severity.ERROR: 1, Severity.WARNING: 0, Severity.INFO: 0}


def test_notices_are_written_with_the_report(store):
    claim = a_claim(store)
    finished = store.finish_checked(claim, a_checked(), NOW, lambda digest: [a_notice("k1"), a_notice("k2")])
    assert sorted(finished.notice_ids) == sorted(store.due_notices(NOW))
    assert len(finished.notice_ids) == 2
    assert store.submission(claim.id).notices_waiting == 2
    assert store.balance().notices[NoticeState.PENDING] == 2


def test_a_notice_whose_key_exists_is_left_out(store):
    first, second = a_claim(store, name="a", content="甲"), a_claim(store, name="b", content="乙")
    store.finish_checked(first, a_checked(), NOW, lambda digest: [a_notice("k1")])
    twice = [a_notice("k1"), a_notice("k2"), a_notice("k2")]
    assert len(store.finish_checked(second, a_checked(), NOW, lambda digest: twice).notice_ids) == 1
    assert len(store.notices()) == 2


def test_when_the_notices_cannot_be_made_nothing_is_written(store):
    def compose(_digest):
        raise ZeroDivisionError

    claim = a_claim(store)
    with pytest.raises(ZeroDivisionError):
        store.finish_checked(claim, a_checked((a_finding(),)), NOW, compose)
    assert store.checked(claim.id) is None
    assert store.submission(claim.id).state is State.PROCESSING
    assert store.list_findings() == []
    assert store.finish_checked(claim, a_checked(), NOW, no_notices).version == 1


def test_the_same_content_of_the_same_unit_is_a_duplicate_wherever_it_was_dropped(store):
    in_folder = a_claim(store, name="a.txt", unit_hint=UNIT, year_hint=2019)
    in_root = a_claim(store, name="b.txt", now=later(1))
    store.finish_checked(in_folder, a_checked(), later(2), no_notices)
    finished = store.finish_checked(in_root, a_checked(), later(3), lambda digest: [a_notice()])
    view = store.submission(in_root.id)
    assert finished == Finished(State.REJECTED, duplicate_of=in_folder.id)
    assert (view.state, view.duplicate_of, view.unit, view.year) == (State.REJECTED, in_folder.id, UNIT, 2019)
    assert view.reason == f"内容与第 {in_folder.id} 号（a.txt，2020-01-15 01:12）完全相同，不再重复核查"
    assert store.checked(in_root.id) is None
    assert store.notices() == []


def test_workers_finishing_one_unit_and_year_at_once_get_different_versions(store, database_url):
    claims = [a_claim(store, name=f"{n}", content=f"{n}") for n in range(4)]
    ended = race(4, finish_each, database_url, claims)
    assert sorted(ended) == [("已核查", version, None) for version in (1, 2, 3, 4)]


def test_workers_finishing_the_same_content_at_once_make_one_report(store, database_url):
    claims = [
        a_claim(store, name=f"{n}", content="甲", unit_hint=hint) for n, hint in enumerate(["", "一", "二", "三"])
    ]
    ended = race(4, finish_each, database_url, claims)
    states = sorted(state for state, _, _ in ended)
    assert states == ["已核查", "已退出", "已退出", "已退出"]
    assert store.balance().submissions[State.CHECKED] == 1


@pytest.mark.parametrize("moment", ["latest", "twin", "compare"])
def test_a_twin_that_is_finished_in_the_midst_of_it_is_still_noticed(postgres_url, monkeypatch, moment):
    """Before the versions are looked at, before the twins are, and after both. (SQLite has one writer at a time.)"""
    store = Store(postgres_url)
    store.upgrade()
    mine = a_claim(store, name="a.txt")
    twins = [a_claim(store, name="b.txt", unit_hint=UNIT)]
    as_it_is = getattr(reports, moment)

    def after_the_twin(*arguments):
        if twins:
            store.finish_checked(twins.pop(), a_checked(), NOW, no_notices)
        return as_it_is(*arguments)

    monkeypatch.setattr(reports, moment, after_the_twin)
    assert store.finish_checked(mine, a_checked(), NOW, no_notices) == Finished(
        State.REJECTED, duplicate_of=mine.id + 1
    )
    assert store.balance().submissions[State.CHECKED] == 1
    store.close()


def test_without_a_unit_the_name_of_the_file_stands_for_it(store):
    first, same = (
        a_claim(store, name="年报.txt", content="甲"),
        a_claim(store, name="年报.txt", path=b"2", content="乙"),
    )
    other = a_claim(store, name="别的.txt", content="丙")
    versions = [
        store.finish_checked(claim, a_checked(unit=None, year=None), NOW, no_notices).version
        for claim in (first, same, other)
    ]
    assert versions == [1, 2, 1]


def test_the_latest_report_of_a_unit_and_year_is_found(store):
    first, second = a_claim(store, name="a", content="甲"), a_claim(store, name="b", content="乙")
    store.finish_checked(first, a_checked(title="初稿"), NOW, no_notices)
    store.finish_checked(second, a_checked(title="定稿"), NOW, no_notices)
    assert store.latest_report("慈溪市公安局", 2019) == a_report(title="定稿")
    assert store.latest_report("慈溪市公安局", 2018) is None
    assert store.latest_report("慈溪市", 2019) is None


def test_text_that_no_database_takes_is_cleaned(store):
    bad = "甲\0乙\udcff"
    cell = Cell("三.R01.自然人", bad, CellKind.TEXT, Place(line=1))
    finding = a_finding(message=bad, place=bad)
    checked = a_checked((finding,), (Result("X-01", Outcome.ERROR, bad),), title=bad, cells={cell.address: cell})
    claim = a_claim(store, display_name=bad, unit_hint=bad)
    store.finish_checked(claim, checked, NOW, lambda digest: [a_notice(bad, text=bad, payload={"文": bad})])
    view = store.checked(claim.id)
    assert view.submission.file_name == r"甲乙\udcff"
    assert view.checked.results[0].reason == r"甲乙\udcff"
    assert view.checked.report.title == r"甲乙\udcff"
    assert view.findings[0][0].message == r"甲乙\udcff"
    assert store.claim_notice(store.due_notices(NOW)[0], NOW, LEASE).text == r"甲乙\udcff"


def test_a_unit_with_a_very_long_name_is_stored(store):
    claim = a_claim(store)
    assert store.finish_checked(claim, a_checked(unit="某" * 5000), NOW, no_notices).version == 1


def test_the_cells_can_be_added_up_in_sql(store):
    store.finish_checked(a_claim(store), a_checked(rows=3), NOW, no_notices)
    with store._own_engine().connect() as connection:
        query = select(ReportCell.value, ReportCell.kind).where(ReportCell.address.endswith(".总计"))
        rows = sorted(tuple(row) for row in connection.execute(query))
    assert rows == [("0", CellKind.COUNT), ("1", CellKind.COUNT), ("2", CellKind.COUNT)]


def test_a_drop_after_its_original_was_checked_is_still_a_duplicate(store):
    claim = a_claim(store, name="a")
    store.finish_checked(claim, a_checked(), NOW, no_notices)
    assert store.record_drops([a_drop("b")], NOW)[0].duplicate_of == claim.id


def test_a_duplicate_stands_under_the_unit_and_year_of_its_original(store):
    store.finish_checked(a_claim(store, name="a"), a_checked(), NOW, no_notices, region="慈溪市")
    store.record_drops([a_drop("b")], NOW)
    second, first = store.list_submissions()
    assert (second.state, second.unit, second.year, second.region) == (
        State.REJECTED, first.unit, first.year, "慈溪市",
    )  # fmt: skip
    assert second.unit == UNIT
