"""Kind `previous`: this year's figures and last year's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gouji.editions import NAMES, address_words
from gouji.errors import Absent, NotApplicable
from gouji.model import Finding, Report, Unchecked
from gouji.rule.balance import stand_ins
from gouji.rule.kinds.cells import figure
from gouji.rule.kinds.kind import BadKey, Claim, Key, Keys, Kind, number
from gouji.rule.kinds.linear import is_scope
from gouji.rule.linear import Identity, Linear, identities
from gouji.rule.notation import parse_linear

_EARLIER = re.compile(r"上年\.(?=[^\s])")
_SIDES = re.compile(r"(==|<=|>=|<|>)")
_BROKEN = {"==": "≠", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}


def build(keys: Keys) -> Claim:
    """本年单元格与上年报告单元格之间的等式或不等式。

    写法同单元格算式，一边是本年的，一边是上年的，上年的前面加“上年.”：
      for each column of 三: R02 == 上年.R23
      figures: 二.行政许可.本年处理决定数量 <= 3 * 上年.二.行政许可.本年处理决定数量
    没有上年报告时，规则等到有了再核查；两年格式不同、其中一年没有这一单元格的，不适用。
    """
    scopes = [key for key in keys.values if is_scope(str(key))]
    if len(scopes) != 1:
        raise BadKey(scopes[1] if scopes else "code", "应恰有一个算式（如 for each column of 三: R02 == 上年.R23）")
    key = scopes[0]
    now, then, comparison, turned = _two(key, keys.text(key))
    keys.tune("tolerance", number, Decimal(0))
    sign = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}.get(comparison, comparison) if turned else comparison
    law = _Law(now, then, sign)
    return Claim(
        lambda report, previous, *, tolerance: _judge(law, report, previous, Decimal(str(tolerance))),
        asks=("report", "previous"),
        parameters=keys.parameters,
    )


def _two(key: str, expression: str) -> tuple[Linear, Linear, str, bool]:
    """The side of this year, that of last year, the comparison, and whether last year's stands on the left."""
    sides = _SIDES.split(expression)
    if len(sides) != 3:  # noqa: PLR2004 - left, comparison, right
        raise BadKey(key, f"算式“{expression}”应恰有一个 ==、<=、>=、< 或 >")
    earlier = [bool(_EARLIER.search(side)) for side in (sides[0], sides[2])]
    if sum(earlier) != 1:
        raise BadKey(key, f"算式“{expression}”应一边是本年的、一边是上年的；上年的每一项前面加“上年.”")
    turned = earlier[0]
    own, other = (sides[2], sides[0]) if turned else (sides[0], sides[2])
    plain = _EARLIER.sub("", other)
    try:
        now, then = parse_linear(key, f"{own} >= 0"), parse_linear(key, f"{plain} >= 0")
        parse_linear(key, f"{own} {sides[1]} {plain}")
    except ValueError as problem:
        raise BadKey(key, str(problem)) from problem
    if len(_EARLIER.findall(other)) != len(then.left):
        raise BadKey(key, f"算式“{expression}”中上年一边的每一项前面都应加“上年.”")
    return now, then, sides[1], turned


class _Law(msgspec.Struct, frozen=True):
    """What must hold: a sum of this year's cells, a comparison, a sum of last year's."""

    now: Linear
    then: Linear
    comparison: str


def _judge(law: _Law, report: Report, previous: Report, tolerance: Decimal) -> Iterator[Finding | Unchecked]:
    this_year, last_year = _instances(law.now, report), _instances(law.then, previous)
    both = [(one, last_year[where]) for where, one in this_year.items() if where in last_year]
    if not both:
        raise NotApplicable("本年或上年报告所用格式没有这一算式涉及的单元格")
    for one, other in both:
        try:
            value, before = _value(one, report), _value(other, previous)
        except Absent as absent:
            yield Unchecked(str(absent))
            continue
        if not _holds(value, law.comparison, before, tolerance):
            found = _finding(one, value, law.comparison, before, report.edition)
            earlier = (f"上年.{address}" for address in other.left)
            yield msgspec.structs.replace(found, locator=",".join((*found.cells, *earlier)))


def _instances(linear: Linear, report: Report) -> dict[str, Identity]:
    if report.edition not in NAMES:
        raise Absent("格式", "报告年度和所用格式都无法确定")
    return {one.where: one for one in identities(linear, report.edition, stand_ins(report))}


def _value(one: Identity, report: Report) -> Decimal:
    figures = [figure(report, address) * coefficient for address, coefficient in one.left.items()]
    return sum(figures, Decimal(one.constants[0]))


def _holds(value: Decimal, comparison: str, before: Decimal, tolerance: Decimal) -> bool:
    if comparison == "==":
        return abs(value - before) <= tolerance
    if comparison in ("<=", "<"):
        return value - tolerance < before or (comparison == "<=" and value - tolerance == before)
    return value + tolerance > before or (comparison == ">=" and value + tolerance == before)


def _finding(one: Identity, value: Decimal, comparison: str, before: Decimal, edition: str | None) -> Finding:
    where = f"{one.where} " if one.where else ""
    cells = tuple(one.left)
    single = len(one.left) == 1 and comparison == "==" and set(one.left.values()) == {1} and not one.constants[0]
    return Finding(
        f"{where}本年{_sum_words(one, edition)}为 {value:f}，按上年报告应{_due(comparison)} {before:f}",
        cells=cells,
        equation=f"{value:f} {_BROKEN[comparison]} {before:f}",
        difference=abs(value - before),
        expected={cells[0]: before} if single else {},
    )


def _sum_words(one: Identity, edition: str | None) -> str:
    return "与".join(f"“{address_words(address, edition)}”" for address in one.left)


def _due(comparison: str) -> str:
    return {"==": "为", "<=": "不大于", ">=": "不小于", "<": "小于", ">": "大于"}[comparison]


KIND = Kind(
    name="previous",
    title="本年与上年的单元格",
    keys=(Key("tolerance", "允许相差多少（金额以元计），默认0", tunable=True),),
    build=build,
    example="""\
# 上年的每一项前面加“上年.”。
figures: 三.R02.总计 == 上年.三.R23.总计
反例: |
  三.R02.总计 = 2
  上年：三.R23.总计 = 3
正例: |
  三.R02.总计 = 3
  上年：三.R23.总计 = 3
""",
)
