"""The report of the year before as something to compare with."""

from __future__ import annotations

from gouji.editions import NAMES, edition
from gouji.errors import NotApplicable, Waiting
from gouji.model import Report


def is_year_before(report: Report, previous: Report | None) -> bool:
    """Whether `previous` is there and for the year before, as far as both years are known."""
    return previous is not None and not (report.year and previous.year and previous.year != report.year - 1)


def year_before(report: Report, previous: Report, *, one_form: bool = False) -> Report:
    """The report of the year before.

    Raises Waiting when `previous` is for another year, NotApplicable when it has no tables of a national form, or with
    `one_form` when that form is not this year's.
    """
    if not is_year_before(report, previous):
        raise Waiting(f"已有的是{previous.year}年度的报告，缺少本单位上一年度的报告")
    if previous.edition not in NAMES:
        raise NotApplicable("上一年度的报告没有全国统一格式的表格，无法比较")
    if one_form and previous.edition != report.edition:
        forms = [edition(name).title if name in NAMES else "未知格式" for name in (previous.edition, report.edition)]
        raise NotApplicable(f"上一年度用的是{forms[0]}，本年度用的是{forms[1]}，两年的列不能比较")
    return previous
