"""OpenDocument texts: everything that is shown, and nothing that is not."""

import shutil
import subprocess

import pytest
from parse_odffile import flat, p, style, table, zipped
from parse_views import grid, outline, sketch, tables, texts

from gouji.parse import parse
from shared_reports import shared


def read(*body: str, styles: str = "", attributes: str = ""):
    return parse(zipped("".join(body), styles=styles, attributes=attributes), "报告.odt")


def test_paragraphs_and_tables_come_in_order():
    document = read(p("一、总体情况"), table(["规章", "1"], ["行政许可", "2"]), p("二、其他"))
    assert document.format == "odt"
    assert outline(document) == ["一、总体情况", [["规章", "1"], ["行政许可", "2"]], "二、其他"]


def test_a_flat_file_reads_as_the_zipped_one():
    body = p("一、总体情况") + table(["规章", "1"], ["行政许可", "2"])
    assert parse(flat(body), "报告.fodt") == parse(zipped(body), "报告.odt")


def test_white_space_counts_once_and_elements_stand_for_more_of_it():
    document = read(p(" 空 \n  格<text:span> 后</text:span><text:s text:c='3'/>宽<text:tab/>制<text:line-break/>次行"))
    assert texts(document) == ["空 格 后   宽\t制", "次行"]


def test_merged_and_repeated_cells_stand_where_they_are_drawn():
    rows = (
        "<table:table-header-rows><table:table-row><table:table-cell table:number-rows-spanned='2'>"
        f"{p('甲')}</table:table-cell><table:table-cell table:number-columns-spanned='3'>{p('乙')}</table:table-cell>"
        "<table:covered-table-cell table:number-columns-repeated='2'/></table:table-row></table:table-header-rows>"
        "<table:table-row><table:covered-table-cell/>"
        f"<table:table-cell table:number-columns-repeated='3'>{p('0')}</table:table-cell></table:table-row>"
        f"<table:table-row table:number-rows-repeated='2'><table:table-cell>{p('丙')}</table:table-cell>"
        "<table:table-cell table:number-columns-repeated='3'/></table:table-row>"
    )
    drawn = "0:甲[2x1] 1:乙[1x3] / 1:0 2:0 3:0 / 0:丙 1: 2: 3: / 0:丙 1: 2: 3:"
    assert sketch(tables(read(f"<table:table>{rows}</table:table>"))[0]) == drawn


def test_a_table_without_covered_cells_keeps_its_columns():
    rows = (
        f"<table:table-row><table:table-cell table:number-rows-spanned='2'>{p('甲')}</table:table-cell>"
        f"<table:table-cell>{p('1')}</table:table-cell></table:table-row>"
        f"<table:table-row><table:table-cell>{p('2')}</table:table-cell></table:table-row>"
    )
    assert sketch(tables(read(f"<table:table>{rows}</table:table>"))[0]) == "0:甲[2x1] 1:1 / 1:2"


def split(*rows: list[str], columns: str = "") -> str:
    """A cell that was split into a table of its own."""
    inner = table(*rows).replace("<table:table>", f"<table:table table:is-sub-table='true'>{columns}")
    return f"<table:table-cell>{inner}</table:table-cell>"


def test_cells_split_into_tables_are_cells_of_the_table():
    cell = f"<table:table-cell>{p('{}')}</table:table-cell>".format
    rows = (
        f"<table:table-row>{cell('甲')}{split(['乙', '丙'], ['丁', '戊'])}</table:table-row>"
        f"<table:table-row>{cell('己')}{cell('庚')}</table:table-row>"
    )
    drawn = "0:甲[2x1] 1:乙 2:丙 / 1:丁 2:戊 / 0:己 1:庚[1x2]"
    assert sketch(tables(read(f"<table:table>{rows}</table:table>"))[0]) == drawn


def test_split_cells_meet_where_their_widths_say():
    widths = "".join(
        style("table-column", name, "", f"<style:table-column-properties style:column-width='{width}'/>")
        for name, width in (("A", "2cm"), ("B", "4cm"), ("C", "1cm"), ("D", "3cm"))
    )
    column = "<table:table-column table:style-name='{}'/>".format
    cell = f"<table:table-cell>{p('{}')}</table:table-cell>".format
    rows = (
        f"<table:table-row>{cell('甲')}{split(['乙', '丙'], columns=column('C') + column('D'))}</table:table-row>"
        f"<table:table-row>{cell('丁')}{split(['戊', '己'], columns=column('D') + column('C'))}</table:table-row>"
    )
    whole = f"<table:table>{column('A')}{column('B')}{rows}</table:table>"
    assert sketch(tables(read(whole, styles=widths))[0]) == "0:甲 1:乙 2:丙[1x2] / 0:丁 1:戊[1x2] 3:己"


CHAPTERS = (
    "<text:list-style style:name='L'>"
    "<text:list-level-style-number text:level='1' style:num-suffix='、' style:num-format='一, 二, 三, ...'/>"
    "<text:list-level-style-number text:level='2' style:num-prefix='（' style:num-suffix='）' "
    "style:num-format='一, 二, 三, ...' text:start-value='2'/>"
    "<text:list-level-style-number text:level='3' loext:num-list-format='%1%.%3%.' style:num-format='1'/>"
    "</text:list-style>"
)


def items(*parts: str, attributes: str = "text:style-name='L'") -> str:
    return (
        f"<text:list {attributes}>{''.join(f'<text:list-item>{part}</text:list-item>' for part in parts)}</text:list>"
    )


def test_automatic_numbers_are_part_of_the_text():
    deeper = items(p("主动公开") + items(p("细目"), attributes="") + p("续"), attributes="")
    document = read(
        items(p("总体情况"), deeper),
        p("正文"),
        items(p("公开情况"), attributes="text:style-name='L' text:continue-numbering='true'"),
        items(p("另起"), attributes="text:style-name='L' xml:id='x'"),
        items(p("接续"), attributes="text:style-name='L' text:continue-list='x'"),
        styles=CHAPTERS,
    )
    numbered = ["一、总体情况", "（二）主动公开", "一.1.细目", "续", "正文", "二、公开情况", "一、另起", "二、接续"]
    assert texts(document) == numbered


def test_headings_are_numbered_by_the_outline():
    outline_style = CHAPTERS.replace("list-style style:name='L'", "outline-style").replace(
        "list-level-style-number", "outline-level-style"
    )
    outline_style = outline_style.replace("</text:list-style>", "</text:outline-style>")
    heading = "<text:h text:outline-level='{}' {}>{}</text:h>".format
    document = read(
        heading(1, "", "总体情况"),
        heading(2, "", "公开"),
        heading(1, "text:is-list-header='true'", "无号"),
        heading(1, "", "其他"),
        styles=outline_style,
    )
    assert texts(document) == ["一、总体情况", "（二）公开", "无号", "二、其他"]


HIDING = style("text", "T", "text:display='none'") + style("paragraph", "P", "text:display='none'")


def test_what_is_hidden_is_left_out_and_told():
    document = read(
        p("见<text:span text:style-name='T'>不见</text:span>后"),
        "<text:p text:style-name='P'>不见</text:p>",
        f"<text:section text:display='none'>{p('不见')}</text:section>",
        f"<text:section>{p('区内')}</text:section>",
        styles=HIDING,
    )
    assert texts(document) == ["见后", "区内"]
    assert document.notes == ("文档含有隐藏文字，未计入核查",)


def test_changes_are_accepted_and_told():
    document = read(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>",
        p("前<text:change text:change-id='c'/><text:change-start/>新<text:change-end/>"),
    )
    assert texts(document) == ["前新"]
    assert document.notes == ("文档含有未处理的修订痕迹，按接受全部修订后的文字核查",)


def test_notes_comments_and_pictures_are_no_text():
    document = read(
        p(
            "共<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>脚注</text:p></text:note-body>"
            "</text:note>12<office:annotation><text:p>批注</text:p></office:annotation>件"
            "<text:ruby><text:ruby-base>公开</text:ruby-base><text:ruby-text>gk</text:ruby-text></text:ruby>"
            "<text:bookmark text:name='b'/><text:page-number>3</text:page-number>"
            "<draw:frame><draw:image/><svg:title>图</svg:title></draw:frame>"
        ),
    )
    assert texts(document) == ["共12件公开3"]
    assert document.notes == ("文档含有图片，图片中的文字没有读取",)


def test_text_boxes_stand_behind_the_paragraph_that_anchors_them():
    box = "<draw:frame><draw:text-box>{}</draw:text-box></draw:frame>".format
    document = read(
        p("锚" + box(p("框") + items(p("项"))) + "文"),
        p("形<draw:g><draw:custom-shape><text:p>状</text:p></draw:custom-shape></draw:g>"),
        p("后文" + box(table(["甲", "1"], ["乙", "2"]) + p(""))),
        styles=CHAPTERS,
    )
    assert outline(document) == ["锚文", "框", "一、项", "形", "状", [["甲", "1"], ["乙", "2"]], "后文"]


def test_pages_are_counted_where_the_file_knows_them():
    before = style("paragraph", "B", "", "<style:paragraph-properties fo:break-before='page'/>")
    rows = table(["甲", "1"], ["乙", "2"]).replace("</table:table-row>", "</table:table-row><text:soft-page-break/>", 1)
    document = read(
        p("一<text:soft-page-break/>接"),
        "<text:p text:style-name='B'>二</text:p>",
        rows,
        p("三"),
        styles=before,
        attributes="text:use-soft-page-breaks='true'",
    )
    assert [block.place.page for block in document.blocks] == [1, 3, 3, 4]
    assert [cell.place.page for cell in tables(document)[0].cells] == [3, 3, 4, 4]
    assert [block.place.page for block in read(p("一"), p("二")).blocks] == [None, None]


needs_soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def converted(folder, content: bytes, name: str, *forms: str) -> bytes:
    """What LibreOffice makes of a file, step by step."""
    (folder / name).write_bytes(content)
    for form in forms:
        source = folder / name
        name = f"{source.stem}.{form.split(':')[0]}"
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", form, "--outdir", folder, source],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return (folder / name).read_bytes()


@needs_soffice
@pytest.mark.parametrize("forms", [("odt",), ("fodt",), ("doc:MS Word 97", "odt"), ("rtf:Rich Text Format", "odt")])
def test_the_official_form_reads_alike_from_word_and_from_libreoffice(tmp_path, forms):
    word = shared("reports", "official-template-2021.docx").read_bytes()
    expected, found = parse(word, "a.docx"), parse(converted(tmp_path, word, "a.docx", *forms), "a.odt")
    assert [grid(one) for one in tables(found)] == [grid(one) for one in tables(expected)]
    assert texts(found) == texts(expected)
