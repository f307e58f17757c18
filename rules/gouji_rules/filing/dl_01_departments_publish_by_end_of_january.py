"""DL-01."""

from collections.abc import Iterator

from gouji.rule import ERROR, Finding, Report, Unchecked, UnitType, by_type, rule
from gouji_rules.filing._dates import DEPARTMENTS, NOT_BOUND, date_of_publication, late, statutory_date, where_published


@rule(
    "DL-01",
    title="部门逾期公布",
    severity=ERROR,
    basis="《政府信息公开条例》第四十九条第一款",
    advice="尽快公布并向本级政府信息公开工作主管部门说明原因；公布日期写错的予以更正。",
)
def departments_publish_by_end_of_january(
    report: Report,
    *,
    due: str | None = by_type(None, dict.fromkeys(UnitType, NOT_BOUND) | dict.fromkeys(DEPARTMENTS, "01-31")),
) -> Iterator[Finding | Unchecked]:
    """县级以上人民政府部门应在次年1月31日前向社会公布年度报告。

    看页面写明的公布日期（发布日期、发布时间、公布日期等），1月31日当天不算逾期。单位类型以登记为准，没有登记的看名称。

    常见误报：没有写公布日期的（还没有公布的送审稿）等待公布，不报；成文日期、更新时间不是公布日期；乡镇街道没有法定时限；
    报告年度本身有疑问的不下结论；网站迁移后公布日期整体变成迁移那天的，相隔超过一年的请先核实。收到文件晚不能证明公布晚。

    沿革：0.1 首次收入。

    反例：
        单位 = 云溪县财政局
        前言：发布日期：2024-02-01
    正例：
        单位 = 云溪县财政局
        前言：发布日期：2024-01-31
    """
    day = statutory_date(due, "县级以上人民政府部门", report)
    on = date_of_publication(report)
    if on > day:
        yield late("公布日期", on, ("法定公布时限", day), report, where_published(report))
