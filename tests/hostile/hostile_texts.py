"""Hostile and broken pages, texts, tables of text, RTF, mails and saved pages."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping

from hostile_word import LAUGHS, XXE

HEAD = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>某县2023年政府信息公开工作年度报告</title></head><body>"


def page(body: str) -> bytes:
    return f"{HEAD}<h1>某县2023年政府信息公开工作年度报告</h1>{body}</body></html>".encode()


def span(attribute: str, value: str) -> bytes:
    row = f"<tr><td {attribute}='{value}'>甲</td><td>1</td></tr>"
    return page(f"<table>{row * 20}</table>")


def outside() -> bytes:
    return page(
        "<base href='http://127.0.0.1:9/'><link rel=stylesheet href='x.css'><script src='x.js'></script>"
        "<iframe src='file:///etc/passwd'></iframe><img src='http://127.0.0.1:9/x.png'>"
        "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'><object data='x.swf'></object>"
        "<script>while(true){}</script><p>一、总体情况</p>"
    )


def mail(*parts: str, kind: str = "mixed") -> bytes:
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    return (
        "From: a@example.cn\r\nTo: b@example.cn\r\nSubject: =?utf-8?B?5bm05oql?=\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/{kind}; boundary="b"\r\n\r\n{body}--b--\r\n'
    ).encode()


def attached(name: str, content: bytes) -> str:
    return (
        f'Content-Type: application/octet-stream; name="{name}"\r\n'
        f'Content-Disposition: attachment; filename="{name}"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(content).decode()}"
    )


def nested_mail(depth: int) -> bytes:
    letter = "Subject: x\r\nFrom: a@example.cn\r\nContent-Type: text/plain\r\n\r\n2023"
    for _ in range(depth):
        letter = f"Subject: x\r\nFrom: a@example.cn\r\nContent-Type: message/rfc822\r\n\r\n{letter}"
    return letter.encode()


def nested_parts(depth: int) -> bytes:
    opened = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth))
    closed = "".join(f"\r\n--b{n}--" for n in reversed(range(depth)))
    head = "From: a@example.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    return f"{head}{opened}Content-Type: text/plain\r\n\r\n甲{closed}".encode()


def saved_page(body: str, *, charset: str = "utf-8", more: str = "") -> bytes:
    return (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: http://127.0.0.1:9/\r\n\r\n{HEAD}{body}</body></html>\r\n{more}--b--\r\n"
    ).encode()


TITLE = "某县2023年政府信息公开工作年度报告\n"

FILES: Mapping[str, Callable[[], bytes]] = {
    "html-million-divs.html": lambda: page("<div>" * 1_000_000 + "甲"),
    "html-200k-spans.html": lambda: page("<p>" + "<span>" * 200_000 + "甲"),
    "html-colspan.html": lambda: span("colspan", "100000000"),
    "html-rowspan.html": lambda: span("rowspan", "100000000"),
    "html-both-spans.html": lambda: page(
        "<table>" + "<tr>" + "<td rowspan=65534 colspan=1000>1</td>" * 50 + "</tr>" * 2 + "<tr><td>1</td></tr>" * 5000
    ),
    "html-span-minus.html": lambda: span("colspan", "-1"),
    "html-nested-tables.html": lambda: page("<table><tr><td>" * 5000 + "甲"),
    "html-40-nested-tables.html": lambda: page(
        "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>" * 40 + "甲" + "</td></tr></table>" * 40
    ),
    "html-million-cells.html": lambda: page("<table>" + ("<tr>" + "<td>1" * 1000) * 1000),
    "html-10k-tables.html": lambda: page("<table><tr><td>1<td>2<tr><td>3<td>4</table>" * 10_000),
    "html-200k-paragraphs.html": lambda: page("<p>1" * 200_000),
    "html-9k-headings.html": lambda: page("<h2>三、收到和处理政府信息公开申请情况</h2><p>无。</p>" * 9000),
    "html-long-attribute.html": lambda: page(f"<p title='{'甲' * 3_000_000}'>一、总体情况</p>"),
    "html-long-comment.html": ("<!--" + "-" * 5_000_000 + "><html>" + "<p>甲").encode,
    "html-unclosed-tags.html": ("<html " + "a=1 " * 500_000).encode,
    "html-many-lt.html": lambda: page("<" * 3_000_000),
    "html-entities.html": lambda: page("<p>" + "&amp;&#0;&#x110000;&#99999999999;&nosuch;" * 50_000),
    "html-outside.html": outside,
    "html-nul.html": lambda: page("<p>一\0、总体\0情况</p>").replace(b"<p>", b"<\0p>"),
    "html-charset-lies.html": lambda: page("<p>一、总体情况</p>").replace(b"utf-8", b"utf-7"),
    "xhtml-xxe.html": f"<?xml version='1.0'?>{XXE}<html xmlns='x'><body><p>&x;</p></body></html>".encode,
    "xhtml-laughs.html": f"<?xml version='1.0'?>{LAUGHS}<html xmlns='x'><body><p>&x;</p></body></html>".encode,
    "xml-100k-levels.xml": ("<?xml version='1.0'?>" + "<a>" * 100_000 + "</a>" * 100_000).encode,
    "xml-svg.svg": lambda: b"<?xml version='1.0'?><svg xmlns='x'><script>1</script></svg>",
    "word2003-xxe.doc": f"<?xml version='1.0'?>{XXE}<w:wordDocument xmlns:w='x'>&x;</w:wordDocument>".encode,
    "flat-laughs.xml": (
        f"<?xml version='1.0'?>{LAUGHS}<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>"
        "&x;</pkg:package>"
    ).encode,
    "txt-zero-bytes.txt": lambda: b"",
    "txt-one-nul.txt": lambda: b"\0",
    "txt-4mb-nul.txt": lambda: bytes(4_000_000),
    "txt-bom-only.txt": lambda: b"\xff\xfe",
    "txt-50mb-line.txt": lambda: b"a" * 50_000_000,
    "txt-50mb-lines.txt": lambda: b"12\n" * 17_000_000,
    "txt-2mb-paragraph.txt": (TITLE + "收到政府信息公开申请3件，" * 50_000).encode,
    "txt-50k-lines.txt": (TITLE + "三、收到和处理政府信息公开申请情况\n" * 50_000).encode,
    "txt-tabs.txt": (TITLE + "\t" * 3_000_000).encode,
    "txt-tabbed-rows.txt": (TITLE + "行政许可\t1\t2\n" * 20_000).encode,
    "txt-pipes.txt": (TITLE + "|" * 2_000_000).encode,
    "txt-digits.txt": (TITLE + "9" * 2_000_000).encode,
    "txt-numerals.txt": (TITLE + "一万" * 700_000).encode,
    "txt-brackets.txt": (TITLE + "（" * 1_000_000).encode,
    "txt-bidi.txt": ("\u202e" + TITLE + "\u2066" * 200_000).encode,
    "txt-controls.txt": lambda: bytes(range(1, 32)) * 20_000,
    "txt-noise.txt": lambda: bytes((n * 7919) % 251 for n in range(200_000)),
    "txt-utf16-half.txt": lambda: TITLE.encode("utf-16")[:-1],
    "txt-bad-utf8.txt": lambda: (TITLE * 20).encode()[:-1].replace(b"\xe5", b"\xff"),
    "csv-20mb-field.csv": lambda: b'"' + b"a" * 20_000_000,
    "csv-million-columns.csv": lambda: b"1," * 1_000_000,
    "csv-quotes.csv": lambda: b'"' * 2_000_001,
    "csv-400k-rows.csv": lambda: b"1,2\n" * 400_000,
    "md-wide-table.md": (TITLE + ("|1" * 2000 + "|\n") + ("|-" * 2000 + "|\n") + ("|1" * 2000 + "|\n") * 150).encode,
    "rtf-million-groups.rtf": lambda: b"{\\rtf1" + b"{" * 1_000_000,
    "rtf-bin-2e9.rtf": lambda: b"{\\rtf1 \\bin2000000000 x}",
    "rtf-object-outside.rtf": lambda: (
        b'{\\rtf1 {\\field{\\*\\fldinst INCLUDETEXT "http://127.0.0.1:9/x"}}{\\*\\template http://127.0.0.1:9/t}2023}'
    ),
    "eml-10k-parts.eml": lambda: mail(*["Content-Type: text/plain\r\n\r\n2023"] * 10_000),
    "eml-nested-letters.eml": lambda: nested_mail(300),
    "eml-nested-parts.eml": lambda: nested_parts(2000),
    "eml-without-end.eml": lambda: mail(attached("年报.docx", b"PK\3\4" * 100))[:-60],
    "eml-names.eml": lambda: mail(
        attached("../../../../etc/cron.d/x", b"2023"),
        attached("a\0b.txt", b"2023"),
        attached("\u202etxt.exe", b"2023"),
        attached("长" * 4000 + ".txt", b"2023"),
        attached("", b"2023"),
        attached("C:\\x\\..\\y.txt", b"2023"),
    ),
    "eml-long-header.eml": lambda: (
        b"From: a@example.cn\r\nSubject: " + b"x" * 5_000_000 + b"\r\nContent-Type: text/plain\r\n\r\n2023"
    ),
    "eml-many-headers.eml": lambda: (
        b"From: a@example.cn\r\nSubject: x\r\n" + b"Received: x\r\n" * 300_000 + b"\r\n2023"
    ),
    "eml-words.eml": lambda: (
        b"From: a@example.cn\r\nSubject: =?utf-8?Q?" + b"=E5" * 50_000 + b"?=\r\nContent-Type: text/plain\r\n\r\n2023"
    ),
    "mht-outside.mht": lambda: saved_page(
        "<img src='cid:x'><p>一、总体情况</p>", more="--b\r\nContent-Location: file:///etc/passwd\r\n\r\n\r\n"
    ),
    "mht-frames-loop.mht": lambda: saved_page("<frameset><frame src='http://127.0.0.1:9/'></frameset>"),
    "mht-charset.mht": lambda: saved_page("<p>一、总体情况</p>", charset="no-such-charset"),
    "mht-million-divs.mht": lambda: saved_page("<div>" * 1_000_000),
    "png-named-docx.docx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(2000),
    "exe-named-pdf.pdf": lambda: b"MZ\x90\0\3" + bytes(2000),
    "elf-named-doc.doc": lambda: b"\x7fELF\2\1\1" + bytes(2000),
    "jpeg-named-ofd.ofd": lambda: b"\xff\xd8\xff\xe0" + bytes(2000),
}
