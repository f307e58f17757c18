"""T4-06."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.rule import WARNING, Confidence, Finding, Report, rule
from gouji_rules._before import is_year_before
from gouji_rules._counts import blank_remark, sure_count
from gouji_rules.disputes._cases import AFTER_REVIEW, REVIEWS, fewest_cases, most_cases, total_address


@rule(
    "T4-06",
    title="复议后起诉多于复议",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条第一款第（三）项；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表四",
    advice="对照案件台账核对：先经复议再起诉的才计入“复议后起诉”，没有经过复议的计入“未经复议直接起诉”。",
)
def suits_follow_reviews(report: Report, previous: Report | None = None, *, fewest: int = 3) -> Iterator[Finding]:
    """表四复议后起诉的案件，一般不应多于本年和上年的行政复议案件之和：每一件都先经过复议。

    没有上一年度报告时，复议后起诉多于本年行政复议而且不少于 fewest 件的才报。

    常见误报：复议在以前年度审结、本年才起诉的，所以只作警告；本栏各项与总计不平的，按对单位有利的数比较。

    沿革：0.1 首次收入。

    反例：
        四.行政复议.结果维持 = 1
        四.行政复议.总计 = 1
        四.复议后起诉.结果维持 = 3
        四.复议后起诉.总计 = 3
    正例：
        四.行政复议.结果维持 = 1
        四.行政复议.总计 = 1
        四.复议后起诉.结果维持 = 2
        四.复议后起诉.总计 = 2
    """
    suits, reviews = fewest_cases(report, AFTER_REVIEW), most_cases(report, REVIEWS)
    before = _reviews_before(report, previous)
    if suits <= reviews + (before or 0) or (before is None and suits < fewest):
        return
    cells = (total_address(REVIEWS), total_address(AFTER_REVIEW))
    both = f"与上年 {before:f} 件之和" if before is not None else ""
    yield Finding(
        f"表四复议后起诉 {suits:f} 件，多于本年行政复议 {reviews:f} 件{both}{blank_remark(report, *cells)}；"
        "如系更早年度的复议案件，请说明",
        cells=cells,
        equation=f"{suits:f} > {reviews:f}" + (f" + {before:f}" if before is not None else ""),
        difference=suits - reviews - (before or 0),
        confidence=Confidence.LIKELY if before is not None else Confidence.POSSIBLE,
        locator="四.复议后起诉",
    )


def _reviews_before(report: Report, previous: Report | None) -> Decimal | None:
    """The reviews of the year before; None when they are not known."""
    if previous is None or not is_year_before(report, previous):
        return None
    if sure_count(previous, total_address(REVIEWS)) is None:
        return None
    return most_cases(previous, REVIEWS)
