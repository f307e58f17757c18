"""T2-03."""

from collections.abc import Iterator

from gouji.editions import Column, address_words
from gouji.rule import ERROR, Cell, CellKind, Finding, Report, Unchecked, rule
from gouji_rules._figures import form_of, gaps, lines


@rule(
    "T2-03",
    title="负数/小数",
    severity=ERROR,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表二",
    advice="改填实际的件数（非负整数）。",
)
def counts_are_whole_and_not_negative(report: Report) -> Iterator[Finding | Unchecked]:
    """表二的数量都是件数，应为非负整数；只有“本年增/减”可以为负。

    小数多半是金额填错了列，或者单位换算后留下的；负数多半是把增减量填进了总量。

    常见误报：“本年增/减”写成“-2”“减2”“+5”；采购总金额、本年收费金额可以有小数；“1,095”是一千零九十五。

    沿革：0.1 首次收入。

    反例：
        二.行政处罚.本年处理决定数量 = -3
    正例：
        年度 = 2019
        二.行政许可.上一年项目数量 = 5
        二.行政许可.本年增/减 = 减2
    """
    yield from gaps(report, "二")
    columns = form_of(report, "二").column_by_name
    for line in lines(report, "二"):
        for name, cell in line.cells.items():
            if fault := _fault(cell, columns[name]):
                yield Finding(
                    f"{address_words(cell.address, report.edition)} 填“{cell.text}”，是{fault}；件数应为非负整数",
                    cells=(cell.address,),
                )


def _fault(cell: Cell, column: Column) -> str | None:
    """What is wrong with the number; None for money, and for amounts with a unit, which are another rule's."""
    if column.kind == "money" or cell.value is None or (cell.kind is CellKind.AMOUNT and cell.unit):
        return None
    if cell.value != cell.value.to_integral_value():
        return "小数"
    return "负数" if cell.value < 0 and column.kind != "delta" else None
