"""T2-08."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.rule import ERROR, WARNING, Cell, Confidence, Finding, Report, Unchecked, Unit, rule
from gouji_rules._figures import gaps, lines
from gouji_rules.proactive._rule_makers import Power, power_of

_ACT_2015 = "《立法法》（2015年文本）第八十条、第八十二条"
_ACT_2023 = "《立法法》第九十一条、第九十三条"
_FIRST_YEAR_2023 = 2023
_MAKERS = "规章只能由国务院部门和省、自治区、直辖市、设区的市、自治州的人民政府制定"


@rule(
    "T2-08",
    title="规章填报主体不适格",
    severity=ERROR,
    basis=f"《政府信息公开条例》第二十条第（一）项；{_ACT_2023}（2022年度及以前：2015年文本第八十条、第八十二条）",
    advice="没有规章制定权的单位“规章”一行填0；制发的规范性文件填在下一行。",
)
def makers_of_regulations_only(report: Report, unit: Unit | None = None) -> Iterator[Finding | Unchecked]:
    """只有有规章制定权的机关，表二“规章”一行才能大于0。

    规章的制定主体由《立法法》限定。县级政府、地方政府的部门、乡镇和街道都没有规章制定权；填了数的，多半是把规范性文件或者
    内部制度当成了规章。设区的市的司法局、政府办公室有时照抄本级政府的件数，只作警告。

    常见误报：省、自治区、直辖市、自治州人民政府及其办公厅（室）有规章制定权；“某市人民政府”仅凭名称分不清设区的市和县级市，
    单位不明的也无从判断，没有登记单位类型时本规则不下结论；登记为市级政府的有规章制定权，登记为县级政府的没有。

    沿革：0.1 首次收入。

    反例：
        年度 = 2019
        单位 = 临江市科技局
        二.规章.本年新制作数量 = 9
    正例：
        单位 = 云岭省人民政府
        二.规章.现行有效件数 = 120
    """
    yield from gaps(report, "二", lambda row: row.key == "规章")
    row = next((line for line in lines(report, "二") if line.row.key == "规章"), None)
    filled = [cell for cell in row.cells.values() if cell.value is not None and cell.value > 0] if row else []
    if not filled:
        return
    power = power_of(report.unit, unit)
    if power is Power.UNCLEAR:
        yield Unchecked(_doubt(report.unit))
    elif power is not Power.HAS:
        yield _finding(report, filled, power)


def _doubt(unit: str | None) -> str:
    if unit is None:
        return "表二规章一行大于0，但单位名称不明，无法判断有无规章制定权"
    return f"表二规章一行大于0，仅凭名称“{unit}”无法判断有无规章制定权"


def _finding(report: Report, filled: list[Cell], power: Power) -> Finding:
    figures = "、".join(f"{cell.column} {cell.text}" for cell in filled)
    act = _ACT_2023 if report.year is None or report.year >= _FIRST_YEAR_2023 else _ACT_2015
    lacks = f"{report.unit}没有规章制定权" if power is Power.LACKS else f"请核对{report.unit}是否照抄了本级政府的件数"
    return Finding(
        f"表二规章一行填了{figures}；{_MAKERS}，{lacks}，应为0",
        cells=tuple(cell.address for cell in filled),
        severity=ERROR if power is Power.LACKS else WARNING,
        confidence=Confidence.CERTAIN if power is Power.LACKS else Confidence.POSSIBLE,
        basis=f"《政府信息公开条例》第二十条第（一）项；{act}",
        locator="二.规章",
        expected={cell.address: Decimal(0) for cell in filled},
    )
