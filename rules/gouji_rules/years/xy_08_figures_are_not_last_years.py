"""XY-08."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.rule import WARNING, Cell, Confidence, Finding, Report, rule
from gouji_rules._before import year_before

#: Stocks at the end of a year: without additions and repeals they are the same in the next.
_STOCKS = ("现行有效件数", "对外公开总数量", "上一年项目数量")
_SHOWN = 8


@rule(
    "XY-08",
    title="数据与上年完全相同",
    severity=WARNING,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    explains=["XY-01", "XY-02", "XY-03", "XY-04"],
    advice="核对台账，按本年的实际数填写；不要在上一年的表格上改年份。",
)
def figures_are_not_last_years(report: Report, previous: Report, *, more_than: int = 10) -> Iterator[Finding]:
    """表二、表三、表四不为0的数字，不应与上一年完全相同。

    全部相同而且合计超过 more_than 的，多半是沿用了上一年的表格。金额先换算为元再比较。

    常见误报：没有业务的单位两年都是0；现行有效件数、对外公开总数量、上一年项目数量是存量，没有增减时理应相同，不计入合计；
    两年格式不同的不比较。沿用上一年的表格引起的不衔接（XY-01 至 XY-04）合并到这个问题。

    沿革：0.1 首次收入。

    反例：
        上年：二.行政许可.本年处理决定数量 = 120
        上年：二.行政处罚.本年处理决定数量 = 7
        二.行政许可.本年处理决定数量 = 120
        二.行政处罚.本年处理决定数量 = 7
    正例：
        上年：二.行政许可.本年处理决定数量 = 120
        上年：二.行政处罚.本年处理决定数量 = 7
        二.行政许可.本年处理决定数量 = 120
        二.行政处罚.本年处理决定数量 = 8
    """
    before = year_before(report, previous, one_form=True)
    own, last = _filled(report), _filled(before)
    if not own or own != last:
        return
    total = sum((abs(v) for a, v in own.items() if report.cells[a].column not in _STOCKS), Decimal(0))
    if total > more_than:
        yield Finding(
            f"表二、表三、表四不为0的{len(own)}格与上一年完全相同；请核对是否沿用了上一年的表格",
            cells=tuple(own)[:_SHOWN],
            confidence=Confidence.LIKELY,
            covers=("二", "三", "四"),
            locator="上年数据",
        )


def _filled(report: Report) -> dict[str, Decimal]:
    """The figures other than 0 by address, money in 元; words that are no figure count as none."""
    return {address: value for address, cell in report.cells.items() if (value := _value(cell))}


def _value(cell: Cell) -> Decimal | None:
    return cell.yuan if cell.unit is not None else cell.value
