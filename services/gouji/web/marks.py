"""Where findings stand: each piece of their evidence finds the paragraph or the table cell that it speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from gouji.model import Document, Finding, Paragraph, Place, Quote, Report, Severity

Spot = tuple[int, int | None]
"""A block of the document and, in a table, one of its cells; both from 0."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding at one spot: its number from 1, its severity, and the anchor that leads here."""

    number: int
    severity: Severity
    anchor: str


@dataclass(frozen=True, slots=True)
class Span:
    """A mark on the characters from `start` to `end` of a paragraph."""

    start: int
    end: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of a document.

    `anchors` leads from a finding's number and the address or quote of its evidence to the mark; evidence that
    stands nowhere in the document is not in it.
    """

    cells: dict[Spot, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    spans: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    anchors: dict[tuple[int, str | Quote], str] = field(default_factory=dict)


def mark_findings(report: Report, findings: Sequence[Finding]) -> Marks:
    """Every quote and cell of every finding, marked in the report's document; findings are numbered from 1."""
    marks, index = Marks(), _Index(report.document)
    for number, finding in enumerate(findings, start=1):
        marked: dict[tuple[int, str | Quote], str] = {}
        for evidence, spot in _evidence(report, finding, index):
            anchor = f"f{number}" if not marked else f"f{number}-{len(marked) + 1}"
            mark = Mark(number, severity_of(finding), anchor)
            marked[number, evidence] = _set(marks, report.document, spot, evidence, mark)
        marks.anchors.update(marked)
    return marks


def severity_of(finding: Finding) -> Severity:
    """The severity of a finding; the checker has set it on every one that is stored."""
    return finding.severity or Severity.WARNING


def _evidence(report: Report, finding: Finding, index: _Index) -> Iterator[tuple[str | Quote, Spot]]:
    """The quotes and addresses of a finding that stand in the document, each once, with their spots."""
    for quote in dict.fromkeys(finding.quotes):
        spot = index.at(quote.place) or index.containing(quote.text)
        if spot:
            yield quote, spot
    for address in dict.fromkeys(finding.cells):
        cell = report.cells.get(address)
        spot = index.at(cell.place) if cell else None
        if spot:
            yield address, spot


def _set(marks: Marks, document: Document, spot: Spot, evidence: str | Quote, mark: Mark) -> str:
    """Put the mark on its spot; a finding marks a cell once. Returns the anchor that leads there."""
    block = document.blocks[spot[0]]
    if isinstance(block, Paragraph):
        start, end = _extent(block.text, evidence.text if isinstance(evidence, Quote) else "")
        marks.spans[spot[0]].append(Span(start, end, mark))
        return mark.anchor
    present = next((other for other in marks.cells[spot] if other.number == mark.number), None)
    if present is None:
        marks.cells[spot].append(mark)
    return (present or mark).anchor


def _extent(text: str, quote: str) -> tuple[int, int]:
    """Where the quote stands in the text, spaces aside; the whole text when it is not found."""
    characters = [re.escape(character) for character in quote if not character.isspace()]
    found = re.search(r"\s*".join(characters), text) if characters else None
    return found.span() if found else (0, len(text))


class _Index:
    """Leads from places and words back to the blocks and cells of a document."""

    def __init__(self, document: Document) -> None:
        self._spots: dict[Hashable, Spot] = {}
        self._texts: list[tuple[str, Spot]] = []
        for number, block in enumerate(document.blocks):
            if isinstance(block, Paragraph):
                self._add(block.place, block.text, (number, None))
                continue
            for position, cell in enumerate(block.cells):
                self._add(cell.place, cell.text, (number, position))

    def _add(self, place: Place, text: str, spot: Spot) -> None:
        for name in (*_names(place), ("row", place.table, place.row), ("table", place.table)):
            self._spots.setdefault(name, spot)
        self._texts.append((text, spot))

    def at(self, place: Place) -> Spot | None:
        """The block or cell at this place; the first of a row or table when the place names only that."""
        return next((self._spots[name] for name in _names(place) if name in self._spots), None)

    def containing(self, words: str) -> Spot | None:
        """The first block or cell in which the words stand, None when they stand nowhere."""
        return next((spot for text, spot in self._texts if words and words in text), None)


def _names(place: Place) -> Iterator[Hashable]:
    """What a place can be found by, the most exact first; stages may know different parts of the same place."""
    yield place
    if place.sheet and place.cell:
        yield ("sheet", place.sheet, place.cell)
    if place.table and place.row:
        yield ("cell", place.table, place.row, place.column) if place.column else ("row", place.table, place.row)
    elif place.table:
        yield ("table", place.table)
    if place.line:
        yield ("line", place.line)
    if place.paragraph:
        yield ("paragraph", place.paragraph)
