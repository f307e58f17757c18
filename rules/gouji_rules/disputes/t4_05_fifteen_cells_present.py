"""T4-05."""

from collections.abc import Iterator

from gouji.model import Row
from gouji.rule import ERROR, Finding, Quote, Report, Unchecked, rule

_CELLS = 15


@rule(
    "T4-05",
    title="缺列",
    severity=ERROR,
    basis="《政府信息公开条例》第五十条第一款第（三）项；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表四",
    advice="按格式恢复表四：行政复议、未经复议直接起诉、复议后起诉各5格，共15格，没有的填0。",
    explains=["T4-04"],
)
def fifteen_cells_present(report: Report) -> Iterator[Finding | Unchecked]:
    """表四的数据行应有15格：行政复议、未经复议直接起诉、复议后起诉各有结果维持、结果纠正、其他结果、尚未审结、总计。

    缺格时数字对应不到列，各栏的合计也无法核对，所以只报这一个问题，写明现有哪些格。

    常见误报：行末多余的空格不算；15格都空着的表不缺格（T4-04）；整张表没有找到的，本规则不下结论。

    沿革：0.1 首次收入。

    反例：
        四.格数 = 10
    正例：
        四.复议后起诉.结果维持 = 1
        四.复议后起诉.总计 = 1
    """
    row = report.table("四").row("四")
    if row is None and not any(table.rows for table in report.tables.values()):
        yield Unchecked("三张表都只读到表头，没有读到数据行")
    elif row is None:
        yield Finding(f"表四没有数据行；应有1行{_CELLS}格", covers=("四",), locator="四")
    elif row.doubt and not row.placed:
        yield Unchecked(f"表四的格数存疑：{row.doubt}")
    elif len(row.texts) < _CELLS:
        yield _missing(row)
    elif not row.placed:
        yield Unchecked(f"表四数据行有{len(row.texts)}格，与表头的列不能一一对应")


def _missing(row: Row) -> Finding:
    shown = "、".join(text or "空白" for text in row.texts)
    return Finding(
        f"表四数据行只有{len(row.texts)}格（{shown}），应为{_CELLS}格，缺{_CELLS - len(row.texts)}格",
        quotes=(Quote(" ".join(filter(None, row.texts)), row.place),),
        covers=("四",),
        locator="四",
    )
