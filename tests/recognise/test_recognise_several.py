"""Several reports in one file are each a document; what only looks like a second report is none."""

import pytest

from gouji.draft import sound
from gouji.model import Document, GridCell, Paragraph, Place, Table
from gouji.parse import parse
from gouji.recognise import recognise, split
from writing import WRITERS


def numbered(form, unit, start=0, **more):
    draft = sound(form, unit=unit, **more)
    for number, address in enumerate(draft.cells):
        draft.cells[address] = str(number + start)
    return draft


def joined(*parts):
    """The blocks of drafts and paragraphs one after the other, places as a reader would give them."""
    blocks, tables = [], 0
    for part in parts:
        for block in part.document().blocks if not isinstance(part, str) else (Paragraph(part, Place()),):
            place = Place(paragraph=len(blocks) + 1)
            if isinstance(block, Paragraph):
                blocks.append(Paragraph(block.text, place))
                continue
            tables += 1
            cells = tuple(
                GridCell(
                    c.row,
                    c.column,
                    c.text,
                    Place(paragraph=place.paragraph, table=tables, row=c.row + 1, column=c.column + 1),
                    c.rowspan,
                    c.colspan,
                )
                for c in block.cells
            )
            blocks.append(Table(cells, Place(paragraph=place.paragraph, table=tables)))
    return Document(tuple(blocks), "draft")


def figures(report):
    return {address: cell.text for address, cell in report.cells.items()}


def assert_each(documents, *drafts):
    assert len(documents) == len(drafts)
    for document, draft in zip(documents, drafts, strict=True):
        report = recognise(document)
        assert (report.unit, report.year, report.edition) == (draft.unit, draft.year, draft.form)
        assert figures(report) == draft.cells
        assert [section.numeral for section in report.sections] == list("一二三四五六")
        assert report.unplaced == ()


@pytest.mark.parametrize("kind", ["drawn", *WRITERS])
def test_two_reports_one_after_the_other_are_two(kind):
    one, two = numbered("ed2021", "云溪县财政局"), numbered("ed2019", "青禾镇人民政府", 100)
    document = joined(one, two)
    if kind != "drawn":
        document = parse(WRITERS[kind](document), f"汇编.{kind}")
    assert_each(split(document), one, two)


def test_a_title_over_three_lines_begins_the_second():
    one, two = numbered("ed2021", "云溪县财政局"), numbered("ed2021", "云溪县水务局", 7)
    two.title = "云溪县水务局\n2023年\n政府信息公开工作年度报告"
    documents = split(joined(one, two))
    assert [recognise(document).unit for document in documents] == ["云溪县财政局", "云溪县水务局"]
    assert figures(recognise(documents[1])) == two.cells


def test_a_title_of_lines_that_are_none_by_themselves_begins_the_second():
    one, two = numbered("ed2021", "云溪县财政局"), numbered("ed2021", "云溪县水务局", 7)
    two.title = "云溪县水务局\n2023年政府信息公开\n工作年度报告"
    documents = split(joined(one, "云溪县财政局", "2024年1月20日", two))
    assert [recognise(document).unit for document in documents] == ["云溪县财政局", "云溪县水务局"]
    assert [figures(recognise(document)) for document in documents] == [one.cells, two.cells]


def without_tables(draft):
    for section in draft.sections:
        section.table = None
        section.paragraphs = section.paragraphs or ["具体数据见附件图片。"]
    draft.cells = {}
    return draft


@pytest.mark.parametrize("kind", ["drawn", *WRITERS])
@pytest.mark.parametrize("order", [1, -1])
def test_figures_never_go_to_a_report_beside_it_that_has_no_tables(kind, order):
    drafts = [numbered("ed2021", "云溪县财政局"), without_tables(sound("ed2021", unit="云溪县水务局"))][::order]
    document = joined(*drafts)
    if kind != "drawn":
        document = parse(WRITERS[kind](document), f"汇编.{kind}")
    assert_each(split(document), *drafts)


def test_reports_of_years_before_the_form_are_told_apart_by_their_titles():
    old = [sound("pre2019", year) for year in (2016, 2017)]
    documents = split(joined(*old, numbered("ed2021", "云溪县农业农村局")))
    assert [recognise(document).year for document in documents] == [2016, 2017, 2023]


def test_a_second_report_without_a_title_begins_at_its_first_section():
    one, two = numbered("ed2021", "云溪县财政局"), numbered("ed2021", "云溪县水务局", 7)
    two.title, two.preface = "", []
    documents = split(joined(one, two))
    assert [figures(recognise(document)) for document in documents] == [one.cells, two.cells]


def test_a_cover_and_contents_page_of_each_belong_to_their_report():
    one, two = numbered("ed2021", "云溪县财政局"), numbered("ed2021", "云溪县水务局", 7)
    contents = ["目录", "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"]
    contents += ["四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"]
    documents = split(joined(one.title, *contents, one, two.title, *contents, two))
    assert_each(documents, one, two)


def test_a_list_of_titles_before_the_reports_splits_nothing_off():
    one, two = numbered("ed2021", "云溪县财政局"), numbered("ed2021", "云溪县水务局", 7)
    for tail in ("", "………12", "\t3"):
        assert len(split(joined("目  录", one.title + tail, two.title + tail, one, two))) == 2


def unsplit(*parts):
    document = joined(*parts)
    return split(document) == (document,)


def test_one_report_is_one_whatever_repeats_its_title():
    draft = numbered("ed2021", "云溪县财政局")
    assert unsplit(draft)
    assert unsplit(draft.title, draft)
    assert unsplit(draft.title, "目录", "一、总体情况……1", "二、主动公开政府信息情况……2", draft)
    assert unsplit(draft, "云溪县财政局2022年政府信息公开工作年度报告", "云溪县财政局2021年政府信息公开工作年度报告")
    others = "云溪县水务局2022年政府信息公开工作年度报告"
    assert unsplit(others, "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", draft)
    assert unsplit(draft, others, "一、总体情况", "见上年。", "五、存在的主要问题及改进情况", "见上年。")
    assert unsplit(draft, "上一篇：云溪县水务局2023年政府信息公开工作年度报告")


def test_a_running_head_on_every_page_splits_nothing():
    draft = numbered("ed2021", "云溪县财政局")
    blocks = []
    for block in draft.document().blocks:
        blocks += [Paragraph(draft.title, Place(paragraph=900)), block]
    document = Document(tuple(blocks), "draft")
    assert split(document) == (document,)


@pytest.mark.parametrize("first", [False, True])
def test_a_blank_form_beside_the_report_is_left_out_with_a_note(first):
    draft, form = numbered("ed2021", "云溪县财政局"), sound("ed2021")
    form.title, form.cells = "XX局20XX年政府信息公开工作年度报告", dict.fromkeys(form.cells, "")
    parts = [form, "附件", draft] if first else [draft, "附件", form]
    (document,) = split(joined(*parts))
    assert figures(recognise(document)) == draft.cells
    assert any("空白模板" in note for note in document.notes)


def test_reports_in_one_table_from_top_to_bottom_are_cut_between_rows():
    one, two = numbered("ed2021", "云溪县财政局"), numbered("ed2021", "云溪县水务局", 7)
    cells, row = [], 0
    for block in joined(one, two).blocks:
        if isinstance(block, Paragraph):
            cells.append(GridCell(row, 0, block.text, Place(table=1, row=row + 1, column=1), 1, 10))
            row += 1
            continue
        top = row
        for cell in block.cells:
            place = Place(table=1, row=top + cell.row + 1, column=cell.column + 1)
            cells.append(GridCell(top + cell.row, cell.column, cell.text, place, cell.rowspan, cell.colspan))
            row = max(row, top + cell.row + cell.rowspan)
    documents = split(Document((Table(tuple(cells), Place(table=1)),), "xlsx"))
    assert [figures(recognise(document)) for document in documents] == [one.cells, two.cells]
