"""XY-05."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gouji.editions import address_words
from gouji.rule import INFO, Cell, CellKind, Confidence, Finding, Report, rule
from gouji_rules._before import year_before

_TOTAL = ".总计"
_NO_SIZE = (".本年增/减", ".上一年项目数量")
#: Money that differs by so much was written in another unit, which XY-06 says.
_OTHER_UNIT = 5_000


class _Leap(msgspec.Struct, frozen=True):
    """A cell with its number in both years."""

    address: str
    before: Decimal
    now: Decimal


@rule(
    "XY-05",
    title="同比突变",
    severity=INFO,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="核对台账；确有其事的，可以在总体情况中说明原因。",
)
def figures_do_not_leap(
    report: Report, previous: Report, *, times: int = 5, least: int = 20, most: int = 8
) -> Iterator[Finding]:
    """表二各格和表三、表四的总计，与上一年相比一般不会增加到 times 倍以上，或者减少到 times 分之一以下。

    两年中较大的数不小于 least 才比较；从0增加、减少到0也算。金额先换算为元。各格列在一条提示里，超过 most 格的只列变化
    最大的；某一格另有错误的，合并到那个问题，不再列出。

    常见误报：突发事件、职能调整和专项行动都会带来变化，所以只作提示；两年格式不同的，只比较两年都有的格；
    上一年项目数量由 XY-03 比较；金额相差几千倍的是单位问题，由 XY-06 指出。

    沿革：0.1 首次收入。

    反例：
        上年：二.行政处罚.本年处理决定数量 = 40
        二.行政处罚.本年处理决定数量 = 4000
    正例：
        上年：二.行政处罚.本年处理决定数量 = 40
        二.行政处罚.本年处理决定数量 = 200
    """
    before = year_before(report, previous)
    leaps = [
        _Leap(address, last, now)
        for address, cell in report.cells.items()
        if _is_compared(address)
        if (now := _size(cell)) is not None and (last := _size(before.cells.get(address))) is not None
        if _is_leap(last, now, times, _least(cell, least)) and not _in_another_unit(cell, last, now)
    ]
    leaps.sort(key=lambda leap: -abs(leap.now - leap.before))
    listed = tuple(_words(leap, report, before) for leap in leaps[:most])
    if listed:
        rest = f"；另有{len(leaps) - most}格变化也大，没有逐一列出" if len(leaps) > most else ""
        yield Finding(
            f"与上一年相比变化很大，请核对：{'；'.join(listed)}{rest}",
            cells=tuple(leap.address for leap in leaps[:most]),
            listed=listed,
            confidence=Confidence.POSSIBLE,
            locator="同比",
        )


def _words(leap: _Leap, report: Report, before: Report) -> str:
    return (
        f"{address_words(leap.address, report.edition)} 由{before.cells[leap.address].text}变为"
        f"{report.cells[leap.address].text}"
    )


def _is_compared(address: str) -> bool:
    return address.endswith(_TOTAL) or (address.startswith("二.") and not address.endswith(_NO_SIZE))


def _size(cell: Cell | None) -> Decimal | None:
    """What the cell holds as a quantity that two years may be compared by; money in 元; None when it is none."""
    if cell is None or cell.doubt is not None:
        return None
    if cell.unit is not None:
        return cell.yuan
    return cell.value if cell.kind is CellKind.COUNT else None


def _least(cell: Cell, least: int) -> int:
    """Below which nothing is compared: for money so many 万元."""
    return least * 10_000 if cell.unit is not None else least


def _is_leap(before: Decimal, now: Decimal, times: int, least: int) -> bool:
    return max(before, now) >= least and (now > times * before or now * times < before)


def _in_another_unit(cell: Cell, before: Decimal, now: Decimal) -> bool:
    return cell.unit is not None and max(before, now) >= _OTHER_UNIT * min(before, now) > 0
