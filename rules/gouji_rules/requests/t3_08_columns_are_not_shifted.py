"""T3-08."""

from collections.abc import Iterator

from gouji.prose import Reader, intakes, passages
from gouji.rule import ERROR, Confidence, Finding, Quote, Report, rule
from gouji_rules.requests._shift import Grid, evidence


@rule(
    "T3-08",
    title="疑似列错位",
    severity=ERROR,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表三",
    advice="对照台账逐行重填表三：申请人各列在左，总计在最后一列。",
    explains=["T3-01", "T3-02", "T3-03", "T3-05", "T3-07", "T3-11", "T3-13", "T3-14", "XY-01", "XY-05"],
)
def columns_are_not_shifted(report: Report, *, fewest: int = 2) -> Iterator[Finding]:
    """表三的数字应填在各自的列里，不应整体错列。

    错列时每一行、每一列都会不平，逐条报出来反而看不清原因，所以作为一个问题报。下面的迹象有 fewest 种以上才报：
    总计列全部空白（或者全是0）而别的列有数；只有总计列以外的某一列填了（七）总计、结转下年度；总计列以外的某一列
    逐行等于其余各列之和，或者与左边一列逐行相同；表头中混入数字；本年新收各列之和是正文所写收到件数的两倍。各行横向相加都等于总计的表没有错列。

    常见误报：申请人只有一类，这一列与总计相同；总计列忘填（T3-05）；相邻两列碰巧相同；全是0的表。

    沿革：0.1 首次收入。

    反例：
        年度 = 2019
        三.R01.科研机构 = 2
        三.R01.社会公益组织 = 2
        三.R01.总计 =
        三.R03.科研机构 = 2
        三.R03.社会公益组织 = 2
        三.R03.总计 =
        三.R22.社会公益组织 = 2
        三.R22.总计 =
    正例：
        三.R01.其他 = 2
        三.R01.总计 = 2
        三.R03.其他 = 2
        三.R03.总计 = 2
        三.R22.其他 = 2
        三.R22.总计 = 2
    """
    table = report.table("三")
    grid = Grid.of(table)
    found = evidence(grid, table, lambda: _received(report))
    if len(found) < fewest:
        return
    yield Finding(
        f"表三疑似列错位，各列数字不能按列理解：{'；'.join(found)}",
        cells=tuple(address for address in grid.filled() if address in report.cells),
        quotes=tuple(Quote(text.text.strip(), text.place) for text in table.strays),
        confidence=Confidence.LIKELY,
        covers=("三",),
        locator="三",
    )


def _received(report: Report) -> list[int]:
    """The numbers of applications received that the prose states."""
    reader = Reader(report.unit, report.year)
    return [one.number for passage in passages(report) for one in intakes(passage, reader)]
