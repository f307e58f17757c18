"""Evidence finds its spot in the document, and the document is cut where marks begin and end."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from web_sample import sample_findings, sample_report

from gouji.model import Document, Finding, GridCell, Paragraph, Place, Quote, Report, Section, Severity, Table
from gouji.web.marks import Mark, Span, mark_findings
from gouji.web.sheet import Piece, Role, ShownParagraph, ShownTable, cut, lay_out


def a_report(*blocks: Paragraph | Table, **changes: object) -> Report:
    whole = msgspec.structs.replace(sample_report(), document=Document(blocks, "txt"), cells={}, sections=(), tables={})
    return msgspec.structs.replace(whole, **changes)


def quoting(text: str, place: Place) -> Finding:
    return Finding("", quotes=(Quote(text, place),), severity=Severity.ERROR)


def marked_words(report: Report, *findings: Finding) -> list[tuple[str, list[int]]]:
    """The pieces of the first block that have marks."""
    [block, *_] = lay_out(report, mark_findings(report, findings)).blocks
    assert isinstance(block, ShownParagraph)
    return [(piece.text, [mark.number for mark in piece.marks]) for piece in block.pieces if piece.marks]


def test_the_quoted_words_are_marked_and_nothing_else():
    report = a_report(Paragraph("共收到申请3件。全部办结。", Place(line=4)))
    assert marked_words(report, quoting("全部办结。", Place(line=4))) == [("全部办结。", [1])]


def test_words_that_differ_only_in_spaces_are_found():
    report = a_report(Paragraph("共收到 申请\u30003件。", Place(line=4)))
    assert marked_words(report, quoting("收到申请3件", Place(line=4))) == [("收到 申请\u30003件", [1])]


def test_the_whole_paragraph_is_marked_when_the_words_are_not_in_it():
    report = a_report(Paragraph("共收到申请3件。", Place(line=4)))
    assert marked_words(report, quoting("没有的话", Place(line=4))) == [("共收到申请3件。", [1])]


def test_words_without_a_known_place_are_looked_for_in_the_whole_document():
    report = a_report(Paragraph("共收到申请3件。", Place(line=4)))
    assert marked_words(report, quoting("申请3件", Place())) == [("申请3件", [1])]


def test_overlapping_quotes_are_cut_where_either_begins_or_ends():
    report, place = a_report(Paragraph("甲乙丙丁", Place(line=1))), Place(line=1)
    assert marked_words(report, quoting("甲乙丙", place), quoting("乙丙丁", place)) == [
        ("甲", [1]),
        ("乙丙", [1, 2]),
        ("丁", [2]),
    ]


def test_each_mark_begins_once():
    report, place = a_report(Paragraph("甲乙丙丁", Place(line=1))), Place(line=1)
    findings = [quoting("甲乙丙", place), quoting("乙丙丁", place)]
    [block] = lay_out(report, mark_findings(report, findings)).blocks
    assert isinstance(block, ShownParagraph)
    assert [sorted(piece.starts) for piece in block.pieces] == [["f1"], ["f2"], []]


def test_a_place_that_names_only_a_row_leads_to_its_first_cell():
    cells = tuple(
        GridCell(row, column, f"{row}{column}", Place(table=1, row=row + 1, column=column + 1))
        for row in range(2)
        for column in range(2)
    )
    report = a_report(Table(cells, Place(table=1)))
    finding = quoting("规章", Place(table=1, row=2))
    assert mark_findings(report, [finding]).cells == {(0, 2): [Mark(1, Severity.ERROR, "f1")]}


def test_evidence_that_stands_nowhere_has_no_anchor():
    report = a_report(Paragraph("甲", Place(line=1)))
    finding = Finding("", cells=("三.R01.总计",), quotes=(Quote("没有的话", Place(line=9)),), severity=Severity.INFO)
    assert mark_findings(report, [finding]).anchors == {}


def test_two_pieces_of_evidence_in_one_cell_mark_it_once():
    report = sample_report()
    place = report.cells["三.R01.总计"].place
    finding = Finding("", cells=("三.R01.总计",), quotes=(Quote("15", place),), severity=Severity.ERROR)
    marks = mark_findings(report, [finding])
    assert list(marks.cells.values()) == [[Mark(1, Severity.ERROR, "f1")]]
    assert set(marks.anchors.values()) == {"f1"}


def test_every_piece_of_evidence_of_the_sample_has_its_own_anchor():
    report, findings = sample_report(), sample_findings()
    marks = mark_findings(report, findings)
    expected = [(n, evidence) for n, f in enumerate(findings, 1) for evidence in (*f.quotes, *f.cells)]
    assert list(marks.anchors) == expected
    assert len(set(marks.anchors.values())) == len(expected)


def test_the_title_and_the_section_headings_stand_out():
    sheet = lay_out(sample_report(), mark_findings(sample_report(), []))
    paragraphs = [block for block in sheet.blocks if isinstance(block, ShownParagraph)]
    assert [block.anchor for block in paragraphs if block.role is Role.HEADING] == ["s1", "s2", "s3", "s4", "s5", "s6"]
    assert [block.number for block in paragraphs if block.role is Role.TITLE] == [1]


def test_a_section_that_begins_in_a_cell_can_be_gone_to_and_begins_a_table_of_its_own():
    texts = [["一、总体情况"], ["信息内容", "数量"], ["二、主动公开"], ["规章", "0", "0"]]
    cells = tuple(
        GridCell(row, column, text, Place(line=10 * row + column + 1))
        for row, line in enumerate(texts)
        for column, text in enumerate(line)
    )
    sections = tuple(Section(cell.text[0], cell.text[2:], None, cell.place) for cell in cells if "、" in cell.text)
    report = a_report(Table(cells, Place(line=1), spans_known=False), sections=sections)
    tables = lay_out(report, mark_findings(report, [])).blocks
    assert [[[(c.text, c.anchor, c.colspan) for c in row] for row in table.rows] for table in tables] == [
        [[("一、总体情况", "s1", 2)], [("信息内容", None, 1), ("数量", None, 1)]],
        [[("二、主动公开", "s2", 3)], [("规章", None, 1), ("0", None, 1), ("0", None, 1)]],
    ]


def test_no_document_makes_a_cell_wider_than_browsers_take():
    cell = GridCell(0, 0, "", Place(table=1, row=1, column=1), rowspan=2_000_000_000, colspan=-4)
    report = a_report(Table((cell,), Place(table=1)))
    [table] = lay_out(report, mark_findings(report, [])).blocks
    assert isinstance(table, ShownTable)
    assert [(shown.rowspan, shown.colspan) for row in table.rows for shown in row] == [(1000, 1)]


def test_an_empty_paragraph_can_be_marked():
    mark = Mark(1, Severity.ERROR, "f1")
    assert list(cut("", [Span(0, 0, mark)])) == [Piece("", (mark,), frozenset({"f1"}))]


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_whatever_is_quoted_the_text_stays_whole_and_every_quote_begins_once(text, edges):
    place = Place(line=1)
    findings = [quoting(text[min(pair) : max(pair)], place) for pair in edges]
    report = a_report(Paragraph(text, place))
    [block] = lay_out(report, mark_findings(report, findings)).blocks
    assert isinstance(block, ShownParagraph)
    assert "".join(piece.text for piece in block.pieces) == text
    started = [anchor for piece in block.pieces for anchor in piece.starts]
    assert sorted(started) == sorted(f"f{number}" for number, _ in enumerate(findings, start=1))
