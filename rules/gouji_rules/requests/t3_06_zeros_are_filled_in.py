"""T3-06."""

from collections.abc import Iterator

from gouji.rule import INFO, WARNING, Cell, CellKind, Finding, Report, Unchecked, rule
from gouji_rules._figures import gaps, is_empty, lines, named
from gouji_rules.requests._totals import TOTAL, missing_totals

_NAMED = 8


@rule(
    "T3-06",
    title="空白/斜杠未填0",
    severity=WARNING,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表三",
    advice="没有的填0，不留空白，不用“/”代替。",
)
def zeros_are_filled_in(report: Report) -> Iterator[Finding | Unchecked]:
    """表三没有数量的格应填0，不留空白，不填“/”。

    空白让人分不清是没有还是漏报。全表合并为一个问题，写明格数。

    常见误报：整张表只在总计列填0、其余留空，是一些地方的填法，只作提示；总计空白而明细有数的，由 T3-05 指出，
    只有这样的空白时本规则不再报。

    沿革：0.1 首次收入。

    反例：
        三.R05.自然人 =
        三.R06.自然人 = /
    正例：
        三.R05.自然人 = 0
    """
    yield from gaps(report, "三")
    everything = [cell for line in lines(report, "三") for cell in line.cells.values()]
    empty = [cell for cell in everything if is_empty(cell)]
    totals = {address for one in missing_totals(report) for address in one.cells if not one.zeros}
    if all(cell.address in totals for cell in empty):
        return
    yield Finding(
        _message(empty, everything, report),
        cells=tuple(cell.address for cell in empty),
        severity=INFO if _only_zero_totals(everything) else WARNING,
        locator="三",
    )


def _message(empty: list[Cell], everything: list[Cell], report: Report) -> str:
    if len(empty) == len(everything) and all(cell.kind is CellKind.BLANK for cell in empty):
        return f"表三{len(empty)}格全部空白，没有的应填0"
    rows = len({cell.row for cell in empty})
    where = f"，涉及{rows}行" if len(empty) > _NAMED else f"：{named(empty, report)}"
    return f"表三{len(everything)}格中有{len(empty)}格是空白或者“/”{where}；没有的应填0"


def _only_zero_totals(everything: list[Cell]) -> bool:
    """Whether nothing but zeros in the column of totals is filled in."""
    filled = [cell for cell in everything if not is_empty(cell)]
    return bool(filled) and all(cell.column == TOTAL and cell.value == 0 for cell in filled)
