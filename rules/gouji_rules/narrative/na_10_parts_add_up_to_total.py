"""NA-10."""

from collections.abc import Iterator

from gouji.prose import Breakdown, Sum, narrative
from gouji.rule import ERROR, WARNING, Confidence, Finding, Report, Severity, rule
from gouji_rules.narrative._sums import Of, is_of, quotes_for


@rule(
    "NA-10",
    title="主动公开分项之和",
    severity=ERROR,
    basis="《政府信息公开条例》第六条第一款、第五十条第（一）项",
    advice="核对总数和各分项的统计口径，修改正文中的数字。",
    editions=("pre2019", "ed2019", "ed2021"),
    explains=("NA-11",),
)
def parts_add_up_to_total(report: Report) -> Iterator[Finding]:
    """正文列出总数和分项的，分项之和不应超过总数；分项列全的，之和应等于总数。

    “共计××条，其中……”“……××条，……××条，共计××条”是同一组数字，自己加不拢，说明没有核对就公布了。分项之和大于总数是错误；
    写明“分别”“其余”或者列全而小于总数的也是错误；列了“其他”项、或者五项以上而小于总数的是警告；条与份混用的只作警告。

    常见误报：只举几个例子的“其中”；量词不同（条、篇、次、件）；约数；历年累计数；一份信息在几个渠道同步公开；括号里的再分项；
    按申请人和按渠道各分一遍；换了一件事的下一个数字。
    申请和复议、诉讼案件的各类之和由 NA-06 核对。

    沿革：0.1 首次收入。

    反例：
        一：2023年，公开公文类政府信息118条，公开其他类政府信息9条，共计公开政府信息49条。
    正例：
        一：2023年，主动公开政府信息698条，其中网站407条（政策287条、公告106条、解读14条），公众号155条，微博19条，其他117条。
    """
    for one in narrative(report).breakdowns:
        if len(one.parts) > 1 and one.sum in (Sum.EXCEEDED, Sum.SHORT) and is_of(one, report) is Of.ELSE:
            yield _unequal(one)


def _unequal(one: Breakdown) -> Finding:
    short = one.sum is Sum.SHORT
    sign = "小于" if short else "大于"
    return Finding(
        f"正文写总数{one.total:f}{one.measure}，分项之和{one.addition}={one.added:f}，{sign}总数"
        + ("；分项列全的，两者应相等" if short else "；两者应相等"),
        quotes=quotes_for(one),
        equation=f"{one.addition} = {one.added:f} ≠ {one.total:f}",
        difference=abs(one.added - one.total),
        severity=_severity(one),
        confidence=Confidence.LIKELY if one.likely or (short and not one.claimed) else Confidence.CERTAIN,
    )


def _severity(one: Breakdown) -> Severity:
    sure = one.sum is Sum.EXCEEDED or one.claimed
    return ERROR if sure and not one.likely else WARNING
