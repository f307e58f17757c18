"""What comes out of the converter is the report that went in, cell for cell."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from convert.offices import FORMS
from formats.office import saved_as
from gouji.errors import NeedsConverter, Unreadable
from gouji.model import Paragraph
from gouji.parse import parse


def _drawn(document):
    return [
        block.text
        if isinstance(block, Paragraph)
        else sorted((cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in block.cells)
        for block in document.blocks
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_an_old_file_has_the_paragraphs_and_cells_of_the_new_one(warm, word_files, old_files, kind, form):
    odt = warm.to_odt(old_files[kind][form], kind)
    assert _drawn(parse(odt, "报告", kind="odt")) == _drawn(parse(word_files[form], "报告.docx"))


@pytest.mark.parametrize(
    ("spoilt", "kind"),
    [
        (lambda doc, rtf: doc[:8] + bytes(range(256)) * 200, "doc"),
        (lambda doc, rtf: doc[: len(doc) // 2], "doc"),
        (lambda doc, rtf: doc[: len(doc) * 9 // 10], "doc"),
        (lambda doc, rtf: b"<html><body><p>hello</p></body></html>", "doc"),
        (lambda doc, rtf: rtf[: len(rtf) // 2], "rtf"),
        (lambda doc, rtf: b"{\\rtf1" + b"{" * 200_000, "rtf"),
    ],
    ids=["garbage", "half", "nine tenths", "a page", "half an rtf", "nested"],
)
def test_a_damaged_file_is_refused_in_words_and_the_next_is_converted(warm, old_files, spoilt, kind):
    with pytest.raises(Unreadable, match=r"LibreOffice 读不出这个.*另存为 \.docx"):
        warm.to_odt(spoilt(old_files["doc"]["ed2021"], old_files["rtf"]["ed2021"]), kind)
    assert warm.to_odt(old_files["doc"]["ed2021"], "doc")


#: A Word 2007 body as WordprocessingML: what people leave in drafts.
DRAFT = """
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr></w:pPr><w:r><w:t>总体情况</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="90"/></w:numPr></w:pPr><w:r><w:t>主动公开</w:t></w:r></w:p>
<w:p><w:r><w:t>全年收到</w:t></w:r>
  <w:del w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"><w:r><w:delText>12</w:delText></w:r></w:del>
  <w:ins w:id="2" w:author="a" w:date="2024-01-01T00:00:00Z"><w:r><w:t>15</w:t></w:r></w:ins>
  <w:r><w:t>件</w:t></w:r></w:p>
<w:p><w:r><w:t>可见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>文字</w:t></w:r></w:p>
<w:p><w:r><w:t>公式</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=1+1</w:instrText></w:r>
  <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>
  <w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
<w:p><w:r><w:t>日期</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>
  <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>某日</w:t></w:r>
  <w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
"""
LEVEL = (
    '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="{}"/></w:lvl>'
)


def _draft() -> bytes:
    """A Word file of that, with numbers made by numbering."""
    word = docx.Document()
    numbering, body = word.part.numbering_part.element, word.element.body
    levels = LEVEL.format(0, "%1、") + LEVEL.format(1, "（%2）")
    numbering.insert(0, _xml("abstractNum", levels, 'w:abstractNumId="90"'))
    numbering.append(_xml("num", '<w:abstractNumId w:val="90"/>', 'w:numId="90"'))
    for paragraph in list(_xml("body", DRAFT)):
        body.insert(len(body) - 1, paragraph)
    saved = io.BytesIO()
    word.save(saved)
    return saved.getvalue()


def _xml(name: str, content: str, attributes: str = ""):
    return parse_xml(f"<w:{name} {nsdecls('w')} {attributes}>{content}</w:{name}>")


def test_a_draft_of_word_97_is_read_as_people_see_it(warm):
    document = parse(warm.to_odt(saved_as("doc", {"draft": _draft()})["draft"], "doc"), "草稿", kind="odt")
    *texts, date = [block.text for block in document.blocks]
    assert texts == ["一、总体情况", "（一）主动公开", "全年收到15件", "可见文字", "公式7"]
    assert date.startswith("日期")
    assert set(document.notes) == {
        "文档含有未处理的修订痕迹，按接受全部修订后的文字核查",
        "文档含有隐藏文字，未计入核查",
        "文档含有自动更新的日期或时间，读到的不一定是报告成文时的",
    }


def _gbk(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))


@pytest.mark.parametrize(
    "head", [r"\ansicpg936", r"\ansicpg936{\fonttbl{\f0 SimSun;}}\f0", r"{\fonttbl{\f0\fcharset134 A;}}\f0"]
)
def test_the_characters_of_an_rtf_are_those_of_its_code_page_or_font(warm, head):
    rtf = rf"{{\rtf1\ansi{head} {_gbk('主动公开')}\u20449?12{_gbk('件')}\par}}".encode("ascii")
    assert [block.text for block in parse(warm.to_odt(rtf, "rtf"), "报告", kind="odt").blocks] == ["主动公开信12件"]


def test_the_merged_cells_of_an_rtf_are_merged(warm):
    rtf = (
        rb"{\rtf1\ansi \trowd\clvmgf\cellx2000\cellx4000\cellx6000 a\cell b\cell c\cell\row"
        rb"\trowd\clvmrg\cellx2000\clmgf\cellx4000\clmrg\cellx6000 \cell d\cell\cell\row\pard end\par}"
    )
    table, end = parse(warm.to_odt(rtf, "rtf"), "报告", kind="odt").blocks
    drawn = [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells]
    assert drawn == [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 1), ("c", 0, 2, 1, 1), ("d", 1, 1, 1, 2)]
    assert end.text == "end"


def test_other_formats_are_none_of_its_business(warm):
    with pytest.raises(NeedsConverter):
        warm.to_odt(b"%PDF-1.4", "pdf")
