"""UN-03."""

from collections.abc import Iterator

from gouji.rule import INFO, Confidence, Finding, Report, rule
from gouji_rules.units._money import FEE, fee


@rule(
    "UN-03",
    title="收费金额疑似换算两次",
    severity=INFO,
    basis="《政府信息公开条例》第二十条第（八）项；国办公开办函〔2021〕30号 表二（表头“单位：万元”）",
    advice="核对收费台账：表头单位是万元，元除以10000一次即可。",
    editions=["ed2021"],
)
def fee_is_converted_once(report: Report, *, least_yuan: int = 100) -> Iterator[Finding]:
    """2021年格式的行政事业性收费以万元为单位，大于0的金额一般不会不足0.01万元（100元）。

    更小的多半是元换算成万元之后又除以了10000。

    常见误报：全年确实只收了几十元的，所以只作提示；没有收费的填0，不提示。

    沿革：0.1 首次收入。

    反例：
        二.行政事业性收费.本年收费金额 = 0.0028
    正例：
        二.行政事业性收费.本年收费金额 = 0.01
    """
    cell = fee(report)
    if cell is None or cell.yuan is None or not 0 < cell.yuan < least_yuan:
        return
    twice = cell.yuan.normalize()
    yield Finding(
        f"表二行政事业性收费·本年收费金额填“{cell.text}”，只合{cell.yuan.normalize():f}元；"
        f"如换算了两次，应为 {twice:f}（万元）",
        cells=(FEE,),
        confidence=Confidence.POSSIBLE,
    )
