"""Money in a column of 表二 that counts items."""

from __future__ import annotations

import re

from gouji.editions import NAMES, edition
from gouji.model import Cell, CellKind, Report

_AMOUNT = re.compile(r"\d\s*(?:万|亿)?\s*元|[一二三四五六七八九十百千万亿]元")


def amount_written(cell: Cell, report: Report) -> bool:
    """Whether an amount of money is written where the form counts items, even among other words."""
    if cell.kind not in (CellKind.AMOUNT, CellKind.TEXT) or not _AMOUNT.search(cell.text):
        return False
    form = edition(report.edition).tables[cell.table] if report.edition in NAMES else None
    return form is not None and form.column_by_name[cell.column].kind != "money"
