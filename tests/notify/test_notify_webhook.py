from __future__ import annotations

import hmac

import pytest
from notify_samples import FIRST, NOW, WEB_URL, ZONE, settings

from gouji.errors import TransportError
from gouji.notify.channels import open_channel
from gouji.notify.compose import compose, trial
from gouji.notify.target import Channel, parse_target
from notify_ends import Answer, web_end

MESSAGE = compose(FIRST, Channel.WEBHOOK, zone=ZONE, web_url=WEB_URL)
KEY = "0123456789abcdef" * 4


def send(url, tmp_path, *, message=MESSAGE, secret=None, repeat=False, channel="webhook"):
    target = parse_target(url)
    assert target.channel == channel
    open_channel(target.channel).send(
        target, message, secret=secret, dedup_key=KEY, settings=settings(tmp_path), repeat=repeat, now=NOW
    )


def test_a_webhook_gets_the_digest_as_json_with_a_key_that_tells_repeats(tmp_path):
    with web_end(Answer("", 204)) as end:
        send(f"{end.url}/hook", tmp_path)
        send(f"{end.url}/hook", tmp_path, repeat=True)
    first, second = end.requests
    assert first.json == MESSAGE.payload | {"may_be_repeat": False}
    assert second.json == MESSAGE.payload | {"may_be_repeat": True}
    assert [one.headers["idempotency-key"] for one in end.requests] == [KEY, KEY]
    assert "x-gouji-signature" not in first.headers


def test_a_receiver_can_verify_the_signature_as_documented(tmp_path):
    with web_end(Answer("{}")) as end:
        send(end.url, tmp_path, secret="密钥 1")
    (request,) = end.requests
    timestamp = request.headers["x-gouji-timestamp"]
    assert int(timestamp) == int(NOW.timestamp())
    expected = hmac.digest("密钥 1".encode(), timestamp.encode() + b"." + request.body, "sha256").hex()
    assert request.headers["x-gouji-signature"] == f"sha256={expected}"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer("", 408), ("对方答复 HTTP 408", False, None)),
        (Answer("", 429, {"Retry-After": "120"}), ("对方答复 HTTP 429", False, 120.0)),
        (Answer("", 503, {"Retry-After": "Wed, 15 Jan 2020 01:25:00 GMT"}), ("对方答复 HTTP 503", False, 300.0)),
        (Answer("", 503, {"Retry-After": "soon"}), ("对方答复 HTTP 503", False, None)),
        (Answer("", 400), ("对方答复 HTTP 400", True, None)),
        (Answer("", 410), ("对方答复 HTTP 410", True, None)),
        (Answer("", 301, {"Location": "http://x"}), ("对方答复 HTTP 301，要求转到别处，请改用新地址", True, None)),
    ],
)
def test_the_status_decides_whether_to_come_again(answer, outcome, tmp_path):
    with web_end(answer) as end, pytest.raises(TransportError) as caught:
        send(end.url, tmp_path)
    problem = caught.value
    assert (str(problem), problem.permanent, problem.retry_after) == outcome
    assert len(end.requests) == 1


def test_an_endless_answer_is_not_read_to_its_end(tmp_path):
    with web_end(Answer("x" * 1_000_000)) as end:
        send(end.url, tmp_path)


def test_a_trial_message_is_marked_as_one(tmp_path):
    with web_end(Answer("")) as end:
        send(end.url, tmp_path, message=trial())
    assert end.requests[0].json == {"schema": "gouji.notice/1", "test": True, "may_be_repeat": False}


def test_apprise_takes_what_is_left(tmp_path):
    message = compose(FIRST, Channel.APPRISE, zone=ZONE)
    with web_end(Answer("{}")) as end:
        url = end.url.replace("http://", "apprise:json://")
        send(url, tmp_path, message=message, channel="apprise")
        send(url, tmp_path, message=message, channel="apprise", repeat=True)
    first, second = end.requests
    assert first.json["title"] == message.subject
    assert first.json["message"] == message.text.strip()
    assert second.json["message"].startswith("（可能重复：上次发送时没有收到确认）\n")


@pytest.mark.parametrize(
    ("target", "status", "outcome"),
    [
        ("apprise:json://{}", 500, ("Apprise 报告发送失败（详见日志）", False)),
        ("apprise:nonsense://{}", 200, ("Apprise 不认识这个地址", True)),
    ],
)
def test_what_apprise_reports_is_told(target, status, outcome, tmp_path):
    with web_end(Answer("", status)) as end, pytest.raises(TransportError) as caught:
        send(target.format(end.url.removeprefix("http://")), tmp_path, channel="apprise")
    assert (str(caught.value), caught.value.permanent) == outcome
