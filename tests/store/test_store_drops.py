from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from store_races import race, record
from store_samples import LEASE, NOW, a_checked, a_claim, a_drop, later, no_notices

from gouji.store import Store
from gouji.submission import Recorded, Signature, State


def test_a_drop_waits_to_be_checked(store):
    drop = a_drop("年报.txt", unit_hint="市公安局", year_hint=2019, region_hint="慈溪市")
    recorded = store.record_drops([drop], NOW)
    view = store.submission(recorded[0].submission_id)
    assert recorded == [Recorded(view.id)]
    assert (view.state, view.reason, view.file_name) == (State.WAITING, None, "年报.txt")
    assert (view.unit, view.year, view.region) == ("市公安局", 2019, "慈溪市")
    assert (view.received_at, view.finished_at, view.attempts) == (NOW, None, 0)


def test_a_path_is_known_by_its_last_signature(store):
    first, second = a_drop("a.txt", "甲"), a_drop("a.txt", "乙")
    assert store.seen(first.path) is None
    store.record_drops([first], NOW)
    assert store.seen(first.path) == first.signature
    store.record_drops([second], NOW)
    assert store.seen(first.path) == second.signature
    assert store.sightings() == {first.path: second.signature}


def test_the_same_drop_is_recorded_once(store):
    drop = a_drop()
    first = store.record_drops([drop], NOW)
    assert store.record_drops([drop], later(60)) == first
    assert store.balance().seen == 1


def test_a_file_overwritten_with_other_content_is_a_new_drop(store):
    first, second = store.record_drops([a_drop(content="甲"), a_drop(content="乙")], NOW)
    assert [first.duplicate_of, second.duplicate_of] == [None, None]
    assert first.submission_id != second.submission_id


def test_the_same_content_again_is_its_own_row_and_says_of_which_it_is_a_duplicate(database_url):
    store = Store(database_url, zone=ZoneInfo("Asia/Shanghai"))
    store.upgrade()
    first = store.record_drops([a_drop("年报.txt")], NOW)[0]
    second = store.record_drops([a_drop("年报（定稿）.txt")], later(60))[0]
    view = store.submission(second.submission_id)
    assert second == Recorded(view.id, first.submission_id)
    assert (view.state, view.duplicate_of, view.finished_at) == (State.REJECTED, first.submission_id, later(60))
    assert view.reason == (f"内容与第 {first.submission_id} 号（年报.txt，2020-01-15 09:12）完全相同，不再重复核查")
    assert store.due_submissions(later(60)) == [first.submission_id]
    store.close()


@pytest.mark.parametrize(
    "hints", [{"unit_hint": "甲局"}, {"year_hint": 2020}, {"unit_hint": "甲局", "year_hint": 2019}]
)
def test_the_same_content_for_another_unit_or_year_is_no_duplicate(store, hints):
    store.record_drops([a_drop("a.txt")], NOW)
    assert store.record_drops([a_drop("b.txt", **hints)], NOW)[0].duplicate_of is None


def test_a_drop_that_could_not_be_archived_is_not_assessable_at_once(store):
    drop = a_drop(sha256="", reason="文件超过 100 MB，未予收取")
    recorded = store.record_drops([drop], NOW)[0]
    view = store.submission(recorded.submission_id)
    assert (view.state, view.reason, view.finished_at) == (State.NOT_ASSESSABLE, "文件超过 100 MB，未予收取", NOW)
    assert store.due_submissions(NOW) == []
    assert store.seen(drop.path) == drop.signature


def test_two_drops_that_could_not_be_archived_are_not_duplicates(store):
    recorded = store.record_drops([a_drop("a", sha256="", reason="过大"), a_drop("b", sha256="", reason="过大")], NOW)
    assert [one.duplicate_of for one in recorded] == [None, None]


def test_what_we_failed_at_may_be_dropped_again(store):
    claim = a_claim(store, name="a.txt")
    store.finish(claim, State.FAILED, "处理进程中途终止", NOW)
    assert store.record_drops([a_drop("b.txt")], NOW)[0].duplicate_of is None


def test_a_duplicate_of_a_duplicate_names_the_one_that_was_checked(store):
    in_folder = a_claim(store, name="a.txt", unit_hint="慈溪市公安局")
    in_root = a_claim(store, name="b.txt")
    store.finish_checked(in_folder, a_checked(), NOW, no_notices)
    store.finish_checked(in_root, a_checked(), NOW, no_notices)
    assert store.record_drops([a_drop("c.txt")], NOW)[0].duplicate_of == in_folder.id


def test_of_the_same_content_dropped_by_many_processes_one_is_the_original(store, database_url):
    drops = [a_drop(f"{name}.txt", content) for content in "甲乙丙" for name in (f"{content}1", f"{content}2")]
    mine = [[a_drop(f"{number}-{d.display_name}", sha256=d.sha256) for d in drops] for number in range(3)]
    race(3, _record_own, database_url, mine)
    views = store.list_submissions(limit=100)
    originals = {view.sha256: view.id for view in views if view.state is State.WAITING}
    assert len(views) == 18
    assert len(originals) == 3
    assert {view.duplicate_of for view in views if view.state is State.REJECTED} == set(originals.values())
    assert all(originals[view.sha256] == view.duplicate_of for view in views if view.duplicate_of)


def _record_own(number, url, mine):
    return record(number, url, mine[number])


def test_the_same_files_taken_by_many_processes_are_recorded_once(store, database_url):
    drops = [a_drop(f"{number}.txt", f"{number}") for number in range(20)]
    answers = race(3, record, database_url, drops)
    assert answers[0] == answers[1] == answers[2]
    assert store.balance().seen == 20


def test_overwritten_files_taken_by_many_processes_are_recorded_once_more(store, database_url):
    store.record_drops([a_drop(f"{number}.txt", f"{number}") for number in range(20)], NOW)
    drops = [a_drop(f"{number}.txt", f"{number}, 2nd") for number in range(20)]
    answers = race(3, record, database_url, drops)
    assert answers[0] == answers[1] == answers[2]
    assert store.balance().seen == 40


@pytest.mark.parametrize(
    "raw",
    ["年报.txt".encode("gbk"), "é.txt".encode(), "😀.txt".encode(), b"a\nb.txt", b"\xff.txt", b"x" * 255],
)
def test_a_name_of_any_bytes_is_kept(store, raw):
    shown = raw.decode("utf-8", "surrogateescape")
    drop = a_drop(raw_name=raw, path=b"folder/" + raw, display_name=shown, unit_hint=shown)
    recorded = store.record_drops([drop], NOW)[0]
    assert store.sightings() == {b"folder/" + raw: drop.signature}
    assert store.submission(recorded.submission_id).file_name.encode()


def test_a_nul_in_a_name_for_people_is_left_out(store):
    recorded = store.record_drops([a_drop(display_name="a\0b.txt")], NOW)[0]
    assert store.submission(recorded.submission_id).file_name == "ab.txt"


def test_the_longest_path_and_the_largest_numbers_are_kept(store):
    drop = a_drop(path=b"d/" * 2047 + b"f", signature=Signature(2**62, 2**64, 2**64 - 1), size=2**62)
    store.record_drops([drop], NOW)
    assert store.seen(drop.path) == drop.signature


def test_a_time_without_a_zone_is_refused_and_nothing_is_written(store):
    with pytest.raises(Exception, match="a time without a zone"):
        store.record_drops([a_drop()], NOW.replace(tzinfo=None))
    assert store.balance().seen == 0


def test_times_come_back_in_utc(store):
    recorded = store.record_drops([a_drop()], NOW.astimezone(ZoneInfo("Asia/Shanghai")))[0]
    received = store.submission(recorded.submission_id).received_at
    assert (received, received.tzinfo) == (NOW, UTC)


def test_every_step_is_in_the_trail(store):
    claim = a_claim(store, worker="host:7")
    store.retry(claim, "暂时读不出", later(5), later(1))
    again = store.claim([claim.id], later(6), LEASE, "host:8")[0]
    store.finish(again, State.REJECTED, "不是年报", later(7))
    assert [(entry.at, entry.actor, entry.action) for entry in store.history(claim.id)] == [
        (NOW, "ingest", "submission.recorded"),
        (NOW, "host:7", "submission.claimed"),
        (later(1), "host:7", "submission.postponed"),
        (later(6), "host:8", "submission.claimed"),
        (later(7), "host:8", "submission.finished"),
    ]
    assert store.history(claim.id)[-1].detail == {"state": "已退出", "reason": "不是年报"}
