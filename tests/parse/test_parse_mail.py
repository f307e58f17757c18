"""Mails are opened: attachments under their names, or the letter itself when it is the report."""

import quopri
import time
from base64 import encodebytes
from email import policy
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart

import pytest
from parse_wordfile import p, word

from gouji.errors import Unreadable
from gouji.model import Bundle
from gouji.parse import parse
from gouji.parse.mail import CUT, SEALED, TNEF, read
from gouji.parse.mail.mime import DEEPEST, MOST_PARTS
from gouji.parse.mail.words import decoded
from gouji.parse.sniff import format_of

WORD = word(p("一、总体情况"))
TEXT = "某县财政局2023年政府信息公开工作年度报告\n一、总体情况\n"


def mail(text: str = "您好，年报见附件。", *, page: str | None = None) -> EmailMessage:
    written = EmailMessage(policy=policy.SMTP)
    written["From"], written["To"], written["Subject"] = "cz@x.gov.cn", "zwgk@x.gov.cn", "年报"
    written.set_content(text)
    if page:
        written.add_alternative(page, subtype="html")
    return written


def attach(written: EmailMessage, name: str, content: bytes, kind: str = "application/octet-stream", **more) -> None:
    written.add_attachment(content, *kind.split("/"), filename=name, **more)


def members(content: bytes) -> dict[str, bytes | str]:
    opened = parse(content, "来信.eml")
    assert isinstance(opened, Bundle)
    assert opened.format == "eml"
    return {member.name: member.reason or member.content for member in opened.members}


def raw(*lines: str | bytes) -> bytes:
    return b"\r\n".join(line.encode() if isinstance(line, str) else line for line in lines)


def test_attachments_are_the_files_and_the_letter_is_not():
    written = mail(page="<p>您好</p>")
    attach(written, "财政局年报.docx", WORD)
    attach(written, "年报.txt", TEXT.encode("gbk"), "text/plain")
    assert members(written.as_bytes()) == {"财政局年报.docx": WORD, "年报.txt": TEXT.encode("gbk")}


@pytest.mark.parametrize(
    "disposition",
    [
        "attachment; filename*=utf-8''%E5%B9%B4%E6%8A%A5.docx",
        "attachment; filename*=GB2312''%C4%EA%B1%A8.docx",
        "attachment;\r\n filename*0*=utf-8''%E5%B9%B4;\r\n filename*1*=%E6%8A%A5;\r\n filename*2=.docx",
        'attachment; filename="=?utf-8?B?5bm05oqlLmRvY3g=?="',
        'attachment; filename="=?GB2312?B?xOqxqC5kb2N4?="',
        'attachment; filename="=?gb18030?Q?=C4=EA=B1=A8?=.docx"',
        # A character cut in two by the encoded words.
        'attachment; filename="=?gbk?B?xOqx?= =?gbk?B?qC5kb2N4?="',
        b'attachment; filename="\xc4\xea\xb1\xa8.docx"',
        'attachment; filename="年报.docx"',
        'attachment; filename="..\\\\..\\\\年报.docx"',
        'attachment; filename="/etc/年报.docx"',
    ],
)
def test_the_names_of_attachments_however_they_are_written(disposition):
    written = disposition if isinstance(disposition, bytes) else disposition.encode()
    content = raw(
        "From: a@x.cn",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="b"',
        *("", "--b", "Content-Type: application/octet-stream"),
        b"Content-Disposition: " + written,
        *("", TEXT, "--b--", ""),
    )
    assert [name.rpartition("/")[2] for name in members(content)] == ["年报.docx"]


def test_a_name_in_the_type_alone_is_the_name():
    content = raw(
        "Subject: x",
        "Content-Type: multipart/mixed; boundary=b",
        *("", "--b", 'Content-Type: application/msword; name="=?GBK?B?xOqxqC5kb2M=?="', "", TEXT, "--b--"),
    )
    assert list(members(content)) == ["年报.doc"]


def test_pictures_of_the_letter_signatures_and_invitations_are_left_out():
    written = mail(page="<p>您好<img src='cid:1'></p>")
    written.get_payload()[1].add_related(b"\xff\xd8\xff", "image", "jpeg", cid="<1>", filename="徽标.jpg")
    attach(written, "年报.docx", WORD)
    attach(written, "smime.p7s", b"0", "application/pkcs7-signature")
    attach(written, "会议.ics", b"BEGIN:VCALENDAR", "text/calendar")
    attach(written, ".DS_Store", b"0")
    assert members(written.as_bytes()) == {"年报.docx": WORD}


def test_a_mail_in_a_mail_is_a_member_byte_for_byte():
    inner = mail("转发前的信")
    attach(inner, "年报.docx", WORD)
    outer = mail("转发")
    outer.add_attachment(inner)
    [(name, content)] = members(outer.as_bytes()).items()
    assert name == "年报.eml"
    assert content in outer.as_bytes()
    assert members(content) == {"年报.docx": WORD}


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030", "big5", "hz-gb-2312"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_a_letter_that_is_the_report_is_the_member(charset, encoding):
    text = "财政局年度报告\n一、本局情况\n" * 5
    codec = {"gb2312": "gbk", "hz-gb-2312": "hz"}.get(charset, charset)
    if codec == "big5":
        text = "財政局年度報告\n一、本局情況\n" * 5
    encode = {"base64": encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}[encoding]
    body = encode(text.encode(codec))
    content = raw(
        "From: a@x.cn",
        "Subject: =?utf-8?B?5bm05oql?=",
        f'Content-Type: text/plain; charset="{charset}"',
        f"Content-Transfer-Encoding: {encoding}",
        *("", body),
    )
    assert list(members(content)) == ["正文.txt"]
    [body_read] = members(content).values()
    assert body_read.decode("utf-8-sig").split() == text.split()


def test_the_formatted_letter_comes_before_the_plain_one():
    page = f"<p>{TEXT}</p><table><tr><td>自然人</td><td>1</td></tr></table>"
    found = members(mail(TEXT, page=page).as_bytes())
    assert list(found) == ["正文.html"]
    assert parse(found["正文.html"], "正文.html").format == "html"


def test_a_letter_beside_pictures_only_is_taken_with_them():
    written = mail(TEXT)
    attach(written, "扫描.jpg", b"\xff\xd8\xff\xe0", "image/jpeg")
    assert list(members(written.as_bytes())) == ["正文.txt", "扫描.jpg"]


def test_a_report_in_the_letter_is_not_lost_beside_an_attachment():
    headings = "总体情况 主动公开政府信息情况 收到和处理政府信息公开申请情况 行政复议、行政诉讼情况 主要问题及改进情况"
    report = "".join(f"<h2>{heading}</h2><p>{'本年度做好各项工作。' * 20}</p>" for heading in headings.split())
    for page, expected in ((report, ["正文.html", "报送说明.docx"]), (f"<p>{headings}</p>", ["报送说明.docx"])):
        written = mail("见网页格式", page=page)
        attach(written, "报送说明.docx", WORD)
        assert list(members(written.as_bytes())) == expected


def test_outlooks_own_wrapping_is_named():
    written = mail("")
    attach(written, "winmail.dat", b"\x78\x9f\x3e\x22", "application/ms-tnef")
    with pytest.raises(Unreadable, match=r"winmail\.dat"):
        read(written.as_bytes())
    attach(written, "年报.docx", WORD)
    assert members(written.as_bytes()) == {"winmail.dat": TNEF, "年报.docx": WORD}


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ('application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"', "S/MIME"),
        ('multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b', "PGP"),
    ],
)
def test_a_sealed_mail_is_refused_in_words(kind, how):
    content = raw("From: a@x.cn", "To: b@x.cn", f"Content-Type: {kind}", "", "--b", "", "Version: 1", "--b--")
    with pytest.raises(Unreadable) as refused:
        parse(content, "来信.eml")
    assert str(refused.value) == SEALED.format(how=how)


def test_a_signed_mail_is_opened():
    signed = MIMEMultipart("signed")
    signed["From"], signed["To"] = "a@x.cn", "b@x.cn"
    inner = mail()
    attach(inner, "年报.docx", WORD)
    signed.attach(inner)
    signature = EmailMessage()
    signature.set_content(b"0", "application", "pkcs7-signature", filename="smime.p7s")
    signed.attach(signature)
    assert list(members(signed.as_bytes())) == ["年报.docx"]


def test_an_empty_mail_says_so():
    with pytest.raises(Unreadable, match="邮件里没有附件，正文也是空的"):
        read(mail("\n").as_bytes())


def test_a_mail_cut_off_anywhere_ends_in_words_or_with_what_is_there():
    written = mail()
    attach(written, "年报.txt", (TEXT * 50).encode(), "text/plain")
    whole = written.as_bytes()
    for end in range(100, len(whole), 37):
        try:
            found = read(whole[:end])
        except Unreadable:
            continue
        contents = {member.name: member.reason or member.content for member in found.members}
        assert contents.get("年报.txt") in (None, CUT, (TEXT * 50).encode())


def test_bounds_of_parts_and_of_depth():
    many = raw("From: a", "Subject: b", "Content-Type: multipart/mixed; boundary=b", "", *["--b\r\n\r\nx"] * 10_001)
    assert MOST_PARTS == 10_000
    with pytest.raises(Unreadable, match="超过 10000 个部分"):
        read(many)
    deep = "From: a\r\nSubject: b\r\n" + "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(DEEPEST + 2)
    )
    with pytest.raises(Unreadable, match="嵌套过深"):
        read(deep.encode())


@pytest.mark.parametrize(
    "hostile",
    [
        b"From: a\r\nSubject: " + b"=?gbk?B?" * 200_000 + b"\r\n\r\nx",
        b"From: a\r\nSubject: b\r\nContent-Type: " + b'a/b; x="' * 100_000 + b"\r\n\r\nx",
        b"From: a\r\nSubject: b\r\n" + b"X: y\r\n" * 500_000 + b"\r\nx",
        b"From: a\r\nSubject: b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"\r\n--" * 2_000_000,
        b"From: a\r\nSubject: b\r\nContent-Type: text/html\r\n\r\n" + b"<" * 3_000_000,
        b"From: a\r\nSubject: b\r\nContent-Type: text/html\r\n\r\n" + b"<style>" * 100_000,
        b"From: a\r\nSubject: b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"=" * 5_000_000,
    ],
)
def test_hostile_mails_take_no_time(hostile):
    begun = time.process_time()
    try:
        read(hostile)
    except Unreadable as reason:
        assert str(reason)  # noqa: PT017 - some are refused, and some are not
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"Return-Path: <a@x.cn>\r\nReceived: from x\r\nDate: x\r\n\r\nhello", "eml"),
        (b"From a@x.cn Mon Jan 1\nFrom: a@x.cn\nSubject: b\n\nhello", "eml"),
        (b"\xef\xbb\xbfSubject: b\r\nFrom: a\r\nContent-Type: text/plain\r\n\r\nx", "eml"),
        (b"To: b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b", "eml"),
        (
            b"Subject: b\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Location: http://x/\r\n\r\n<p>",
            "mht",
        ),
        ("标题：年报\nFrom: 某局\n一、总体情况".encode(), "txt"),
        (b"From: the beginning\nto the end: prose", "txt"),
    ],
)
def test_a_mail_is_known_by_its_headers(content, kind):
    assert format_of(content, "报告") == kind


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("=?GB2312?B?xOqxqA==?=", "年报"),
        ("=?gb2312?Q?=C4=EA?= =?gb2312?Q?=B1=A8?= 2023", "年报 2023"),
        ("=?utf-8?q?=E5=B9=B4_=E6=8A=A5?=", "年 报"),
        ("a =?utf-8?B?5bm0?= b =?x-nothing?B?5oql?= c", "a 年 b 报 c"),
        ("=?utf-8?B?5bm05oq?=", "年"),
        ("plain", "plain"),
    ],
)
def test_encoded_words(written, text):
    assert decoded(written).startswith(text)
