"""Pages as sites make them: the report among menus, tables that are no tables, text that is not in the file."""

import pytest
from parse_views import outline, rows, sketch, tables, texts

from gouji.errors import Unreadable
from gouji.model import Document
from gouji.parse import parse

HEADINGS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
]
TITLE = "云溪县农业农村局2023年政府信息公开工作年度报告"
FIGURES = "<table><tr><td colspan=3>第二十条第（一）项<tr><td>规章<td>0<td>1</table>"
ARTICLE = "".join(f"<p>{heading}</p><p>2023年开展了工作。</p>" for heading in HEADINGS) + FIGURES
ARTICLE_READ = [
    *(text for heading in HEADINGS for text in (heading, "2023年开展了工作。")),
    [["第二十条第（一）项"], ["规章", "0", "1"]],
]
MENU = "<div><ul><li><a href=/>首页</a><li><a href=/gk>政府信息公开年报</a></ul>您的位置：首页 > 公开</div>"
FOOT = "<div><p>主办单位：云溪县人民政府办公室</p><p>政府网站标识码：3301220001</p><p>联系电话：0571-12345678</p></div>"


def read(markup: str, head: str = "") -> Document:
    return parse(f"<!DOCTYPE html><html><head>{head}</head><body>{markup}</body></html>".encode(), "报告.html")


@pytest.mark.parametrize(
    ("page", "before"),
    [
        (f"{MENU}<div><h1>{TITLE}</h1><div>{ARTICLE}</div></div>{FOOT}", [TITLE]),
        (
            f"{MENU}<div><h1>{TITLE}</h1><p>发布时间：2024-01-20 来源：办公室</p></div><div>{ARTICLE}</div>{FOOT}",
            [TITLE],
        ),
        (f"{MENU}<h2>{TITLE[:8]}</h2><h1>{TITLE[8:]}</h1><div>{ARTICLE}</div>{FOOT}", [TITLE[:8], TITLE[8:]]),
        (
            f"{MENU}<div><p>{TITLE}</p>{ARTICLE}<p>【打印本页】</p><p>相关链接</p><p>云溪县2022年年报</p></div>{FOOT}",
            [TITLE],
        ),
        (
            f"<nav>一览</nav><div class=share>分享</div><h1>{TITLE}</h1>{ARTICLE}<footer>主办单位：某办</footer>",
            [TITLE],
        ),
        (f"<table><tr><td>{MENU}<tr><td><h1>{TITLE}</h1><div>{ARTICLE}</div><tr><td>{FOOT}</table>", [TITLE]),
        (
            f"<div>{TITLE}<p>现将云溪县农业农村局2023年度政府信息公开工作报告公布如下。</p></div><div>{ARTICLE}</div>",
            [TITLE, "现将云溪县农业农村局2023年度政府信息公开工作报告公布如下。"],
        ),
        (f"<div><h1>{TITLE}</h1>{ARTICLE}</div><div class=print><h1>{TITLE}</h1>{ARTICLE}</div>", [TITLE]),
        (f"<ul><li>{'<li>'.join(HEADINGS)}</ul><div><h1>{TITLE}</h1>{ARTICLE}</div>", [TITLE]),
    ],
    ids=["within", "byline", "two lines", "links below", "elements", "layout", "prose between", "copy", "contents"],
)
def test_of_a_page_the_article_is_read(page, before):
    assert outline(read(page)) == [*before, *ARTICLE_READ]


def test_two_reports_of_a_page_are_both_read():
    other = ARTICLE.replace("开展了工作", "召开了会议").replace("<td>1</table>", "<td>5</table>")
    page = f"{MENU}<div><h1>{TITLE}</h1>{ARTICLE}</div><hr><div><h1>云溪县公安局{TITLE[8:]}</h1>{other}</div>{FOOT}"
    found = read(page)
    assert [rows(table)[1][2] for table in tables(found)] == ["1", "5"]
    assert [text for text in texts(found) if "年度报告" in text] == [TITLE, f"云溪县公安局{TITLE[8:]}"]
    assert "主办单位" not in "".join(texts(found))


def test_a_copy_for_printing_is_no_second_report_whatever_is_written_around_it():
    printed = f"<div class=print><h3>打印预览</h3><h1>{TITLE}</h1>{ARTICLE}<p>打印时间：2024-03-02</p></div>"
    found = outline(read(f"{MENU}<div><h1>{TITLE}</h1>{ARTICLE}</div>{printed}{FOOT}"))
    assert found == [TITLE, *ARTICLE_READ]


def test_two_units_that_write_the_same_are_two_reports():
    other = TITLE.replace("农业农村局", "财政局")
    pages = "".join(f"<div><h1>{title}</h1>{ARTICLE}</div>" for title in (TITLE, other))
    assert outline(read(pages)) == [TITLE, *ARTICLE_READ, other, *ARTICLE_READ]


def test_a_page_without_a_report_is_kept_whole():
    assert texts(read(f"{MENU}<p>关于开会的通知</p>{FOOT}"))[-3:] == [
        "主办单位：云溪县人民政府办公室",
        "政府网站标识码：3301220001",
        "联系电话：0571-12345678",
    ]


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        ("<p style='visibility:hidden'>无</p><p style='font-size: 0px'>无</p><p style='opacity:0'>无</p>甲", ["甲"]),
        ("<p>收到12<sup>1</sup>件，见<sup>[2]</sup>表，面积3m<sup>2</sup></p>", ["收到12件，见表，面积3m2"]),
        ("<p>收到12<span style='vertical-align:super'>①</span>件</p>", ["收到12件"]),
        ("<p><del>11</del><ins>12</ins>件</p>", ["12件"]),
        ("<p>总体&shy;情况&amp;nbsp;12&amp;mdash;&amp;#19968;</p>", ["总体情况\xa012—一"]),
        ("<p>&amp;nbsp;</p>甲&lt;b&gt;", ["甲<b>"]),
        ("<ruby>甲<rp>(</rp><rt>jiǎ</rt><rp>)</rp></ruby>乙", ["甲乙"]),
        ("<textarea>甲\n乙</textarea>", ["甲", "乙"]),
        ("<p style='white-space: pre-wrap'>甲\n乙</p>", ["甲", "乙"]),
        (
            "共<select><option>1<option selected>2</select>件，<input value=3>份<input type=hidden value=9>",
            ["共2件，3份"],
        ),
        ("<p>前<iframe srcdoc='&lt;p&gt;甲&lt;/p&gt;&lt;p&gt;乙&lt;/p&gt;'></iframe>后</p>", ["前", "甲", "乙", "后"]),
        ("<dialog>无</dialog><dialog open>甲</dialog><q>乙</q>", ["甲", "“乙”"]),
        ("<p class=MsoToc1>一、总体情况 1</p><p>甲<a style='mso-footnote-id:ftn1'>[1]</a></p>", ["甲"]),
        ("<div style='mso-element:footnote-list'>注</div>甲", ["甲"]),
        ("<p>甲<sup role=doc-noteref>1</sup></p><section role=doc-endnotes><ol><li>注</ol></section>", ["甲"]),
        ("<p>甲</p><div class=footnotes><ol><li>注</ol></div>", ["甲"]),
        (
            "<p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>一、</span><![endif]>总体情况</p>",
            ["一、总体情况"],
        ),
        ("甲&#xD800;乙&#0;", ["甲\ufffd乙\ufffd"]),
    ],
)
def test_what_a_reader_sees_is_what_is_read(markup, paragraphs):
    assert texts(read(markup)) == paragraphs


def test_what_was_repaired_or_left_out_is_noted():
    document = read("<p>甲&amp;nbsp;乙<del>丙</del></p>")
    assert document.notes == (
        "网页中有重复转义的字符（如 &nbsp; 显示为文字），已按原意读取",
        "网页中有标为已删除的文字，未计入核查",
    )


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        (
            "<ol style='list-style-type:cjk-ideographic'><li><h2>总体情况</h2><p>甲</p><li>主动公开</ol>",
            ["一、总体情况", "甲", "二、主动公开"],
        ),
        ("<ol class=章 start=3><li>收到申请<li value=5>存在问题<li></ol>", ["三、收到申请", "五、存在问题"]),
        ("<ol type=I><li>甲<ol type=a><li>乙</ol><li>丙</ol>", ["I. 甲", "a. 乙", "II. 丙"]),
        ("<ol><li>1.甲<li>（二）乙<li>丙</ol>", ["1.甲", "（二）乙", "3. 丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol style='list-style:none'><li>甲</ol><ul><li>乙</ul>", ["甲", "乙"]),
    ],
)
def test_the_numbers_of_lists_are_part_of_their_text(markup, paragraphs):
    style = "<style>/* x */ @media screen { .章 { list-style-type : simp-chinese-informal } }</style>"
    assert texts(read(markup, style)) == paragraphs


def test_the_rules_of_the_page_hide_what_they_hide():
    rules = ".打印, div#副本 {display:none!important} @media print {.正文{display:none}} p.空{visibility:hidden}"
    style = f"<style>{rules}</style>"
    page = (
        "<div class='x 打印'>无</div><div id=副本>无</div><div class=正文>甲</div><p class=空>无</p><b class=空>乙</b>"
    )
    assert texts(read(page, style)) == ["甲", "乙"]


CELLS = "<div class=c>{}</div>" * 3
ROW = f"<div class=r>{CELLS}</div>"
NAMED = ROW.replace("class=r", "role=row").replace("class=c", "role=cell")
LIST = "<ul><li>{}</li><li>{}</li><li>{}</li></ul>"


@pytest.mark.parametrize(
    ("style", "markup"),
    [
        (".t{display:table}.r{display:table-row}.c{display:table-cell}", f"<div class=t>{ROW}{ROW}</div>"),
        (".r{display:table-row} .c{display:table-cell}", f"{ROW}{ROW}"),
        ("", f"<div role=table><div role=rowgroup>{NAMED}{NAMED}</div></div>"),
        ("", f"<div>{ROW}{ROW}</div>".replace("class=r", "class='tr x'").replace("class=c", "class=td")),
        (".x .t{display:table} .t > .r{display:table-row} .r .c{display:table-cell}", f"<div class=t>{ROW}{ROW}</div>"),
        (".t .r{display:flex} .c{flex:1}", f"<div class=t>{ROW}{ROW}</div>"),
        (".t{display:grid;grid-template-columns:repeat(2, minmax(0, 1fr)) 20%}", f"<div class=t>{CELLS}{CELLS}</div>"),
        (".r{display:grid;grid-template-columns:1fr 1fr 1fr}", f"{ROW}{ROW}"),
        ("", LIST * 2 + "<ul><li>行政处罚<li>7<li>8</ul>"),
    ],
    ids=[
        "display",
        "without a table",
        "roles",
        "class names",
        "rules within",
        "flexible rows",
        "grid",
        "rows of grids",
        "lists",
    ],
)
def test_boxes_drawn_as_a_table_are_one(style, markup):
    written = markup.format("规章", "1", "2", "行政许可", "3", "")
    found = read(f"<p>前</p>{written}<p>后</p>", f"<style>{style}</style>")
    assert sketch(tables(found)[0]).startswith("0:规章 1:1 2:2 / 0:行政许可 1:3 2:")
    assert (texts(found), len(tables(found))) == (["前", "后"], 1)


@pytest.mark.parametrize("style", [".r{display:table-row}.c{display:table-cell}", ".r{display:flex}"])
def test_rows_of_boxes_of_different_lengths_are_one_table_whose_columns_are_not_known(style):
    heads = "<div class=r><div class=c>表头</div></div><div class=r><div class=c>甲</div><div class=c>乙</div></div>"
    [table] = tables(read(heads + ROW.format("规章", "1", "2"), f"<style>{style}</style>"))
    assert rows(table) == [["表头"], ["甲", "乙"], ["规章", "1", "2"]]
    assert not table.spans_known


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=r><span>甲</span>。</div><div class=r><span>乙</span>。</div>",
        "<div class=r><span>甲</span><span>乙</span></div><p>丙</p>",
        f"<div class=r><span>甲</span><p>{'长' * 81}</p></div><div class=r><span>甲</span><p>丙</p></div>",
    ],
    ids=["text between", "alone", "prose"],
)
def test_flexible_boxes_that_are_no_rows_stay_text(markup):
    assert tables(read(markup, "<style>.r{display:flex}</style>")) == []


def test_spans_of_boxes_count():
    table = (
        "<div role=table><div role=row><div role=cell aria-rowspan=2>甲</div><b role=cell aria-colspan=2>乙</b></div>"
        "<div role=row><div role=cell>1</div><div role=cell>2</div></div></div>"
    )
    assert sketch(tables(read(table))[0]) == "0:甲[2x1] 1:乙[1x2] / 1:1 2:2"
    grid = (
        "<div style='display:grid;grid-template-columns:repeat(3,1fr)'><div style='grid-row:span 2'>甲</div>"
        "<div style='grid-column:span 2'>乙</div><div>1</div><div>2</div></div>"
    )
    assert sketch(tables(read(grid))[0]) == "0:甲[2x1] 1:乙[1x2] / 1:1 2:2"


@pytest.mark.parametrize(
    "markup",
    [
        "<div style='display:grid;grid-template-columns:1fr 1fr'><i style='grid-column:2'>甲</i><i>乙</i></div>",
        "<div style='display:grid;grid-template-columns:repeat(auto-fill,9em)'><p>甲</p><p>乙</p></div>",
        "<ul><li>甲<li>乙<li>丙</ul><ul><li>丁<li>戊<li>己</ul>",
    ],
)
def test_boxes_that_cannot_be_placed_stay_text(markup):
    found = read(markup)
    assert tables(found) == []
    assert texts(found)[:2] == ["甲", "乙"]


def test_a_table_in_pieces_is_one():
    pieces = [
        "<table><tr><td>名称<td>甲<td>乙</table>",
        *(f"<table><tr><td>行{n}<td>{n}<td>0</table>" for n in range(3)),
    ]
    assert rows(tables(read("\n".join(pieces)))[0]) == [
        ["名称", "甲", "乙"],
        *[[f"行{n}", str(n), "0"] for n in range(3)],
    ]
    assert len(tables(read("<p>第二十条</p>".join(pieces)))) == 4


def test_small_tables_within_a_table_are_its_columns_or_rows():
    inner = "<table><tr><td>{}<td>{}</table>".format
    beside = f"<table><tr><td>名称<td>数<tr><td>规章<td>{inner(1, 2)}<tr><td>许可<td>{inner(3, 4)}</table>"
    assert sketch(tables(read(beside))[0]) == "0:名称 1:数[1x2] / 0:规章 1:1 2:2 / 0:许可 1:3 2:4"
    body = "<table><tr><td>规章<td>1<td>2<tr><td>许可<td>3<td>4</table>"
    across = f"<table><tr><td>名称<td>甲<td>乙<tr><td colspan=3>{body}</table>"
    assert rows(tables(read(across))[0]) == [["名称", "甲", "乙"], ["规章", "1", "2"], ["许可", "3", "4"]]


def test_blank_cells_that_excel_saves_as_one_are_several():
    table = (
        "<table><tr><td>甲<td colspan=2 style='mso-ignore:colspan'><td>1<tr><td>乙<td>2<td>3<td x:num='4.0'>4</table>"
    )
    assert sketch(tables(read(table))[0]) == "0:甲 1: 2: 3:1 / 0:乙 1:2 2:3 3:4"


def test_a_text_that_excel_lets_run_over_blank_cells_is_kept():
    over = f"<tr><td colspan=3 style='mso-ignore:colspan'>{TITLE}"
    table = f"<table>{over}<tr><td>甲<td>1<td>2<tr><td>乙<td>3<td>4</table>"
    assert sketch(tables(read(table))[0]) == f"0:{TITLE} 1: 2: / 0:甲 1:1 2:2 / 0:乙 1:3 2:4"


def test_a_hidden_cell_takes_no_place_and_an_invisible_one_does():
    table = "<table><tr><td>甲<td style='display:none'>无<td style='visibility:hidden'>9<td>1</table>"
    assert sketch(tables(read(table))[0]) == "0:甲 1: 2:1"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><frameset cols='20%,*'><frame src=menu.htm><frame src=main.htm></frameset></html>", "框架"),
        (f"<html><title>{TITLE}</title><p>首页</p><iframe src=/main.html></iframe></html>", "iframe"),
        (
            "<html><div id=app></div><script>var d={'t':'政府信息公开工作年度报告','c':'一、总体情况'}</script></html>",
            "脚本",
        ),
        (
            "<html><div>首页</div><script>x='\\u603b\\u4f53\\u60c5\\u51b5\\u672c\\u5e74\\u65b0\\u6536'</script></html>",
            "脚本",
        ),
    ],
)
def test_a_shell_around_a_report_is_refused_with_the_reason(page, reason):
    with pytest.raises(Unreadable, match=reason):
        parse(page.encode(), "报告.html")


@pytest.mark.parametrize(
    "sheet",
    [
        "a{" * 100_000,
        "/*" * 100_000,
        "@media x{" * 50_000,
        "x," * 100_000 + "{display:none}",
        "display" + " " * 300_000,
    ],
)
def test_a_hostile_style_sheet_is_passed_over(sheet):
    assert texts(read("<p>甲</p>", f"<style>.x{{display:none}}{sheet}</style>")) == ["甲"]


@pytest.mark.parametrize(
    "markup",
    [
        "<ol><li>" * 3000,
        "<div role=table><div role=row><div role=cell>" * 1000 + "甲",
        "<div style='display:grid;grid-template-columns:repeat(999,1fr)'>"
        + "<p style='grid-row:span 999'>甲</p>" * 3000,
        "<iframe srcdoc='" + "<div>" * 4000 + "'></iframe>甲",
        "<div><p>一、总体情况</p><p>二、主动公开</p><p>三、收到申请</p>" * 4000,
    ],
    ids=["lists", "boxes", "grid", "frames", "articles"],
)
def test_a_hostile_page_is_read_or_refused_in_words(markup):
    try:
        ended = read(markup).blocks
    except Unreadable as reason:
        ended = str(reason).partition("；")[2]
    assert ended
