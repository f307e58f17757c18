"""T2-16."""

from collections.abc import Iterator

from gouji.errors import NotApplicable
from gouji.rule import INFO, Confidence, Finding, Report, rule
from gouji_rules._counts import count_of
from gouji_rules._figures import is_empty
from gouji_rules.proactive._purchases import AMOUNT, ITEMS, plain, purchase_amount


@rule(
    "T2-16",
    title="采购均价异常",
    severity=INFO,
    basis="《政府信息公开条例》第二十条第（九）项；国办公开办函〔2019〕60号 表二",
    advice="核对采购总金额的单位是元还是万元。",
    editions=["ed2019"],
)
def average_purchase_is_plausible(
    report: Report, *, least_yuan: int = 500, most_yuan: int = 100_000_000
) -> Iterator[Finding]:
    """表二政府集中采购的总金额除以项目数量，平均每个项目一般不应不足500元，也不应超过1亿元。

    平均过小或者过大，多半是元和万元填混。金额先换算为元再计算；界限是 least_yuan 和 most_yuan。

    常见误报：网上超市的小额订单按单计项目，平均可以很低，所以只作提示；没有写单位的金额由 T2-14 指出，本规则不计算。

    沿革：0.1 首次收入。

    反例：
        年度 = 2019
        二.政府集中采购.采购项目数量 = 9
        二.政府集中采购.采购总金额 = 17.27元
    正例：
        年度 = 2020
        二.政府集中采购.采购项目数量 = 9
        二.政府集中采购.采购总金额 = 0.93402万元
    """
    amount, items = purchase_amount(report), report.cells.get(ITEMS)
    if is_empty(amount) or (items is not None and is_empty(items)):
        return
    number = count_of(report, ITEMS)
    if number <= 0 or not amount.value:
        return
    if amount.yuan is None:
        raise NotApplicable("采购总金额没有写明单位（T2-14），无法计算平均金额")
    average = amount.yuan / number
    if least_yuan <= average <= most_yuan:
        return
    odd = f"不足{least_yuan}元" if average < least_yuan else f"超过{plain_limit(most_yuan)}"
    yield Finding(
        f"表二政府集中采购 {number:f} 个项目共 {amount.text}，平均每个 {average:.2f} 元，{odd}；请核对金额的单位",
        cells=(ITEMS, AMOUNT),
        equation=f"{plain(amount.yuan)} ÷ {number:f} = {average:.2f}",
        confidence=Confidence.POSSIBLE,
        locator="二.政府集中采购",
    )


def plain_limit(yuan: int) -> str:
    """A limit as people say it: 1亿元, 5000万元, 500元."""
    for size, word in ((100_000_000, "亿元"), (10_000, "万元")):
        if yuan >= size and yuan % size == 0:
            return f"{yuan // size}{word}"
    return f"{yuan}元"
