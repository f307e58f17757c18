from __future__ import annotations

import hashlib
import itertools
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from notify_samples import NOW, REPEALED, REPORT, UNBALANCED, ZONE, settings

from gouji.digest import NewNotice, NoticeState, Subscription
from gouji.model import Checked, Outcome, Result, Verdict
from gouji.notify import Delivery, deliver, route
from gouji.notify.journal import SentJournal
from gouji.notify.outbox import ROBOT_MESSAGES, lease
from gouji.store import Store
from gouji.submission import Drop, Signature
from notify_ends import Answer, closed_port, mail_end, web_end

CHECKED = Checked(
    REPORT,
    "sha256:1",
    (Result("NA-07", Outcome.FAIL), Result("T3-01", Outcome.FAIL)),
    (REPEALED, UNBALANCED),
    Verdict.PROBLEMS,
)
OK = Answer({"errcode": 0, "errmsg": "ok"})
BUSY = Answer({"errcode": 45009, "errmsg": "api freq out of limit"})
GONE = Answer({"errcode": 93000, "errmsg": "invalid webhook url"})
_numbers = itertools.count()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    url = f"sqlite:///{tmp_path / 'gouji.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    made = Store(url)
    made.upgrade()
    yield made
    made.close()


def notices(store, compose, now=NOW):
    """The numbers of the notices that `compose` makes of a fresh report."""
    number = next(_numbers)
    name = f"{number}.txt".encode()
    sha256 = hashlib.sha256(name).hexdigest()
    drop = Drop(sha256, 9, name, name.decode(), name, Signature(9, 1, number))
    (recorded,) = store.record_drops([drop], now)
    (claim,) = store.claim([recorded.submission_id], now, timedelta(seconds=90), "host:1")
    return list(store.finish_checked(claim, CHECKED, now, compose).notice_ids)


def to(store, *targets, now=NOW):
    wanted = [Subscription(f"store:{number}", target) for number, target in enumerate(targets)]
    return notices(store, lambda digest: route(digest, wanted, zone=ZONE), now)


def many_to(store, target, count):
    """As many notices to one target, as of as many reports."""

    def compose(digest):
        (one,) = route(digest, [Subscription("store:1", target)], zone=ZONE)
        made = (one.subscription, one.channel, one.target, one.subject, one.text)
        return [NewNotice(f"{number:02}{one.dedup_key[2:]}", *made) for number in range(count)]

    return notices(store, compose)


def state(store, notice_id):
    (view,) = [view for view in store.notices() if view.id == notice_id]
    return view.state, view.attempts, view.last_error, view.next_try_at


def later(seconds):
    return NOW + timedelta(seconds=seconds)


def test_a_notice_is_sent_once_however_often_it_is_asked_for(store, tmp_path):
    with web_end(OK) as end:
        (notice,) = to(store, f"wecom:{end.url}")
        outcomes = [deliver(store, notice, settings(tmp_path), later(hour * 3600)) for hour in range(3)]
    assert outcomes == [Delivery.SENT, Delivery.NOT_OURS, Delivery.NOT_OURS]
    assert state(store, notice) == (NoticeState.SENT, 1, None, None)
    assert len(end.requests) == 1


def test_senders_that_meet_send_once(store, tmp_path):
    with web_end(OK) as end, ThreadPoolExecutor(6) as senders:
        (notice,) = to(store, f"wecom:{end.url}")
        outcomes = list(senders.map(lambda _: deliver(store, notice, settings(tmp_path), NOW), range(12)))
    assert sorted(outcomes) == [Delivery.NOT_OURS] * 11 + [Delivery.SENT]
    assert len(end.requests) == 1


def test_what_is_temporary_is_tried_again_later_and_later(store, tmp_path):
    options = settings(tmp_path, notify_retry_seconds=10)
    with web_end(Answer("", 503)) as end:
        (notice,) = to(store, end.url)
        now, pauses = NOW, []
        for _ in range(5):
            assert deliver(store, notice, options, now) is Delivery.POSTPONED
            due = state(store, notice)[3]
            assert deliver(store, notice, options, due - timedelta(microseconds=1)) is Delivery.NOT_OURS
            pauses.append((due - now).total_seconds())
            now = due
        end.answers[:] = [Answer("")]
        assert deliver(store, notice, options, now) is Delivery.SENT
    for tries, pause in enumerate(pauses):
        assert 0.75 <= pause / (10 * 2**tries) <= 1.25
    assert state(store, notice)[:2] == (NoticeState.SENT, 6)
    assert [request.json["may_be_repeat"] for request in end.requests] == [False] * 6


def test_the_pause_has_a_bound(store, tmp_path):
    options = settings(tmp_path, notify_retry_seconds=10, notify_retry_max_seconds=15)
    with web_end(Answer("", 503)) as end:
        (notice,) = to(store, end.url)
        now = NOW
        for _ in range(6):
            deliver(store, notice, options, now)
            now = state(store, notice)[3]
        deliver(store, notice, options, now)
    assert state(store, notice)[3] - now <= timedelta(seconds=15 * 1.25)


def test_what_the_far_end_asks_for_is_heeded(store, tmp_path):
    with web_end(Answer("", 429, {"Retry-After": "4000"})) as end:
        (notice,) = to(store, end.url)
        deliver(store, notice, settings(tmp_path), NOW)
    assert state(store, notice) == (NoticeState.PENDING, 1, "对方答复 HTTP 429", later(4000))


def test_what_is_permanent_stops_and_shows_why(store, tmp_path):
    with web_end(GONE) as end:
        (notice,) = to(store, f"wecom:{end.url}")
        assert deliver(store, notice, settings(tmp_path), NOW) is Delivery.FAILED
        assert deliver(store, notice, settings(tmp_path), later(99_999)) is Delivery.NOT_OURS
    reason = "机器人地址不对，或机器人已被移出群聊；请重新添加机器人并更新订阅（errcode 93000 invalid webhook url）"
    assert state(store, notice) == (NoticeState.FAILED, 1, reason, None)
    assert len(end.requests) == 1


def test_after_a_day_it_is_given_up_and_shown(store, tmp_path):
    with web_end(BUSY) as end:
        (notice,) = to(store, f"wecom:{end.url}")
        assert deliver(store, notice, settings(tmp_path), later(86_399)) is Delivery.POSTPONED
        assert deliver(store, notice, settings(tmp_path), later(90_000)) is Delivery.FAILED
    reason = "试了 2 次，24 小时内未能送达：对方要求稍后再发（errcode 45009 api freq out of limit）"
    assert state(store, notice) == (NoticeState.FAILED, 2, reason, None)


def test_an_answer_that_got_lost_makes_the_next_try_say_that_it_may_be_a_repeat(store, tmp_path):
    with web_end(Answer(cut=True), BUSY, OK) as end:
        (notice,) = to(store, f"wecom:{end.url}")
        now = NOW
        outcomes = []
        for _ in range(3):
            outcomes.append(deliver(store, notice, settings(tmp_path), now))
            now = state(store, notice)[3]
    assert outcomes == [Delivery.POSTPONED, Delivery.POSTPONED, Delivery.SENT]
    assert ["可能重复" in request.body.decode() for request in end.requests] == [False, True, True]


def test_after_three_tries_without_an_answer_a_person_decides(store, tmp_path):
    with web_end(Answer(cut=True)) as end:
        (notice,) = to(store, f"wecom:{end.url}")
        now = NOW
        for _ in range(3):
            last, now = now, now + timedelta(hours=1)
            outcome = deliver(store, notice, settings(tmp_path), last)
    assert outcome is Delivery.FAILED
    assert state(store, notice)[2].startswith("试了 3 次都没有得到确认，可能已经送达；请核对后再决定是否重发")
    assert len(end.requests) == 3


def test_a_webhook_that_does_not_answer_is_tried_on_for_it_drops_repeats_by_their_key(store, tmp_path):
    with web_end(*[Answer(cut=True)] * 5, OK) as end:
        (notice,) = to(store, end.url)
        outcomes = [deliver(store, notice, settings(tmp_path), later(3000 * number)) for number in range(6)]
    assert outcomes == [Delivery.POSTPONED] * 5 + [Delivery.SENT]
    assert len({request.headers["idempotency-key"] for request in end.requests}) == 1
    assert [request.json["may_be_repeat"] for request in end.requests] == [False] + [True] * 5


def test_a_dead_server_is_tried_with_one_notice_while_the_others_wait(store, tmp_path):
    options = settings(tmp_path)
    with web_end(Answer("", 502), OK) as end, web_end(OK) as other:
        first, *rest = many_to(store, end.url, 4)
        (elsewhere,) = to(store, other.url)
        assert deliver(store, first, options, NOW) is Delivery.POSTPONED
        due = state(store, first)[3]
        assert [deliver(store, notice, options, NOW) for notice in rest] == [Delivery.NOT_OURS] * 3
        assert deliver(store, elsewhere, options, NOW) is Delivery.SENT
        assert [state(store, notice) for notice in rest] == [(NoticeState.PENDING, 0, None, due)] * 3
        assert store.due_notices(due) == [first, *rest]
        assert [deliver(store, notice, options, due) for notice in store.due_notices(due)] == [Delivery.SENT] * 4
    assert len(end.requests) == 5


def test_a_mail_server_that_is_away_is_tried_with_one_mail_whoever_the_others_are_for(store, tmp_path):
    dead = settings(tmp_path, smtp_host="127.0.0.1", smtp_port=closed_port())
    first, second, third = to(store, "mailto:a@x.cn", "mailto:b@x.cn", "mailto:c@x.cn")
    with web_end(OK) as end:
        (elsewhere,) = to(store, end.url)
        assert deliver(store, second, dead, NOW) is Delivery.POSTPONED
        due = state(store, second)[3]
        assert [deliver(store, mail, dead, NOW) for mail in (first, third)] == [Delivery.NOT_OURS] * 2
        assert deliver(store, elsewhere, dead, NOW) is Delivery.SENT
    assert [deliver(store, mail, dead, due) for mail in (second, third)] == [Delivery.NOT_OURS] * 2
    held = store.claim_notice(first, due, lease(dead))
    assert held is not None
    assert [deliver(store, mail, dead, due) for mail in (second, third)] == [Delivery.NOT_OURS] * 2
    store.notice_postponed(held, "451", later(3600), due)
    with mail_end() as end:
        alive = settings(tmp_path, smtp_host="127.0.0.1", smtp_port=end.port)
        assert [deliver(store, mail, alive, due) for mail in (third, second, third)] == [
            Delivery.NOT_OURS, Delivery.SENT, Delivery.SENT,
        ]  # fmt: skip
    assert [letter["To"] for letter in end.letters] == ["b@x.cn", "c@x.cn"]


def test_the_pauses_of_a_dead_server_grow_however_many_wait_for_it(store, tmp_path):
    options = settings(tmp_path, smtp_host="127.0.0.1", smtp_port=closed_port())
    mails = to(store, *(f"mailto:a{number}@x.cn" for number in range(5)))
    now, tried = NOW, []
    for _ in range(4):
        outcomes = [deliver(store, mail, options, now) for mail in mails]
        tried.append([mail for mail, outcome in zip(mails, outcomes, strict=True) if outcome is Delivery.POSTPONED])
        now = state(store, mails[0])[3]
    assert tried == [[mails[0]]] * 4
    assert now - NOW > timedelta(seconds=5 * (1 + 2 + 4 + 8) * 0.75)


def test_a_robot_gets_no_more_than_it_takes_in_a_minute(store, tmp_path):
    options = settings(tmp_path)
    with web_end(OK) as end:
        waiting = many_to(store, f"wecom:{end.url}", ROBOT_MESSAGES + 5)
        outcomes = [deliver(store, notice, options, NOW) for notice in waiting]
        held = (NoticeState.PENDING, 0, None, later(20))
        assert outcomes == [Delivery.SENT] * ROBOT_MESSAGES + [Delivery.POSTPONED] + [Delivery.NOT_OURS] * 4
        assert [state(store, notice) for notice in waiting[ROBOT_MESSAGES:]] == [held] * 5
        assert len(end.requests) == ROBOT_MESSAGES
        rest = store.due_notices(later(61))
        assert [deliver(store, notice, options, later(61)) for notice in rest] == [Delivery.SENT] * 5


def test_mail_knows_no_such_bound(store, tmp_path):
    with mail_end() as end:
        options = settings(tmp_path, smtp_host="127.0.0.1", smtp_port=end.port)
        waiting = many_to(store, "mailto:a@b.cn", ROBOT_MESSAGES + 5)
        assert {deliver(store, notice, options, NOW) for notice in waiting} == {Delivery.SENT}
    assert len({letter["Message-ID"] for letter in end.letters}) == ROBOT_MESSAGES + 5


KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from gouji.config import Settings
from gouji.notify import deliver
from gouji.notify.journal import SentJournal
from gouji.store import Store

def die(*_): os.kill(os.getpid(), signal.SIGKILL)

url, home, notice, now, moment = sys.argv[1:]
owner, method = {"before the journal": (SentJournal, "append"), "before the mark": (Store, "notice_sent")}[moment]
setattr(owner, method, die)
deliver(Store(url), int(notice), Settings(home=Path(home)), datetime.fromisoformat(now))
"""


def killed_while_sending(store, notice, home, moment):
    """Deliver in a process that is killed at this moment after the far end has accepted."""
    command = [sys.executable, "-c", KILLED, store._url, str(home), str(notice), NOW.isoformat(), moment]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GOUJI_")}
    return subprocess.run(command, check=False, capture_output=True, cwd=home, env=environment).returncode


@pytest.mark.parametrize(("moment", "marks"), [("before the mark", [False]), ("before the journal", [False, True])])
def test_a_sender_killed_after_sending_sends_no_second_time_or_says_so(store, tmp_path, moment, marks):
    options = settings(tmp_path)
    with web_end(OK) as end:
        (notice,) = to(store, f"wecom:{end.url}")
        assert killed_while_sending(store, notice, tmp_path, moment) == -signal.SIGKILL
        assert state(store, notice)[:2] == (NoticeState.SENDING, 1)
        assert deliver(store, notice, options, NOW) is Delivery.NOT_OURS
        assert deliver(store, notice, options, NOW + lease(options)) is Delivery.SENT
    assert ["可能重复" in request.body.decode() for request in end.requests] == marks
    assert state(store, notice)[:2] == (NoticeState.SENT, 2)


def test_a_send_that_outlives_its_lease_leaves_the_notice_to_whoever_has_it(store, tmp_path):
    options = settings(tmp_path)

    class Late(Store):
        def notice_sent(self, claim, now):
            assert store.claim_notice(claim.id, NOW + lease(options), lease(options)) is not None
            super().notice_sent(claim, now)

    with web_end(OK) as end:
        (notice,) = to(store, f"wecom:{end.url}")
        assert deliver(Late(store._url), notice, options, NOW) is Delivery.NOT_OURS
    assert state(store, notice)[:2] == (NoticeState.SENDING, 2)
    assert len(end.requests) == 1


def test_what_was_interrupted_for_a_day_is_left_to_a_person(store, tmp_path):
    (notice,) = to(store, f"wecom:http://127.0.0.1:{closed_port()}")
    store.claim_notice(notice, NOW, timedelta(seconds=90))
    assert deliver(store, notice, settings(tmp_path), later(90_000)) is Delivery.FAILED
    assert state(store, notice)[2] == "发送过程屡次中断，可能已经送达；请核对后再决定是否重发"


def test_a_full_disk_does_not_send_twice(store, tmp_path):
    (tmp_path / "journal").write_text("a file where the folder should be")
    with web_end(OK) as end:
        (notice,) = to(store, f"wecom:{end.url}")
        assert deliver(store, notice, settings(tmp_path), NOW) is Delivery.SENT
    assert state(store, notice)[:2] == (NoticeState.SENT, 1)


def test_a_channel_that_crashes_is_tried_again_and_shown(store, tmp_path, monkeypatch):
    def crash(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("gouji.notify.channels.wecom.send", crash)
    (notice,) = to(store, "wecom:693a91f6")
    assert deliver(store, notice, settings(tmp_path), NOW) is Delivery.POSTPONED
    assert state(store, notice)[:3] == (NoticeState.PENDING, 1, "发送程序出错：ZeroDivisionError")


def test_a_notice_whose_target_cannot_be_read_any_more_is_shown(store, tmp_path):
    (notice,) = notices(store, lambda _: [NewNotice("k", "store:1", "wecom", "pigeon:home", "题", "文")])
    assert deliver(store, notice, settings(tmp_path), NOW) is Delivery.FAILED
    assert state(store, notice)[2].startswith("不认识的通知目标")


def test_the_journal_remembers_across_processes_and_days_and_forgets_after_a_month(tmp_path):
    folder = tmp_path / "journal"
    assert SentJournal(folder).holds("a" * 64) is False
    SentJournal(folder).append("a" * 64, NOW)
    SentJournal(folder).append("b" * 64, NOW)
    SentJournal(folder).append("c" * 64, later(86_400 * 20))
    assert [SentJournal(folder).holds(letter * 64) for letter in "abcd"] == [True, True, True, False]
    assert SentJournal(folder).holds("a" * 63) is False
    SentJournal(folder).append("d" * 64, later(86_400 * 45))
    assert [SentJournal(folder).holds(letter * 64) for letter in "abcd"] == [False, False, True, True]
