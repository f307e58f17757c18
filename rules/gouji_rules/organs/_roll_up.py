"""A government's figures beside those of the units whose reports go into its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import msgspec

from gouji.editions import NAMES, address_words, edition
from gouji.errors import Absent, NotApplicable, Waiting
from gouji.figures import MONEY, Written, summable
from gouji.model import Confidence, Finding, Report, Subordinate, Unchecked
from gouji.unit import Unit, type_by_name

_SHOWN = 5
_OFFICE = re.compile(r"(?:人民)?政府(?:办公[厅室]|办$)|[省市州县区旗]府办|^(?:.{0,12})办公[厅室]$")
#: Money is compared to 0.01 万元, counts exactly.
_TOLERANCE = Decimal("0.01")


class Difference(msgspec.Struct, frozen=True):
    """A figure of the government, and what the units below it report together."""

    address: str
    own: Decimal
    parts: dict[str, Decimal]

    @property
    def together(self) -> Decimal:
        return sum(self.parts.values(), Decimal(0))

    @property
    def may_be_shared(self) -> bool:
        """Whether one thing told by several units would explain it: less than the sum, no less than each."""
        told = [part for part in self.parts.values() if part]
        return len(told) > 1 and max(told) <= self.own < self.together

    def words(self, report: Report) -> str:
        label = address_words(self.address, report.edition).partition(" ")[2]
        return f"{label} {self.own:f}，下级合计 {self.together:f}（差 {self.own - self.together:+f}）"

    @property
    def equation(self) -> str:
        parts = [f"{part:f}" for part in self.parts.values() if part] or ["0"]
        shown = " + ".join(parts) if len(parts) <= _SHOWN else f"{self.together:f}"
        return f"{self.own:f} ≠ {shown}"


def units_below(
    report: Report, unit: Unit | None, subordinates: tuple[Subordinate, ...] | None
) -> Sequence[Subordinate]:
    """The units whose figures go into this report; raises NotApplicable for one that sums up nothing, and Waiting."""
    if subordinates:
        return subordinates
    kind = (unit and unit.type) or type_by_name(report.unit)
    if kind is not None and not kind.is_government:
        raise NotApplicable("不是政府的报告，没有下级单位可以汇总")
    if kind is None and unit is not None:
        raise NotApplicable("单位登记中没有归它汇总的下级单位")
    raise Waiting("单位登记中没有归它汇总的下级单位；请用 gouji units import 登记上级/汇总单位")


def require_all(subordinates: Sequence[Subordinate]) -> None:
    """Raise Waiting, naming whose reports are missing."""
    missing = [one.name for one in subordinates if one.cells is None]
    if missing:
        named = "、".join(missing[:_SHOWN]) + ("等" if len(missing) > _SHOWN else "")
        raise Waiting(f"下级单位共{len(subordinates)}个，还缺{len(missing)}个单位的报告，不能汇总核对：{named}")


def own_figures(report: Report) -> Mapping[str, Decimal]:
    """The government's figures that can be compared; raises Absent without a known form."""
    if report.edition not in NAMES:
        raise Absent("所用格式", "报告年度和所用格式都无法确定")
    sure = (cell for cell in report.cells.values() if cell.doubt is None)
    return summable(Written(cell.address, cell.kind, cell.value, cell.unit) for cell in sure)


def compared(
    addresses: Sequence[str], report: Report, subordinates: Sequence[Subordinate]
) -> Iterator[Difference | Unchecked]:
    """The figures that differ from the sum, and as unchecked those of which a part cannot be read."""
    own = own_figures(report)
    unread: dict[str, list[str]] = {}
    for address in addresses:
        parts = {one.name: one.cells[address] for one in subordinates if one.cells and address in one.cells}
        lacking = [one.name for one in subordinates if one.name not in parts]
        if address not in own:
            unread.setdefault("本报告", []).append(address)
        elif lacking:
            unread.setdefault("、".join(lacking[:_SHOWN]), []).append(address)
        elif _differs(address, own[address], sum(parts.values(), Decimal(0))):
            yield Difference(address, own[address], parts)
    for who, where in unread.items():
        more = f"等{len(where)}格" if len(where) > 1 else ""
        yield Unchecked(f"{who}的{address_words(where[0], report.edition)}{more}没有可以相加的数字")


def finding(
    what: str, differences: Sequence[Difference], report: Report, subordinates: Sequence[Subordinate]
) -> Finding:
    """One finding for the figures of one block; less sure where something else would explain them all.

    It does not say what the government's figure should be: a unit below may have the wrong one.
    """
    first = max(differences, key=lambda one: abs(one.own - one.together))
    shown = "；".join(one.words(report) for one in differences[:_SHOWN])
    more = f"等{len(differences)}格" if len(differences) > _SHOWN else ""
    surplus = all(one.own > one.together for one in differences)
    alone = surplus and not any(_OFFICE.search(one.name) for one in subordinates)
    remark = "；登记的下级单位中没有本级政府办公室，多出的可能是政府本身的数据" if alone else ""
    return Finding(
        f"{what}与{len(subordinates)}个下级单位合计不符：{shown}{more}{remark}",
        cells=tuple(one.address for one in differences),
        equation=first.equation,
        difference=abs(first.own - first.together),
        confidence=Confidence.POSSIBLE if alone else Confidence.LIKELY,
        locator=what,
    )


def table_addresses(report: Report, table: str) -> list[str]:
    """The cells of a table in the report's form that can be summed up."""
    addresses = edition(report.edition or "").tables[table].addresses(table)
    return [address for address in addresses if table != "二" or _is_amount(address)]


def _is_amount(address: str) -> bool:
    """Whether a cell of 表二 says how much was done: not 规章, which only governments make, nor lists of items."""
    _, row, column = address.split(".", 2)
    documents = row in ("规范性文件", "行政规范性文件")
    return documents or ("处理决定数量" in column and row != "其他对外管理服务事项") or address == MONEY


def _differs(address: str, own: Decimal, together: Decimal) -> bool:
    return abs(own - together) > (_TOLERANCE if address == MONEY else 0)
