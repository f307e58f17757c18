"""The nouns: what is on the page, what it means, and what is said about it.

Everything here is immutable and does no I/O. `msgspec.Struct` is used as the frozen dataclass, because the same
declarations then also are the codec with which the store and the rule host pass reports on (`msgspec.json`).

Addresses: a cell of a report is named `table.row.column` with the official names of its edition, rows of 表三 by
their keys: `二.规章.本年制发件数`, `三.R22.总计`, `四.行政复议.结果维持`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

import msgspec

from gouji.errors import Absent


class Severity(StrEnum):
    """What the law makes of a finding; how sure the machine is, is `Confidence`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest, so that sorting puts errors first."""
        return ("error", "warning", "info").index(self.value)

    @property
    def chinese(self) -> str:
        return {"error": "错误", "warning": "警告", "info": "提示"}[self.value]


class Confidence(StrEnum):
    """How sure the machine is that the finding is right."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Outcome(StrEnum):
    """What became of one rule on one report; silence never reads as a pass."""

    PASS = "pass"  # noqa: S105 - an outcome
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    WAITING = "waiting"
    NOT_CHECKED = "not_checked"
    ERROR = "error"
    TIMEOUT = "timeout"

    @property
    def incomplete(self) -> bool:
        return self in (Outcome.NOT_CHECKED, Outcome.ERROR, Outcome.TIMEOUT)


class Verdict(StrEnum):
    """The one word a supervisor reads first; `gouji.check.verdict` decides it."""

    COMPLIANT = "合规"
    PROBLEMS = "有问题"
    INCOMPLETE = "检查不完整"


class Status(StrEnum):
    """What became of a file that was to be checked."""

    CHECKED = "checked"
    NOT_ASSESSABLE = "not_assessable"
    REJECTED = "rejected"


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where in the source something stands; all numbers from 1, None where the format has no such thing.

    `line` is a line of a text file, `paragraph` the ordinal of a block in a document without lines,
    `table`, `row`, `column` lead into a table (row and column of the grid, spans expanded).
    """

    page: int | None = None
    line: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    def words(self) -> str:
        """The place as a person would look for it, or an empty string when nothing is known."""
        parts = [f"第{self.page}页"] if self.page else []
        if self.line:
            parts.append(f"第{self.line}行")
        elif self.table:
            parts.append(f"第{self.table}个表格")
            if self.row:
                parts.append(f"第{self.row}行" + (f"第{self.column}列" if self.column else ""))
        elif self.paragraph:
            parts.append(f"第{self.paragraph}段")
        return "".join(parts)


class Paragraph(msgspec.Struct, frozen=True, tag="p"):
    """A paragraph or line of text outside tables, its characters as in the source."""

    text: str
    place: Place


class GridCell(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cell of a table as drawn: its upper left corner (from 0), its spans and its text."""

    row: int
    column: int
    text: str
    place: Place
    rowspan: int = 1
    colspan: int = 1


class Table(msgspec.Struct, frozen=True, tag="t"):
    """A table: cells in reading order.

    `spans_known` is False for formats that drop merging (text with one cell a line): there `column` is only the
    ordinal of the cell in its row, and a merged label is followed by blank cells in the rows that it covers.
    """

    cells: tuple[GridCell, ...]
    place: Place
    spans_known: bool = True

    def rows(self) -> Iterator[list[GridCell]]:
        """The cells whose upper left corner lies in each row, left to right; rows without any are left out."""
        row: list[GridCell] = []
        for cell in self.cells:
            if row and cell.row != row[0].row:
                yield row
                row = []
            row.append(cell)
        if row:
            yield row


Block = Paragraph | Table


class Document(msgspec.Struct, frozen=True):
    """What is on the page: blocks in reading order.

    `format` is the format recognised by content (txt, docx, html). `title_hint` is a title kept outside the text
    (HTML `<title>`). `notes` are things that a reader of the file should be told, in Chinese.
    """

    blocks: tuple[Block, ...]
    format: str
    title_hint: str | None = None
    notes: tuple[str, ...] = ()


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
    heading, None where neither names one. `note` says what had to be done to read the text.
    """

    address: str
    text: str
    kind: CellKind
    place: Place
    value: Decimal | None = None
    unit: str | None = None
    residue: str | None = None
    note: str | None = None

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
    `placed` says whether each of them found its column.
    """

    key: str | None
    label: str
    place: Place
    texts: tuple[str, ...]
    places: tuple[Place, ...]
    placed: bool = True
    stray: str | None = None


class FoundTable(msgspec.Struct, frozen=True, omit_defaults=True):
    """Table 二, 三 or 四 of a report: its headings and rows as they were read.

    `headings` are the texts of heading cells with their places; `strays` those of them that are numbers.
    `columns` are the names of the value columns, in order, as far as the headings name them.
    """

    key: str
    edition: str | None
    place: Place
    headings: tuple[Paragraph, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    strays: tuple[Paragraph, ...] = ()

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


class Report(msgspec.Struct, frozen=True):
    """What a document means as an annual report.

    `unit` and `year` are what is given from outside, else what the text says; `sources` says which:
    `{"unit": "given" | "title" | "hint" | "text" | "name", "year": …}`, hint being the title of a web page.
    `edition` is what the tables' headings say, else what the year demands.
    `preface` is the text before the first section, the title included.
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
        """The whole number at `address`, a blank as Absent; raises Absent for anything that is no count."""
        cell = self.cell(address)
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


class Quote(msgspec.Struct, frozen=True):
    """Words of the report that a finding speaks of, with their place."""

    text: str
    place: Place


class Change(msgspec.Struct, frozen=True):
    """One figure of a repair: the cell, what it says, what it should say (texts)."""

    cell: str
    before: str
    after: str


class Proposal(msgspec.Struct, frozen=True):
    """A repair that would make the figures agree, its rank from 1 and how certain it is."""

    rank: int
    certainty: str
    changes: tuple[Change, ...]
    why: str


class Finding(msgspec.Struct, frozen=True):
    """Something wrong with a report, in words that its unit can act on.

    A rule yields it with `message` and the evidence; the code, severity, title, basis and advice come from the
    rule unless given here. `locator` names the place for the fingerprint when the cells or quotes would not be
    stable. `covers` are address prefixes (default: the cells) within which findings of the rules that this one
    explains become its `members`. `expected` gives, by address, the value that another statement demands.
    """

    message: str
    cells: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    equation: str | None = None
    difference: Decimal | None = None
    severity: Severity | None = None
    confidence: Confidence = Confidence.CERTAIN
    proposals: tuple[Proposal, ...] = ()
    advice: str | None = None
    locator: str | None = None
    covers: tuple[str, ...] = ()
    expected: dict[str, Decimal] = {}
    rule: str = ""
    title: str = ""
    basis: str = ""
    members: tuple[str, ...] = ()
    fingerprint: str = ""


class Unchecked(msgspec.Struct, frozen=True):
    """A rule yields this for a part that it could not check, with the reason in Chinese."""

    reason: str


class Result(msgspec.Struct, frozen=True):
    """What became of one rule on one report; `reason` is None only for a pass or a fail."""

    rule: str
    outcome: Outcome
    reason: str | None = None
    milliseconds: float = 0.0


class Checked(msgspec.Struct, frozen=True):
    """A report with the results of a rule set, its findings (errors first) and its verdict."""

    report: Report
    ruleset: str
    results: tuple[Result, ...]
    findings: tuple[Finding, ...]
    verdict: Verdict

    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity."""
        return {severity: sum(f.severity is severity for f in self.findings) for severity in Severity}


class Examined(msgspec.Struct, frozen=True):
    """What became of a file: checked, or the reason why not. `sha256` and `format` are None when it was not read."""

    file: str
    status: Status
    reason: str | None = None
    sha256: str | None = None
    format: str | None = None
    checked: Checked | None = None
