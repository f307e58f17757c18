"""How a linear rule is written: one key of a YAML rule.

    for each column of 三: R01 + R02 == R22 + R23
    for each row of 三: sum(申请人) == 总计
    in 四.行政复议: 结果维持 + 结果纠正 + 其他结果 + 尚未审结 == 总计
    figures: 三.R01.总计 + 三.R02.总计 == 三.R22.总计 + 三.R23.总计

Terms are row keys (for each column), column names (for each row, in), or whole addresses (figures); whole numbers;
`2 * R01`; and `sum(NAME)` for a sum named by the edition. Comparisons: ==, <=, >=, <, >. A rule that names something
which no edition has, or nothing that stands together in one place, is refused when it is read.
"""

from __future__ import annotations

import difflib
import re

from gouji.editions import NAMES, edition
from gouji.rule.linear import Linear, Scope, Term, identities

_SCOPE = re.compile(r"for each (column|row) of ([二三四])$|in ([二三四])\.(\S+)$|(figures)$")
_COMPARISON = re.compile(r"(==|<=|>=|<|>)")
_TERM = re.compile(r"\s*([+-]?)\s*(?:(\d+)\s*\*\s*)?(sum\([^)]+\)|[^\s+*()=<>-][^\s+*()=<>]*)\s*")


def parse_linear(key: str, expression: str) -> Linear:
    """Read one `key: expression` of a YAML rule; raises ValueError saying what is wrong."""
    scope = _SCOPE.match(" ".join(key.split()))
    if not scope:
        raise ValueError(f"不认识“{key}”；应为 for each column of 三、for each row of 二、in 四.行政复议 或 figures")
    sides = _COMPARISON.split(expression)
    if len(sides) != 3:  # noqa: PLR2004 - left, comparison, right
        raise ValueError(f"算式“{expression}”应恰有一个 ==、<=、>=、< 或 >")
    left, left_constant = _side(sides[0])
    right, right_constant = _side(sides[2])
    linear = Linear(
        Scope(scope[1]) if scope[1] else Scope.ONE_ROW if scope[3] else Scope.FIGURES,
        scope[2] or scope[3] or "",
        scope[4] or "",
        left,
        right,
        sides[1],
        (left_constant, right_constant),
    )
    _require_known_names(linear)
    if not any(identities(linear, name) for name in NAMES):
        raise ValueError(f"算式“{expression}”中的各项不在同一{'列' if linear.scope is Scope.COLUMNS else '行'}中")
    return linear


def _side(text: str) -> tuple[tuple[Term, ...], int]:
    if not text.strip():
        raise ValueError("算式缺一边")
    terms: list[Term] = []
    constant = position = 0
    while position < len(text):
        found = _TERM.match(text, position)
        if not found or (position and not found[1]):
            raise ValueError(f"算式中“{text[position:].strip()}”读不懂")
        coefficient = int(found[2] or 1) * (-1 if found[1] == "-" else 1)
        name = found[3]
        if name.isdecimal():
            constant += coefficient * int(name)
        elif name.startswith("sum("):
            terms.append(Term(coefficient, name[4:-1].strip(), named_sum=True))
        else:
            terms.append(Term(coefficient, name))
        position = found.end()
    return tuple(terms), constant


def _require_known_names(linear: Linear) -> None:
    """Every name must exist in some edition, so that a misspelt one is found when the rule is loaded."""
    if not (linear.left or linear.right):
        raise ValueError("算式中没有单元格")
    if linear.row:
        _require(linear.row, {row.key for name in NAMES for row in edition(name).tables[linear.table].rows}, "行")
    for term in (*linear.left, *linear.right):
        _require(term.name, _names(linear, named_sum=term.named_sum), "合计" if term.named_sum else "行或列")


def _require(name: str, known: set[str], what: str) -> None:
    if name not in known:
        near = difflib.get_close_matches(name, sorted(known), n=3, cutoff=0.5)
        hint = f"是否指 {'、'.join(near)}？" if near else f"例如可用 {'、'.join(sorted(known)[:6])}"
        raise ValueError(f"没有名为“{name}”的{what}；{hint}")


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
