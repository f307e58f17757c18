"""T2-01."""

from collections.abc import Iterator

from gouji.rule import INFO, WARNING, Cell, CellKind, Finding, Report, Unchecked, Unit, rule
from gouji_rules._figures import gaps, is_empty, lines, named
from gouji_rules.proactive._amounts import amount_written
from gouji_rules.proactive._rule_makers import Power, power_of

_ODD = (CellKind.BLANK, CellKind.SLASH, CellKind.TEXT)


@rule(
    "T2-01",
    title="非数字/空白/斜杠",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表二",
    explains=["T2-15"],
    advice="逐格填写数字，没有的填0，不留空白，不用“/”或者文字代替。",
)
def figures_are_filled_in(report: Report, unit: Unit | None = None) -> Iterator[Finding | Unchecked]:
    """表二的每一格都应填数字，没有的填0；空白、“/”和文字都不是数字。

    空白让人分不清是没有还是没报，汇总时也无法相加。全表合并为一个问题，列出各格。

    常见误报：没有规章制定权的单位在“规章”一行填“/”或者留空，只作提示；“增1”“-2”是本年增/减的合法写法；
    金额填进件数列的由 T2-02 指出，不在此重复。

    沿革：0.1 首次收入。

    反例：
        二.行政许可.本年处理决定数量 = /
    正例：
        年度 = 2019
        二.行政许可.本年增/减 = 增1
    """
    yield from gaps(report, "二")
    everything = [(line.row.key, cell) for line in lines(report, "二") for cell in line.cells.values()]
    odd = [cell for _, cell in everything if cell.kind in _ODD and not amount_written(cell, report)]
    if not odd:
        return
    excused = [cell for cell in odd if cell.row == "规章" and is_empty(cell)]
    if power_of(report.unit, unit) is Power.HAS:
        excused = []
    whole = len(odd) == len(everything) and all(cell.kind is CellKind.BLANK for cell in odd)
    yield Finding(
        f"表二{len(odd)}格全部空白，没有的应填0" if whole else _message(odd, excused, report),
        cells=tuple(cell.address for cell in odd),
        severity=INFO if len(odd) == len(excused) else WARNING,
        locator="二",
    )


def _message(odd: list[Cell], excused: list[Cell], report: Report) -> str:
    remark = "（规章一行，没有规章制定权的单位也填0）" if excused else ""
    return f"表二有{len(odd)}格没有填数字：{named(odd, report)}；没有的应填0{remark}"
