"""Dates of publication against the dates by which it was due."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gouji.errors import Absent, NotApplicable, Waiting
from gouji.model import Confidence, Finding, Quote, Report, Unchecked
from gouji.published import published
from gouji.text import quoted
from gouji.unit import Unit, UnitType
from gouji_rules._years import doubt_about_year

DEPARTMENTS = (
    UnitType.STATE_DEPARTMENT,
    UnitType.PROVINCE_DEPARTMENT,
    UnitType.PREFECTURE_DEPARTMENT,
    UnitType.COUNTY_DEPARTMENT,
)
GOVERNMENTS = tuple(kind for kind in UnitType if kind.is_government)
#: The parameter's value for bodies that a date does not bind; None stands for a body of unknown kind.
NOT_BOUND = "无"
_HEAD = 200


def year_of(report: Report) -> int:
    """The report year; raises Absent where it is not known."""
    if report.year is None:
        raise Absent("报告年度", "报告中没有找到，无法判断时限")
    return report.year


def statutory_date(due: str | None, whose: str, report: Report) -> date:
    """The day that a parameter MM-DD means; raises NotApplicable where it binds nobody, Waiting where unknown."""
    if due is None:
        raise Waiting("单位类型不明：名称看不出是部门还是政府，也没有登记；请用 gouji units import 登记类型")
    if due == NOT_BOUND:
        raise NotApplicable(f"只适用于{whose}")
    return day_of_next_year(due, report)


def day_of_next_year(day: str, report: Report) -> date:
    due = Unit("").due(year_of(report), day)
    assert due is not None
    return due


def date_of_publication(report: Report) -> date:
    """What the page states; raises Waiting where it states nothing: it may not be published yet."""
    if report.published_on is None:
        raise Waiting("报告没有写明公布日期（如“发布日期：2024-01-20”），可能还没有公布")
    return report.published_on


def where_published(report: Report) -> tuple[Quote, ...]:
    """The line above the report that states it; none where the page declares it beside its text."""
    for paragraph in report.preface:
        if published([paragraph.text[:_HEAD]]) == report.published_on:
            return (Quote(quoted(paragraph.text, 80), paragraph.place),)
    return ()


def late(
    what: str, on: date, due: tuple[str, date], report: Report, quotes: tuple[Quote, ...] = ()
) -> Finding | Unchecked:
    """The finding of a date behind its due one (what it is called, the day); unchecked where the year is doubtful."""
    of, day = due
    doubt = doubt_about_year(report)
    if doubt is not None:
        return Unchecked(doubt)
    days = (on - day).days
    # A site that was moved gives all its pages the day of the move.
    sure = on.year == year_of(report) + 1
    return Finding(
        f"{what}{on}，{of}{day}，晚{days}天" + ("" if sure else "；相隔超过一年，请先核实是否为网站迁移后的日期"),
        quotes=quotes,
        equation=f"{on} > {day}",
        difference=Decimal(days),
        confidence=Confidence.CERTAIN if sure else Confidence.POSSIBLE,
        locator=what,
    )
