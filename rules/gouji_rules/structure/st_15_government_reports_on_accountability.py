"""ST-15."""

import re
from collections.abc import Iterator

from gouji.errors import NotApplicable
from gouji.rule import WARNING, Context, Finding, Report, Unit, UnitType, rule
from gouji.text import compact
from gouji_rules.structure._sections import heading

_RESULTS = {
    "工作考核": re.compile(r"考核|考评|绩效评估|目标管理"),
    "社会评议": re.compile(r"评议|社会评价|满意度|群众评价|问卷调查|公众评价|第三方评估"),
    "责任追究": re.compile(r"责任追究|追究.{0,6}责任|追责|问责|责任.{0,4}追究"),
}
_GOVERNMENT = re.compile(r"(?<![镇乡])人民政府$")
_TOWNSHIP = re.compile(r"(?:[镇乡]|街道|苏木)(?:人民政府|办事处)?$")


@rule(
    "ST-15",
    title="政府年报缺考核评议追责",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条第（四）项、第四十六条",
    advice="在报告中写明政府信息公开工作考核、社会评议和责任追究的结果；没有追责的也应写明“未发生责任追究”。",
)
def government_reports_on_accountability(report: Report, unit: Unit | None = None) -> Iterator[Finding]:
    """各级人民政府的年度报告还应当包括工作考核、社会评议和责任追究结果情况。

    这是条例第五十条对各级人民政府单独提出的要求，通常写在总体情况的“监督保障”里。看全文有没有提到，缺哪一项列哪一项。

    常见误报：部门、乡镇街道和政府办公室（厅）本机关的报告不适用；单位类型以登记为准，没有登记的看名称；
    用“绩效考评”“满意度测评”“问责”等说法的，都算写到。

    沿革：0.1 首次收入。

    反例：
        单位 = 云溪县人民政府
        一：全年通过门户网站主动公开政府信息82条，受理申请2件，严格保密审查，开展业务培训。
    正例：
        单位 = 云溪县人民政府
        一：全年主动公开政府信息82条，受理申请2件。开展工作考核和社会评议，未发生责任追究情形。
    """
    if not _is_government(report, unit):
        raise NotApplicable("只适用于县级以上人民政府的报告")
    text = compact("".join(paragraph.text for _, paragraph in report.paragraphs()))
    absent = [what for what, words in _RESULTS.items() if not words.search(text)]
    if absent:
        overview = report.section("overview")
        yield Finding(
            f"政府的年度报告没有写到{'、'.join(absent)}；应写明工作考核、社会评议和责任追究结果情况",
            quotes=(heading(overview),) if overview else (),
            locator="考核评议追责",
        )


def _is_government(report: Report, unit: Unit | None) -> bool:
    """As registered; else as the name says, an office of the government not taken for the government."""
    if unit is not None and unit.type is not None:
        return unit.type.is_government and unit.type is not UnitType.TOWNSHIP
    name = compact(report.unit or "")
    shown = Context(report, unit=unit).unit_type
    if _TOWNSHIP.search(name) or shown is UnitType.TOWNSHIP:
        return False
    return bool(_GOVERNMENT.search(name))
