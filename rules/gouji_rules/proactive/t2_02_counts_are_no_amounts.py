"""T2-02."""

from collections.abc import Iterator

from gouji.editions import RowForm, address_words
from gouji.rule import ERROR, Cell, Finding, Report, Unchecked, rule
from gouji_rules._figures import gaps, lines
from gouji_rules.proactive._amounts import amount_written

_FORM = "国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表二"


@rule(
    "T2-02",
    title="数量列填金额",
    severity=ERROR,
    basis=f"《政府信息公开条例》第二十条第（八）项；{_FORM}",
    advice="改填件数（项目数）；金额只填在采购总金额（2019年试行格式）或者本年收费金额（2021年格式）。",
    explains=("T2-01", "T2-03"),
)
def counts_are_no_amounts(report: Report) -> Iterator[Finding | Unchecked]:
    """表二除采购总金额（2019年试行格式）、本年收费金额（2021年格式）以外，各列都是数量，不应填金额。

    最常见的是把行政事业性收费的“上一年项目数量”当成收费金额；这一列要填的是收费项目的个数。

    常见误报：采购总金额、本年收费金额两列本来就填金额；“3个”“12件”带量词的数量不是金额。

    沿革：0.1 首次收入。

    反例：
        年度 = 2019
        二.行政事业性收费.上一年项目数量 = 21654145元
    正例：
        年度 = 2019
        二.政府集中采购.采购项目数量 = 9
        二.政府集中采购.采购总金额 = 146078.86元
    """
    yield from gaps(report, "二")
    for line in lines(report, "二"):
        for cell in line.cells.values():
            if amount_written(cell, report):
                yield _finding(cell, line.row, report)


def _finding(cell: Cell, row: RowForm, report: Report) -> Finding:
    measure = "项目数量（项）" if "项目" in cell.column or "增/减" in cell.column else "数量（件）"
    return Finding(
        f"{address_words(cell.address, report.edition)} 填“{cell.text}”，是金额；该列应为{measure}，不应填金额",
        cells=(cell.address,),
        basis=f"{row.basis}；{_FORM}",
    )
