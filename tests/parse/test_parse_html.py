"""HTML pages: paragraphs, tables as browsers lay them out, and what is hidden."""

import pytest
from parse_views import outline, rows, sketch, tables, texts, width

from gouji.errors import Unreadable
from gouji.model import Document, GridCell, Paragraph, Place, Table
from gouji.parse import parse
from shared_reports import shared

PROSE = "2019年，我局认真贯彻落实条例要求，扎实推进政府信息公开各项工作，取得了一定成效。" * 6


def read(markup: str) -> Document:
    return parse(f"<!DOCTYPE html><html><body>{markup}</body></html>".encode(), "报告.html")


def test_blocks_have_places_and_cells_have_spans():
    document = parse(
        (
            "<html><head><title> 某局\n年度报告 2019 </title></head><body><p>一、总体情况</p>"
            "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td>&nbsp;</table><p>完</p>"
        ).encode(),
        "报告.html",
    )
    place = Place(paragraph=2, table=1)
    assert document == Document(
        (
            Paragraph("一、总体情况", Place(paragraph=1)),
            Table(
                (
                    GridCell(0, 0, "甲", Place(paragraph=2, table=1, row=1, column=1), 2, 1),
                    GridCell(0, 1, "乙", Place(paragraph=2, table=1, row=1, column=2), 1, 2),
                    GridCell(1, 1, "1", Place(paragraph=2, table=1, row=2, column=2)),
                    GridCell(1, 2, "", Place(paragraph=2, table=1, row=2, column=3)),
                ),
                place,
            ),
            Paragraph("完", Place(paragraph=3)),
        ),
        "html",
        title_hint="某局年度报告 2019",
    )


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        ("<p>一、<span>总</span><b><i>体</i></b>情况</p>", ["一、总体情况"]),
        ("一、总体情况<br>2019年<br/>完", ["一、总体情况", "2019年", "完"]),
        ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
        ("<h1>甲</h1>乙<ul><li>丙<li>丁</ul>", ["甲", "乙", "丙", "丁"]),
        ("<p>甲<p>乙", ["甲", "乙"]),
        ("<p>&lt;条例&gt;&nbsp;&amp;&#12288;&ldquo;三安全&rdquo;</p>", ["<条例>\xa0&\u3000“三安全”"]),
        ("<p>总体\n   情况 A\n  B&nbsp;</p>", ["总体情况 A B"]),
        ("<p>&nbsp;</p><p>&#8203;</p><p>甲</p>", ["甲"]),
        ("<pre>甲\n  乙</pre>丙", ["甲", "乙", "丙"]),
        ("甲<script>x()</script>乙<style>p{}</style><noscript>无</noscript><template><p>无</p></template>", ["甲乙"]),
        ("<p style='DISPLAY : None'>无</p><p hidden>无</p><p style='display:block'>甲</p><!-- 无 -->", ["甲"]),
        ("<div style='display:none'><table><tr><td>无<td>无</table><p>无</p></div>甲", ["甲"]),
        ("<p>甲<![if !supportLists]>乙<![endif]><o:p>丙</o:p></p>", ["甲乙丙"]),
    ],
)
def test_what_a_reader_sees_is_what_is_read(markup, paragraphs):
    assert texts(read(markup)) == paragraphs


def test_paragraphs_within_a_cell_are_one_text():
    found = read(
        "<table><tr><td><p>本年新</p><p>制作数量</p><td>对外公开<br>总数量<td><p>12</p><p>3</p><tr><td>规章<td>0<td>0</table>"
    )
    assert rows(tables(found)[0]) == [["本年新制作数量", "对外公开总数量", "12\n3"], ["规章", "0", "0"]]


@pytest.mark.parametrize(
    ("markup", "drawn"),
    [
        ("<td>甲<td>乙", "0:甲 1:乙"),
        ("<tr><td colspan='2px'>甲<td>乙<tr><td>1<td>2<td>3", "0:甲[1x2] 2:乙 / 0:1 1:2 2:3"),
        ("<tr><td colspan=0>甲<td colspan=-3>乙<td colspan=x>丙", "0:甲 1:乙 2:丙"),
        ("<tr><td colspan=100000000>甲<tr><td>1<td>2", "0:甲[1x2] / 0:1 1:2"),
        ("<tr><td rowspan=100000000>甲<td>1<tr><td>2", "0:甲[2x1] 1:1 / 1:2"),
        ("<tr><td rowspan=0>甲<td>1<tr><td>2<tbody><tr><td>乙<td>3", "0:甲[2x1] 1:1 / 1:2 / 0:乙 1:3"),
        ("<thead><tr><td rowspan=5>甲<td>乙<tbody><tr><td>1<td>2", "0:甲 1:乙 / 0:1 1:2"),
        ("<tfoot><tr><td>尾<td>3<tbody><tr><td>1<td>2<thead><tr><td>头<td>乙", "0:头 1:乙 / 0:1 1:2 / 0:尾 1:3"),
        ("<tr><th>甲<td rowspan=2>乙<td>丙<tr><td>1<td>2", "0:甲 1:乙[2x1] 2:丙 / 0:1 2:2"),
        ("<tr><td>甲<td style='display:none'>无<td>乙", "0:甲 1:乙"),
        ("<tr><td>甲<td><input value=5><input type=hidden value=9>", "0:甲 1:5"),
        ("<tr><td colspan=3>甲<td>乙<tr><td colspan=3>1<td>2", "0:甲 1:乙 / 0:1 1:2"),
    ],
)
def test_cells_stand_where_a_browser_puts_them(markup, drawn):
    assert sketch(tables(read(f"<table>{markup}</table>"))[0]) == drawn


def test_a_caption_stands_before_its_table():
    assert outline(read("<table><caption>表二</caption><tr><td>规章<td>0</table>")) == ["表二", [["规章", "0"]]]


def test_a_layout_table_is_dissolved():
    figures = "<table><tr><td>规章<td>0<td>0<td>0<tr><td>规范性文件<td>1<td>2<td>3</table>"
    report = f"<p>一、总体情况</p><p>{PROSE}</p>{figures}<p>完</p>"
    markup = f"<table><tr><td>首页<td>公开</table><table><tr><td><ul><li>菜单</ul><td>{report}</table>"
    assert outline(read(markup)) == [
        [["首页", "公开"]],
        "菜单",
        "一、总体情况",
        PROSE,
        [["规章", "0", "0", "0"], ["规范性文件", "1", "2", "3"]],
        "完",
    ]


def test_a_table_of_one_cell_or_column_is_prose():
    assert outline(read("<table><tr><td><p>标题</p><p>某局</p><tr><td>一、总体情况</table>")) == [
        "标题",
        "某局",
        "一、总体情况",
    ]


def test_an_article_in_one_cell_of_a_small_table_is_prose():
    assert outline(read(f"<table><tr><td>总体情况<td>{PROSE}</table>")) == ["总体情况", PROSE]


def test_a_small_table_within_a_table_of_figures_stands_behind_it():
    figures = "".join(f"<tr><td>行{n}<td>{n}" for n in range(6))
    markup = f"<table>{figures}<tr><td>附<table><tr><td>甲<td>1</table><td><table><tr><td>6</table></table>"
    assert outline(read(markup)) == [[*[[f"行{n}", f"{n}"] for n in range(6)], ["附", "6"]], [["甲", "1"]]]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gbk"),
        ('<meta http-equiv=Content-Type content="text/html; charset=GBK">', "gbk"),
        ('<meta charset="utf-8">', "gbk"),
        ('<meta charset="gb2312">', "utf-8"),
        ("", "gb18030"),
        ("", "utf-16"),
        ('<meta charset="big5">', "big5"),
    ],
)
def test_every_charset_is_read_whatever_is_declared(head, encoding):
    words = "一、總體情況" if encoding == "big5" else "一、总体情况，主动公开政府信息"
    assert texts(parse(f"<html><head>{head}</head><p>{words}</p></html>".encode(encoding), "x.html")) == [words]


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("pt-agriculture-rural-2020.html", [(18, 4), (26, 10), (4, 15)]),
        ("pt-haitan-district-2021.html", [(18, 4), (26, 10), (4, 15)]),
        ("pt-haitan-district-2024.html", [(13, 4), (28, 10), (4, 15)]),
        ("pt-law-enforcement-emergency-2024.html", [(14, 4), (28, 10), (4, 15)]),
        ("pt-market-regulation-2019.html", [(18, 4), (26, 10), (4, 15)]),
        ("pt-market-regulation-2020.html", [(18, 4), (26, 10), (4, 15)]),
        ("pt-natural-resources-2019.html", [(18, 4), (26, 10), (4, 15)]),
        ("pt-natural-resources-2023.html", [(14, 4), (28, 10), (4, 15)]),
        ("pt-social-affairs-2020.html", [(18, 4), (26, 10), (4, 15)]),
        ("pt-state-assets-2020.html", [(18, 4), (26, 10), (4, 15)]),
        ("pt-tourism-culture-sports-2020.html", [(16, 4), (26, 10), (4, 15)]),
        ("pt-transport-construction-2025.html", [(14, 4), (28, 10), (4, 15)]),
    ],
)
def test_the_tables_of_real_pages_have_the_official_columns(name, shapes):
    document = parse(shared("reports", name).read_bytes(), name)
    found = tables(document)
    assert [(len(rows(table)), width(table)) for table in found] == shapes
    assert [len(row) for row in rows(found[1])[3:5]] == [8, 8]
    assert all(_covered(table) == len(rows(table)) * width(table) for table in found)


def _covered(table: Table) -> int:
    """How many positions of the grid the cells cover; no two may cover the same."""
    positions = [
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    ]
    assert len(set(positions)) == len(positions)
    return len(positions)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 200_000,
        "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">",
        '<p x=">" ' + " ".join(f"a{n}=1" for n in range(200_000)) + ">",
        "<table><td>" * 1000 + "x",
        "<p>甲" * 600_000,
        "<table>" + "<tr><td rowspan=65534 colspan=1000>x" * 3000 + "</table>",
    ],
    ids=[
        "nested deep",
        "attributes",
        "attributes behind a bracket",
        "nested tables",
        "tags without end",
        "huge spans",
    ],
)
def test_a_hostile_page_is_refused_in_words(markup):
    with pytest.raises(Unreadable, match=r"嵌套过深|异常|过大"):
        read(markup)


def test_a_page_of_many_unclosed_paragraphs_is_no_deep_one():
    assert len(texts(read("<p>甲<br>乙<li>丙" * 10_000))) == 30_000
