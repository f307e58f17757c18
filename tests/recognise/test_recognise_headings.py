"""Headings are found where people leave them: glued to prose, on a contents page, in rows of a table."""

import pytest

from gouji.draft import sound
from gouji.model import Document, GridCell, Paragraph, Place, Table
from gouji.recognise import recognise

KINDS = ["overview", "proactive_disclosure", "disclosure_on_request", "reconsideration_litigation", "problems", "other"]


def kinds(report):
    return [section.kind for section in report.sections]


def rewritten(draft, rewrite):
    """The draft's document with each paragraph replaced by what `rewrite` makes of it."""
    blocks = []
    for block in draft.document().blocks:
        if isinstance(block, Paragraph):
            blocks += [Paragraph(text, block.place) for text in rewrite(block.text)]
        else:
            blocks.append(block)
    return Document(tuple(blocks), "draft")


def test_headings_glued_to_the_prose_before_and_behind_are_found():
    draft = sound()
    draft.preface = ["根据条例要求，现公布本机关政府信息公开情况一、总体情况2023年，本机关认真落实各项要求，工作有序。"]
    document = draft.document()
    blocks = [b for b in document.blocks if not (isinstance(b, Paragraph) and b.text == "一、总体情况")]
    report = recognise(Document(tuple(blocks), "draft"))
    assert kinds(report) == KINDS
    assert report.preface[-1].text.endswith("政府信息公开情况")
    assert report.sections[0].title == "总体情况"
    assert report.sections[0].paragraphs[0].text.startswith("2023年，本机关认真落实")


def test_a_whole_text_in_one_paragraph_is_cut_at_its_headings():
    draft = sound()
    lines, tables = [], []
    for block in draft.document().blocks:
        (lines if isinstance(block, Paragraph) else tables).append(block)
    text = "".join(one.text for one in lines[2:])
    blocks = (*lines[:2], Paragraph(text, Place(paragraph=3)), *tables)
    report = recognise(Document(blocks, "draft"))
    assert kinds(report) == KINDS
    assert report.sections[4].text.startswith("存在的主要问题：一是")
    assert report.sections[0].text.startswith("2023年，本机关")


@pytest.mark.parametrize(
    "sentence",
    [
        "本报告包括一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况；六、其他需要报告的事项六个部分。",
        "有关收费的情况详见本报告第六、其他需要报告的事项部分，此处不再一一赘述，请予查阅。",
        "本年度的其他情况请见“六、其他需要报告的事项”，此处不再一一赘述，请各位读者查阅。",
    ],
)
def test_headings_that_a_sentence_only_names_are_none(sentence):
    draft = sound()
    draft.section("一").paragraphs.append(sentence)
    draft.sections.remove(draft.section("六"))
    report = recognise(draft.document())
    assert kinds(report) == KINDS[:5]
    assert sentence in [p.text for p in report.sections[0].paragraphs]


@pytest.mark.parametrize("tail", ["", "……………… 3", "\t12", "  5", "........7"])
def test_a_contents_page_is_no_section(tail):
    draft = sound()
    titles = [f"{section.numeral}、{section.title}{tail}" for section in draft.sections]
    draft.preface = ["目录", *titles, *draft.preface]
    report = recognise(draft.document())
    assert kinds(report) == KINDS
    assert report.sections[0].text.startswith("2023年，本机关")
    assert report.sections[5].text.startswith("本年度未收取")


def test_a_page_laid_out_as_one_table_keeps_its_title_and_prose():
    draft = sound()
    cells, row = [], 0
    for block in draft.document().blocks:
        if isinstance(block, Paragraph):
            cells.append(GridCell(row, 0, block.text, Place(table=1, row=row + 1, column=1), 1, 10))
            row += 1
            continue
        top = row
        for cell in block.cells:
            place = Place(table=1, row=top + cell.row + 1, column=cell.column + 1)
            cells.append(GridCell(top + cell.row, cell.column, cell.text, place, cell.rowspan, cell.colspan))
            row = max(row, top + cell.row + cell.rowspan)
    report = recognise(Document((Table(tuple(cells), Place(table=1)),), "html"))
    assert (report.title, report.unit, report.year) == (draft.title, draft.unit, draft.year)
    assert kinds(report) == KINDS
    assert [section.text for section in report.sections] == [
        "\n".join(section.paragraphs) for section in draft.sections
    ]
    assert {address: cell.text for address, cell in report.cells.items()} == draft.cells
    assert report.unplaced == ()


@pytest.mark.parametrize(
    "title",
    [
        "2023年\n云溪县水务局\n政府信息公开工作年度报告",
        "云溪县水务局\n2023年\n政府信息公开工作年度报告",
        "云溪县水务局\n2023年政府信息公开\n工作年度报告",
        "云溪县水务局\n2023年\n政府信息公开\n工作年度报告",
    ],
)
def test_a_title_over_several_lines_is_one(title):
    draft = sound()
    draft.title = title
    report = recognise(draft.document())
    assert report.title == title.replace("\n", "")
    assert (report.unit, report.year) == ("云溪县水务局", 2023)
