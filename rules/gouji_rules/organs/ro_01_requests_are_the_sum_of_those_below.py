"""RO-01."""

from collections.abc import Iterator

from gouji.editions import EITHER_DOCUMENT
from gouji.rule import WARNING, Finding, Report, Subordinate, Unchecked, Unit, rule
from gouji_rules.organs._roll_up import Difference, compared, finding, require_all, table_addresses, units_below

_BLOCKS = (("表三收到的申请", ("R01", "R02")), ("表三办理结果", ()), ("表三结转下年度", ("R23",)))


@rule(
    "RO-01",
    title="政府申请数与下级合计不符",
    severity=WARNING,
    basis=f"《政府信息公开条例》第五十条第（二）项；{EITHER_DOCUMENT}表三",
    advice="逐个核对下级单位的表三；同一申请由政府收到、部门办理的只计一次，更正漏计或者重计的一方。",
)
def requests_are_the_sum_of_those_below(
    report: Report, unit: Unit | None = None, subordinates: tuple[Subordinate, ...] | None = None
) -> Iterator[Finding | Unchecked]:
    """政府报告表三的每一格，应等于归它汇总的部门、乡镇街道和政府办公室的报告中同一格之和。

    下级单位由单位登记的“上级/汇总单位”确定，用各单位最新一版报告。收到（新收、结转）、办理结果（含总计）、结转下年度各合并
    为一个问题，列出每格的差额。

    常见误报：还有下级没有报送的，不作判断，列出缺谁；向政府提出、交部门办理的申请两边都计（警告，请人核对）；垂直管理单位、
    开发区不归本级汇总的，登记时不填上级；下级事后更正的，更正版一到，政府报告自动重新核查；下级没有登记政府办公室而政府的
    数偏大的，说明多出的可能是政府本身的数据。空白只在同一行或同一列有数字时按0计，存疑的格不参加汇总。

    沿革：0.1 首次收入。

    反例：
        单位 = 云溪县人民政府
        三.R01.自然人 = 3
        三.R01.总计 = 3
        下级.云溪县人民政府办公室.三.R01.自然人 = 1
        下级.云溪县人民政府办公室.三.R01.总计 = 1
        下级.云溪县财政局.三.R01.自然人 = 1
        下级.云溪县财政局.三.R01.总计 = 1
    正例：
        单位 = 云溪县人民政府
        三.R01.自然人 = 2
        三.R01.总计 = 2
        下级.云溪县人民政府办公室.三.R01.自然人 = 1
        下级.云溪县人民政府办公室.三.R01.总计 = 1
        下级.云溪县财政局.三.R01.自然人 = 1
        下级.云溪县财政局.三.R01.总计 = 1
    """
    below = units_below(report, unit, subordinates)
    require_all(below)
    blocks: dict[str, list[Difference]] = {}
    for one in compared(table_addresses(report, "三"), report, below):
        if isinstance(one, Unchecked):
            yield one
        else:
            blocks.setdefault(_block(one.address), []).append(one)
    for what, differences in blocks.items():
        yield finding(what, differences, report, below)


def _block(address: str) -> str:
    row = address.split(".")[1]
    return next((what for what, rows in _BLOCKS if row in rows), _BLOCKS[1][0])
