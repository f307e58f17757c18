"""T2-17."""

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.errors import NotApplicable
from gouji.rule import INFO, Cell, Confidence, Finding, Report, Unchecked, Unit, rule
from gouji.text import compact
from gouji_rules._figures import Line, gaps, lines

_DECISIONS = ("处理决定数量", "本年处理决定数量")
_POLICE = re.compile(r"公安(?!大学|学院)")
#: What the catalogue lists, by the words that units of these functions have in their names.
_FUNCTIONS = re.compile(
    r"公安|市场(?:和质量)?监督管理|市场监管|工商行政管理|税务|交通|住房(?:和|与)?城乡建设|住房和?建设|住建|卫生健康|卫健"
    r"|卫生和计划生育|卫计|生态环境|环境保护|环保|应急管理|应急"
)
_ORGAN = re.compile(r"(?:局|厅|委员会|委|总队|支队|大队)$")


@rule(
    "T2-17",
    title="处罚、强制为0与职能不符",
    severity=INFO,
    basis="《政府信息公开条例》第二十条第（六）项；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表二",
    explains=["XY-05"],
    advice="按执法台账核对全年的行政处罚、行政强制决定件数；职能已经划出的，可以在总体情况中说明。",
)
def penalties_fit_the_function(
    report: Report, unit: Unit | None = None, *, many: int = 1000
) -> Iterator[Finding | Unchecked]:
    """公安、市场监管、税务、交通、住建、卫健、生态环境、应急等执法部门，全年的行政处罚决定一般不会是0。

    公安机关处罚不少于 many 件而行政强制为0的，也请核对。职能按单位名称判断，有登记的用登记的名称。

    常见误报：综合执法改革后处罚权划给了综合执法局，所以只作提示；单位名称不明的无从判断职能，本规则不适用；
    政府、乡镇街道和事业单位不在此列。

    沿革：0.1 首次收入。

    反例：
        单位 = 云溪县市场监督管理局
        二.行政许可.本年处理决定数量 = 120
        二.行政处罚.本年处理决定数量 = 0
    正例：
        单位 = 云溪县档案馆
        二.行政处罚.本年处理决定数量 = 0
    """
    name = compact(unit.name if unit else report.unit or "")
    if not name:
        raise NotApplicable("单位名称不明，无法判断职能")
    if not (_FUNCTIONS.search(name) and _ORGAN.search(name)):
        return
    yield from gaps(report, "二", lambda row: row.key in ("行政处罚", "行政强制"))
    found = {line.row.key: line for line in lines(report, "二")}
    penalties, measures = (_decisions(found.get(key)) for key in ("行政处罚", "行政强制"))
    if penalties is None:
        yield Unchecked("表二行政处罚的处理决定数量没有填成数字")
    elif penalties[1] == 0:
        yield _finding(f"{name}有行政处罚职能，表二行政处罚的处理决定数量却为0", penalties[0])
    elif _POLICE.search(name) and measures and penalties[1] >= many and measures[1] == 0:
        words = f"{name}作出行政处罚 {penalties[1]:f} 件，行政强制却为0"
        yield _finding(words, penalties[0], measures[0])


def _decisions(line: Line | None) -> tuple[Cell, Decimal] | None:
    """The cell of a row's decisions with its count; None when it is missing or holds none."""
    if line is None:
        return None
    counted = ((line.cells[name], number) for name in _DECISIONS if (number := line.number(name)) is not None)
    return next(counted, None)


def _finding(words: str, *cells: Cell) -> Finding:
    return Finding(
        f"{words}，请核对",
        cells=tuple(cell.address for cell in cells),
        confidence=Confidence.POSSIBLE,
        locator="二.行政处罚",
    )
