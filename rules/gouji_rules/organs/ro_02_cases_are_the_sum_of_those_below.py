"""RO-02."""

from collections.abc import Iterator

import msgspec

from gouji.editions import EITHER_DOCUMENT
from gouji.rule import INFO, WARNING, Confidence, Finding, Report, Subordinate, Unchecked, Unit, rule
from gouji_rules.organs._roll_up import Difference, compared, finding, require_all, table_addresses, units_below


@rule(
    "RO-02",
    title="政府复议诉讼数与下级合计不符",
    severity=WARNING,
    basis=f"《政府信息公开条例》第五十条第（三）项；{EITHER_DOCUMENT}表四",
    advice="按案件台账逐件核对；几个单位为共同被申请人、共同被告的，汇总时只计一件。",
)
def cases_are_the_sum_of_those_below(
    report: Report, unit: Unit | None = None, subordinates: tuple[Subordinate, ...] | None = None
) -> Iterator[Finding | Unchecked]:
    """政府报告表四的15格，应等于归它汇总的部门、乡镇街道和政府办公室的报告中同一格之和。

    下级单位由单位登记的“上级/汇总单位”确定，用各单位最新一版报告；差额合并为一个问题。

    常见误报：共同被告、复议机关，几个单位各计一件而政府只计一件：政府的数小于合计、但不小于其中任何一个单位的数，这样就
    说得通的只作提示；还有下级没有报送的，不作判断，列出缺谁。

    沿革：0.1 首次收入。

    反例：
        单位 = 云溪县人民政府
        四.行政复议.结果维持 = 2
        四.行政复议.总计 = 2
        下级.云溪县人民政府办公室 = 已报
        下级.云溪县财政局.四.行政复议.结果维持 = 1
        下级.云溪县财政局.四.行政复议.总计 = 1
    正例：
        单位 = 云溪县人民政府
        四.行政复议.结果维持 = 1
        四.行政复议.总计 = 1
        下级.云溪县人民政府办公室 = 已报
        下级.云溪县财政局.四.行政复议.结果维持 = 1
        下级.云溪县财政局.四.行政复议.总计 = 1
    """
    below = units_below(report, unit, subordinates)
    require_all(below)
    found: list[Difference] = []
    for one in compared(table_addresses(report, "四"), report, below):
        if isinstance(one, Unchecked):
            yield one
        else:
            found.append(one)
    shared = [one for one in found if one.may_be_shared]
    if plain := [one for one in found if not one.may_be_shared]:
        yield finding("表四", plain, report, below)
    elif shared:
        told = finding("表四", shared, report, below)
        message = f"{told.message}；可能是共同被告或者复议机关，几个单位各计了一件"
        yield msgspec.structs.replace(told, message=message, severity=INFO, confidence=Confidence.POSSIBLE)
