"""T3-04."""

from collections.abc import Iterator

from gouji.editions import address_words
from gouji.rule import ERROR, Cell, CellKind, Finding, Report, Unchecked, rule
from gouji.text import compact
from gouji_rules._figures import gaps, lines, named

_COUNTS = (CellKind.COUNT, CellKind.BLANK, CellKind.SLASH)


@rule(
    "T3-04",
    title="非负整数",
    severity=ERROR,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表三",
    advice="改填实际的件数（非负整数），没有的填0。",
    explains=["T3-01", "T3-02", "T3-03", "T3-07", "T3-11"],
)
def counts_are_natural_numbers(report: Report, *, apart: int = 5) -> Iterator[Finding | Unchecked]:
    """表三的每一格都是件数，应为非负整数；负数、小数、金额、带正负号的数和文字都不对。

    每格报一个问题，超过 apart 格的合并为一个。这一格引起的勾稽不平不另外报。空白和“/”由 T3-06 指出。

    常见误报：“1,095”是一千零九十五，全角数字、“3件”也是件数。

    沿革：0.1 首次收入。

    反例：
        三.R03.自然人 = -2
    正例：
        三.R01.自然人 = １
        三.R01.总计 = 1件
        三.R03.自然人 = 1
        三.R03.总计 = 1
        三.R22.自然人 = 1
        三.R22.总计 = 1
    """
    yield from gaps(report, "三")
    odd = [cell for line in lines(report, "三") for cell in line.cells.values() if cell.kind not in _COUNTS]
    if len(odd) > apart:
        yield Finding(
            f"表三有{len(odd)}格不是非负整数：{named(odd, report)}",
            cells=tuple(cell.address for cell in odd),
            locator="三",
        )
        return
    for cell in odd:
        yield Finding(
            f"{address_words(cell.address, report.edition)} 填“{cell.text}”，是{_kind(cell)}；应为非负整数",
            cells=(cell.address,),
        )


def _kind(cell: Cell) -> str:
    if cell.value is None:
        return "文字"
    if cell.unit:
        return "金额"
    if "." in compact(cell.text):
        return "小数"
    return "负数" if cell.value < 0 else "带符号的数"
