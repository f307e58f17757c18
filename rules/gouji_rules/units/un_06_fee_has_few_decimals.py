"""UN-06."""

from collections.abc import Iterator

from gouji.rule import INFO, Confidence, Finding, Report, rule
from gouji_rules.units._money import FEE, fee


@rule(
    "UN-06",
    title="收费金额小数位过多",
    severity=INFO,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2021〕30号 表二（表头“单位：万元”）",
    advice="以万元为单位保留到分即六位小数；核对金额后改写。",
    editions=["ed2021"],
)
def fee_has_few_decimals(report: Report, *, most: int = 6) -> Iterator[Finding]:
    """2021年格式的行政事业性收费以万元为单位，小数不应超过六位：万元的第六位小数就是分。

    更多的小数不是实际收到的金额，多半是计算公式留下的。

    常见误报：六位小数（27.948692万元）正好到分，不提示。

    沿革：0.1 首次收入。

    反例：
        二.行政事业性收费.本年收费金额 = 27.9486923
    正例：
        二.行政事业性收费.本年收费金额 = 27.948692
    """
    cell = fee(report)
    if cell is None or cell.value is None:
        return
    exponent = cell.value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    if decimals > most:
        yield Finding(
            f"表二行政事业性收费·本年收费金额填“{cell.text}”，有{decimals}位小数，不应超过{most}位",
            cells=(FEE,),
            confidence=Confidence.POSSIBLE,
        )
