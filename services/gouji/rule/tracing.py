"""What a rule looks at in one report: cells and prose that take note of being read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import msgspec

from gouji.editions import NAMES
from gouji.model import Cell, Document, FoundTable, Paragraph, Report, Row, Section
from gouji.rule.balance import stand_ins
from gouji.rule.definition import Context, Rule
from gouji.rule.host import Trace
from gouji.rule.judging import call
from gouji.rule.linear import identities

_OF_CELLS = {"text", "kind", "value", "unit", "yuan"}
_PAGE = "page"
_OF_ROWS = {"label", "texts", "stray", "doubt"}


class _Cell(Cell, frozen=True):
    notes: Any = None

    def __getattribute__(self, name: str) -> Any:
        if name in _OF_CELLS:
            object.__getattribute__(self, "notes").add(object.__getattribute__(self, "address"))
        return object.__getattribute__(self, name)


class _Row(Row, frozen=True):
    notes: Any = None
    own: Collection[str] = ()

    def __getattribute__(self, name: str) -> Any:
        if name in _OF_ROWS:
            object.__getattribute__(self, "notes").update(object.__getattribute__(self, "own"))
        return object.__getattribute__(self, name)


class _Paragraph(Paragraph, frozen=True):
    notes: Any = None
    kind: str = ""

    def __getattribute__(self, name: str) -> Any:
        if name == "text":
            object.__getattribute__(self, "notes").add(object.__getattribute__(self, "kind"))
        return object.__getattribute__(self, name)


class _Section(Section, frozen=True):
    notes: Any = None

    def __getattribute__(self, name: str) -> Any:
        if name == "title":
            object.__getattribute__(self, "notes").add(object.__getattribute__(self, "kind") or "")
        return object.__getattribute__(self, name)


class _Document(Document, frozen=True):
    seen: Any = None

    def __getattribute__(self, name: str) -> Any:
        if name == "blocks":
            object.__getattribute__(self, "seen").add(_PAGE)
        return object.__getattribute__(self, name)


def trace(rule: Rule, context: Context) -> Trace:
    """What the rule reads when it judges this report; nothing for one that runs in the rule host."""
    stated = rule.stated(context.unit_type)
    if stated is not None:
        form = context.report.edition
        found = identities(stated, form, stand_ins(context.report)) if form in NAMES else ()
        return Trace(tuple(dict.fromkeys(address for one in found for address in one.coefficients)))
    if rule.function is None:
        return Trace()
    cells: set[str] = set()
    earlier: set[str] = set()
    words: set[str] = set()
    watched = msgspec.structs.replace(
        context,
        report=_watched(context.report, cells, words),
        previous=context.previous and _watched(context.previous, earlier, set()),
    )
    call(rule, rule.settled(context.unit_type), watched)
    return Trace(tuple(sorted(cells)), tuple(sorted(earlier)), tuple(sorted(words - {"", _PAGE})), _PAGE in words)


def _watched(report: Report, cells: set[str], words: set[str]) -> Report:
    return msgspec.structs.replace(
        report,
        cells={address: _Cell(**_fields(cell), notes=cells) for address, cell in report.cells.items()},
        tables={key: _watched_table(table, report, cells) for key, table in report.tables.items()},
        sections=tuple(_watched_section(section, words) for section in report.sections),
        document=_Document(**_fields(report.document), seen=words),
    )


def _watched_table(table: FoundTable, report: Report, cells: set[str]) -> FoundTable:
    # The one row of 表四 has no key of its own in addresses: its cells are those of the whole table.
    prefixes = {row.key: f"{table.key}." if row.key == table.key else f"{table.key}.{row.key}." for row in table.rows}
    own = {key: [a for a in report.cells if a.startswith(prefix)] for key, prefix in prefixes.items()}
    rows = tuple(_Row(**_fields(row), notes=cells, own=own[row.key]) for row in table.rows)
    return msgspec.structs.replace(table, rows=rows)


def _watched_section(section: Section, words: set[str]) -> Section:
    fields = _fields(section)
    fields["paragraphs"] = tuple(
        _Paragraph(**_fields(paragraph), notes=words, kind=section.kind or "") for paragraph in section.paragraphs
    )
    return _Section(**fields, notes=words)


def _fields(struct: msgspec.Struct) -> dict[str, Any]:
    return msgspec.structs.asdict(struct)
