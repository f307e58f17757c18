"""Linear rules as data: identities and inequalities over cells, their coefficients visible.

The notation, one key of a YAML rule:

    for each column of 三: R01 + R02 == R22 + R23
    for each row of 三: sum(申请人) == 总计
    in 四.行政复议: 结果维持 + 结果纠正 + 其他结果 + 尚未审结 == 总计
    figures: 三.R01.总计 + 三.R02.总计 == 三.R22.总计 + 三.R23.总计

Terms are row keys, column names or whole addresses, whole numbers, `2 * R01`, and `sum(NAME)` for a sum named by the
edition. Comparisons: ==, <=, >=, <, >. A blank counts as 0 where another figure of the same identity is a number; a
figure that is no number, or a blank total, leaves its identity unchecked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import StrEnum
from functools import partial

import msgspec

from gouji.editions import NAMES, Edition, TableForm, edition
from gouji.errors import NotApplicable
from gouji.model import CellKind, Report, Unchecked

_SCOPE = re.compile(r"for each (column|row) of ([二三四])$|in ([二三四])\.(\S+)$|(figures)$")
_COMPARISON = re.compile(r"(==|<=|>=|<|>)")
_TERM = re.compile(r"\s*([+-]?)\s*(?:(\d+)\s*\*\s*)?(sum\([^)]+\)|[^\s+*()=<>-][^\s+*()=<>]*)\s*")


class Scope(StrEnum):
    """Over what a linear rule runs."""

    COLUMNS = "column"
    ROWS = "row"
    ONE_ROW = "in"
    FIGURES = "figures"


class Term(msgspec.Struct, frozen=True):
    """One summand: coefficient and name; `named_sum` when the name is a sum of the edition."""

    coefficient: int
    name: str
    named_sum: bool = False


class Linear(msgspec.Struct, frozen=True):
    """A parsed linear rule: scope, terms on the left and right, the comparison, and constants of both sides."""

    scope: Scope
    table: str
    row: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    comparison: str
    constants: tuple[int, int] = (0, 0)


class Identity(msgspec.Struct, frozen=True):
    """One instance: `left` and `right` by address, where it stands in words, and its comparison."""

    where: str
    left: dict[str, int]
    right: dict[str, int]
    comparison: str
    constants: tuple[int, int]

    @property
    def coefficients(self) -> dict[str, int]:
        """All on one side: left minus right."""
        merged = dict(self.left)
        for address, coefficient in self.right.items():
            merged[address] = merged.get(address, 0) - coefficient
        return merged


class Balance(msgspec.Struct, frozen=True):
    """An identity with its numbers: both sides, the blanks taken as 0, and whether it holds."""

    identity: Identity
    left: Decimal
    right: Decimal
    blanks: tuple[str, ...]
    values: dict[str, Decimal]

    @property
    def holds(self) -> bool:
        comparison = self.identity.comparison
        return {
            "==": self.left == self.right,
            "<=": self.left <= self.right,
            ">=": self.left >= self.right,
            "<": self.left < self.right,
            ">": self.left > self.right,
        }[comparison]

    @property
    def equation(self) -> str:
        """The numbers as they are: `12 + 0 ≠ 11 + 0`; of long sums only what is not 0."""
        sign = {"==": "≠", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}[self.identity.comparison]
        left = self._side(self.identity.left, self.identity.constants[0])
        return f"{left} {sign} {self._side(self.identity.right, self.identity.constants[1])}"

    def _side(self, coefficients: dict[str, int], constant: int) -> str:
        figures = [self.values[address] * coefficient for address, coefficient in coefficients.items()]
        if len(figures) > 6:  # noqa: PLR2004 - more does not fit a line
            figures = [figure for figure in figures if figure]
        shown = [*figures, *([Decimal(constant)] if constant else [])] or [Decimal(0)]
        return " + ".join(f"{figure:f}" for figure in shown).replace("+ -", "- ")


def parse_linear(key: str, expression: str) -> Linear:
    """Read one `key: expression` of a YAML rule; raises ValueError saying what is wrong."""
    scope = _SCOPE.match(" ".join(key.split()))
    if not scope:
        raise ValueError(f"不认识“{key}”；应为 for each column of 三、for each row of 二、in 四.行政复议 或 figures")
    sides = _COMPARISON.split(expression)
    if len(sides) != 3:  # noqa: PLR2004 - left, comparison, right
        raise ValueError(f"算式“{expression}”应恰有一个 ==、<=、>=、< 或 >")
    left, left_constant = _parse_side(sides[0])
    right, right_constant = _parse_side(sides[2])
    kind = Scope(scope[1]) if scope[1] else Scope.ONE_ROW if scope[3] else Scope.FIGURES
    parsed = Linear(
        kind,
        scope[2] or scope[3] or "",
        scope[4] or "",
        left,
        right,
        sides[1],
        (left_constant, right_constant),
    )
    _require_known_names(parsed)
    return parsed


def _parse_side(text: str) -> tuple[tuple[Term, ...], int]:
    terms: list[Term] = []
    constant = position = 0
    while position < len(text):
        found = _TERM.match(text, position)
        if not found or not found[0].strip():
            raise ValueError(f"算式中“{text[position:].strip()}”读不懂")
        coefficient = int(found[2] or 1) * (-1 if found[1] == "-" else 1)
        name = found[3]
        if name.isdigit():
            constant += coefficient * int(name)
        elif name.startswith("sum("):
            terms.append(Term(coefficient, name[4:-1].strip(), named_sum=True))
        else:
            terms.append(Term(coefficient, name))
        position = found.end()
    if not terms and not text.strip():
        raise ValueError("算式缺一边")
    return tuple(terms), constant


def _require_known_names(linear: Linear) -> None:
    """Every name must exist in some edition, so that a misspelt one is found when the rule is loaded."""
    for term in (*linear.left, *linear.right):
        known = set().union(*(_names(linear, form, term) for form in map(edition, NAMES)))
        if term.name not in known:
            near = "、".join(sorted(known)[:6])
            raise ValueError(f"没有名为“{term.name}”的行、列或合计；例如可用 {near}")


def _names(linear: Linear, form: Edition, term: Term) -> set[str]:
    if linear.scope is Scope.FIGURES:
        return {address for key, table in form.tables.items() for address in table.addresses(key)}
    table = form.tables[linear.table]
    if term.named_sum:
        return set(table.sums)
    return set(table.row_by_key if linear.scope is Scope.COLUMNS else table.column_by_name)


def instances(linear: Linear, report: Report) -> Iterator[Identity]:
    """The identities that this rule states about the report's edition."""
    form = edition(report.edition or "")
    if linear.scope is Scope.FIGURES:
        yield _identity(linear, lambda name: [name], "")
        return
    table = form.tables[linear.table]
    if linear.scope is Scope.COLUMNS:
        for column in table.columns:
            yield _identity(
                linear, partial(_in_column, linear, table, report, column.name), f"表{linear.table} {column.name}列"
            )
        return
    for row in table.rows:
        if linear.scope is Scope.ONE_ROW and row.key != linear.row:
            continue
        names = {column.name for column in table.columns_of(row)}
        if all(set(_columns(table, term)) <= names for term in (*linear.left, *linear.right)):
            where = f"表{linear.table} {row.label.split('（区分')[0]}行"
            yield _identity(linear, partial(_in_row, linear, table, row.key), where)


def _columns(table: TableForm, term: Term) -> tuple[str, ...]:
    return table.sums[term.name] if term.named_sum else (term.name,)


def _in_column(linear: Linear, table: TableForm, report: Report, column: str, name: str) -> list[str]:
    return [f"{linear.table}.{row}.{column}" for row in _rows(table, name, report)]


def _in_row(linear: Linear, table: TableForm, row: str, name: str) -> list[str]:
    return [f"{linear.table}.{row}.{column}" for column in table.sums.get(name, (name,))]


def _rows(table: TableForm, name: str, report: Report) -> list[str]:
    """The rows of a name; a row that stands for several of the edition takes their place when the report has it."""
    keys = [key for key in table.sums.get(name, (name,)) if key in table.row_by_key or name not in table.sums]
    found = report.tables.get("三")
    for stand_in, stood_for in table.stands_for.items():
        if found and found.row(stand_in) and not any(found.row(key) for key in stood_for):
            keys = [key for key in keys if key not in stood_for]
            keys += [stand_in] if name in table.sums else []
    return keys


def _identity(linear: Linear, resolve: Callable[[str], list[str]], where: str) -> Identity:
    def side(terms: tuple[Term, ...]) -> dict[str, int]:
        resolved: dict[str, int] = {}
        for term in terms:
            for address in resolve(term.name):
                resolved[address] = resolved.get(address, 0) + term.coefficient
        return resolved

    return Identity(where, side(linear.left), side(linear.right), linear.comparison, linear.constants)


def balance(identity: Identity, report: Report) -> Balance | Unchecked:
    """The identity with the report's numbers, or why it cannot be reckoned."""
    values: dict[str, Decimal] = {}
    blanks: list[str] = []
    for address in identity.coefficients:
        cell = report.cells.get(address)
        if cell is None:
            return Unchecked(f"缺 {address}")
        if cell.kind is CellKind.BLANK:
            blanks.append(address)
        value = cell.yuan if cell.kind is CellKind.AMOUNT and cell.unit else cell.value
        if value is None and cell.kind is not CellKind.BLANK:
            return Unchecked(f"{address} 填的是“{cell.text}”，不是数字")
        values[address] = value if value is not None else Decimal(0)
    if blanks and len(blanks) == len(values):
        return Unchecked(f"{identity.where}全部空白")
    left = _total(identity.left, values) + identity.constants[0]
    right = _total(identity.right, values) + identity.constants[1]
    if left != right and (blank := next((a for a in blanks if _is_total(a, report)), None)):
        return Unchecked(f"{blank} 空白")
    return Balance(identity, left, right, tuple(blanks), values)


def _total(coefficients: dict[str, int], values: dict[str, Decimal]) -> Decimal:
    return sum((values[address] * coefficient for address, coefficient in coefficients.items()), Decimal(0))


def _is_total(address: str, report: Report) -> bool:
    table, row, column = address.split(".", 2)
    form = edition(report.edition or "").tables[table]
    marked = form.row_by_key.get(row), form.column_by_name.get(column)
    return any(item is not None and item.total for item in marked)


def concerns(linear: Linear, report: Report) -> None:
    """Raise NotApplicable when the report has no edition to which the rule's names belong."""
    if report.edition not in NAMES:
        raise NotApplicable("报告不属于现行格式")
    tables = edition(report.edition).tables
    form = tables.get(linear.table)
    if form is None:
        return
    for term in (*linear.left, *linear.right):
        if not term.named_sum and linear.scope is not Scope.COLUMNS and term.name not in form.column_by_name:
            raise NotApplicable(f"{edition(report.edition).title}的表{linear.table}没有“{term.name}”列")
