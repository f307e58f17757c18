"""T4-04."""

from collections.abc import Iterator

from gouji.editions import address_words
from gouji.model import Cell, Row
from gouji.rule import WARNING, CellKind, Finding, Quote, Report, Unchecked, rule
from gouji.text import compact, quoted
from gouji_rules._figures import is_empty, lines, named

_SLASHES = ("/", "-", "—", "——", "无")
_SHOWN = 5


@rule(
    "T4-04",
    title="空白/斜杠/文字",
    severity=WARNING,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表四",
    explains=("T4-01", "T4-02", "T4-03"),
    advice="没有案件的填0，不留空白，不用“/”代替。",
)
def zeros_are_filled_in(report: Report) -> Iterator[Finding | Unchecked]:
    """表四每格应填案件的件数，没有案件的填0，不留空白，不填“/”，也不填文字和金额。

    空白让人分不清是没有案件还是漏报；填了文字的格无法加总。空白和文字各合并为一个问题。

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
    odd = [cell for cell in everything if not is_empty(cell) and not _is_count(cell)]
    if odd:
        words = "、".join(
            f"{address_words(cell.address, report.edition)}“{quoted(cell.text, 20)}”" for cell in odd[:_SHOWN]
        )
        more = f"等{len(odd)}格" if len(odd) > _SHOWN else ""
        yield Finding(
            f"表四应填件数的格填了别的：{words}{more}；应填数字",
            cells=tuple(cell.address for cell in odd),
            locator="四 非件数",
        )
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


def _is_count(cell: Cell) -> bool:
    """Whether it says how many cases there were: a whole number without a money unit, not below 0."""
    value = cell.value
    return value is not None and not cell.unit and value >= 0 and value == value.to_integral_value()


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
