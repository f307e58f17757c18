"""Word documents: what Word shows, with every merged cell where it is."""

import pytest
from parse_views import outline, rows, sketch, tables, texts
from parse_wordfile import NAMESPACES, p, package, row, run, table, tc, word

from gouji.errors import Unreadable
from gouji.model import Document, GridCell, Paragraph, Place, Table
from gouji.parse import parse

SPAN = '<w:gridSpan w:val="{}"/>'.format
RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
REVISED = "文档含有未处理的修订痕迹，按接受全部修订后的文字核查"


def read(body: str, **parts: str) -> Document:
    return parse(word(body, **parts), "报告.docx")


def field(instruction: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}{FIELD_END}'
    )


def sdt(content: str) -> str:
    return f"<w:sdt><w:sdtPr><w:alias w:val='无'/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_blocks_have_places_and_cells_have_spans():
    merged = table(row(tc("甲", RESTART), tc("乙", SPAN(2))), row(tc("", CONTINUE), "1", "2"))
    assert read(p("一、总体情况") + p("") + merged + p("完")) == Document(
        (
            Paragraph("一、总体情况", Place(paragraph=1)),
            Table(
                (
                    GridCell(0, 0, "甲", Place(paragraph=2, table=1, row=1, column=1), 2, 1),
                    GridCell(0, 1, "乙", Place(paragraph=2, table=1, row=1, column=2), 1, 2),
                    GridCell(1, 1, "1", Place(paragraph=2, table=1, row=2, column=2)),
                    GridCell(1, 2, "2", Place(paragraph=2, table=1, row=2, column=3)),
                ),
                Place(paragraph=2, table=1),
            ),
            Paragraph("完", Place(paragraph=3)),
        ),
        "docx",
    )


DELETED_MARK = '<w:rPr><w:del w:id="1"/></w:rPr>'


SMART = "<w:smartTag>" + run("2019年") + "</w:smartTag>"
LINK = "<w:hyperlink>" + run("网站") + "</w:hyperlink>"
SUM = '<w:fldSimple w:instr=" DATE ">' + run("12") + "</w:fldSimple>"
LOST_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> X </w:instrText></w:r>'
LINES = "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>"
HYPHENS = "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>2</w:t></w:r>"
SYMBOLS = "".join(
    f'<w:sym w:font="{font}" w:char="{code}"/>'
    for font, code in [("Wingdings", "F0FE"), ("Symbol", "F032"), ("宋体", "7532"), ("宋体", "ZZ"), ("宋体", "D800")]
)
RUBY = "<w:r><w:ruby><w:rt>" + run("jia") + "</w:rt><w:rubyBase>" + run("甲") + "</w:rubyBase></w:ruby></w:r>"
BOOKMARK = '<w:bookmarkStart w:id="0" w:name="_GoBack"/>' + run("58") + '<w:bookmarkEnd w:id="0"/><w:proofErr/>'
REFERENCES = '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        (p(run("一、") + run("总体情况")), ["一、总体情况"]),
        (p(sdt(run("甲")) + sdt(sdt(run("乙")))), ["甲乙"]),
        (sdt(p("甲") + sdt(p("乙"))) + p("丙"), ["甲", "乙", "丙"]),
        (p(SMART + LINK), ["2019年网站"]),
        (p(SUM), ["12"]),
        (p(field(" =SUM(ABOVE) ", run("12"))), ["12"]),
        (p(field(" IF " + field("PAGE", run("无")) + " ", run("甲"))), ["甲"]),
        (p(field(" TOC ", run("甲")).removesuffix(FIELD_END)) + p(run("乙") + FIELD_END) + p("丙"), ["甲", "乙", "丙"]),
        (p(LOST_FIELD) + p("甲"), ["甲"]),
        (p(run("甲") + run("无", "<w:vanish/>") + run("乙", '<w:vanish w:val="0"/>')), ["甲乙"]),
        (p(LINES), ["甲", "乙", "丙"]),
        (p(HYPHENS), ["甲\t乙-2"]),
        (p(f"<w:r>{SYMBOLS}</w:r>"), ["☑2甲"]),
        (p(RUBY), ["甲"]),
        (p("<m:oMath><m:r><m:t>1+1=2</m:t></m:r></m:oMath>"), ["1+1=2"]),
        (p(BOOKMARK), ["58"]),
        (p(run("甲") + REFERENCES), ["甲"]),
        (p("<w:r><w:t>总体\n情况</w:t></w:r>"), ["总体 情况"]),
    ],
)
def test_what_word_shows_is_what_is_read(body, paragraphs):
    assert texts(read(body)) == paragraphs


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        (
            p(run("甲") + "<w:ins>" + run("12") + "</w:ins><w:del><w:r><w:delText>11</w:delText></w:r></w:del>"),
            ["甲12"],
        ),
        (
            p("<w:moveFrom>" + run("甲") + "</w:moveFrom>" + run("乙")) + p("<w:moveTo>" + run("甲") + "</w:moveTo>"),
            ["乙", "甲"],
        ),
        (p(run("一、总体"), DELETED_MARK) + p("情况") + p("完"), ["一、总体情况", "完"]),
        (p("<w:del><w:r><w:delText>无</w:delText></w:r></w:del>", DELETED_MARK) + p("甲"), ["甲"]),
        ("<w:ins>" + p("甲") + "</w:ins><w:del>" + p("无") + "</w:del>", ["甲"]),
    ],
)
def test_tracked_changes_count_as_accepted_and_are_noted(body, paragraphs):
    document = read(body)
    assert (texts(document), document.notes) == (paragraphs, (REVISED,))


def test_deleted_rows_and_cells_are_no_part_of_a_table():
    deleted = row("无", "9", properties='<w:del w:id="1"/>')
    found = read(table(row("规章", tc("7", "<w:cellDel/>"), "0"), deleted, row("行政许可", "5", properties="<w:ins/>")))
    assert (rows(tables(found)[0]), found.notes) == ([["规章", "0"], ["行政许可", "5"]], (REVISED,))


MERGED_LEFT, MERGED_ON = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
SHIFTED, SHORTENED = '<w:gridBefore w:val="2"/>', '<w:gridAfter w:val="2"/>'


@pytest.mark.parametrize(
    ("rows_written", "drawn"),
    [
        ([row(tc("甲", SPAN(3))), row("1", "2", "3")], "0:甲[1x3] / 0:1 1:2 2:3"),
        ([row(tc("甲", MERGED_LEFT), tc("", MERGED_ON), "乙"), row("1", "2", "3")], "0:甲[1x2] 2:乙 / 0:1 1:2 2:3"),
        (
            [row(tc("甲", RESTART + SPAN(2)), "1"), row(tc("无", CONTINUE + SPAN(2)), "2"), row("3", "4", "5")],
            "0:甲[2x2] 2:1 / 2:2 / 0:3 1:4 2:5",
        ),
        (
            [row(tc("甲", RESTART), "1"), row(tc("乙", RESTART), "2"), row(tc("", CONTINUE), "3")],
            "0:甲 1:1 / 0:乙[2x1] 1:2 / 1:3",
        ),
        ([row(tc("孤", CONTINUE), "1"), row("甲", "2")], "0:孤 1:1 / 0:甲 1:2"),
        ([row(tc("孤", RESTART + SPAN(2)), "1"), row(tc("子", CONTINUE), "2", "3")], "0:孤[1x2] 2:1 / 0:子 1:2 2:3"),
        ([row("1", "2", "3"), row("3", properties=SHIFTED), row("1", properties=SHORTENED)], "0:1 1:2 2:3 / 2:3 / 0:1"),
        ([sdt(row("甲", sdt(tc("1")), tc(sdt(p("2"))), tc(p(sdt(run("3"))))))], "0:甲 1:1 2:2 3:3"),
        ([row(tc("甲", SPAN(2_000_000_000))), row("1", "2")], "0:甲[1x2] / 0:1 1:2"),
        ([row(tc("甲", SPAN(0)), tc("乙", SPAN(-5)), tc("丙", SPAN("x")))], "0:甲 1:乙 2:丙"),
        ([row("甲", "无", properties="<w:hidden/>"), row("乙", "1")], "0:乙 1:1"),
    ],
)
def test_merged_and_shifted_cells_stand_where_word_draws_them(rows_written, drawn):
    assert sketch(tables(read(table(*rows_written)))[0]) == drawn


def test_paragraphs_within_a_cell_are_one_text():
    found = read(table(row(tc(p("本年新") + p("制作数量")), tc(p("12") + p("3"))), row("规章", tc(p("") + p("0")))))
    assert rows(tables(found)[0]) == [["本年新制作数量", "12\n3"], ["规章", "0"]]


def test_a_small_table_within_a_table_stands_behind_it():
    inner = table(row("内", "1"))
    outer = table(row("甲", tc(p("2") + inner + p(""))), row("乙", "3"), row("丙", "4"))
    assert outline(read(p("前") + outer + p("后"))) == [
        "前",
        [["甲", "2"], ["乙", "3"], ["丙", "4"]],
        [["内", "1"]],
        "后",
    ]


def test_a_frame_around_the_whole_report_is_dissolved():
    figures = table(row("规章", "0"), row("规范性文件", "2"))
    assert outline(read(table(row(tc(p("一、总体情况") + figures + p("完")))))) == [
        "一、总体情况",
        [["规章", "0"], ["规范性文件", "2"]],
        "完",
    ]


BOX = "<w:txbxContent>" + p("框内") + "</w:txbxContent>"


VML = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
DRAWING_ML = f"<w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing>"


def alternatives(choice: str, fallback: str) -> str:
    inner = f'<mc:Choice Requires="wps">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
    return f"<mc:AlternateContent>{inner}</mc:AlternateContent>"


@pytest.mark.parametrize(
    "drawing",
    [VML, DRAWING_ML, alternatives(DRAWING_ML, VML), alternatives("", VML)],
    ids=["VML", "DrawingML", "both", "only the fallback"],
)
def test_a_text_box_stands_once_behind_its_paragraph(drawing):
    assert texts(read(p(run("前") + f"<w:r>{drawing}</w:r>" + run("后")) + p("完"))) == ["前后", "框内", "完"]


def test_text_boxes_within_text_boxes_and_cells_are_read_where_they_are():
    outer = p(run("外") + f"<w:r>{VML}</w:r>")
    nested = f"<w:r><w:pict><w:txbxContent>{outer}</w:txbxContent></w:pict></w:r>"
    assert outline(read(table(row("甲", tc(p(run("1") + nested))), row("乙", "2")) + p("完"))) == [
        [["甲", "1外框内"], ["乙", "2"]],
        "完",
    ]


def test_hidden_text_by_style_is_dropped_and_noted():
    styles = (
        '<w:style w:type="character" w:styleId="暗"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="更暗"><w:basedOn w:val="暗"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="注"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = p(run("甲") + run("无", '<w:rStyle w:val="更暗"/>')) + p("无", '<w:pStyle w:val="注"/>')
    document = read(body, styles=styles)
    assert (texts(document), document.notes) == (["甲"], ("文档含有隐藏文字，未计入核查",))


@pytest.mark.parametrize(
    ("element", "note"),
    [
        ("<w:altChunk/>", "文档嵌入了其他文件（如 Excel 表格），其中的内容没有读取"),
        (p("<w:r><w:object/></w:r>"), "文档嵌入了其他文件（如 Excel 表格），其中的内容没有读取"),
        (p("<w:r><w:drawing><pic:pic/></w:drawing></w:r>"), "文档含有图片，图片中的文字没有读取"),
    ],
)
def test_what_is_not_read_is_noted(element, note):
    assert read(p("甲") + element).notes == (note,)


def test_headers_footers_and_notes_are_left_out():
    document = read(p("甲"), header1=p("页眉"), footer1=p("页脚"), footnotes=f"<w:footnote>{p('脚注')}</w:footnote>")
    assert texts(document) == ["甲"]


@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "Word/Document.xml"])
def test_the_main_part_is_found_by_its_relationship(main):
    content = word(p("甲"), main=main)
    assert texts(parse(content.replace(b"Word/Document.xml", b"word/Document.xml"), "报告.docx")) == ["甲"]


def test_the_strict_variant_of_the_format_is_read():
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f"<w:document xmlns:w='{transitional.decode()}'><w:body>{p('甲')}</w:body></w:document>".encode()
    content = package({"[Content_Types].xml": "<Types/>", "word/document.xml": body.replace(transitional, strict)})
    assert texts(parse(content, "报告.docx")) == ["甲"]


def test_a_package_without_a_body_is_refused():
    with pytest.raises(Unreadable, match="缺少正文部分"):
        parse(
            package({"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document {NAMESPACES}/>"}),
            "报告.docx",
        )
