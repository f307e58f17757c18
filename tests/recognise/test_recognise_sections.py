"""Sections are found by what their headings mean; numerals of tables and lists are not taken for them."""

import pytest

from gouji.draft import sound
from gouji.errors import NotAReport, Unreadable
from gouji.model import Document, GridCell, Paragraph, Place, Table
from gouji.recognise import recognise
from gouji.rule.example import example_report


def headings(report):
    return [(section.numeral, section.kind) for section in report.sections]


OFFICIAL = [
    ("一", "overview"),
    ("二", "proactive_disclosure"),
    ("三", "disclosure_on_request"),
    ("四", "reconsideration_litigation"),
    ("五", "problems"),
    ("六", "other"),
]


@pytest.mark.parametrize("form", ["ed2019", "ed2021"])
def test_the_numerals_inside_table_three_are_no_sections(form):
    assert headings(recognise(sound(form).document())) == OFFICIAL


def test_a_list_inside_a_section_is_no_section():
    report = example_report("一：一、加强领导\n一：二、完善制度\n一：三、严格审核")
    assert headings(report) == OFFICIAL
    assert [p.text for p in report.sections[0].paragraphs] == ["一、加强领导", "二、完善制度", "三、严格审核"]


def test_an_extra_section_that_continues_the_numbering_is_one():
    report = example_report("五.序号 = 五\n在五前加 五、平台建设情况：建设平台。\n五.序号 = 六\n六.序号 = 七")
    assert headings(report) == [*OFFICIAL[:4], ("五", None), ("六", "problems"), ("七", "other")]


def test_a_section_in_the_place_of_another_keeps_its_own_title():
    report = example_report("五.标题 = 政务公开的成效及下一步打算")
    assert headings(report)[4] == ("五", None)


def test_a_wrong_numeral_does_not_hide_the_section():
    assert headings(example_report("二.序号 = 一"))[1] == ("一", "proactive_disclosure")


def test_a_heading_glued_to_its_prose_is_cut_from_it():
    draft = sound()
    draft.section(
        "五"
    ).title = "存在的主要问题及改进情况全面审视一年来的工作，主要问题是人手不足，下一步加强培训，逐步改进公开质量"
    report = recognise(draft.document())
    section = report.section("problems")
    assert section is not None
    assert section.title == "存在的主要问题及改进情况"
    assert section.paragraphs[0].text.startswith("全面审视一年来的工作")


def test_a_heading_in_a_table_row_of_its_own_is_a_heading():
    blocks = []
    for block in sound("ed2019").document().blocks:
        if isinstance(block, Paragraph) and block.text.startswith("二、"):
            blocks.append(Table((GridCell(0, 0, block.text, block.place),), block.place, spans_known=False))
        else:
            blocks.append(block)
    assert headings(recognise(Document(tuple(blocks), "txt"))) == OFFICIAL


def test_what_is_no_annual_report_is_said_to_be_something_else():
    notice = Document((Paragraph("关于召开年终总结会议的通知", Place(line=1)),), "txt")
    with pytest.raises(NotAReport, match="关于召开年终总结会议的通知"):
        recognise(notice)


def test_a_title_without_a_body_cannot_be_assessed():
    page = Document((Paragraph("云溪县财政局2023年政府信息公开工作年度报告", Place(line=1)),), "html")
    with pytest.raises(Unreadable, match="图片或附件"):
        recognise(page)
