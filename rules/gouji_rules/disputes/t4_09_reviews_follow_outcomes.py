"""T4-09."""

from collections.abc import Iterator

from gouji.errors import Waiting
from gouji.rule import WARNING, Confidence, Finding, Report, rule
from gouji_rules._before import is_year_before
from gouji_rules.disputes._cases import ANSWERED, REVIEWS, fewest_cases, most_answered, total_address


@rule(
    "T4-09",
    title="复议数超过办结数",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条第一款第（二）项、第（三）项；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表三、表四",
    advice="核对表四行政复议的件数和表三的办理结果；一件申请引起几件复议的，可以在第四部分注明。",
    explains=["T4-08"],
)
def reviews_follow_outcomes(report: Report, previous: Report | None = None) -> Iterator[Finding]:
    """表四的行政复议案件，一般不应多于本年与上年办结的申请之和：没有办理结果，就没有可以复议的决定。

    不多于本年办结数的，不用上一年度报告就能判断；多于本年办结数的，要有上一年度报告才能判断。

    常见误报：对同一件申请多次复议、几个申请人分别复议，所以只作警告；总计没有汇总的表，
    按对单位有利的数比较。

    沿革：0.1 首次收入。

    反例：
        上年：三.R22.总计 = 1
        三.R22.总计 = 1
        四.行政复议.结果维持 = 3
        四.行政复议.总计 = 3
    正例：
        上年：三.R22.总计 = 2
        三.R22.总计 = 1
        四.行政复议.结果维持 = 3
        四.行政复议.总计 = 3
    """
    reviews = fewest_cases(report, REVIEWS)
    if not reviews:
        return
    done = most_answered(report)
    if reviews <= done:
        return
    if previous is None or not is_year_before(report, previous):
        raise Waiting("缺少本单位上一年度的报告")
    before = most_answered(previous)
    if reviews > done + before:
        yield Finding(
            f"表四行政复议 {reviews:f} 件，多于本年办结 {done:f} 件与上年办结 {before:f} 件之和",
            cells=(ANSWERED, total_address(REVIEWS)),
            equation=f"{reviews:f} > {done:f} + {before:f}",
            difference=reviews - done - before,
            confidence=Confidence.POSSIBLE,
            locator="四.行政复议",
        )
