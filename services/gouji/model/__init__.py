"""The nouns: what is on the page, what it means, and what is said about it.

Everything here is immutable and does no I/O. `msgspec.Struct` is used as the frozen dataclass, because the same
declarations then also are the codec with which the store and the rule host pass reports on (`msgspec.json`).

Addresses: a cell of a report is named `table.row.column` with the official names of its edition, rows of 表三 by
their keys: `二.规章.本年制发件数`, `三.R22.总计`, `四.行政复议.结果维持`.
"""

from gouji.model.document import Block, Bundle, Document, GridCell, Member, Paragraph, Place, Table
from gouji.model.finding import Certainty, Change, Confidence, Finding, Proposal, Quote, Severity, Unchecked
from gouji.model.report import Cell, CellKind, FoundTable, Report, Row, Section, Sentence, Unplaced, split_sentences
from gouji.model.result import Checked, Examined, Outcome, Result, Status, Verdict
from gouji.model.surroundings import Filing, Resemblance, Subordinate

__all__ = [
    "Block",
    "Bundle",
    "Cell",
    "CellKind",
    "Certainty",
    "Change",
    "Checked",
    "Confidence",
    "Document",
    "Examined",
    "Filing",
    "Finding",
    "FoundTable",
    "GridCell",
    "Member",
    "Outcome",
    "Paragraph",
    "Place",
    "Proposal",
    "Quote",
    "Report",
    "Resemblance",
    "Result",
    "Row",
    "Section",
    "Sentence",
    "Severity",
    "Status",
    "Subordinate",
    "Table",
    "Unchecked",
    "Unplaced",
    "Verdict",
    "split_sentences",
]
