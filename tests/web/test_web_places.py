"""Evidence from files of pages and worksheets: where it is said, shown and marked."""

from __future__ import annotations

import msgspec
from web_sample import sample_checked, sample_report

from gouji.model import (
    Cell,
    CellKind,
    Checked,
    Document,
    Examined,
    Finding,
    GridCell,
    Paragraph,
    Place,
    Quote,
    Report,
    Severity,
    Status,
    Table,
)
from gouji.output import as_text, report_object
from gouji.web.evidence import show
from gouji.web.marks import mark_findings
from gouji.web.sheet import ShownParagraph, ShownTable, Turn, lay_out

SENTENCE = "全年收到申请3件。"
NOTE = "文档含有未处理的修订痕迹，按接受全部修订后的文字核查"


def on_page(page: int, row: int, column: int, text: str) -> GridCell:
    return GridCell(row, column, text, Place(page=page, paragraph=2, table=1, row=row + 1, column=column + 1))


def on_sheet(row: int, column: int, text: str) -> GridCell:
    name = f"{'ABC'[column]}{row + 1}"
    return GridCell(
        row, column, text, Place(paragraph=2, table=1, row=row + 1, column=column + 1, sheet="年报", cell=name)
    )


def report(*blocks: Paragraph | Table, cells: tuple[GridCell, ...]) -> Report:
    figures = {
        f"四.复议.{number}": Cell(f"四.复议.{number}", cell.text, CellKind.COUNT, cell.place)
        for number, cell in enumerate(cells)
    }
    document = Document(blocks, "docx", notes=(NOTE,))
    return msgspec.structs.replace(sample_report(), document=document, cells=figures, sections=(), tables={})


PAGED = Table(
    (on_page(1, 0, 0, "规章"), on_page(1, 0, 1, "5"), on_page(2, 1, 0, "许可"), on_page(2, 1, 1, "6")),
    Place(page=1, paragraph=2, table=1),
)
SHEET = Table(
    (on_sheet(0, 0, "规章"), on_sheet(0, 1, "5"), on_sheet(0, 2, "6")), Place(paragraph=2, table=1, sheet="年报")
)
PROSE = Paragraph(f"2023年工作有序。{SENTENCE}均已办结。", Place(page=1, paragraph=1))
FINDING = Finding(
    "数",
    cells=("四.复议.0", "四.复议.1"),
    quotes=(Quote(SENTENCE, Place(page=1, paragraph=1)),),
    severity=Severity.ERROR,
    rule="T4-01",
)
FROM_PAGES = report(PROSE, PAGED, Paragraph("完", Place(page=3, paragraph=3)), cells=(PAGED.cells[1], PAGED.cells[3]))
FROM_SHEET = report(SHEET, cells=SHEET.cells[1:])


def examined(whole: Report) -> Examined:
    checked: Checked = msgspec.structs.replace(sample_checked(), report=whole, findings=(FINDING,))
    return Examined("报告.docx", Status.CHECKED, None, "0" * 64, "docx", checked)


def test_pages_and_worksheets_begin_where_they_begin():
    first, prose, table, last, end = lay_out(FROM_PAGES, mark_findings(FROM_PAGES, [])).blocks
    assert (first, last) == (Turn("第1页"), Turn("第3页"))
    assert [type(block) for block in (prose, table, end)] == [ShownParagraph, ShownTable, ShownParagraph]
    assert [[cell.turn for cell in row] for row in table.rows] == [["", ""], ["第2页", ""]]
    named, _ = lay_out(FROM_SHEET, mark_findings(FROM_SHEET, [])).blocks
    assert named == Turn("工作表“年报”")


def test_the_sentence_is_marked_within_its_paragraph_and_each_cell_by_itself():
    marks = mark_findings(FROM_PAGES, [FINDING])
    _, prose, table, *_ = lay_out(FROM_PAGES, marks).blocks
    assert [piece.text for piece in prose.pieces if piece.marks] == [SENTENCE]
    assert [cell.text for row in table.rows for cell in row if cell.marks] == ["5", "6"]


def test_a_finding_says_where_its_cells_stand():
    [of_pages] = show(FROM_PAGES, [(FINDING, None)], mark_findings(FROM_PAGES, [FINDING]))
    assert [row.source for row in of_pages.figures] == ["第1页第1个表格第1行", "第2页第1个表格第2行"]
    assert [quote.where for quote in of_pages.quotes] == ["第1页第1段"]
    [of_sheet] = show(FROM_SHEET, [(FINDING, None)], mark_findings(FROM_SHEET, [FINDING]))
    assert [row.source for row in of_sheet.figures] == ["工作表“年报”B1单元格", "工作表“年报”C1单元格"]


def test_a_cell_is_found_by_its_name_on_the_worksheet():
    quoting = Finding("", quotes=(Quote("5", Place(sheet="年报", cell="B1")),), severity=Severity.ERROR)
    assert list(mark_findings(FROM_SHEET, [quoting]).cells) == [(0, 1)]


def test_json_says_where_everything_stands():
    one = report_object(examined(FROM_SHEET))
    assert one["notes"] == [NOTE]
    nowhere = dict.fromkeys(("page", "line", "table", "row", "column", "sheet", "cell"))
    stands = nowhere | {"line": 2, "table": 1, "row": 1, "column": 2, "sheet": "年报", "cell": "B1"}
    assert stands.items() <= one["cells"]["四.复议.0"].items()
    assert one["findings"][0]["quotes"] == [{"text": SENTENCE} | nowhere | {"page": 1, "line": 1}]


def test_the_terminal_says_what_to_know_of_the_file_and_where_cells_stand():
    paged, named = (as_text([examined(whole)], colour=False) for whole in (FROM_PAGES, FROM_SHEET))
    assert f"  [提示] {NOTE}\n" in paged
    assert "（第2页第1个表格第2行第2列）" in paged
    assert f"第1页第1段 “{SENTENCE}”" in paged
    assert "（工作表“年报”C1单元格）" in named
