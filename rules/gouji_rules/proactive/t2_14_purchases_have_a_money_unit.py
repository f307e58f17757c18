"""T2-14."""

from collections.abc import Iterator

from gouji.rule import WARNING, Finding, Report, rule
from gouji_rules.proactive._purchases import AMOUNT, plain, purchase_amount


@rule(
    "T2-14",
    title="采购金额缺单位",
    severity=WARNING,
    basis="《政府信息公开条例》第二十条第（九）项；国办公开办函〔2019〕60号 表二",
    advice="在金额后写明单位，如“146078.86元”或者“14.61万元”。",
    editions=["ed2019"],
)
def purchases_have_a_money_unit(report: Report) -> Iterator[Finding]:
    """2019年试行格式的采购总金额，表头没有印单位，格内应写明“元”或者“万元”。

    只写数字的，元和万元相差一万倍，汇总时无从判断。

    常见误报：单位写在表头的（“采购总金额（万元）”），按表头的单位；金额为0的不用写单位。

    沿革：0.1 首次收入。

    反例：
        年度 = 2020
        二.政府集中采购.采购项目数量 = 2
        二.政府集中采购.采购总金额 = 6944.93
    正例：
        年度 = 2020
        二.政府集中采购.采购项目数量 = 2
        二.政府集中采购.采购总金额 = 6944.93元
    """
    cell = purchase_amount(report)
    if not cell.value or cell.unit is not None:
        return
    yield Finding(
        f"表二政府集中采购·采购总金额填“{cell.text}”，没有写单位；按元是{plain(cell.value)}元，"
        f"按万元是{plain(cell.value * 10_000)}元，应写明",
        cells=(AMOUNT,),
    )
