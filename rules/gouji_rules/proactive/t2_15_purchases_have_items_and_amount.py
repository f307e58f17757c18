"""T2-15."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.rule import WARNING, Confidence, Finding, Report, rule
from gouji_rules._counts import count_of
from gouji_rules._figures import is_empty
from gouji_rules.proactive._purchases import AMOUNT, ITEMS, purchase_amount


@rule(
    "T2-15",
    title="采购项目与金额矛盾",
    severity=WARNING,
    basis="《政府信息公开条例》第二十条第（九）项；国办公开办函〔2019〕60号 表二",
    advice="按采购合同核对项目数量和总金额，补上漏填的一项。",
    editions=["ed2019"],
)
def purchases_have_items_and_amount(report: Report) -> Iterator[Finding]:
    """表二政府集中采购的项目数量和总金额，应同为0或者同大于0。

    有金额没有项目，或者有项目没有金额，多半是漏填了一格。

    常见误报：零价格的框架协议，项目大于0而金额为0，请单位说明，所以只作警告；空白或者填“/”的由
    T2-01 指出，合并到那个问题。

    沿革：0.1 首次收入。

    反例：
        年度 = 2019
        二.政府集中采购.采购项目数量 = 0
        二.政府集中采购.采购总金额 = 17.27万元
    正例：
        年度 = 2019
        二.政府集中采购.采购项目数量 = 9
        二.政府集中采购.采购总金额 = 17.27万元
    """
    amount, items = purchase_amount(report), report.cells.get(ITEMS)
    if items is not None and is_empty(items) and is_empty(amount):
        return
    number = Decimal(0) if items is not None and is_empty(items) else count_of(report, ITEMS)
    if amount.value is not None and bool(number) == bool(amount.value):
        return
    if not number and not amount.value:
        return
    missing = "采购总金额" if number else "采购项目数量"
    written = amount.text or "空白"
    yield Finding(
        f"表二政府集中采购 项目数量 {number:f}，总金额 {written}；两者应同为0或者同大于0，{missing}可能漏填",
        cells=(ITEMS, AMOUNT),
        confidence=Confidence.LIKELY if not number else Confidence.POSSIBLE,
        locator="二.政府集中采购",
    )
