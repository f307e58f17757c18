"""DL-05."""

from collections.abc import Iterator

from gouji.errors import NotApplicable
from gouji.rule import INFO, WARNING, Confidence, Filing, Finding, Report, rule
from gouji_rules.filing._dates import where_published


@rule(
    "DL-05",
    title="公布后修改",
    severity=INFO,
    basis="《政府信息公开条例》第六条第一款、第四十九条",
    advice="确需更正的，在页面注明更正的时间和内容，并告知主管部门。",
)
def published_content_stays(report: Report, filing: Filing) -> Iterator[Finding]:
    """年度报告公布以后，内容不应再改变；评估中“发布后有变动”是常见问题。

    上一版写明了公布日期，公布之后又收到内容不同的一版，即为公布后修改。这一版写了新的公布日期（公开更正）的作提示；公布日期
    没有变或者没有写（悄悄替换）的作警告。

    常见误报：内容完全相同的文件不算新版；上一版没有写公布日期的（送审稿）不判断；公布日期晚于收到日期的，还没有公布。

    沿革：0.1 首次收入。

    反例：
        前言：发布日期：2024-01-20
        版次 = 2
        原公布 = 2024-01-20
        收到 = 2024-02-03
    正例：
        前言：发布日期：2024-01-20
        收到 = 2024-02-03
    """
    if filing.version == 1:
        return
    former = filing.former_published_on
    if former is None:
        raise NotApplicable("上一版没有写明公布日期，看不出当时是否已经公布")
    if former > filing.received_on:
        return
    openly = report.published_on is not None and report.published_on > former
    now = (
        f"公布日期改为{report.published_on}"
        if openly
        else "公布日期没有变"
        if report.published_on
        else "没有写公布日期"
    )
    yield Finding(
        f"上一版已于{former}公布，{filing.received_on}收到的第{filing.version}版内容不同，{now}",
        quotes=where_published(report),
        severity=INFO if openly else WARNING,
        confidence=Confidence.LIKELY,
        locator="公布后修改",
    )
