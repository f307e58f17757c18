"""Kind `linear`: figures that must agree."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from gouji.rule.kinds.kind import BadKey, Claim, Key, Keys, Kind, number
from gouji.rule.linear import Linear
from gouji.rule.notation import parse_linear

SCOPES = ("for each column of", "for each row of", "in ", "figures")


def is_scope(key: str) -> bool:
    """Whether a key of a YAML rule is that of a linear expression."""
    return key == "figures" or key.startswith(SCOPES[:3])


def build(keys: Keys) -> Claim:
    """单元格之间的等式或不等式。

    一个键写明范围，后面写算式：
      for each column of 三: R01 + R02 == R22 + R23     表三每一列各算一次
      for each row of 三: sum(申请人) == 总计            每一行各算一次；sum(申请人)、sum(办理结果) 由格式定义
      in 四.行政复议: 结果维持 + 结果纠正 <= 总计         只算一行
      figures: 三.R23.总计 <= 20% * 三.R01.总计          写完整地址
    比较用 ==、<=、>=、<、>；可以写小数、百分数、2 * R01，金额写明单位（1000万元），元和万元自动换算。
    空白按0计，在问题中注明；等式与内置规则一起推算是哪一格填错。
    """
    scopes = [key for key in keys.values if is_scope(str(key))]
    if len(scopes) != 1:
        raise BadKey(
            scopes[1] if scopes else "code", "应恰有一个算式（如 for each column of 三: R01 + R02 == R22 + R23）"
        )
    key = scopes[0]
    expression = keys.text(key)
    try:
        stated = parse_linear(key, expression)
    except ValueError as problem:
        raise BadKey(key, str(problem)) from problem
    if "tolerance" not in keys:
        return Claim(linear=stated)
    keys.tune("tolerance", number, Decimal(0))
    return Claim(linear=stated, parameters=keys.parameters, settle=_settled(key, expression))


def _settled(key: str, expression: str) -> Any:
    @lru_cache(maxsize=16)
    def with_tolerance(text: str) -> Linear:
        return parse_linear(key, expression, number("tolerance", text))

    def settle(parameters: Mapping[str, Any]) -> Linear:
        return with_tolerance(str(parameters["tolerance"]))

    return settle


KIND = Kind(
    name="linear",
    title="单元格之间的等式或不等式",
    keys=(Key("tolerance", "两边允许相差多少（金额以元计），默认0；大于0的等式不参与推算错格", tunable=True),),
    build=build,
    example="""\
# 算式：范围写在冒号前，算式写在冒号后。
for each column of 三: R23 <= R01 + R02
# tolerance: 0            # 两边允许相差多少
反例: |
  三.R01.自然人 = 1
  三.R01.总计 = 1
  三.R23.自然人 = 2
  三.R23.总计 = 2
正例: |
  三.R01.自然人 = 2
  三.R01.总计 = 2
  三.R23.自然人 = 2
  三.R23.总计 = 2
""",
)
