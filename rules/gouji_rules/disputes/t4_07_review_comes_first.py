"""T4-07."""

from collections.abc import Iterator

from gouji.rule import INFO, Confidence, Finding, Report, rule
from gouji_rules.disputes._cases import DIRECT, fewest_cases, total_address


@rule(
    "T4-07",
    title="复议前置",
    severity=INFO,
    basis="《行政复议法》（2023年修订）第二十三条第一款第（四）项；《政府信息公开条例》第五十条第一款第（三）项",
    advice="逐件核对案由和起诉时间：2024年起，不服不予公开决定的，应当先申请行政复议。",
    years=(2024, 9999),
)
def review_comes_first(report: Report) -> Iterator[Finding]:
    """2024年度起，“未经复议直接起诉”有案件的，请核对案由：不服不予公开决定的，依法应当先申请行政复议。

    《行政复议法》2023年修订，2024年1月1日起施行，申请政府信息公开而行政机关不予公开的，复议前置。

    常见误报：2024年以前起诉的案件；主动公开、更正记录等不属于复议前置的案由。所以只提示核对，不作错误。

    沿革：0.1 首次收入。

    反例：
        年度 = 2024
        四.未经复议直接起诉.结果维持 = 1
        四.未经复议直接起诉.总计 = 1
    正例：
        年度 = 2024
        四.行政复议.结果维持 = 1
        四.行政复议.总计 = 1
    """
    suits = fewest_cases(report, DIRECT)
    if suits > 0:
        yield Finding(
            f"表四未经复议直接起诉 {suits:f} 件，请核对案由；不予公开案件依法应先复议",
            cells=(total_address(DIRECT),),
            confidence=Confidence.POSSIBLE,
        )
