"""`gouji reports resend`: what could not be delivered is tried again by hand, with the settings of now."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from notify_samples import NOW, REPORT, UNBALANCED, ZONE, settings

from gouji.cli import main
from gouji.digest import NoticeState, Subscription
from gouji.model import Checked, Verdict
from gouji.notify import Delivery, deliver, route
from gouji.store import Store
from gouji.submission import Drop, Signature
from notify_ends import Answer, web_end

OK = Answer({"errcode": 0})
REFUSED = Answer({"errcode": 310000, "errmsg": "sign not match"})
CHECKED = Checked(REPORT, "sha256:1", (), (UNBALANCED,), Verdict.PROBLEMS)


@pytest.fixture
def store(tmp_path):
    made = Store(f"sqlite:///{tmp_path / 'gouji.db'}")
    made.upgrade()
    yield made
    made.close()


@pytest.fixture
def gouji(monkeypatch, tmp_path):
    monkeypatch.setenv("GOUJI_HOME", str(tmp_path))

    def run(*arguments: str):
        result = CliRunner().invoke(main, arguments)
        return result.exit_code, result.stdout

    return run


def refused(store, home, target, secret=None):
    """A notice to this target that was refused for good."""
    drop = Drop("0" * 64, 9, b"a.txt", "a.txt", b"a.txt", Signature(9, 1, 1))
    store.record_drops([drop], NOW)
    (claim,) = store.claim([1], NOW, timedelta(seconds=90), "host:1")
    wanted = [Subscription("toml:1", target, secret=secret)]
    finished = store.finish_checked(claim, CHECKED, NOW, lambda digest: route(digest, wanted, zone=ZONE))
    assert deliver(store, finished.notice_ids[0], settings(home), NOW) is Delivery.FAILED


def tried_again(store, home):
    (notice,) = store.notices()
    assert (notice.state, notice.attempts) == (NoticeState.PENDING, 0)
    return deliver(store, notice.id, settings(home), notice.created_at)


def test_a_secret_that_was_put_right_is_used(store, gouji, tmp_path):
    with web_end(REFUSED, OK) as end:
        target = f"dingtalk:{end.url}/robot"
        refused(store, tmp_path, target, "SECwrong")
        entry = f'[[subscriptions]]\ntarget = "{target}"\nsecret = "SECright"\n'
        (tmp_path / "gouji.toml").write_text(entry, "utf-8")
        assert gouji("reports", "resend", "--failed") == (0, "已把 1 条通知重新列为待发送。\n")
        assert tried_again(store, tmp_path) is Delivery.SENT
    signed = parse_qs(urlsplit(end.requests[1].path).query)
    digest = hmac.digest(b"SECright", f"{signed['timestamp'][0]}\nSECright".encode(), hashlib.sha256)
    assert signed["sign"] == [base64.b64encode(digest).decode()]
    assert gouji("reports", "resend", "1") == (0, "没有可以重新投递的通知。\n")


def test_a_new_robot_may_take_the_place_of_the_one_that_is_gone(store, gouji, tmp_path):
    with web_end(REFUSED) as old, web_end(OK) as new:
        refused(store, tmp_path, f"dingtalk:{old.url}/robot")
        nothing = (0, "没有可以重新投递的通知。\n")
        assert gouji("reports", "resend", "1", "--to", "mailto:a@b.cn") == nothing
        assert gouji("reports", "resend", "1", "--to", f"dingtalk:{new.url}/robot")[0] == 0
        assert tried_again(store, tmp_path) is Delivery.SENT
    assert (len(old.requests), len(new.requests)) == (1, 1)


def test_what_could_not_be_delivered_stands_below_the_report_without_its_address(store, gouji, tmp_path):
    with web_end(REFUSED) as end:
        refused(store, tmp_path, f"dingtalk:{end.url}/robot?access_token=geheimnis")
    status, output = gouji("reports", "show", "1")
    assert status == 0
    last = output.splitlines()[-1]
    assert last.startswith("  [未能送达] dingtalk:http://127.0.0.1/…mnis：机器人的安全设置不放行")
    assert "geheim" not in output


def test_the_check_up_says_how_many(store, gouji, tmp_path):
    with web_end(REFUSED) as end:
        refused(store, tmp_path, f"dingtalk:{end.url}/robot")
    assert "通知：1 条未能送达" in gouji("doctor")[1]


def test_numbers_or_all_but_not_both(gouji):
    assert gouji("reports", "resend")[0] == 2
    assert gouji("reports", "resend", "1", "--failed")[0] == 2
