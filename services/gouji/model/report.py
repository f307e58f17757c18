"""What a document means as an annual report: identity, sections, and figures at their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

import msgspec

from gouji.errors import Absent
from gouji.model.document import Document, Paragraph, Place, Table


class CellKind(StrEnum):
    """What is written in a cell; blank, slash and 0 are three different things for ever."""

    COUNT = "count"
    DELTA = "delta"
    AMOUNT = "amount"
    BLANK = "blank"
    SLASH = "slash"
    TEXT = "text"


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """One figure of a report at its canonical address.

    `text` is what is written, without residue such as `[bookmark: …]` (which `residue` keeps). `value` is None
    unless `kind` is count, delta or amount. `unit` is 元, 万元 or 亿元, from the cell or else from its column's
    heading, None where neither names one. `note` says what had to be done to read the text. `doubt` says, in Chinese,
    why it is not sure that this figure belongs here or reads so (None: sure); no rule builds an error on such a cell.
    """

    address: str
    text: str
    kind: CellKind
    place: Place
    value: Decimal | None = None
    unit: str | None = None
    residue: str | None = None
    note: str | None = None
    doubt: str | None = None

    @property
    def table(self) -> str:
        return self.address.split(".", 1)[0]

    @property
    def row(self) -> str:
        return self.address.split(".")[1]

    @property
    def column(self) -> str:
        return self.address.split(".", 2)[2]

    @property
    def yuan(self) -> Decimal | None:
        """The amount in 元, None when it has no unit or is no number."""
        scale = {"元": 1, "万元": 10_000, "亿元": 100_000_000}.get(self.unit or "")
        return None if scale is None or self.value is None else self.value * scale


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """A data row of one of the three tables as it was read.

    `key` is the row's name in the edition, None when its label is not known there; `label` the label as written,
    `stray` digits that stood behind it. `texts` are the row's value cells in order, `places` their places;
    `placed` says whether each of them found its column. `doubt` is what the reader of the file doubts about the label
    or one of the cells, in Chinese.
    """

    key: str | None
    label: str
    place: Place
    texts: tuple[str, ...]
    places: tuple[Place, ...]
    placed: bool = True
    stray: str | None = None
    doubt: str | None = None


class FoundTable(msgspec.Struct, frozen=True, omit_defaults=True):
    """Table 二, 三 or 四 of a report: its headings and rows as they were read.

    `headings` are the texts of heading cells with their places; `strays` those of them that are numbers.
    `columns` are the names of the value columns, in order, as far as the headings name them; `extra` the headings of
    columns that stand in the table beside all that the form has. Rows of subtotals that some programs add to 表三 are
    among `rows` without a key, under the label of their group.
    """

    key: str
    edition: str | None
    place: Place
    headings: tuple[Paragraph, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    strays: tuple[Paragraph, ...] = ()
    extra: tuple[Paragraph, ...] = ()

    def row(self, key: str) -> Row | None:
        return next((row for row in self.rows if row.key == key), None)


class Section(msgspec.Struct, frozen=True):
    """A top-level section: its numeral (空 when there is none), title, kind and prose.

    `kind` is one of overview, proactive_disclosure, disclosure_on_request, reconsideration_litigation, problems,
    other; None for a section that the format does not know.
    """

    numeral: str
    title: str
    kind: str | None
    place: Place
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


class Unplaced(msgspec.Struct, frozen=True):
    """Something that stands in a table and could not be placed: kept, reported, never guessed."""

    text: str
    place: Place
    reason: str


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of the prose, the kind of its section (None before the first), and its place."""

    text: str
    section: str | None
    place: Place


class Report(msgspec.Struct, frozen=True, dict=True):
    """What a document means as an annual report.

    `unit` and `year` are what is given from outside, else what the text says; `sources` says which:
    `{"unit": "given" | "title" | "hint" | "text" | "name", "year": …}`, hint being the title of a web page.
    `edition` is what the tables' headings say, else what the year demands.
    `preface` is the text before the first section, the title included. `published_on` is the date of publication that
    the page states (发布日期：2024-01-20), None where it states none.
    """

    unit: str | None
    year: int | None
    edition: str | None
    title: str | None
    title_place: Place | None
    preface: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    tables: dict[str, FoundTable]
    cells: dict[str, Cell]
    unplaced: tuple[Unplaced, ...]
    document: Document
    sources: dict[str, str] = {}
    file_name: str | None = None
    published_on: date | None = None

    @cached_property
    def visible(self) -> tuple[Paragraph, ...]:
        """Everything with text that a reader sees: paragraphs, headings and cells of tables, in reading order."""
        return tuple(
            Paragraph(piece.text, piece.place)
            for block in self.document.blocks
            for piece in (block.cells if isinstance(block, Table) else (block,))
            if piece.text
        )

    @cached_property
    def visible_text(self) -> str:
        """All of that, a line each: to see at once whether a word stands anywhere."""
        return "\n".join(piece.text for piece in self.visible)

    def cell(self, address: str) -> Cell:
        """The cell at `address`; raises Absent when the report does not have it."""
        try:
            return self.cells[address]
        except KeyError:
            raise Absent(address) from None

    def table(self, key: str) -> FoundTable:
        """Table 二, 三 or 四; raises Absent when it was not found."""
        try:
            return self.tables[key]
        except KeyError:
            raise Absent(f"表{key}") from None

    def count(self, address: str) -> int:
        """The whole number at `address`; raises Absent for a blank, for what is no count, and where it is not sure."""
        cell = self.cell(address)
        if cell.doubt is not None:
            raise Absent(address, f"存疑：{cell.doubt}")
        if cell.value is None or cell.kind not in (CellKind.COUNT, CellKind.DELTA):
            raise Absent(address, f"“{cell.text}”不是件数")
        return int(cell.value)

    def section(self, kind: str) -> Section | None:
        """The section of this kind, None when there is none."""
        return next((section for section in self.sections if section.kind == kind), None)

    def paragraphs(self) -> Iterator[tuple[str | None, Paragraph]]:
        """All prose with the kind of its section, in reading order; the preface with None."""
        for paragraph in self.preface:
            yield None, paragraph
        for section in self.sections:
            for paragraph in section.paragraphs:
                yield section.kind, paragraph

    def sentences(self, *kinds: str) -> Iterator[Sentence]:
        """The sentences of all sections, or of those of the given kinds."""
        for kind, paragraph in self.paragraphs():
            if not kinds or kind in kinds:
                for text in split_sentences(paragraph.text):
                    yield Sentence(text, kind, paragraph.place)


def split_sentences(text: str) -> list[str]:
    """Cut behind 。！？； and line ends, keeping the mark with its sentence; quoted marks do not cut."""
    sentences: list[str] = []
    start = depth = 0
    for position, character in enumerate(text):
        depth += (character in "“《") - (character in "”》")
        if character == "\n" or (character in "。！？；;" and depth <= 0):
            sentences.append(text[start : position + 1].strip())
            start, depth = position + 1, 0
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if sentence]
