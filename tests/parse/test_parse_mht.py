"""Saved web pages: the page in the charset of its part, whoever saved it, and the frame that holds the report."""

import quopri
from base64 import encodebytes

import pytest
from parse_views import texts

from gouji.draft import sound
from gouji.errors import Unreadable
from gouji.parse import parse
from gouji.recognise import recognise
from writing import as_html

PAGE = """<html><head><title>某县年报</title></head>
<body><p>一、总体情况</p><table><tr><td>规章</td><td>0</td></tr></table></body></html>"""
FRAMES = '<html><frameset cols="20%,80%"><frame src="menu.htm"><frame src="main.htm"></frameset></html>'


def part(
    kind: str, location: str, body: bytes, *, charset: str | None = None, encoding: str = "quoted-printable"
) -> bytes:
    encode = {"quoted-printable": quopri.encodestring, "base64": encodebytes, "8bit": bytes, "binary": bytes}[encoding]
    declared = f'; charset="{charset}"' if charset else ""
    head = (
        f"Content-Type: {kind}{declared}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: {location}\r\n"
    )
    return head.encode() + b"\r\n" + encode(body)


def saved(
    *parts: bytes,
    head: str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://x.gov.cn/\r\n",
    more: str = "",
) -> bytes:
    """As Chromium writes it."""
    top = f'{head}Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";'
    top += f'\r\n\tboundary="--b1"{more}\r\n\r\n'
    return top.encode() + b"".join(b"\r\n----b1\r\n" + one for one in parts) + b"\r\n----b1--\r\n"


PICTURE = part("image/png", "http://x.gov.cn/a.png", b"\x89PNG\r\n\x1a\n", encoding="base64")
STYLE = part("text/css", "http://x.gov.cn/a.css", b"p { color: red }")
IE, WORD = "From: <由 Microsoft Internet Explorer 5 保存>\r\n", ""


@pytest.mark.parametrize(
    "head", ["From: <Saved by Blink>\r\nSnapshot-Content-Location: http://x.gov.cn/\r\n", IE, WORD]
)
@pytest.mark.parametrize(
    ("charset", "codec"), [("utf-8", "utf-8"), ("gb2312", "gbk"), (None, "utf-8"), (None, "gbk"), ("unicode", "utf-16")]
)
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "binary"])
def test_a_saved_page_of_any_program(head, charset, codec, encoding):
    if codec == "utf-16" and encoding == "quoted-printable":
        encoding = "base64"  # nobody writes line ends of two bytes that way
    page = part("text/html", "http://x.gov.cn/", PAGE.encode(codec), charset=charset, encoding=encoding)
    document = parse(saved(STYLE, page, PICTURE, head=head), "年报.mht")
    assert document.format == "mht"
    assert document.title_hint == "某县年报"
    assert texts(document)[0] == "一、总体情况"
    assert [cell.text for cell in document.blocks[1].cells] == ["规章", "0"]


def test_the_root_is_the_part_that_the_file_names():
    other = b"Content-ID: <other>\r\n" + part("text/html", "b.htm", b"<p>other</p>")
    root = b"Content-ID: <root>\r\n" + part("text/html", "a.htm", PAGE.encode())
    assert texts(parse(saved(other, root, more=';\r\n\tstart="<root>"'), "x"))[0] == "一、总体情况"


def test_a_page_alone_without_parts():
    page = b"From: <Saved by IE>\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + part(
        "text/html", "http://x/", PAGE.encode("gbk"), charset="gb2312"
    )
    assert parse(page, "年报.mht").format == "mht"
    assert texts(parse(page, "年报.mht"))[0] == "一、总体情况"


def test_of_a_page_of_frames_the_one_with_the_report():
    sound_report = as_html(sound("ed2021").document())
    frames = [
        part("text/html", "index.htm", FRAMES.encode()),
        part("text/html", "menu.htm", "<p>首页</p><p>机构</p>".encode()),
    ]
    read = parse(saved(*frames, part("text/html", "main.htm", sound_report)), "年报.mht")
    direct = parse(sound_report, "年报.html")
    assert read.blocks == direct.blocks
    assert recognise(read).cells.keys() == recognise(direct).cells.keys()


def test_a_report_spread_over_frames_is_read_whole():
    """As a spreadsheet is saved: a frame for each sheet."""
    sheets = [
        part("text/html", f"sheet{n}.htm", f"<table><tr><td>{name}</td><td>{n}</td></tr></table>".encode())
        for n, name in enumerate(("规章", "规范性文件"), 1)
    ]
    document = parse(saved(part("text/html", "book.htm", FRAMES.encode()), *sheets), "附表.mht")
    assert [[cell.text for cell in table.cells] for table in document.blocks] == [["规章", "1"], ["规范性文件", "2"]]
    assert [(table.place.paragraph, table.place.table) for table in document.blocks] == [(1, 1), (2, 2)]
    assert [table.cells[0].place.table for table in document.blocks] == [1, 2]


def test_a_file_without_a_page_says_so():
    with pytest.raises(Unreadable, match="网页归档里没有网页"):
        parse(saved(PICTURE), "年报.mht")


def test_a_saved_page_cut_off_anywhere_is_never_read_in_part():
    whole = saved(STYLE, part("text/html", "http://x/", PAGE.encode(), charset="utf-8"), PICTURE)
    found = []
    for end in range(200, len(whole)):
        try:
            found.append(texts(parse(whole[:end], "年报.mht")))
        except Unreadable as reason:
            assert "没有传完" in str(reason)  # noqa: PT017 - the page or the whole is missing
    assert found
    assert all(paragraphs == ["一、总体情况"] for paragraphs in found)
