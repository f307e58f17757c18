"""A document cut at its top-level headings: prose goes to sections, the rows of tables to the table reader."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.model import Paragraph, Section
from gouji.recognise.headings import Heading, choose, read_heading
from gouji.recognise.labels import row_name
from gouji.recognise.rows import Line
from gouji.recognise.tables import TableReader
from gouji.text import label

Item = Paragraph | Line
_LONGEST_LABEL = 80


def candidate(item: Item) -> Heading | None:
    """A heading among the paragraphs, or alone in a row of a table; the labels of 表三 are none."""
    if isinstance(item, Paragraph):
        heading = read_heading(item)
        return heading if heading is not None and not _is_row_label(item.text) else None
    cell = item.only_text
    if cell is None:
        return None
    heading = read_heading(Paragraph(cell.text, cell.place))
    return heading if heading and heading.kind and not _is_row_label(cell.text) else None


def read_body(items: Sequence[Item]) -> tuple[list[Paragraph], list[Section], TableReader]:
    """What stands before the first section, the sections with their prose, and the tables."""
    candidates = [candidate(item) for item in items]
    tops = set(choose(candidates))
    reader = TableReader()
    preface: list[Paragraph] = []
    sections: list[tuple[Heading, list[Paragraph]]] = []
    for position, item in enumerate(items):
        heading = candidates[position]
        if position in tops and heading is not None:
            reader.end_table()
            glued = [Paragraph(heading.glued, heading.paragraph.place)] if heading.glued else []
            sections.append((heading, glued))
        elif isinstance(item, Paragraph):
            (sections[-1][1] if sections else preface).append(item)
        else:
            reader.take(item)
    return preface, [_section(heading, prose) for heading, prose in sections], reader


def read_tables(items: Sequence[Item], headings: Sequence[Heading | None]) -> TableReader:
    """The tables alone, every heading of a section ending the one before it."""
    reader = TableReader()
    for item, heading in zip(items, headings, strict=True):
        if heading is not None and heading.kind:
            reader.end_table()
        elif not isinstance(item, Paragraph):
            reader.take(item)
    return reader


def _is_row_label(text: str) -> bool:
    return len(text) < _LONGEST_LABEL and (row_name("三", text).key is not None or label(text) == "本年度办理结果")


def _section(heading: Heading, prose: list[Paragraph]) -> Section:
    return Section(heading.numeral, heading.title, heading.kind, heading.paragraph.place, tuple(prose))
