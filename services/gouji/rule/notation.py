"""How a linear rule is written: one key of a YAML rule.

    for each column of 三: R01 + R02 == R22 + R23
    for each row of 三: sum(申请人) == 总计
    in 四.行政复议: 结果维持 + 结果纠正 + 其他结果 + 尚未审结 == 总计
    figures: 三.R01.总计 + 三.R02.总计 == 三.R22.总计 + 三.R23.总计
    figures: 三.R23.总计 <= 20% * 三.R01.总计
    figures: 二.行政事业性收费.本年收费金额 <= 1000万元

Terms are row keys (for each column), column names (for each row, in), or whole addresses (figures); numbers, decimals
and percentages; amounts with their unit; `2 * R01`; and `sum(NAME)` for a sum named by the edition. Comparisons: ==,
<=, >=, <, >. A rule that names something which no edition has, or nothing that stands together in one place, is refused
when it is read.
"""

from __future__ import annotations

import re
from decimal import Decimal

from gouji.editions import NAMES, edition
from gouji.rule.linear import Linear, Number, Scope, Term, identities
from gouji.rule.naming import near_names

YUAN = {"元": 1, "万元": 10_000, "亿元": 100_000_000}

_SCOPE = re.compile(r"for each (column|row) of ([二三四])$|in ([二三四])\.(\S+)$|(figures)$")
_COMPARISON = re.compile(r"(==|<=|>=|<|>)")
_TERM = re.compile(r"\s*([+-]?)\s*(?:(\d+(?:\.\d+)?%?)\s*\*\s*)?(sum\([^)]+\)|[^\s+*()=<>-][^\s+*()=<>]*)\s*")
_NUMBER = re.compile(r"(\d{1,18}(?:\.\d{1,9})?)(%|元|万元|亿元)?")
_LONGEST = 2000


def parse_linear(key: str, expression: str, tolerance: Number = 0) -> Linear:
    """Read one `key: expression` of a YAML rule; raises ValueError saying what is wrong."""
    scope = _SCOPE.match(" ".join(key.split()))
    if not scope:
        raise ValueError(f"不认识“{key}”；应为 for each column of 三、for each row of 二、in 四.行政复议 或 figures")
    if len(expression) > _LONGEST:
        raise ValueError(f"算式超过{_LONGEST}字")
    sides = _COMPARISON.split(expression)
    if len(sides) != 3:  # noqa: PLR2004 - left, comparison, right
        raise ValueError(f"算式“{expression}”应恰有一个 ==、<=、>=、< 或 >")
    left, right = _Side(sides[0]), _Side(sides[2])
    linear = Linear(
        Scope(scope[1]) if scope[1] else Scope.ONE_ROW if scope[3] else Scope.FIGURES,
        scope[2] or scope[3] or "",
        scope[4] or "",
        tuple(left.terms),
        tuple(right.terms),
        sides[1],
        (left.constant, right.constant),
        left.money or right.money,
        tolerance,
    )
    _require_known_names(linear)
    if not any(identities(linear, name) for name in NAMES):
        raise ValueError(f"算式“{expression}”中的各项不在同一{'列' if linear.scope is Scope.COLUMNS else '行'}中")
    _require_fitting_units(linear, bare=left.bare or right.bare)
    return linear


class _Side:
    """One side of a comparison: its terms, the sum of its constants, and whether these are amounts or bare numbers."""

    def __init__(self, text: str) -> None:
        self.terms: list[Term] = []
        self.constant: Number = 0
        self.money = self.bare = False
        if not text.strip():
            raise ValueError("算式缺一边")
        position = 0
        while position < len(text):
            found = _TERM.match(text, position)
            if not found or (position and not found[1]):
                raise ValueError(f"算式中“{text[position:].strip()}”读不懂")
            self._add(_coefficient(found[2]) * (-1 if found[1] == "-" else 1), found[3])
            position = found.end()

    def _add(self, coefficient: Number, name: str) -> None:
        if number := _NUMBER.fullmatch(name):
            value = _whole(Decimal(number[1]) * YUAN.get(number[2], 1) / (100 if number[2] == "%" else 1))
            self.money |= number[2] in YUAN
            self.bare |= number[2] not in YUAN and value != 0
            self.constant += coefficient * value
        elif name.startswith("sum("):
            self.terms.append(Term(coefficient, name[4:-1].strip(), named_sum=True))
        else:
            self.terms.append(Term(coefficient, name))


def _coefficient(text: str | None) -> Number:
    if text is None:
        return 1
    return _whole(Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1))


def _whole(number: Decimal) -> Number:
    """The number as int where it is one."""
    return int(number) if number == int(number) else number


def _require_known_names(linear: Linear) -> None:
    """Every name must exist in some edition, so that a misspelt one is found when the rule is loaded."""
    if not (linear.left or linear.right):
        raise ValueError("算式中没有单元格")
    if linear.row:
        _require(linear.row, {row.key for name in NAMES for row in edition(name).tables[linear.table].rows}, "行")
    for term in (*linear.left, *linear.right):
        _require(term.name, _names(linear, named_sum=term.named_sum), "合计" if term.named_sum else "行或列")


def _require_fitting_units(linear: Linear, *, bare: bool) -> None:
    """An amount is compared with an amount, in whatever unit, and a count with a bare number."""
    kinds = {
        edition(name).tables[address.split(".")[0]].column_by_name[address.split(".", 2)[2]].kind == "money"
        for name in NAMES
        for identity in identities(linear, name)
        for address in identity.coefficients
    }
    if True in kinds and bare:
        raise ValueError("与金额比较的数应写明单位，如 1000万元")
    if False in kinds and linear.money:
        raise ValueError("件数不能与金额比较；请去掉算式中的“元”")


def _require(name: str, known: set[str], what: str) -> None:
    if name not in known:
        raise ValueError(f"没有名为“{name}”的{what}；{near_names(name, known)}")


def _names(linear: Linear, *, named_sum: bool) -> set[str]:
    """What a term of this rule may be called, in any edition."""
    forms = [edition(name) for name in NAMES]
    if linear.scope is Scope.FIGURES:
        return {a for form in forms for key, table in form.tables.items() for a in table.addresses(key)}
    across_rows = linear.scope is Scope.COLUMNS
    names: set[str] = set()
    for table in (form.tables[linear.table] for form in forms):
        own = set(table.row_by_key if across_rows else table.column_by_name)
        names |= {name for name, parts in table.sums.items() if own & set(parts)} if named_sum else own
    return names
