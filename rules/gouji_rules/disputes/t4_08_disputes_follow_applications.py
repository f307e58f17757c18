"""T4-08."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.rule import INFO, Confidence, Finding, Report, rule
from gouji_rules._before import is_year_before
from gouji_rules._counts import sure_count
from gouji_rules.disputes._cases import AFTER_REVIEW, DIRECT, REVIEWS, fewest_cases, no_applications, total_address

_ROWS = (REVIEWS, DIRECT, AFTER_REVIEW)


@rule(
    "T4-08",
    title="无申请却有复议诉讼",
    severity=INFO,
    basis="《政府信息公开条例》第五十条第一款第（二）项、第（三）项、第五十一条；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表三、表四",
    advice="核对表三的新收、上年结转和表四的案件；由以前年度的申请引起的，可以在第四部分注明。",
)
def disputes_follow_applications(report: Report, previous: Report | None = None) -> Iterator[Finding]:
    """本年没有新收和上年结转的申请，上一年也没有申请的，表四一般不应有复议、诉讼案件。

    案件多由申请引起；没有申请却有案件，可能是表三漏填，或者案件与政府信息公开无关。没有上一年度报告时只看本年。

    常见误报：由更早年度的申请引起的案件合法有据，所以只作提示；上一年有申请的不提示；表三总计是0而明细有数的，不算没有申请。

    沿革：0.1 首次收入。

    反例：
        四.行政复议.结果维持 = 1
        四.行政复议.总计 = 1
    正例：
        三.R01.自然人 = 1
        三.R01.总计 = 1
        四.行政复议.结果维持 = 1
        四.行政复议.总计 = 1
    """
    cases = [(row, number) for row in _ROWS if (number := fewest_cases(report, row))]
    if not cases or not no_applications(report):
        return
    before = sure_count(previous, "三.R01.总计") if previous and is_year_before(report, previous) else None
    if before:
        return
    total = sum((number for _, number in cases), Decimal(0))
    words = "、".join(f"{row} {number:f} 件" for row, number in cases)
    last = "上一年也没有新收申请" if before is not None else "上一年的情况不明"
    yield Finding(
        f"表三没有新收和上年结转的申请，{last}，表四却有{words}；请核对",
        cells=("三.R01.总计", "三.R02.总计", *(total_address(row) for row, _ in cases)),
        equation=f"0 + 0 = 0，{total:f} > 0",
        confidence=Confidence.POSSIBLE,
        locator="四",
    )
