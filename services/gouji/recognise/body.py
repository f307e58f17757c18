"""A document cut at its top-level headings: prose goes to sections, the rows of tables to the table reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from gouji.model import CellKind, Paragraph, Section
from gouji.recognise.columns import CAPTION, is_heading
from gouji.recognise.headings import Heading, choose, official_titles, read_heading
from gouji.recognise.labels import row_name
from gouji.recognise.rows import Line
from gouji.recognise.tables import TableReader
from gouji.recognise.values import read_value
from gouji.text import NUMERALS, compact, label, without_residue

Item = Paragraph | Line
_LONGEST_LABEL = 80
_FEWEST_OF_PROSE = 30
_SHORTEST_TO_CUT = 10
_SENTENCE = re.compile(r"[，。；！？]")
#: In front of a section's name these say that it is only spoken of, behind it these do.
_MENTIONED_BEFORE = "《“‘(（见在第“‘\"'与和及、至到按照"
_MENTIONED_BEHIND = "》”’)）\"'、，,；;。部中所的章节里表等与和及至到"


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
    items, candidates = _apart(items)
    tops = set(choose(candidates))
    reader = TableReader()
    preface: list[Paragraph] = []
    sections: list[tuple[Heading, list[Paragraph]]] = []
    sheet = items[0].place.sheet if items else None
    for position, item in enumerate(items):
        heading = candidates[position]
        if item.place.sheet != sheet:
            reader.end_table()  # another worksheet: what the form does not know there belongs to no table
            sheet = item.place.sheet
        if position in tops and heading is not None:
            reader.end_table()
            glued = [Paragraph(heading.glued, heading.paragraph.place)] if heading.glued else []
            sections.append((heading, glued))
        elif isinstance(item, Paragraph):
            (sections[-1][1] if sections else preface).append(item)
        elif (prose := _prose(item, reader)) is not None:
            (sections[-1][1] if sections else preface).append(prose)
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


# -- headings within paragraphs


def _apart(items: Sequence[Item]) -> tuple[list[Item], list[Heading | None]]:
    """The items with their candidates, paragraphs cut where they run into the heading of a section found nowhere else.

    `…情况一、总体情况2023年…` becomes the prose before it, the heading, and the prose behind.
    """
    candidates = [candidate(item) for item in items]
    found = {heading.kind for heading in candidates if heading is not None}
    missing = {title: kind for title, kind in official_titles().items() if kind not in found}
    if not missing:
        return list(items), candidates
    cut_items: list[Item] = []
    cut_candidates: list[Heading | None] = []
    for item, heading in zip(items, candidates, strict=True):
        pieces = (
            list(_pieces(item, missing)) if isinstance(item, Paragraph) and len(item.text) > _SHORTEST_TO_CUT else []
        )
        if len(pieces) < 2:  # noqa: PLR2004 - nothing to cut
            cut_items.append(item)
            cut_candidates.append(heading)
            continue
        cut_items += pieces
        cut_candidates += [candidate(piece) for piece in pieces]
    return cut_items, cut_candidates


def _pieces(paragraph: Paragraph, missing: dict[str, str]) -> Iterator[Paragraph]:
    text = paragraph.text
    all_found = list(_in_prose().finditer(text))
    listed = _listed(text, all_found)
    starts = [
        found.start()
        for at, found in enumerate(all_found)
        if at not in listed and compact(found[1]) in missing and not _is_mentioned(text, found)
    ]
    ends = [*starts[1:], len(text)]
    if not starts:
        return
    if text[: starts[0]].strip():
        yield Paragraph(text[: starts[0]], paragraph.place)
    for start, end in zip(starts, ends, strict=True):
        yield Paragraph(text[start:end], paragraph.place)


def _listed(text: str, found: list[re.Match[str]]) -> set[int]:
    """Which of the names stand in an enumeration: nothing but a comma or the like between two of them."""
    together: set[int] = set()
    for at, (one, other) in enumerate(pairwise(found)):
        between = text[one.end() : other.start()].strip()
        if between and not between.strip("、，,；;和及"):
            together |= {at, at + 1}
    return together


def _is_mentioned(text: str, found: re.Match[str]) -> bool:
    before, behind = text[: found.start()].rstrip()[-1:], text[found.end() :].lstrip()[:1]
    return bool((before and before in _MENTIONED_BEFORE) or (behind and behind in _MENTIONED_BEHIND))


@cache
def _in_prose() -> re.Pattern[str]:
    """A section's number and official title, wherever they stand; white space between characters is none."""
    titles = sorted(official_titles(), key=len, reverse=True)
    spaced = "|".join(r"\s*".join(map(re.escape, title)) for title in titles)
    return re.compile(rf"[{NUMERALS}]\s*[、.．]\s*({spaced})")


# -- rows of tables that are none


def _prose(line: Line, reader: TableReader) -> Paragraph | None:
    """A row that holds one text which is no part of a table: pages laid out as one table from top to bottom."""
    cell = line.only_text
    if cell is None or compact(cell.text).startswith(CAPTION):
        return None
    text = without_residue(cell.text)[0].strip()
    if read_value(text).kind is not CellKind.TEXT or _is_row_label(text):
        return None
    if any(is_heading(table, text) for table in ("二", "三", "四")):
        return None
    long = len(compact(text)) >= _FEWEST_OF_PROSE and bool(_SENTENCE.search(text))
    return Paragraph(cell.text, cell.place) if long or not reader.is_reading else None


def _is_row_label(text: str) -> bool:
    return len(text) < _LONGEST_LABEL and (row_name("三", text).key is not None or label(text) == "本年度办理结果")


def _section(heading: Heading, prose: list[Paragraph]) -> Section:
    return Section(heading.numeral, heading.title, heading.kind, heading.paragraph.place, tuple(prose))
