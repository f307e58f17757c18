"""RO-03."""

from collections.abc import Iterator

import msgspec

from gouji.editions import EITHER_DOCUMENT
from gouji.figures import MONEY
from gouji.rule import INFO, WARNING, Confidence, Finding, Report, Subordinate, Unchecked, Unit, rule
from gouji_rules.organs._roll_up import Difference, compared, finding, require_all, table_addresses, units_below


@rule(
    "RO-03",
    title="政府行政行为数与下级合计不符",
    severity=WARNING,
    basis=f"《政府信息公开条例》第二十条第（一）项、第（五）项、第（六）项、第（八）项；{EITHER_DOCUMENT}表二",
    advice="逐个核对下级单位的表二，更正漏计或者重计的一方；联合发文只计一件，收费由财政统一填报的不再分别计入。",
)
def acts_are_the_sum_of_those_below(
    report: Report, unit: Unit | None = None, subordinates: tuple[Subordinate, ...] | None = None
) -> Iterator[Finding | Unchecked]:
    """政府报告表二的规范性文件、行政许可、行政处罚、行政强制、行政事业性收费，应等于归它汇总的下级单位的同一格之和。

    下级单位由单位登记的“上级/汇总单位”确定，用各单位最新一版报告。收费按万元比较，容许相差0.01万元。2019年试行格式中的
    项目数量和增减是目录上的项数，各单位会有同一项，不作汇总。

    常见误报：几个部门联合发文各计一件、收费由财政部门合并填报后又分别填报：规范性文件和收费，政府的数小于合计、但不小于其中
    任何一个单位的数，只作提示；还有下级没有报送的，不作判断，列出缺谁。

    沿革：0.1 首次收入。

    反例：
        单位 = 云溪县人民政府
        二.行政许可.本年处理决定数量 = 9
        下级.云溪县人民政府办公室 = 已报
        下级.云溪县财政局.二.行政许可.本年处理决定数量 = 7
    正例：
        单位 = 云溪县人民政府
        二.行政许可.本年处理决定数量 = 7
        下级.云溪县人民政府办公室 = 已报
        下级.云溪县财政局.二.行政许可.本年处理决定数量 = 7
    """
    below = units_below(report, unit, subordinates)
    require_all(below)
    found: list[Difference] = []
    for one in compared(table_addresses(report, "二"), report, below):
        if isinstance(one, Unchecked):
            yield one
        else:
            found.append(one)
    shared = [one for one in found if one.may_be_shared and _is_told_twice(one.address)]
    if plain := [one for one in found if one not in shared]:
        yield finding("表二", plain, report, below)
    if shared:
        told = finding("表二可能重计的", shared, report, below)
        message = f"{told.message}；可能是联合发文各计了一件，或者收费由财政部门合并填报"
        yield msgspec.structs.replace(told, message=message, severity=INFO, confidence=Confidence.POSSIBLE)


def _is_told_twice(address: str) -> bool:
    return address == MONEY or "规范性文件" in address
