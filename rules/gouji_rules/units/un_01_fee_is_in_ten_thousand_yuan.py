"""UN-01."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.editions import address_words
from gouji.errors import Absent
from gouji.rule import ERROR, Finding, Report, Unchecked, rule
from gouji.text import compact

_FEE = "二.行政事业性收费.本年收费金额"
_TEN_THOUSAND = Decimal(10_000)


@rule(
    "UN-01",
    title="收费金额单位错误",
    severity=ERROR,
    basis="《政府信息公开条例》第二十条第（八）项；国办公开办函〔2021〕30号 表二（表头“单位：万元”）",
    advice="按万元填写，只填数字，不再写单位。",
    editions=["ed2021"],
)
def fee_is_in_ten_thousand_yuan(report: Report) -> Iterator[Finding | Unchecked]:
    """2021年格式的行政事业性收费以万元为单位，格内不应以元、亿元为单位填写。

    表头已经印明“单位：万元”，格内另写“元”的，汇总时会差一万倍。

    常见误报：写“27.95万元”的单位没有错；“0元”就是0；只填数字的按表头为万元，量级是否合理由其他规则判断。

    沿革：0.1 首次收入。

    反例：
        二.行政事业性收费.本年收费金额 = 21654145元
    正例：
        二.行政事业性收费.本年收费金额 = 27.948692万元
    """
    cell = report.cells.get(_FEE)
    if cell is None:
        raise Absent(address_words(_FEE, report.edition))
    text = compact(cell.text)
    if "元" not in text or "万" in text or cell.value == 0:
        return
    due = None if cell.yuan is None else cell.yuan / _TEN_THOUSAND
    should = f"应为 {_plain(due)}（万元）" if due is not None else "应换算为万元，只填数字"
    yield Finding(
        f"表二行政事业性收费·本年收费金额填“{cell.text}”，表头单位为万元，{should}",
        cells=(_FEE,),
        expected={_FEE: due} if due is not None else {},
    )


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
