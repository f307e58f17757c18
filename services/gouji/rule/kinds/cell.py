"""Kind `cell`: unit and magnitude of cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from gouji.editions import address_words
from gouji.errors import Absent, NotApplicable
from gouji.model import Cell, Finding, Quote, Report, Unchecked
from gouji.rule.kinds.cells import expand, is_empty, is_money, of_edition, sure_cell
from gouji.rule.kinds.kind import BadKey, Claim, Key, Keys, Kind, quantity, quantity_text, whole
from gouji.text import quoted

_UNITS = ("元", "万元", "亿元")
_TESTS = ("units", "min", "max", "decimals", "filled")


def build(keys: Keys) -> Claim:
    """单元格的单位和大小。

    cells 写一个或几个地址，可以用星号：三.*.总计。要求写在 units（只许用的单位）、min、max（最小、最大，金额写明单位，
    如 1000万元，按元比较）、decimals（最多几位小数）、filled（true：必须填写，空白和“/”不行）中，至少写一个。
    每个不合要求的单元格报一个问题；空白的单元格不比较大小。
    """
    addresses = expand("cells", keys.texts("cells") or (keys.text("cells"),))
    if not any(test in keys for test in _TESTS):
        raise BadKey("cells", f"至少写一个要求：{'、'.join(_TESTS)}")
    units = keys.choices("units", _UNITS)
    money = {is_money(address) for address in addresses}
    if units and False in money:
        raise BadKey("units", "units 只能用于金额的单元格")
    for bound in ("min", "max"):
        if bound in keys:
            keys.tune(bound, _bound(money))
    if "decimals" in keys:
        keys.tune("decimals", whole)
    filled = keys.flag("filled", default=False)
    return Claim(
        lambda report, **limits: _judge(report, addresses, units, filled=filled, **limits), parameters=keys.parameters
    )


def _bound(money: set[bool]) -> Callable[[str, Any], str]:
    def read(name: str, value: Any) -> str:
        text = quantity_text(name, value)
        one = quantity(text)
        if True in money and not one.money and one.value:
            raise BadKey(name, f"{name} 与金额比较，应写明单位，如 1000万元")
        if False in money and one.money:
            raise BadKey(name, f"{name} 与件数比较，不应写单位")
        return text

    return read


def _judge(
    report: Report,
    addresses: Sequence[str],
    units: Sequence[str],
    *,
    filled: bool,
    min: str | None = None,  # noqa: A002 - the key of the YAML form
    max: str | None = None,  # noqa: A002 - the key of the YAML form
    decimals: int | None = None,
) -> Iterator[Finding | Unchecked]:
    own = of_edition(addresses, report)
    if not own:
        raise NotApplicable("报告所用格式没有这一单元格")
    for address in own:
        try:
            cell = sure_cell(report, address)
        except Absent as absent:
            yield Unchecked(str(absent))
            continue
        if is_empty(cell):
            if filled:
                yield _finding(cell, report, f"没有填写（{f'“{cell.text}”' if cell.text else '空白'}）")
            continue
        if cell.value is None:
            yield Unchecked(f"{address_words(address, report.edition)} 填的是“{quoted(cell.text, 40)}”，不是数字")
            continue
        yield from _unit(cell, report, units)
        yield from _magnitude(cell, report, min, max)
        if decimals is not None and (have := _places(cell.value)) > decimals:
            yield _finding(cell, report, f"填“{cell.text}”，有{have}位小数，应不超过{decimals}位")


def _unit(cell: Cell, report: Report, units: Sequence[str]) -> Iterator[Finding | Unchecked]:
    if not units or not cell.value:
        return
    if cell.unit is None:
        yield Unchecked(f"{address_words(cell.address, report.edition)} 填“{cell.text}”，没有写明单位")
    elif cell.unit not in units:
        yield _finding(cell, report, f"填“{cell.text}”，单位是{cell.unit}，应为{'或'.join(units)}")


def _magnitude(cell: Cell, report: Report, least: str | None, most: str | None) -> Iterator[Finding | Unchecked]:
    if least is None and most is None:
        return
    value = cell.yuan if is_money(cell.address) else cell.value
    if value is None and cell.value:
        yield Unchecked(f"{address_words(cell.address, report.edition)} 填“{cell.text}”，没有写明单位")
        return
    value = value or Decimal(0)
    for bound, sign, words in ((least, "<", "应不小于"), (most, ">", "应不大于")):
        if bound is None:
            continue
        due = quantity(bound).value
        if (value < due) if sign == "<" else (value > due):
            unit = "元" if is_money(cell.address) else ""
            yield _finding(
                cell,
                report,
                f"填“{cell.text}”，{words} {bound}",
                equation=f"{value.normalize():f}{unit} {sign} {due.normalize():f}{unit}",
                difference=abs(value - due),
            )


def _finding(
    cell: Cell, report: Report, said: str, equation: str | None = None, difference: Decimal | None = None
) -> Finding:
    return Finding(
        f"{address_words(cell.address, report.edition)} {said}",
        cells=(cell.address,),
        quotes=(Quote(cell.text, cell.place),) if cell.text else (),
        equation=equation,
        difference=difference,
    )


def _places(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


KIND = Kind(
    name="cell",
    title="单元格的单位和大小",
    keys=(
        Key("cells", "一个或几个地址，可用星号：三.*.总计"),
        Key("units", f"只许用的单位：{'、'.join(_UNITS)}"),
        Key("min", "最小值；金额写明单位", tunable=True),
        Key("max", "最大值；金额写明单位", tunable=True),
        Key("decimals", "最多几位小数", tunable=True),
        Key("filled", "true：必须填写"),
    ),
    build=build,
    example="""\
cells: 二.行政事业性收费.本年收费金额
# 金额写明单位，按元比较；按单位类型取不同的值时写成下面这样。
max:
  default: 10亿元
  县级部门: 1亿元
  乡镇街道: 1000万元
# units: [万元]
# decimals: 6
# filled: true
反例: |
  二.行政事业性收费.本年收费金额 = 10001
正例: |
  二.行政事业性收费.本年收费金额 = 10000
""",
)
