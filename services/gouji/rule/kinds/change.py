"""Kind `change`: how much a figure may differ from last year's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.editions import address_words
from gouji.errors import Absent, NotApplicable
from gouji.model import Confidence, Finding, Report, Unchecked
from gouji.rule.kinds.cells import expand, figure, is_money, of_edition
from gouji.rule.kinds.kind import BadKey, Claim, Key, Keys, Kind, number, quantity, quantity_text

_SHOWN_DIGITS = Decimal("0.01")


def build(keys: Keys) -> Claim:
    """与上年相比变化是否太大。

    cells 写一个或几个地址，可以用星号。most：本年最多是上年的几倍；least：至少是上年的几倍（如 0.2）。
    两年的数都小于 from 的不比较（小数目变几倍很平常）；上年为0的，本年不小于 from 才报。
    没有上年报告时，规则等到有了再核查。
    """
    addresses = expand("cells", keys.texts("cells") or (keys.text("cells"),))
    if "most" not in keys and "least" not in keys:
        raise BadKey("cells", "most、least 至少写一个")
    money = {is_money(address) for address in addresses}
    if len(money) > 1:
        raise BadKey("cells", "cells 中有件数也有金额，请写成两条规则")
    for name in ("most", "least"):
        if name in keys:
            keys.tune(name, number)
    keys.tune("from", quantity_text, "10万元" if True in money else "10")
    return Claim(
        lambda report, previous, **limits: _judge(report, previous, addresses, limits),
        asks=("report", "previous"),
        parameters=keys.parameters,
    )


def _judge(
    report: Report, previous: Report, addresses: Sequence[str], limits: dict[str, object]
) -> Iterator[Finding | Unchecked]:
    both = [address for address in of_edition(addresses, report) if address in of_edition(addresses, previous)]
    if not both:
        raise NotApplicable("本年或上年报告所用格式没有这一单元格")
    smallest = quantity(str(limits["from"])).value
    for address in both:
        try:
            now, before = figure(report, address), figure(previous, address)
        except Absent as absent:
            yield Unchecked(str(absent))
            continue
        if max(now, before) >= smallest and (limit := _broken(now, before, limits)) is not None:
            yield _finding(address, now, before, limit, report)


def _broken(now: Decimal, before: Decimal, limits: dict[str, object]) -> str | None:
    """Which limit is passed, in words."""
    most, least = limits.get("most"), limits.get("least")
    if most is not None and now > before * Decimal(str(most)):
        return f"应不超过上年的{most}倍"
    if least is not None and now < before * Decimal(str(least)):
        return f"应不少于上年的{least}倍"
    return None


def _finding(address: str, now: Decimal, before: Decimal, limit: str, report: Report) -> Finding:
    times = f"（{(now / before).quantize(_SHOWN_DIGITS).normalize():f}倍）" if before else ""
    unit = "元" if is_money(address) else ""
    return Finding(
        f"{address_words(address, report.edition)} 本年 {now:f}{unit}，上年 {before:f}{unit}{times}，{limit}；请核对",
        cells=(address,),
        equation=f"{now:f} / {before:f}",
        difference=abs(now - before),
        confidence=Confidence.POSSIBLE,
    )


KIND = Kind(
    name="change",
    title="与上年相比的变化",
    keys=(
        Key("cells", "一个或几个地址，可用星号"),
        Key("most", "最多是上年的几倍", tunable=True),
        Key("least", "至少是上年的几倍", tunable=True),
        Key("from", "两年的数都小于它时不比较，默认10（金额10万元）", tunable=True),
    ),
    build=build,
    example="""\
cells: 二.行政处罚.本年处理决定数量
most: 5
least: 0.2
from: 20
反例: |
  二.行政处罚.本年处理决定数量 = 301
  上年：二.行政处罚.本年处理决定数量 = 60
正例: |
  二.行政处罚.本年处理决定数量 = 300
  上年：二.行政处罚.本年处理决定数量 = 60
""",
)
