"""T4-04."""

from collections.abc import Iterator

from gouji.model import Row
from gouji.rule import WARNING, CellKind, Finding, Quote, Report, Unchecked, rule
from gouji.text import compact
from gouji_rules._figures import is_empty, lines, named

_SLASHES = ("/", "-", "—", "——", "无")


@rule(
    "T4-04",
    title="空白/斜杠",
    severity=WARNING,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表四",
    advice="没有案件的填0，不留空白，不用“/”代替。",
)
def zeros_are_filled_in(report: Report) -> Iterator[Finding | Unchecked]:
    """表四没有案件的格应填0，不留空白，不填“/”。

    空白让人分不清是没有案件还是漏报。全表合并为一个问题。

    常见误报：缺格、表头不全的表由 T4-05 指出，那里的空白不另外报。

    沿革：0.1 首次收入。

    反例：
        四.行政复议.结果维持 =
        四.行政复议.总计 = /
    正例：
        四.行政复议.结果维持 = 1
        四.行政复议.总计 = 1
    """
    everything = [cell for line in lines(report, "四") for cell in line.cells.values()]
    row = report.table("四").row("四")
    if not everything:
        yield from _unplaced(row)
        return
    empty = [cell for cell in everything if is_empty(cell)]
    if not empty:
        return
    whole = len(empty) == len(everything) and all(cell.kind is CellKind.BLANK for cell in empty)
    yield Finding(
        f"表四{len(empty)}格全部空白，没有的应填0"
        if whole
        else f"表四有{len(empty)}格是空白或者“/”：{named(empty, report)}；没有的应填0",
        cells=tuple(cell.address for cell in empty),
        locator="四",
    )


def _unplaced(row: Row | None) -> Iterator[Finding | Unchecked]:
    """A row whose cells found no columns: how many of them are empty is still known."""
    if row is None:
        yield Unchecked("表四没有数据行")
        return
    if row.doubt:
        yield Unchecked(f"表四的数字存疑：{row.doubt}")
        return
    empty = sum(compact(text) in ("", *_SLASHES) for text in row.texts)
    if not empty:
        yield Unchecked("表四的数字没有对应到列")
        return
    yield Finding(
        f"表四现有{len(row.texts)}格中有{empty}格是空白或者“/”，没有的应填0",
        quotes=(Quote(" ".join(filter(None, row.texts)), row.place),),
        locator="四",
    )
