"""The numbers of cases in 表四 as far as they are sure, whatever its totals say."""

from __future__ import annotations

from decimal import Decimal

from gouji.errors import Absent
from gouji.model import CellKind, Report
from gouji_rules._counts import count_of, row_sum, sure_count

REVIEWS, DIRECT, AFTER_REVIEW = "行政复议", "未经复议直接起诉", "复议后起诉"
ANSWERED = "三.R22.总计"
_OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结")


def total_address(row: str) -> str:
    return f"四.{row}.总计"


def fewest_cases(report: Report, row: str) -> Decimal:
    """What is surely there: the smaller of the stated total and the sum of outcomes; raises Absent without a total."""
    total, parts = _total_and_parts(report, row)
    return total if parts is None else min(total, parts)


def most_cases(report: Report, row: str) -> Decimal:
    """What may be there: the greater of the stated total and the sum of outcomes; raises Absent without a total."""
    total, parts = _total_and_parts(report, row)
    return total if parts is None else max(total, parts)


def most_answered(report: Report) -> Decimal:
    """How many applications may have been answered: the greater of （七）总计 and its applicants; raises Absent."""
    return max(count_of(report, ANSWERED), row_sum(report, "三", "R22"))


def no_applications(report: Report) -> bool:
    """Whether 表三 has no application received or carried over, in totals and details; raises Absent."""
    if any(count_of(report, f"三.{row}.总计") for row in ("R01", "R02")):
        return False
    details = [cell for cell in report.cells.values() if cell.table == "三" and cell.row in ("R01", "R02")]
    if any(cell.doubt is not None or (cell.value is None and cell.kind is CellKind.TEXT) for cell in details):
        raise Absent("表三新收、上年结转", "有的格存疑或者不是件数")
    return not any(cell.value for cell in details)


def _total_and_parts(report: Report, row: str) -> tuple[Decimal, Decimal | None]:
    """The total and the sum of the four outcomes, None when one of these is no count."""
    total = count_of(report, total_address(row))
    parts = [sure_count(report, f"四.{row}.{name}") for name in _OUTCOMES]
    known = [part for part in parts if part is not None]
    return total, sum(known, Decimal(0)) if len(known) == len(parts) else None
