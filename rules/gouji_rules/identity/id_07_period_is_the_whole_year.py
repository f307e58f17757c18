"""ID-07."""

import re
from collections.abc import Iterator

from gouji.rule import ERROR, INFO, Finding, Report, Unchecked, rule
from gouji.text import compact
from gouji_rules.identity._period import Period, stated_period

_FOUNDED = re.compile(
    r"(?:本|我)?(?:局|委|办|中心|单位|机关|镇|街道)?[^。；]{0,20}(?:新成立|新组建|组建成立|挂牌成立|正式成立|正式挂牌|新设立|机构改革|新建制)"
)


@rule(
    "ID-07",
    title="统计期限未说明或不完整",
    severity=INFO,
    basis=(
        "《政府信息公开条例》第五十条第二款；四川省地方标准 DB51/T 2660—2019《政府信息公开工作年度报告编制发布规范》2.1"
    ),
    advice="在第一部分之前写明“本报告所列数据的统计期限为××××年1月1日至××××年12月31日”。",
)
def period_is_the_whole_year(report: Report) -> Iterator[Finding | Unchecked]:
    """报告应写明统计期限，且统计期限应为报告年度的1月1日至12月31日。

    统计期限是各项数据的口径。没有写明的只作提示；写明的期限不是整年（如截至11月30日）的是错误，因为全年的数据没有报全。
    年份与报告年度不同的，由 ID-06 指出。

    常见误报：年度中间新成立、新组建的单位，统计期限自成立之日起，本规则不下结论；网页提取时丢了“年”“月”的日期
    （“自20211月1日”）不当作错误；其他工作（如专项行动）的起止时间不是统计期限；写“1月至12月”“2023年度”的，都算写明。

    沿革：0.1 首次收入。

    反例：
        年度 = 2023
        去掉 前言
        前言：本报告所列数据的统计期限为2023年1月1日至2023年11月30日。
    正例：
        年度 = 2023
        去掉 前言
        前言：本报告中所列数据的统计期限自2023年1月1日起至12月31日止。
    """
    stated = stated_period(report)
    wrong = next((one for one in stated.periods if one.of_figures and not one.is_whole_year), None)
    if wrong is not None and _is_founded_within(report):
        yield Unchecked(f"统计期限写“{wrong.text}”，报告提到单位是年度中间成立或组建的，请人工核对")
    elif wrong is not None:
        yield _wrong(report, wrong)
    elif stated.as_year or any(one.is_whole_year for one in stated.periods):
        return
    elif stated.torn is not None:
        yield Unchecked(f"“{stated.torn.text}”的日期残缺，可能是提取时丢了字，看不出统计期限")
    else:
        yield Finding(
            ("统计期限的起止日期不完整" if stated.partial else "没有写明统计期限") + f"；应写明{_due(report)}",
            quotes=(stated.partial,) if stated.partial else (),
            locator="统计期限",
        )


def _wrong(report: Report, period: Period) -> Finding:
    return Finding(
        f"统计期限写“{period.text}”，不是整年；应为{_due(report)}，各项数据也应按全年统计",
        quotes=(period.quote,),
        severity=ERROR,
        locator="统计期限",
    )


def _due(report: Report) -> str:
    year = report.year or "××××"
    return f"“{year}年1月1日至{year}年12月31日”"


def _is_founded_within(report: Report) -> bool:
    return any(_FOUNDED.search(compact(paragraph.text)) for _, paragraph in report.paragraphs())
