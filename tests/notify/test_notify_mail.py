from __future__ import annotations

import ssl

import pytest
from notify_samples import FIRST, NOW, WEB_URL, ZONE, settings

from gouji.errors import TransportError
from gouji.notify.channels import open_channel
from gouji.notify.compose import compose
from gouji.notify.target import Channel, parse_target
from notify_ends import closed_port, mail_end

MESSAGE = compose(FIRST, Channel.EMAIL, zone=ZONE, web_url=WEB_URL)
KEY = "0123456789abcdef" * 4


def send(tmp_path, port, *, to="mailto:shenhe@example.gov.cn", repeat=False, host="127.0.0.1", **values):
    values = {"smtp_host": host, "smtp_port": port, "smtp_from": "勾稽 <gouji@example.gov.cn>", **values}
    options = settings(tmp_path, **values)
    open_channel(Channel.EMAIL).send(
        parse_target(to), MESSAGE, secret=None, dedup_key=KEY, settings=options, repeat=repeat, now=NOW
    )


def failure(tmp_path, port, **values):
    with pytest.raises(TransportError) as caught:
        send(tmp_path, port, **values)
    return str(caught.value), caught.value.permanent, caught.value.uncertain


def test_a_mail_arrives_as_text_and_html_with_headers_of_its_own(tmp_path):
    with mail_end() as end:
        send(tmp_path, end.port)
    (letter,), (envelope,) = end.letters, end.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("gouji@example.gov.cn", ["shenhe@example.gov.cn"])
    wanted = ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted")
    assert {name: str(letter[name]) for name in wanted} == {
        "From": "勾稽 <gouji@example.gov.cn>",
        "To": "shenhe@example.gov.cn",
        "Subject": "【年报核查】云溪县公安局　2019年度　需修改（有问题）　错误2　警告1　提示1",
        "Date": "Wed, 15 Jan 2020 01:20:00 +0000",
        "Message-ID": f"<{KEY[:40]}@example.gov.cn>",
        "Auto-Submitted": "auto-generated",
    }
    assert letter.get_content_type() == "multipart/alternative"
    parts = [letter.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html")]
    assert parts == [MESSAGE.text, MESSAGE.html]


def test_a_repeat_has_the_same_message_id_and_says_so_in_its_subject(tmp_path):
    with mail_end() as end:
        send(tmp_path, end.port)
        send(tmp_path, end.port, repeat=True)
    assert len({letter["Message-ID"] for letter in end.letters}) == 1
    assert end.letters[1]["Subject"] == "（可能重复）" + MESSAGE.subject.replace(" ", "　")


def test_a_chinese_domain_is_sent_in_the_form_that_smtp_knows(tmp_path):
    with mail_end() as end:
        send(tmp_path, end.port, to="mailto:shenhe@政务.中国")
    assert end.envelopes[0].rcpt_tos == ["shenhe@xn--zfr164b.xn--fiqs8s"]


@pytest.mark.parametrize(
    ("stage", "reply", "outcome"),
    [
        ("mail", "451 4.3.0 try later", ("发件人被拒（451 4.3.0 try later）", False, False)),
        ("mail", "550 5.7.1 not you", ("发件人被拒（550 5.7.1 not you）", True, False)),
        ("rcpt", "450 4.2.0 greylisted", ("收件人被拒（450 4.2.0 greylisted）", False, False)),
        ("rcpt", "550 5.1.1 no such user", ("收件人被拒（550 5.1.1 no such user）", True, False)),
        ("data", "452 4.3.1 disk full", ("邮件内容被拒（452 4.3.1 disk full）", False, False)),
        ("data", "554 5.6.0 spam", ("邮件内容被拒（554 5.6.0 spam）", True, False)),
    ],
)
def test_a_4xx_is_temporary_and_a_5xx_is_for_good(stage, reply, outcome, tmp_path):
    with mail_end(refusals={stage: reply}) as end:
        assert failure(tmp_path, end.port) == outcome


def test_a_connection_lost_after_the_content_may_have_delivered_it(tmp_path):
    with mail_end(drop_after_data=True) as end:
        assert failure(tmp_path, end.port) == ("邮件已发出，但没有收到发件服务器的确认", False, True)


def test_a_server_that_looks_through_the_mail_before_it_answers_gets_it_once(tmp_path):
    with mail_end(seconds_for_data=1.0) as end:
        send(tmp_path, end.port, notify_timeout_seconds=0.5)
    assert len(end.letters) == 1


def test_a_server_that_fails_at_good_bye_has_the_mail_all_the_same(tmp_path):
    with mail_end(quit_reply="421 4.7.0 tired") as end:
        send(tmp_path, end.port)
    assert len(end.letters) == 1


def test_a_server_that_is_not_there_is_temporary(tmp_path):
    said, permanent, uncertain = failure(tmp_path, closed_port())
    assert said.startswith("连接发件服务器失败：")
    assert (permanent, uncertain) == (False, False)


def test_without_a_mail_server_in_the_settings_mail_fails_for_good(tmp_path):
    assert failure(tmp_path, 25, host=None) == ("未设置发件服务器（smtp_host），邮件无法发出", True, False)


def test_mail_logs_in_with_the_settings(tmp_path):
    with mail_end(login=(b"gouji", b"secret")) as end:
        send(tmp_path, end.port, smtp_user="gouji", smtp_password="secret")
        said, permanent, _ = failure(tmp_path, end.port, smtp_user="gouji", smtp_password="wrong")
    assert len(end.letters) == 1
    assert (said.startswith("登录发件服务器失败（535"), permanent) == (True, True)


def test_a_server_without_login_is_told_apart_from_a_wrong_password(tmp_path):
    with mail_end() as end:
        said, permanent, _ = failure(tmp_path, end.port, smtp_user="gouji", smtp_password="secret")
    assert (said.startswith("发件服务器不支持所设的加密或登录方式"), permanent) == (True, True)


def server_side(certificate) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def test_starttls_encrypts_to_a_server_that_is_vouched_for(tmp_path, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with mail_end(tls=server_side(certificate)) as end:
        send(tmp_path, end.port, host="localhost", smtp_security="starttls")
    assert len(end.letters) == 1


def test_starttls_gives_nothing_to_a_server_that_nobody_vouches_for(tmp_path, certificate):
    with mail_end(tls=server_side(certificate)) as end:
        said, permanent, uncertain = failure(tmp_path, end.port, host="localhost", smtp_security="starttls")
    assert said.startswith("连接发件服务器失败：")
    assert (permanent, uncertain, end.letters) == (False, False, [])


def test_starttls_is_never_dropped_for_a_server_that_has_none(tmp_path):
    with mail_end() as end:
        said, permanent, _ = failure(tmp_path, end.port, smtp_security="starttls")
    assert (said.startswith("发件服务器不支持所设的加密或登录方式"), permanent, end.letters) == (True, True, [])


def test_a_domain_that_cannot_be_one_is_for_good(tmp_path):
    with mail_end() as end:
        assert failure(tmp_path, end.port, to=f"mailto:a@{'长' * 63}.cn") == ("收件人的域名不对", True, False)
