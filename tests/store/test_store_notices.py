import pytest
from store_races import claim_notice, race
from store_samples import LEASE, NOW, a_checked, a_claim, a_notice, later

from gouji.digest import NoticeClaim, NoticeState
from gouji.errors import LeaseLost


@pytest.fixture
def notice_id(store):
    return store.finish_checked(a_claim(store), a_checked(), NOW, lambda digest: [a_notice()]).notice_ids[0]


def test_a_claim_holds_the_message_whole(store, notice_id):
    claim = store.claim_notice(notice_id, NOW, LEASE)
    assert claim == NoticeClaim(
        id=notice_id,
        token=claim.token,
        submission_id=store.notices()[0].submission_id,
        subscription="store:1",
        channel="email",
        dedup_key="k1",
        attempts=1,
        may_be_repeat=False,
        created_at=NOW,
        target="mailto:a@example.org",
        subject="【年报核查】慈溪市公安局 2019年度",
        text="错误1",
        html="<p>错误1</p>",
        payload={"errors": 1},
        secret="s",
    )


def test_a_notice_is_claimed_by_one_of_many_processes(store, database_url, notice_id):
    assert sorted(race(4, claim_notice, database_url, notice_id)) == [False, False, False, True]


def test_a_sent_notice_is_never_due_again(store, notice_id):
    claim = store.claim_notice(notice_id, NOW, LEASE)
    store.notice_sent(claim, later(1))
    view = store.notices()[0]
    assert (view.state, view.sent_at, view.attempts, view.last_error) == (NoticeState.SENT, later(1), 1, None)
    assert store.due_notices(later(9999)) == []
    assert store.claim_notice(notice_id, later(9999), LEASE) is None
    assert store.submission(view.submission_id).notices_waiting == 0


def test_a_postponed_notice_waits_and_shows_its_error(store, notice_id):
    claim = store.claim_notice(notice_id, NOW, LEASE)
    store.notice_postponed(claim, "421 稍后再试", later(5), NOW)
    view = store.notices()[0]
    assert (view.state, view.last_error, view.next_try_at) == (NoticeState.PENDING, "421 稍后再试", later(5))
    assert store.due_notices(later(4)) == []
    assert store.claim_notice(notice_id, later(4), LEASE) is None
    again = store.claim_notice(notice_id, later(5), LEASE)
    assert (again.attempts, again.may_be_repeat) == (2, False)


def test_a_notice_that_may_have_arrived_says_so_when_sent_again(store, notice_id):
    claim = store.claim_notice(notice_id, NOW, LEASE)
    store.notice_postponed(claim, "连接中断", later(5), NOW, uncertain=True)
    assert store.claim_notice(notice_id, later(5), LEASE).may_be_repeat


def test_a_failed_notice_is_shown_and_not_tried_again(store, notice_id):
    claim = store.claim_notice(notice_id, NOW, LEASE)
    store.notice_failed(claim, "550 无此用户", later(1))
    view = store.notices(state=NoticeState.FAILED)[0]
    assert (view.id, view.last_error) == (notice_id, "550 无此用户")
    assert store.due_notices(later(9999)) == []
    assert store.submission(view.submission_id).notices_failed == 1


def test_a_failed_notice_can_be_sent_again_by_hand(store, notice_id):
    assert not store.resend_notice(notice_id, NOW, "admin")
    store.notice_failed(store.claim_notice(notice_id, NOW, LEASE), "550", NOW)
    assert store.resend_notice(notice_id, later(1), "admin")
    claim = store.claim_notice(notice_id, later(1), LEASE)
    assert (claim.attempts, claim.created_at) == (1, later(1))
    assert (claim.target, claim.secret) == ("mailto:a@example.org", "s")
    store.notice_failed(claim, "550", NOW)
    assert store.resend_notice(notice_id, later(2), "admin", target="mailto:b@example.org", secret="t")
    claim = store.claim_notice(notice_id, later(2), LEASE)
    assert (claim.target, claim.secret) == ("mailto:b@example.org", "t")


def test_what_a_dead_sender_left_may_be_a_repeat_and_the_dead_one_writes_nothing(store, notice_id):
    first = store.claim_notice(notice_id, NOW, LEASE)
    assert store.due_notices(NOW + LEASE / 2) == []
    assert store.due_notices(NOW + LEASE) == [notice_id]
    second = store.claim_notice(notice_id, NOW + LEASE, LEASE)
    assert (second.attempts, second.may_be_repeat) == (2, True)
    for late in (
        lambda: store.notice_sent(first, NOW),
        lambda: store.notice_postponed(first, "超时", NOW, NOW),
        lambda: store.notice_failed(first, "超时", NOW),
    ):
        with pytest.raises(LeaseLost, match=f"第 {notice_id} 号通知"):
            late()
    store.notice_sent(second, later(100))
    with pytest.raises(LeaseLost):
        store.notice_sent(second, later(100))


def test_the_trail_of_a_submission_holds_its_notices(store, notice_id):
    claim = store.claim_notice(notice_id, NOW, LEASE)
    store.notice_failed(claim, "550", later(1))
    assert [(entry.action, entry.subject) for entry in store.history(claim.submission_id)] == [
        ("submission.recorded", f"submission:{claim.submission_id}"),
        ("submission.claimed", f"submission:{claim.submission_id}"),
        ("notice.composed", f"notice:{notice_id}"),
        ("submission.finished", f"submission:{claim.submission_id}"),
        ("notice.claimed", f"notice:{notice_id}"),
        ("notice.failed", f"notice:{notice_id}"),
    ]


def test_secrets_and_addresses_are_not_in_a_representation(store, notice_id):
    shown = repr(store.claim_notice(notice_id, NOW, LEASE)) + repr(store.notices())
    assert "example.org" not in shown
    assert "'s'" not in shown
