"""The JSON contract `gouji.check/1`: one object, values as strings so that no reader rounds them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from gouji.editions import PRE2019, PRE2019_REMARK
from gouji.model import Cell, Change, Checked, Examined, Finding, Place, Section

SCHEMA = "gouji.check/1"


def report_object(examined: Examined) -> dict[str, Any]:
    """One file as the object that the contract names a report."""
    return {
        "file": examined.file,
        "sha256": examined.sha256,
        "format": examined.format,
        "status": examined.status.value,
        "reason": examined.reason,
        **_report_fields(examined.checked),
    }


def _report_fields(checked: Checked | None) -> dict[str, Any]:
    if checked is None:
        empty: dict[str, Any] = dict.fromkeys(("unit", "year", "edition", "title", "verdict"))
        return empty | {"notes": [], "sections": [], "cells": {}, "unplaced": [], "results": [], "findings": []}
    report = checked.report
    return {
        "unit": report.unit,
        "year": report.year,
        "edition": report.edition,
        "title": report.title,
        "verdict": checked.verdict.value,
        "notes": [*report.document.notes, *((PRE2019_REMARK,) if report.edition == PRE2019 else ())],
        "sections": [_section(section) for section in report.sections],
        "cells": {address: _cell(cell) for address, cell in report.cells.items()},
        "unplaced": [{"text": one.text, **_where(one.place), "reason": one.reason} for one in report.unplaced],
        "results": [
            {"rule": one.rule, "outcome": one.outcome.value, "reason": one.reason, "ms": one.milliseconds}
            for one in checked.results
        ],
        "findings": [finding_object(finding) for finding in checked.findings],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "numeral": section.numeral,
        "title": section.title,
        "kind": section.kind,
        "line": section.place.line or section.place.paragraph,
    }


def _where(place: Place) -> dict[str, int | str | None]:
    """Where a format has no lines, the ordinal of the paragraph or table block stands for the line."""
    return {
        "page": place.page,
        "line": place.line or place.paragraph,
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "sheet": place.sheet,
        "cell": place.cell,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "text": cell.text,
        "kind": cell.kind.value,
        "value": _number(cell.value),
        "unit": cell.unit,
        **_where(cell.place),
        "doubt": cell.doubt,
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """A finding as the contract has it."""
    return {
        "rule": finding.rule,
        "members": list(finding.members),
        "severity": finding.severity.value if finding.severity else None,
        "confidence": finding.confidence.value,
        "certainty": _certainty(finding),
        "title": finding.title,
        "message": finding.message,
        "cells": list(finding.cells),
        "quotes": [{"text": quote.text, **_where(quote.place)} for quote in finding.quotes],
        "equation": finding.equation,
        "difference": _number(finding.difference),
        "proposals": [
            {
                "rank": proposal.rank,
                "certainty": proposal.certainty,
                "changes": _changes(proposal.changes),
                "why": proposal.why,
                "otherwise": _changes(proposal.otherwise),
            }
            for proposal in finding.proposals
        ],
        "basis": finding.basis,
        "advice": finding.advice,
        "fingerprint": finding.fingerprint,
    }


def _certainty(finding: Finding) -> str | None:
    """How sure it is which figure is wrong, null where no figure is named."""
    if finding.certainty is not None:
        return finding.certainty.value
    return finding.proposals[0].certainty if finding.proposals else None


def _changes(changes: Sequence[Change]) -> list[dict[str, str]]:
    return [{"cell": one.cell, "from": one.before, "to": one.after} for one in changes]


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
