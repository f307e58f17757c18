from dataclasses import replace

import pytest
from sqlalchemy import create_engine
from store_races import claim_all, race
from store_samples import LEASE, NOW, a_checked, a_claim, a_drop, later, no_notices

from gouji.errors import LeaseLost
from gouji.submission import Claim, State


def test_the_oldest_is_due_first(store):
    recorded = store.record_drops([a_drop(f"{n}.txt", f"{n}") for n in range(3)], NOW)
    ids = [one.submission_id for one in recorded]
    assert store.due_submissions(NOW) == ids
    assert store.due_submissions(NOW, limit=2) == ids[:2]


def test_a_claim_says_what_the_worker_needs(store):
    drop = a_drop(unit_hint="甲局", year_hint=2019, region_hint="某县")
    number = store.record_drops([drop], NOW)[0].submission_id
    claim = store.claim([number], later(1), LEASE, "host:1")[0]
    assert claim == Claim(
        id=number,
        token=claim.token,
        sha256=drop.sha256,
        size=drop.size,
        display_name="年报.txt",
        unit_hint="甲局",
        year_hint=2019,
        region_hint="某县",
        attempts=1,
        received_at=NOW,
    )
    assert store.submission(number).state is State.PROCESSING
    assert store.due_submissions(later(1)) == []


def test_what_is_claimed_is_not_claimed_again(store):
    claim = a_claim(store)
    assert store.claim([claim.id], later(1), LEASE, "host:2") == []


def test_a_stale_hint_does_not_wait_for_a_writer(store, database_url):
    claim = a_claim(store)
    with create_engine(database_url).connect() as writer:
        begin = "BEGIN IMMEDIATE" if database_url.startswith("sqlite") else "LOCK TABLE submissions IN EXCLUSIVE MODE"
        writer.exec_driver_sql(begin)
        assert store.claim([claim.id], later(1), LEASE, "host:2") == []


def test_an_unknown_number_is_not_claimed(store):
    assert store.claim([77], NOW, LEASE, "host:1") == []
    assert store.claim([], NOW, LEASE, "host:1") == []


def test_each_job_is_claimed_by_one_of_many_processes(store, database_url):
    recorded = store.record_drops([a_drop(f"{n}.txt", f"{n}") for n in range(60)], NOW)
    ids = [one.submission_id for one in recorded]
    taken = race(4, claim_all, database_url, ids, NOW)
    assert sorted(number for numbers in taken for number in numbers) == ids


def test_a_lease_that_ran_out_lets_another_take_over_and_the_first_write_nothing(store):
    first = a_claim(store)
    ends = NOW + LEASE
    assert store.due_submissions(ends.replace(microsecond=0) - LEASE / 2) == []
    assert store.due_submissions(ends) == [first.id]
    second = store.claim([first.id], ends, LEASE, "host:2")[0]
    assert second.attempts == 2
    with pytest.raises(LeaseLost, match=f"第 {first.id} 号"):
        store.finish_checked(first, a_checked(), ends, no_notices)
    with pytest.raises(LeaseLost):
        store.finish(first, State.REJECTED, "不是年报", ends)
    with pytest.raises(LeaseLost):
        store.retry(first, "暂时读不出", ends, ends)
    assert store.checked(first.id) is None
    assert store.submission(first.id).state is State.PROCESSING


def test_a_lease_that_ran_out_but_was_not_taken_over_still_counts(store):
    claim = a_claim(store)
    store.finish(claim, State.REJECTED, "不是年报", later(1000))
    assert store.submission(claim.id).state is State.REJECTED


def test_a_wrong_token_writes_nothing(store):
    claim = a_claim(store)
    with pytest.raises(LeaseLost):
        store.finish(replace(claim, token="0"), State.REJECTED, "不是年报", NOW)


@pytest.mark.parametrize("state", [State.NOT_ASSESSABLE, State.REJECTED, State.FAILED])
def test_a_job_ends_with_its_reason_and_only_once(store, state):
    claim = a_claim(store)
    store.finish(claim, state, "扫描件", later(2))
    view = store.submission(claim.id)
    assert (view.state, view.reason, view.finished_at) == (state, "扫描件", later(2))
    with pytest.raises(LeaseLost):
        store.finish(claim, state, "扫描件", later(3))
    assert store.due_submissions(later(9999)) == []


def test_a_retry_waits_until_its_time(store):
    claim = a_claim(store)
    assert store.retry(claim, "归档暂时读不出", later(30), NOW) is State.WAITING
    view = store.submission(claim.id)
    assert (view.state, view.reason, view.next_try_at) == (State.WAITING, "归档暂时读不出", later(30))
    assert store.claim([claim.id], later(29), LEASE, "host:1") == []
    assert store.due_submissions(later(30)) == [claim.id]
    assert store.claim([claim.id], later(30), LEASE, "host:1")[0].attempts == 2


def test_after_the_last_attempt_a_retry_ends_as_failed_with_the_last_error(store):
    claim = a_claim(store)
    for _ in range(2):
        assert store.retry(claim, "第一种错误", NOW, NOW) is State.WAITING
        claim = store.claim([claim.id], NOW, LEASE, "host:1")[0]
    assert store.retry(claim, "第二种错误", NOW, NOW) is State.FAILED
    view = store.submission(claim.id)
    assert (view.state, view.reason) == (State.FAILED, "处理 3 次均未成功；最近一次：第二种错误")


def test_a_file_that_kills_its_worker_three_times_ends_as_failed(store):
    claim = a_claim(store)
    for attempt in (1, 2):
        claim = store.claim([claim.id], NOW + attempt * LEASE, LEASE, "host:1")[0]
    assert claim.attempts == 3
    assert store.due_submissions(NOW + 3 * LEASE) == [claim.id]
    assert store.claim([claim.id], NOW + 3 * LEASE, LEASE, "host:1") == []
    view = store.submission(claim.id)
    assert (view.state, view.reason) == (State.FAILED, "处理 3 次均未成功；最近一次：处理进程中途终止")
    assert store.due_submissions(later(9999)) == []


def test_a_worker_that_ends_in_order_gives_back_its_jobs_uncounted(store):
    mine, other = a_claim(store, worker="host:1", content="甲"), a_claim(store, worker="host:2", name="b", content="乙")
    assert store.release("host:1", later(1)) == 1
    assert store.due_submissions(later(1)) == [mine.id]
    assert store.claim([mine.id, other.id], later(1), LEASE, "host:3")[0].attempts == 1
    with pytest.raises(LeaseLost):
        store.finish(mine, State.REJECTED, "不是年报", later(1))


def test_drops_of_one_path_are_checked_in_their_order(store):
    first, second = store.record_drops([a_drop(content="甲"), a_drop(content="乙")], NOW)
    assert store.due_submissions(NOW) == [first.submission_id]
    claims = store.claim([second.submission_id, first.submission_id], NOW, LEASE, "host:1")
    assert [claim.id for claim in claims] == [first.submission_id]
    assert store.claim([second.submission_id], NOW, LEASE, "host:1") == []
    store.finish(claims[0], State.REJECTED, "不是年报", NOW)
    assert store.due_submissions(NOW) == [second.submission_id]


def test_what_failed_or_was_not_assessable_can_be_checked_again(store):
    failed, unread = a_claim(store, name="a", content="甲"), a_claim(store, name="b", content="乙")
    refused = store.record_drops([a_drop("c", sha256="", reason="过大")], NOW)[0].submission_id
    store.finish(failed, State.FAILED, "错误", NOW)
    store.finish(unread, State.NOT_ASSESSABLE, "加密", NOW)
    waiting = store.record_drops([a_drop("d", "丁")], NOW)[0].submission_id
    ids = [failed.id, unread.id, refused, waiting]
    assert store.requeue(ids, later(1), "admin") == [failed.id, unread.id]
    assert store.due_submissions(later(1)) == [failed.id, unread.id, waiting]
    assert store.claim([failed.id], later(1), LEASE, "host:1")[0].attempts == 1
    assert store.history(unread.id)[-1].actor == "admin"


def test_a_failed_drop_that_was_replaced_by_another_can_still_be_checked_again(store):
    failed = a_claim(store, name="a")
    store.finish(failed, State.FAILED, "错误", NOW)
    store.record_drops([a_drop("b")], NOW)
    assert store.requeue([failed.id], NOW, "admin") == [failed.id]
