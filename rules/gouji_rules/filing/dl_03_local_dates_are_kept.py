"""DL-03."""

from collections.abc import Iterator
from datetime import date

from gouji.errors import NotApplicable, Waiting
from gouji.rule import WARNING, Filing, Finding, Report, Unchecked, Unit, by_type, rule
from gouji_rules.filing._dates import (
    DEPARTMENTS,
    GOVERNMENTS,
    NOT_BOUND,
    date_of_publication,
    day_of_next_year,
    late,
    where_published,
    year_of,
)


@rule(
    "DL-03",
    title="地方时限逾期",
    severity=WARNING,
    basis="《政府信息公开条例》第四十九条；单位登记中的报送时限、公布时限（本地通知）",
    advice="按本地通知的要求说明原因；登记的时限有误的，更正单位登记。",
)
def local_dates_are_kept(
    report: Report,
    unit: Unit,
    filing: Filing | None = None,
    *,
    statutory: str = by_type(NOT_BOUND, dict.fromkeys(DEPARTMENTS, "01-31") | dict.fromkeys(GOVERNMENTS, "03-31")),
) -> Iterator[Finding | Unchecked]:
    """单位登记了报送时限、公布时限（次年的月和日）的，应在时限前报送、公布；当天不算逾期。

    公布看页面写明的公布日期；报送看第一版收到的日期。乡镇街道没有法定时限，只看这里登记的。

    常见误报：公布已逾法定时限的由 DL-01、DL-02 指出，不重复；补交的新版不算晚报；已经公布的页面事后才收来的、隔年补收的
    历史报告，收到日期不能证明报送晚。

    沿革：0.1 首次收入。

    反例：
        单位 = 云溪县财政局
        登记.报送时限 = 01-20
        收到 = 2024-01-23
    正例：
        单位 = 云溪县财政局
        登记.报送时限 = 01-20
        收到 = 2024-01-20
    """
    if unit.submit_by is None and unit.publish_by is None:
        raise NotApplicable("没有登记本地的报送、公布时限")
    found: list[Finding | Unchecked] = []
    waits: list[Waiting] = []
    for part in (_publication, _submission):
        try:
            found += part(report, unit, filing, statutory)
        except Waiting as reason:
            waits.append(reason)
    if waits and not found:
        raise waits[0]
    yield from found


def _publication(report: Report, unit: Unit, _filing: Filing | None, statutory: str) -> Iterator[Finding | Unchecked]:
    if unit.publish_by is None:
        return
    on, due = date_of_publication(report), day_of_next_year(unit.publish_by, report)
    told = statutory != NOT_BOUND and on > day_of_next_year(statutory, report)
    if on > due and not told:
        yield late("公布日期", on, ("登记的公布时限", due), report, where_published(report))


def _submission(report: Report, unit: Unit, filing: Filing | None, _statutory: str) -> Iterator[Finding | Unchecked]:
    if unit.submit_by is None:
        return
    if filing is None:
        raise Waiting("没有报送记录，不知道何时收到")
    on, due = filing.first_received_on or filing.received_on, day_of_next_year(unit.submit_by, report)
    if on > due and not _is_collected(on, report):
        yield late("收到日期", on, ("登记的报送时限", due), report)


def _is_collected(on: date, report: Report) -> bool:
    """Whether a file was fetched later: the page had been published before, or its year is long over."""
    published_before = report.published_on is not None and report.published_on < on
    return published_before or on.year > year_of(report) + 1
