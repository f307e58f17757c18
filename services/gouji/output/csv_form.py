"""问题台账 as CSV: UTF-8 with a mark in front, for Excel takes it for GBK otherwise; no text becomes a formula."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

from gouji.output.filed import Filed
from gouji.output.form import printable, write
from gouji.output.ledger_row import ISSUES, Value, escaped, issues
from gouji.rule import RuleSet


class CsvForm:
    def __init__(self, stream: BinaryIO, _ruleset: RuleSet) -> None:
        self._stream, self._rows = stream, 0
        write(stream, "\ufeff" + _line([column.name for column in ISSUES]))

    def add(self, filed: Filed) -> None:
        for issue in issues(filed, self._rows + 1):
            self._rows += 1
            write(self._stream, _line([_plain(value) for value in issue.values]))

    def finish(self) -> None:
        """Nothing comes behind the lines."""


def _line(values: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, Decimal):
        return f"{value:f}"
    return escaped(printable(value)) if isinstance(value, str) else str(value)
