"""Word documents: what is easy to get wrong, each in the smallest file that shows it."""

import pytest
from parse_views import outline, sketch, tables, texts
from parse_wordfile import NAMESPACES, p, package, row, run, table, tc, word

from gouji.errors import Unreadable
from gouji.model import Document
from gouji.parse import parse

REVISED = "文档含有未处理的修订痕迹，按接受全部修订后的文字核查"
HIDDEN = "文档含有隐藏文字，未计入核查"
RENDERED = "<w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r>".format
FORMULA = "<m:r><m:t>{}</m:t></m:r>".format
RAISED = '<w:vertAlign w:val="superscript"/>'


def read(body: str, **parts: str) -> Document:
    return parse(word(body, **parts), "报告.docx")


def styles(*written: str) -> str:
    return "".join(written)


@pytest.mark.parametrize(
    "change",
    [
        p("<w:ins>" + run("甲") + "</w:ins>"),
        p(run("甲") + "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>"),
        p("<w:moveTo>" + run("甲") + "</w:moveTo>"),
        p(run("甲") + "<w:moveFrom>" + run("乙") + "</w:moveFrom>"),
        p("甲", "<w:rPr><w:ins/></w:rPr>"),
        p("甲", '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'),
        p(run("甲", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>")),
        table(row("甲", "1", properties="<w:ins/>"), row("乙", "2", "3")),
        table(row("甲", "1"), row("乙", "2", "3", properties="<w:del/>")),
        table(row(tc("甲", "<w:cellIns/>"), "1")),
        table(row(tc("甲", '<w:cellMerge w:vMergeOrig="cont"/>'), "1")),
        table(row(tc("甲", '<w:tcPrChange><w:tcPr><w:gridSpan w:val="2"/></w:tcPr></w:tcPrChange>'), "1")),
    ],
)
def test_every_kind_of_tracked_change_is_noted(change):
    document = read(p("前") + change)
    assert document.notes == (REVISED,)
    assert "乙" not in "".join(texts(document))


def test_a_table_that_was_deleted_whole_is_gone():
    deleted = table(*(row("无", "9", properties="<w:del/>") for _ in range(3)))
    assert outline(read(p("前") + deleted + p("后"))) == ["前", "后"]


@pytest.mark.parametrize(
    ("first", "second", "drawn"),
    [
        ('<w:cellMerge w:vMerge="rest"/>', '<w:cellMerge w:vMerge="cont"/>', "0:甲[2x1] 1:1 2:2 / 1:3 2:4"),
        (
            '<w:cellMerge w:vMergeOrig="rest"/>',
            '<w:cellMerge w:vMergeOrig="cont"/><w:vMerge/>',
            "0:甲 1:1 2:2 / 0: 1:3 2:4",
        ),
    ],
    ids=["merged", "split"],
)
def test_a_tracked_merge_counts_as_accepted(first, second, drawn):
    found = read(table(row(tc("甲", first), "1", "2"), row(tc(p(""), second), "3", "4")))
    assert sketch(tables(found)[0]) == drawn


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        (p(run("收到申请12") + run("1", RAISED) + run("件")), ["收到申请12件"]),
        (p(run("收到申请12") + run("[1]", RAISED) + run("件")), ["收到申请12件"]),
        (p(run("12", RAISED) + run("件")), ["12件"]),
        (p(run("面积5m") + run("2", RAISED)), ["面积5m2"]),
        (p(run("3×10") + run("4", RAISED) + run("元")), ["3×10^4元"]),
        (p(run("一、总") + run("体", RAISED) + run("情况")), ["一、总体情况"]),
        (p(f"<m:oMath><m:f><m:num>{FORMULA(1)}</m:num><m:den>{FORMULA(2)}</m:den></m:f></m:oMath>"), ["1/2"]),
        (p(f"<m:oMath>{FORMULA(3)}<w:del>{FORMULA(4)}</w:del></m:oMath>"), ["3"]),
        (p("<w:r><w:t>总体\u00ad情况</w:t></w:r>"), ["总体情况"]),
        (p("二", '<w:framePr w:dropCap="drop"/>') + p("、主动公开"), ["二、主动公开"]),
        (p("<w:r><w:pict><v:shape><v:textpath string='政府信息公开'/></v:shape></w:pict></w:r>"), ["政府信息公开"]),
        (
            p(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \\o\\ac(○,</w:instrText></w:r>'
                '<w:r><w:instrText>3)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("甲")
            ),
            ["③甲"],
        ),
        (
            p(
                '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
                '<w:listEntry w:val="无"/><w:listEntry w:val="有"/></w:ddList></w:ffData></w:fldChar></w:r>'
                '<w:r><w:instrText> FORMDROPDOWN '
                '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            ),
            ["有"],
        ),
    ],
)  # fmt: skip
def test_what_word_shows_is_what_is_read(body, paragraphs):
    assert texts(read(body)) == paragraphs


TOC = '<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style>'
GALLERY = "<w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"


def test_a_table_of_contents_is_left_out():
    entry = p("<w:r><w:t>一、总体情况</w:t><w:tab/><w:t>1</w:t></w:r>", '<w:pStyle w:val="10"/>')
    misused = p("一、总体情况", '<w:pStyle w:val="10"/>')
    assert texts(read(entry + misused + p("甲"), styles=TOC)) == ["一、总体情况", "甲"]
    made = f"<w:sdt>{GALLERY}<w:sdtContent>{p('目录')}{p('一、总体情况 1')}</w:sdtContent></w:sdt>"
    assert texts(read(made + p("甲"))) == ["甲"]


LIST = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="1">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def numbered(content: str, level: int = 0, number: int = 1, mark: str = "") -> str:
    return p(content, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>{mark}')


def test_hidden_and_deleted_paragraphs_have_no_number_and_empty_ones_do():
    hidden = numbered(run("无", "<w:vanish/>"), mark="<w:rPr><w:vanish/></w:rPr>")
    deleted = numbered("<w:del><w:r><w:delText>无</w:delText></w:r></w:del>", mark="<w:rPr><w:del/></w:rPr>")
    body = numbered("甲") + hidden + deleted + numbered("乙") + numbered("") + numbered("丙")
    document = read(body, numbering=LIST)
    assert (texts(document), document.notes) == (["一、甲", "二、乙", "三、", "四、丙"], (REVISED, HIDDEN))


def test_a_deeper_level_starts_anew_where_its_list_overrides_it():
    body = numbered("甲", number=2) + numbered("乙", 1, 2) + numbered("丙", 1, 2) + numbered("丁", number=2)
    assert texts(read(body + numbered("戊", 1, 2), numbering=LIST)) == ["一、甲", "5.乙", "6.丙", "二、丁", "5.戊"]


def test_a_run_may_show_what_its_paragraph_style_hides():
    hiding = '<w:style w:type="paragraph" w:styleId="暗"><w:rPr><w:vanish/></w:rPr></w:style>'
    shown = run("甲", '<w:vanish w:val="0"/>')
    assert texts(read(p(shown + run("无"), '<w:pStyle w:val="暗"/>'), styles=hiding)) == ["甲"]


def test_hidden_instructions_are_no_hidden_text():
    entry = "<w:r><w:rPr><w:vanish/></w:rPr><w:instrText> XE 甲 </w:instrText></w:r>"
    assert read(p(run("甲") + entry)).notes == ()


def test_hidden_rows_are_noted():
    assert read(p("甲") + table(row("无", "1", properties="<w:hidden/>"), row("乙", "2"))).notes == (HIDDEN,)


def test_tables_that_word_draws_as_one_are_one():
    upper, lower = table(row("规章", "1", "2")), table(row("行政许可", "3", "4"))
    assert sketch(tables(read(upper + p("") + lower))[0]) == "0:规章 1:1 2:2 / 0:行政许可 1:3 2:4"
    assert len(tables(read(upper + p("第二十条第（五）项") + lower))) == 2
    assert len(tables(read(upper + table(row("行政许可", "3", "4", "5"))))) == 2


def test_small_tables_in_the_cells_of_a_column_are_its_columns():
    rows = [row(name, tc(table(row("1", "2", "3")) + p(""))) for name in ("规章", "规范性文件")]
    found = tables(read(table(row("名称", "数量"), *rows)))
    assert [sketch(one) for one in found] == ["0:名称 1:数量[1x3] / 0:规章 1:1 2:2 3:3 / 0:规范性文件 1:1 2:2 3:3"]


def test_small_tables_that_differ_stay_where_they_are():
    rows = [row("规章", tc(table(row("1", "2")) + p(""))), row("规范性文件", tc(table(row("1", "2", "3")) + p("")))]
    found = tables(read(table(*(row(f"行{n}", str(n)) for n in range(5)), *rows)))
    assert [sketch(one) for one in found[1:]] == ["0:1 1:2", "0:1 1:2 2:3"]


def pages(document: Document) -> list[tuple[str, int | None]]:
    return [(text, place.page) for text, place in _places(document)]


def _places(document: Document):
    for block in document.blocks:
        if hasattr(block, "cells"):
            yield from ((cell.text, cell.place) for cell in block.cells)
        else:
            yield block.text, block.place


def test_pages_are_told_where_word_told_them():
    broken = p('<w:r><w:br w:type="page"/></w:r>') + p(RENDERED("丙"))
    body = p("甲") + p(run("乙1") + RENDERED("乙2")) + broken + p("丁", "<w:pageBreakBefore/>")
    assert pages(read(body)) == [("甲", 1), ("乙1乙2", 1), ("丙", 3), ("丁", 4)]


def test_a_row_on_a_new_page_is_on_it_with_all_its_cells():
    marked = row(tc(p(RENDERED("规章"))), tc(p(RENDERED("1"))), "2")
    following = row("行政许可", tc(p("3")), tc(p(run("4") + RENDERED("5"))))
    found = read(p("前") + table(row("名称", "甲", "乙"), marked, following, row("末", "6", "7")) + p("后"))
    assert pages(found) == [
        *[("前", 1), ("名称", 1), ("甲", 1), ("乙", 1), ("规章", 2), ("1", 2), ("2", 2)],
        *[("行政许可", 2), ("3", 2), ("45", 2), ("末", 3), ("6", 3), ("7", 3), ("后", 3)],
    ]


def test_pages_that_nobody_counted_are_unknown():
    assert pages(read(p("甲") + p('<w:r><w:br w:type="page"/></w:r>') + p("乙"))) == [("甲", None), ("乙", None)]


@pytest.mark.parametrize(("said", "page"), [(2, 2), (3, None)])
def test_pages_count_only_when_there_are_as_many_as_word_says(said, page):
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relationship = '<Relationship Id="r{}" Type="{}/{}" Target="{}"/>'.format
    members = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + relationship(1, office, "officeDocument", "word/document.xml")
        + relationship(2, office, "extended-properties", "docProps/app.xml")
        + "</Relationships>",
        "docProps/app.xml": f"<Properties xmlns='urn:x'><Pages>{said}</Pages><Characters>9</Characters></Properties>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{p('甲')}{p(RENDERED('乙'))}</w:body></w:document>",
    }
    assert [page for _, page in pages(parse(package(members), "报告.docx"))][1] == page


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (p("<w:r><w:drawing><pic:pic/></w:drawing></w:r>"), "只有图片"),
        ("<w:altChunk/>", "嵌入的其他文件"),
        (p(run("甲", "<w:vanish/>")), "隐藏文字"),
        (p(""), "没有文字"),
    ],
)
def test_a_document_without_text_is_refused_with_what_it_holds(body, reason):
    with pytest.raises(Unreadable, match=reason):
        read(body)


def test_charts_are_noted():
    chart = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
    document = read(p(run("甲") + f"<w:r><w:drawing>{chart}</w:drawing></w:r>"))
    assert document.notes == ("文档含有图表或 SmartArt 图形，其中的文字没有读取",)
