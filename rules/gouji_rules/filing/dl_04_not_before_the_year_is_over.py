"""DL-04."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from gouji.errors import Waiting
from gouji.rule import WARNING, Filing, Finding, Report, Unchecked, rule
from gouji_rules._years import doubt_about_year
from gouji_rules.filing._dates import where_published, year_of


@rule(
    "DL-04",
    title="提前编制",
    severity=WARNING,
    basis="《政府信息公开条例》第四十九条",
    advice="年度结束后按全年数据重新编制；年度或者日期写错的予以更正。",
)
def not_before_the_year_is_over(report: Report, filing: Filing | None = None) -> Iterator[Finding | Unchecked]:
    """年度报告应在报告年度结束（12月31日）之后公布、报送，否则统计期限不满一年。

    看页面写明的公布日期和这一版收到的日期；次年1月1日不算提前。

    常见误报：把公布年份当成报告年度：标题、统计期限和指定的年度互相矛盾的，本规则不下结论。

    沿革：0.1 首次收入。

    反例：
        收到 = 2023-12-29
    正例：
        收到 = 2024-01-01
    """
    over = date(year_of(report) + 1, 1, 1)
    if report.published_on is None and filing is None:
        raise Waiting("没有公布日期，也没有报送记录")
    if report.published_on is not None and report.published_on < over:
        what, on, quotes = "公布日期", report.published_on, where_published(report)
    elif filing is not None and filing.received_on < over:
        what, on, quotes = "收到日期", filing.received_on, ()
    else:
        return
    if doubt := doubt_about_year(report):
        yield Unchecked(doubt)
        return
    yield Finding(
        f"{what}{on}，{report.year}年度还没有结束，统计期限不满一年",
        quotes=quotes,
        equation=f"{on} < {over}",
        difference=Decimal((over - on).days),
        locator=what,
    )
