"""The report as it is shown: the blocks of its document, with headings and marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from gouji.model import GridCell, Paragraph, Place, Report, Table
from gouji.web.marks import Mark, Marks, Span

_WIDEST = 1000
"""Browsers follow no colspan above this; a document may claim any."""
_RAGGED = "源文件没有保留表格的合并单元格，以下表格按原文逐行列出。"
_MOST_MERGED = 2
"""In the official tables a label covers three columns at most."""
_NUMBER = re.compile(r"[\d０-９+＋\-－−.,，%元万亿增减/／\s]*")


class Role(StrEnum):
    """What a paragraph or a cell is on the page."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters with the same marks; `starts` are the anchors that lead to the first of them."""

    text: str
    marks: tuple[Mark, ...] = ()
    starts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph or line in pieces; `number` is its line or ordinal in the source."""

    role: Role
    number: int | None
    pieces: tuple[Piece, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a table; `address` is its name in the report, None for labels and headings.

    `anchor` is set where a section begins in a cell, as in files that are one table from top to bottom. `place` is
    where it stands in a file of pages or worksheets; `turn` the page that begins with it, empty elsewhere.
    """

    role: Role
    text: str
    rowspan: int
    colspan: int
    address: str | None
    marks: tuple[Mark, ...]
    anchor: str | None = None
    place: str = ""
    turn: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """Where another page or worksheet begins: `第3页`, `工作表“年报”`."""

    words: str


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table in rows; a ragged one comes from a source that does not say which cells are merged."""

    rows: tuple[tuple[ShownCell, ...], ...]
    ragged: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The document as it is shown; `contents` are the numerals of its sections with their anchors."""

    blocks: tuple[ShownParagraph | ShownTable | Turn, ...]
    contents: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]


def lay_out(report: Report, marks: Marks) -> Sheet:
    """The report's document, ready to be shown."""
    layout = _Layout(report, marks)
    blocks = tuple(layout.blocks())
    ragged = any(isinstance(block, ShownTable) and block.ragged for block in blocks)
    notes = (*report.document.notes, *((_RAGGED,) if ragged else ()))
    return Sheet(blocks, tuple(layout.contents()), notes)


class _Layout:
    def __init__(self, report: Report, marks: Marks) -> None:
        self._report, self._marks = report, marks
        self._sections = {section.place: f"s{number}" for number, section in enumerate(report.sections, start=1)}
        self._addresses = {cell.place: cell.address for cell in report.cells.values()}
        self._page: int | None = None
        self._sheet: str | None = None
        self._headings = {heading.place for table in report.tables.values() for heading in table.headings}

    def contents(self) -> Iterator[tuple[str, str, str]]:
        for section in self._report.sections:
            yield section.numeral, section.title, self._sections[section.place]

    def blocks(self) -> Iterator[ShownParagraph | ShownTable | Turn]:
        for number, block in enumerate(self._report.document.blocks):
            if words := self._turn(block.place):
                yield Turn(words)
            if isinstance(block, Paragraph):
                yield self._paragraph(number, block)
            else:
                yield from self._tables(number, block)

    def _turn(self, place: Place) -> str:
        """The page or worksheet that begins here, empty when it is the one before."""
        if place.sheet and place.sheet != self._sheet:
            self._sheet = place.sheet
            return f"工作表“{place.sheet}”"
        if place.page and place.page > (self._page or 0) and not place.sheet:
            self._page = place.page
            return f"第{place.page}页"
        return ""

    def _paragraph(self, block: int, paragraph: Paragraph) -> ShownParagraph:
        pieces = tuple(cut(paragraph.text, self._marks.spans.get(block, [])))
        place, anchor = paragraph.place, self._sections.get(paragraph.place)
        role = Role.TITLE if place == self._report.title_place else Role.HEADING if anchor else Role.TEXT
        return ShownParagraph(role, place.line or place.paragraph, pieces, anchor)

    def _tables(self, block: int, table: Table) -> Iterator[ShownTable]:
        cells = {id(cell): self._cell(cell, (block, position)) for position, cell in enumerate(table.cells)}
        rows = tuple(tuple(cells[id(cell)] for cell in row) for row in table.rows())
        if table.spans_known:
            yield ShownTable(rows, ragged=False)
            return
        for part in _by_section(rows):
            yield ShownTable(evened(part), ragged=True)

    def _cell(self, cell: GridCell, spot: tuple[int, int]) -> ShownCell:
        address = self._addresses.get(cell.place)
        marks = tuple(self._marks.cells.get(spot, ()))
        rowspan, colspan = (max(1, min(span, _WIDEST)) for span in (cell.rowspan, cell.colspan))
        role, anchor = self._role(cell.place, cell.text, address), self._sections.get(cell.place)
        place = cell.place.words() if cell.place.page or cell.place.sheet else ""
        turn = self._turn(cell.place) if rowspan == 1 else ""  # a label over many rows stands in the middle of them
        return ShownCell(role, cell.text, rowspan, colspan, address, marks, anchor, place, turn)

    def _role(self, place: Place, text: str, address: str | None) -> Role:
        if place in self._sections:
            return Role.TITLE
        if address or _NUMBER.fullmatch(text):
            return Role.FIGURE
        return Role.HEADING if place in self._headings else Role.TEXT


def _by_section(rows: tuple[tuple[ShownCell, ...], ...]) -> Iterator[tuple[tuple[ShownCell, ...], ...]]:
    """The rows in parts, each but the first beginning with the heading of a section."""
    starts = [number for number, row in enumerate(rows) if number and any(cell.anchor for cell in row)]
    for start, end in pairwise((0, *starts, len(rows))):
        yield rows[start:end]


def evened(rows: tuple[tuple[ShownCell, ...], ...]) -> tuple[tuple[ShownCell, ...], ...]:
    """Rows of a source that lost its merging, figures under one another as far as can be said without guessing.

    A row that lacks a cell or two has lost them where its label was merged across; that label is widened again. A
    cell that is alone in its row is a caption over the whole.
    """
    widest = max(map(len, rows), default=0)
    return tuple(_widened(row, widest) for row in rows)


def _widened(row: tuple[ShownCell, ...], widest: int) -> tuple[ShownCell, ...]:
    missing = widest - len(row)
    if len(row) == 1:
        return (replace(row[0], colspan=max(1, min(widest, _WIDEST))),)
    if not 0 < missing <= _MOST_MERGED:
        return row
    labels = [position for position, cell in enumerate(row) if cell.role is Role.TEXT]
    headed = any(cell.role is Role.HEADING for cell in row)
    position = labels[-1] if labels else 0 if headed else None
    return tuple(replace(cell, colspan=1 + missing) if at == position else cell for at, cell in enumerate(row))


def cut(text: str, spans: list[Span]) -> Iterator[Piece]:
    """The text cut wherever a mark begins or ends; only an empty text has an empty piece, and only it an empty span."""
    edges = sorted({0, len(text), *(edge for span in spans for edge in (span.start, span.end))})
    for start, end in zip(edges, edges[1:] or edges, strict=False):
        here = [span for span in spans if span.start <= start < span.end or span.start == start == span.end]
        here.sort(key=lambda span: (span.mark.severity.rank, span.mark.number))
        starts = frozenset(span.mark.anchor for span in here if span.start == start)
        yield Piece(text[start:end], tuple(span.mark for span in here), starts)
