from __future__ import annotations

import base64
import hashlib
import hmac
import socket
import ssl
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from notify_samples import NOW, settings

from gouji.errors import TransportError
from gouji.notify.channels import open_channel
from gouji.notify.channels.dingtalk.transport import signed
from gouji.notify.message import Message
from gouji.notify.target import parse_target
from notify_ends import Answer, closed_port, web_end

MESSAGE = Message("题", "正文\n第二行", payload={"colour": "red"})
OK = {
    "wecom": {"errcode": 0, "errmsg": "ok"},
    "dingtalk": {"errcode": 0, "errmsg": "ok"},
    "feishu": {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"},
}

LATER = "对方要求稍后再发"
GONE = "机器人地址不对，或机器人已被移出群聊"
UNSAFE = "机器人的安全设置不放行：请核对关键词（可设为“年报核查”）、加签密钥、本机时钟或 IP 白名单"
NO_TOKEN = "机器人的 access_token 不存在；请重新复制机器人地址并更新订阅"
KEYWORD = "消息不含机器人要求的关键词；可把关键词设为“年报核查”"


def send(robot, url, tmp_path, *, secret=None, repeat=False, timeout=10.0):
    target = parse_target(f"{robot}:{url}")
    open_channel(target.channel).send(
        target,
        MESSAGE,
        secret=secret,
        dedup_key="d" * 64,
        settings=settings(tmp_path, notify_timeout_seconds=timeout),
        repeat=repeat,
        now=NOW,
    )


def failure(robot, url, tmp_path, **options):
    with pytest.raises(TransportError) as caught:
        send(robot, url, tmp_path, **options)
    problem = caught.value
    return str(problem), problem.permanent, problem.retry_after, problem.uncertain


@pytest.mark.parametrize(
    ("robot", "body"),
    [
        ("wecom", {"msgtype": "markdown", "markdown": {"content": "正文\n第二行"}}),
        ("dingtalk", {"msgtype": "markdown", "markdown": {"title": "题", "text": "正文  \n第二行"}}),
        (
            "feishu",
            {
                "msg_type": "interactive",
                "card": {
                    "config": {"wide_screen_mode": True},
                    "header": {"template": "red", "title": {"tag": "plain_text", "content": "题"}},
                    "elements": [{"tag": "markdown", "content": "正文\n第二行"}],
                },
            },
        ),
    ],
)
def test_a_robot_is_sent_one_request_and_believed_when_it_says_zero(robot, body, tmp_path):
    with web_end(Answer(OK[robot])) as end:
        send(robot, f"{end.url}/hook?key=k", tmp_path)
    assert [(one.path, one.json) for one in end.requests] == [("/hook?key=k", body)]
    assert end.requests[0].headers["content-type"] == "application/json; charset=utf-8"
    assert "\\u" not in end.requests[0].body.decode()


@pytest.mark.parametrize("robot", ["wecom", "dingtalk", "feishu"])
def test_a_message_that_may_have_arrived_before_says_so(robot, tmp_path):
    with web_end(Answer(OK[robot])) as end:
        send(robot, end.url, tmp_path, repeat=True)
    assert "（可能重复：上次发送时没有收到确认）" in end.requests[0].body.decode()


@pytest.mark.parametrize(
    ("robot", "code", "words", "said", "permanent", "wait"),
    [
        ("wecom", 45009, "api freq out of limit", LATER, False, 60),
        ("wecom", 45033, "", LATER, False, 5),
        ("wecom", -1, "system busy", LATER, False, None),
        ("wecom", 93000, "invalid webhook url", f"{GONE}；请重新添加机器人并更新订阅", True, None),
        ("wecom", 40058, "exceed max length 4096", "消息内容不被接受（例如过长）", True, None),
        ("wecom", 77777, "?", "对方未收下", False, None),
        ("dingtalk", 130101, "send too fast, exceed 20 times per minute", LATER, False, 600),
        ("dingtalk", 410100, "", LATER, False, 600),
        ("dingtalk", 310000, "keywords not in content", UNSAFE, True, None),
        ("dingtalk", 300001, "token is not exist", NO_TOKEN, True, None),
        ("dingtalk", 300005, "token is not exist", NO_TOKEN, True, None),
        ("feishu", 11232, "frequency limited", LATER, False, 60),
        ("feishu", 9499, "too many request", LATER, False, None),
        ("feishu", 19001, "param invalid", f"{GONE}；请重新复制地址并更新订阅", True, None),
        ("feishu", 19021, "sign match fail", "签名不符：请核对加签密钥与本机时钟", True, None),
        ("feishu", 19024, "Key Words Not Found", KEYWORD, True, None),
        ("feishu", 31337, "?", "对方未收下", False, None),
    ],
)
def test_http_200_with_an_error_code_is_no_success(tmp_path, *, robot, code, words, said, permanent, wait):
    field, about = ("code", "msg") if robot == "feishu" else ("errcode", "errmsg")
    with web_end(Answer({field: code, about: words, "data": {}})) as end:
        outcome = failure(robot, end.url, tmp_path)
    assert outcome == (f"{said}（{field} {code}{words and ' ' + words}）", permanent, wait, False)


@pytest.mark.parametrize("answer", [{"StatusCode": 19001}, {"code": 0, "StatusCode": 19001}])
def test_feishus_older_field_counts_as_well(answer, tmp_path):
    with web_end(Answer(answer)) as end:
        assert failure("feishu", end.url, tmp_path)[:2] == (f"{GONE}；请重新复制地址并更新订阅（code 19001）", True)


@pytest.mark.parametrize("robot", ["wecom", "dingtalk", "feishu"])
@pytest.mark.parametrize(
    "body", ["", "<html>登录</html>", "[]", '{"errcode":"0"}', '{"ok":true}', "null", "[" * 60_000]
)
def test_an_answer_that_says_nothing_is_no_success_and_may_have_arrived(robot, body, tmp_path):
    with web_end(Answer(body)) as end:
        assert failure(robot, end.url, tmp_path) == ("对方的答复读不懂，未确认是否收下", False, None, True)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer("", 502), ("对方答复 HTTP 502", False, None, False)),
        (Answer("", 429, {"Retry-After": "30"}), ("对方答复 HTTP 429", False, 30.0, False)),
        (Answer("", 429, {"Retry-After": "²"}), ("对方答复 HTTP 429", False, None, False)),
        (Answer("", 403), ("对方答复 HTTP 403", True, None, False)),
        (Answer("", 302, {"Location": "/x"}), ("对方答复 HTTP 302，要求转到别处，请改用新地址", True, None, False)),
        (Answer({"errcode": 0}, 500), ("对方答复 HTTP 500", False, None, False)),
        (
            Answer({"errcode": 45009}, 429, {"Retry-After": "90"}),
            ("对方要求稍后再发（errcode 45009）", False, 90.0, False),
        ),
    ],
)
def test_the_http_status_counts_where_the_body_does_not_speak(answer, outcome, tmp_path):
    with web_end(answer) as end:
        assert failure("wecom", end.url, tmp_path) == outcome
    assert len(end.requests) == 1


def test_a_refused_connection_is_temporary_and_surely_did_not_arrive(tmp_path):
    said, permanent, wait, uncertain = failure("wecom", f"http://127.0.0.1:{closed_port()}/secretkey", tmp_path)
    assert said.startswith("连接不上：")
    assert "secretkey" not in said
    assert (permanent, wait, uncertain) == (False, None, False)


def test_a_connection_cut_after_the_request_may_have_delivered_it(tmp_path):
    with web_end(Answer(cut=True)) as end:
        said, permanent, _, uncertain = failure("wecom", end.url, tmp_path)
    assert said.startswith("没有得到答复：")
    assert (permanent, uncertain) == (False, True)


def test_a_silent_server_is_left_after_the_timeout(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        outcome = failure("wecom", f"http://127.0.0.1:{deaf.getsockname()[1]}", tmp_path, timeout=0.2)
    assert outcome == ("没有得到答复：超时", False, None, True)


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(tmp_path, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with web_end(Answer(OK["wecom"]), tls=context) as end:
        said, permanent, _, uncertain = failure("wecom", end.url, tmp_path)
    assert said.startswith("连接不上：")
    assert (permanent, uncertain, end.requests) == (False, False, [])


def test_dingtalk_is_signed_in_the_address(tmp_path):
    with web_end(Answer(OK["dingtalk"])) as end:
        send("dingtalk", f"{end.url}/robot/send?access_token=abc", tmp_path, secret="SEC密")
    query = parse_qs(urlsplit(end.requests[0].path).query)
    milliseconds = str(int(NOW.timestamp()) * 1000)
    expected = hmac.digest("SEC密".encode(), f"{milliseconds}\nSEC密".encode(), "sha256")
    assert query == {
        "access_token": ["abc"],
        "timestamp": [milliseconds],
        "sign": [base64.b64encode(expected).decode()],
    }


def test_dingtalk_signs_as_the_published_example_does():
    url = signed(
        "https://oapi.dingtalk.com/robot/send?access_token=x", "this is secret", datetime(2021, 1, 1, tzinfo=UTC)
    )
    block = hashlib.sha256
    key = b"this is secret".ljust(64, b"\0")
    inner = block(bytes(b ^ 0x36 for b in key) + b"1609459200000\nthis is secret").digest()
    by_hand = block(bytes(b ^ 0x5C for b in key) + inner).digest()
    assert base64.b64decode(parse_qs(urlsplit(url).query)["sign"][0]) == by_hand


def test_feishu_is_signed_in_the_body(tmp_path):
    with web_end(Answer(OK["feishu"])) as end:
        send("feishu", f"{end.url}/hook/abc", tmp_path, secret="SEC密")
    body = end.requests[0].json
    seconds = str(int(NOW.timestamp()))
    expected = hmac.digest(f"{seconds}\nSEC密".encode(), b"", "sha256")
    assert (body["timestamp"], body["sign"]) == (seconds, base64.b64encode(expected).decode())
    assert body["msg_type"] == "interactive"
