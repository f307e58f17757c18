"""What of a report a rule looks at: found by letting it judge reports that take note of what is read.

Used for documentation only. The reports are sound ones of every edition and the rule's own examples, so a figure that
is only read under circumstances which none of them has is not seen.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from gouji.editions import NAMES
from gouji.model import Cell, Document, FoundTable, Paragraph, Report, Row, Section
from gouji.rule.definition import Context, Rule
from gouji.rule.example import example_context
from gouji.rule.judging import call
from gouji.rule.linear import identities

_OF_CELLS = {"text", "kind", "value", "unit", "yuan"}
_OF_ROWS = {"label", "texts", "stray", "places"}
#: How the whole document is named, for rules that look through everything on the page.
EVERYTHING = "全文"
#: A sound report says nothing in these sections, so that rules would have nothing to read there.
_PROSE = "二：以下为本年度数据。\n三：以下为本年度数据。\n四：以下为本年度数据。"


class Seen:
    """Which places were read: `三.R16`, `一`, 全文."""

    def __init__(self) -> None:
        self.places: set[str] = set()


class _Cell(Cell, frozen=True):
    seen: Seen | None = None

    def __getattribute__(self, name: str) -> Any:
        if name in _OF_CELLS:
            _note(self, object.__getattribute__(self, "address").rpartition(".")[0])
        return object.__getattribute__(self, name)


class _Row(Row, frozen=True):
    seen: Seen | None = None
    whole: str = ""

    def __getattribute__(self, name: str) -> Any:
        if name in _OF_ROWS:
            _note(self, object.__getattribute__(self, "whole"))
        return object.__getattribute__(self, name)


class _Paragraph(Paragraph, frozen=True):
    seen: Seen | None = None
    numeral: str = ""

    def __getattribute__(self, name: str) -> Any:
        if name == "text":
            _note(self, object.__getattribute__(self, "numeral"))
        return object.__getattribute__(self, name)


class _Document(Document, frozen=True):
    seen: Seen | None = None

    def __getattribute__(self, name: str) -> Any:
        if name == "blocks":
            _note(self, EVERYTHING)
        return object.__getattribute__(self, name)


class _Section(Section, frozen=True):
    seen: Seen | None = None

    def __getattribute__(self, name: str) -> Any:
        if name == "title":
            _note(self, object.__getattribute__(self, "numeral"))
        return object.__getattribute__(self, name)


def _note(watched: Any, place: str) -> None:
    seen = object.__getattribute__(watched, "seen")
    if seen is not None:
        seen.places.add(place)


def read_by(rule: Rule) -> frozenset[str]:
    """The rows of tables (`三.R16`), the sections (`一`), or 全文; nothing is known of a rule in the rule host."""
    if rule.linear is not None:
        stated = [identity for name in NAMES for identity in identities(rule.linear, name)]
        return frozenset(address.rpartition(".")[0] for one in stated for address in one.coefficients)
    if rule.function is None:
        return frozenset()
    seen = Seen()
    examples = [example_context(text) for text in (rule.failing, rule.passing)]
    for context in (*map(_sound, NAMES), *examples):
        call(rule, rule.settled(context.unit_type), _watched(context, seen))
    return frozenset(place for place in seen.places if place)


@cache
def _sound(name: str) -> Context:
    """A sound report of this edition."""
    return example_context(f"版式 = {name}\n{_PROSE}")


def _watched(context: Context, seen: Seen) -> Context:
    report = context.report
    return msgspec.structs.replace(context, report=_watched_report(report, seen))


def _watched_report(report: Report, seen: Seen) -> Report:
    return msgspec.structs.replace(
        report,
        cells={address: _Cell(**msgspec.structs.asdict(cell), seen=seen) for address, cell in report.cells.items()},
        tables={key: _watched_table(table, seen) for key, table in report.tables.items()},
        sections=tuple(_watched_section(section, seen) for section in report.sections),
        document=_Document(**msgspec.structs.asdict(report.document), seen=seen),
    )


def _watched_table(table: FoundTable, seen: Seen) -> FoundTable:
    rows = tuple(
        _Row(**msgspec.structs.asdict(row), seen=seen, whole=f"{table.key}.{row.key}" if row.key else "")
        for row in table.rows
    )
    return msgspec.structs.replace(table, rows=rows)


def _watched_section(section: Section, seen: Seen) -> Section:
    fields = msgspec.structs.asdict(section)
    fields["paragraphs"] = tuple(
        _Paragraph(**msgspec.structs.asdict(paragraph), seen=seen, numeral=section.numeral)
        for paragraph in section.paragraphs
    )
    return _Section(**fields, seen=seen)
