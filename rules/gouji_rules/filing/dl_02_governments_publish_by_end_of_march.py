"""DL-02."""

from collections.abc import Iterator

from gouji.rule import ERROR, Finding, Report, Unchecked, UnitType, by_type, rule
from gouji_rules.filing._dates import GOVERNMENTS, NOT_BOUND, date_of_publication, late, statutory_date, where_published


@rule(
    "DL-02",
    title="政府逾期公布",
    severity=ERROR,
    basis="《政府信息公开条例》第四十九条第二款",
    advice="尽快公布并说明原因；公布日期写错的予以更正。",
)
def governments_publish_by_end_of_march(
    report: Report,
    *,
    due: str | None = by_type(None, dict.fromkeys(UnitType, NOT_BOUND) | dict.fromkeys(GOVERNMENTS, "03-31")),
) -> Iterator[Finding | Unchecked]:
    """县级以上地方人民政府的年度报告应在次年3月31日前向社会公布。

    看页面写明的公布日期，3月31日当天不算逾期。单位类型以登记为准，没有登记的看名称。

    常见误报：没有写公布日期的等待公布，不报；成文日期、更新时间不是公布日期；乡镇人民政府、街道办事处没有法定时限；报告年度
    本身有疑问的不下结论。

    沿革：0.1 首次收入。

    反例：
        单位 = 云溪县人民政府
        前言：发布日期：2024-04-01
    正例：
        单位 = 云溪县人民政府
        前言：发布日期：2024-03-31
    """
    day = statutory_date(due, "县级以上地方人民政府", report)
    on = date_of_publication(report)
    if on > day:
        yield late("公布日期", on, ("法定公布时限", day), report, where_published(report))
