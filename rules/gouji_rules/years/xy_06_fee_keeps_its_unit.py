"""XY-06."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.rule import ERROR, Confidence, Finding, Report, rule
from gouji_rules._before import year_before
from gouji_rules.units._money import FEE, fee

_TEN_THOUSAND = Decimal(10_000)


@rule(
    "XY-06",
    title="万元/元换算突变",
    severity=ERROR,
    basis="《政府信息公开条例》第二十条第（八）项；国办公开办函〔2021〕30号 表二（表头“单位：万元”）",
    advice="核对两年的收费台账：表头单位是万元，按元统计的金额要除以10000再填；上一年填错的，更正并说明。",
    editions=["ed2021"],
    explains=["UN-03"],
)
def fee_keeps_its_unit(
    report: Report, previous: Report, *, least_ratio: int = 5_000, most_ratio: int = 20_000
) -> Iterator[Finding]:
    """行政事业性收费金额不应是上一年的大约一万倍，或者大约一万分之一。

    相差 least_ratio 至 most_ratio 倍的，多半是两年中有一年按元填写。格内写明单位的先换算再比较。

    常见误报：一年为0的不比较；2021年度与2020年度的口径不同（金额与项目数），不比较。

    沿革：0.1 首次收入。

    反例：
        上年：二.行政事业性收费.本年收费金额 = 28.5
        二.行政事业性收费.本年收费金额 = 279486.92
    正例：
        上年：二.行政事业性收费.本年收费金额 = 28.5
        二.行政事业性收费.本年收费金额 = 27.948692
    """
    before = year_before(report, previous, one_form=True)
    own, last = fee(report), fee(before)
    if own is None or last is None or not own.yuan or not last.yuan:
        return
    more, less = max(own.yuan, last.yuan), min(own.yuan, last.yuan)
    if not least_ratio * less <= more <= most_ratio * less:
        return
    grown = own.yuan > last.yuan
    due = (own.yuan / _TEN_THOUSAND**2 if grown else own.yuan).normalize()
    change = f"约{more / less:.0f}倍" if grown else f"约{more / less:.0f}分之一"
    yield Finding(
        f"表二行政事业性收费·本年收费金额填“{own.text}”，是上一年“{last.text}”的{change}，"
        f"疑有一年按元填写；本年如填错，应为 {due:f}（万元）",
        cells=(FEE,),
        equation=f"{more.normalize():f} ÷ {less.normalize():f} = {more / less:.0f}",
        confidence=Confidence.LIKELY,
    )
