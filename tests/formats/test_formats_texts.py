"""Texts and Markdown as programs and people save them: the same figures as were drawn, and no finding of a fault."""

from __future__ import annotations

import csv
import html
import io
import unicodedata
from collections.abc import Callable

import pytest

from gouji.check import Checker
from gouji.model import Document, GridCell, Paragraph, Severity, Table
from gouji.parse import parse
from gouji.recognise import recognise
from gouji.rule import load_rules
from seeded import seeded_report


def grid(table: Table) -> list[list[str]]:
    """Every position of a table; those under merged cells are blank."""
    height = max(cell.row + cell.rowspan for cell in table.cells)
    width = max(cell.column + cell.colspan for cell in table.cells)
    texts = [[""] * width for _ in range(height)]
    for cell in table.cells:
        texts[cell.row][cell.column] = cell.text
    return texts


def lines(document: Document, drawn: Callable[[Table], list[str]], *, marked_up: bool = False) -> str:
    """The document with its tables as they are drawn; with `marked_up` headings begin with `#`."""
    found: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found += ["", *drawn(block), ""]
            continue
        heading = marked_up and (not found or (block.text[1:2] == "、" and len(block.text) < 30))
        found += [f"{'## ' if found else '# '}{block.text}", ""] if heading else [block.text]
    return "\n".join(found)


def html_table(table: Table) -> list[str]:
    def td(cell: GridCell) -> str:
        return f'    <td rowspan="{cell.rowspan}" colspan="{cell.colspan}">{html.escape(cell.text)}</td>'

    rows = [line for row in table.rows() for line in ["  <tr>", *map(td, row), "  </tr>"]]
    return ["<table>", *rows, "</table>"]


def ruled_columns(table: Table) -> list[str]:
    """Columns lined up with blanks, and a line of strokes under the headings."""
    texts = grid(table)
    widths = [max(2, *(wide(row[column]) for row in texts)) for column in range(len(texts[0]))]
    rows = [
        "  ".join(text + " " * (width - wide(text)) for text, width in zip(row, widths, strict=True)) for row in texts
    ]
    return [f"  {row}".rstrip() for row in [rows[0], "  ".join("-" * width for width in widths), *rows[1:]]]


def wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def tabs_for_all(table: Table) -> list[str]:
    return ["\t".join(row) for row in grid(table)]


def quoted_fields(document: Document) -> str:
    """Unicode text of a spreadsheet: fields between TABs, in quotes where a label is written on two lines."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter="\t")
    for block in document.blocks:
        rows = [[block.text]] if isinstance(block, Paragraph) else grid(block)
        tall = not isinstance(block, Paragraph)
        writer.writerows([f"{t[:4]}\n{t[4:]}" if tall and len(t) > 8 else t for t in row] for row in rows)
    return file.getvalue()


def as_html_in_markdown(document: Document) -> bytes:
    return lines(document, html_table, marked_up=True).encode()


def as_html_in_text(document: Document) -> bytes:
    return lines(document, html_table).encode("gb18030")


def as_simple_tables(document: Document) -> bytes:
    return lines(document, ruled_columns, marked_up=True).encode()


def as_tabs_for_all(document: Document) -> bytes:
    return lines(document, tabs_for_all).encode("utf-16")


def as_unicode_text(document: Document) -> bytes:
    return quoted_fields(document).encode("utf-16")


@pytest.mark.parametrize(
    ("write", "name", "form"),
    [
        (as_html_in_markdown, "年报.md", "md"),
        (as_html_in_text, "年报.txt", "txt"),
        (as_simple_tables, "年报.md", "md"),
        (as_tabs_for_all, "年报.txt", "txt"),
        (as_unicode_text, "年报.txt", "txt"),
    ],
)
@pytest.mark.parametrize("seed", [3, 4, 6, 10])
def test_a_text_reads_to_what_was_drawn(seed, write, name, form):
    drawn = seeded_report(seed).document()
    measure = recognise(drawn)
    document = parse(write(drawn), name)
    assert isinstance(document, Document)
    checked = Checker(load_rules()).check(recognise(document))
    report = checked.report
    assert document.format == form
    assert {address: (cell.value, cell.doubt) for address, cell in report.cells.items()} == {
        address: (cell.value, None) for address, cell in measure.cells.items()
    }
    assert (report.unit, report.year, report.edition) == (measure.unit, measure.year, measure.edition)
    assert [section.title for section in report.sections] == [section.title for section in measure.sections]
    assert [one.message for one in checked.findings if one.severity is not Severity.INFO] == []


def test_a_table_in_html_stands_where_its_first_line_is():
    document = parse(
        "# 标题\n第一行文字。\n第二行文字。\n\n<table><tr><td>规章</td><td>1</td></tr></table>\n尾".encode(), "x.md"
    )
    assert isinstance(document, Document)
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert table.place.line == 5
    assert [(cell.text, cell.place.line) for cell in table.cells] == [("规章", 5), ("1", 5)]
    assert document.blocks[-1].place.line == 6
