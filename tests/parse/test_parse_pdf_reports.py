"""Reports as PDF: a real one with its known errors, and drawn ones as other programs print them."""

from __future__ import annotations

import html
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from formats.office import saved_as
from gouji.check import Checker
from gouji.model import Document, Paragraph, Table
from gouji.parse.pdf import read
from gouji.recognise import recognise
from gouji.rule import load_rules
from gouji.text import compact
from seeded import seeded_report
from shared_reports import shared

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def test_a_real_report_is_read_and_its_errors_are_found():
    document = read(shared("reports", "hongze-district-2023.pdf").read_bytes())
    drawn = [table for table in document.blocks if isinstance(table, Table)]
    assert [(max(c.row for c in t.cells) + 1, max(c.column for c in t.cells) + 1) for t in drawn] == [
        (14, 4),
        (26, 10),
        (4, 15),
    ]
    assert all(cell.doubt is None for table in drawn for cell in table.cells)
    checked = Checker(load_rules()).check(recognise(document))
    assert {(finding.rule, finding.severity.value) for finding in checked.findings if finding.severity == "error"} == {
        ("ST-08", "error"),
        ("T4-01", "error"),
        ("T4-03", "error"),
    }
    (label,) = (cell for cell in drawn[1].cells if cell.column == 0 and "办理结果" in cell.text)
    assert (label.text, label.row, label.rowspan) == ("三、本年度办理结果", 5, 20)


def cells(document: Document) -> list[dict[tuple[int, int, int, int], str]]:
    """Of each table: what stands in its cells, those that the reader doubts left out."""
    return [
        {
            (cell.row, cell.column, cell.rowspan, cell.colspan): compact(cell.text)
            for cell in block.cells
            if cell.doubt is None
        }
        for block in document.blocks
        if isinstance(block, Table)
    ]


def require_same(content: bytes, drawn: Document, most_doubts: int) -> None:
    own, measure = cells(read(content)), cells(drawn)
    assert len(own) == len(measure)
    for table, truth in zip(own, measure, strict=True):
        assert {place: text for place, text in table.items() if truth.get(place) != text} == {}
        assert len(truth) - len(table) <= most_doubts


def in_word(drawn: Document, random: Random, style: str | None = "Table Grid") -> bytes:
    """A Word file, its tables ruled by default; margins and sizes move the ends of its pages.

    Pages are never so low that LibreOffice prints only a part of 表三.
    """
    import io  # noqa: PLC0415 - beside its only use

    import docx  # noqa: PLC0415

    word = docx.Document()
    page = word.sections[0]
    page.top_margin, page.bottom_margin = Mm(random.choice([15, 25, 37])), Mm(random.choice([15, 25, 35]))
    size, way = Pt(random.choice([9, 10.5, 12])), random.choice([WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER])
    for block in drawn.blocks:
        if isinstance(block, Paragraph):
            word.add_paragraph(block.text).paragraph_format.first_line_indent = Pt(24)
            continue
        height = max(cell.row + cell.rowspan for cell in block.cells)
        width = max(cell.column + cell.colspan for cell in block.cells)
        table = word.add_table(height, width, style=style)
        spots = [list(row.cells) for row in table.rows]
        for cell in block.cells:
            spot = spots[cell.row][cell.column]
            if cell.rowspan > 1 or cell.colspan > 1:
                spot = spot.merge(spots[cell.row + cell.rowspan - 1][cell.column + cell.colspan - 1])
            spot.text = cell.text
            spot.paragraphs[0].alignment = way
            spot.paragraphs[0].paragraph_format.space_after = Pt(0)
            for run in spot.paragraphs[0].runs:
                run.font.size = size
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def test_reports_that_a_word_processor_prints_read_to_their_cells():
    drawn = {str(seed): seeded_report(seed).document() for seed in range(700, 712)}
    printed = saved_as("pdf", {name: in_word(document, Random(name)) for name, document in drawn.items()})
    for name, content in printed.items():
        require_same(content, drawn[name], most_doubts=8)


def test_no_figure_of_tables_without_lines_is_read_wrong():
    """What cannot be told for sure is doubted or left out; most of it can."""
    drawn = {str(seed): seeded_report(seed).document() for seed in range(720, 728)}
    printed = saved_as("pdf", {name: in_word(document, Random(name), None) for name, document in drawn.items()})
    expected = found = 0
    for name, content in printed.items():
        truth, own = recognise(drawn[name]).cells, recognise(read(content)).cells
        sure = {address: cell.text for address, cell in own.items() if cell.doubt is None}
        assert {address: text for address, text in sure.items() if truth[address].text != text} == {}
        expected, found = expected + len(truth), found + len(sure)
    assert found > expected * 0.9


STYLES = (
    "table{border-collapse:collapse}td{border:1px solid #000;padding:4px}",
    "table{border-collapse:collapse;width:100%}td{border:1px dotted #333;padding:6px}body{font-size:13px}",
    "table{border-collapse:collapse;text-align:center}td{border:1px dashed #333;padding:5px}tr{break-inside:avoid}",
    "table{background:#000;border-spacing:1px}td{background:#fff;padding:4px}tr{break-inside:avoid}",
)


@pytest.mark.parametrize("style", STYLES)
def test_reports_that_a_browser_prints_read_to_their_cells(style, tmp_path):
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: nothing prints a page")
    drawn = seeded_report(800 + STYLES.index(style)).document()
    source, target = Path(tmp_path, "report.html"), Path(tmp_path, "report.pdf")
    source.write_text(as_page(drawn, style), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}"]
    subprocess.run([CHROMIUM, *options, source.as_uri()], check=True, capture_output=True, timeout=120)
    require_same(target.read_bytes(), drawn, most_doubts=0)


def as_page(drawn: Document, style: str) -> str:
    parts = [f"<!DOCTYPE html><meta charset=utf-8><style>{style}</style>"]
    for block in drawn.blocks:
        if isinstance(block, Paragraph):
            parts.append(f"<p>{html.escape(block.text)}</p>")
            continue
        rows = "".join(
            "<tr>"
            + "".join(f"<td rowspan={c.rowspan} colspan={c.colspan}>{html.escape(c.text)}</td>" for c in row)
            + "</tr>"
            for row in block.rows()
        )
        parts.append(f"<table>{rows}</table>")
    return "".join(parts)
