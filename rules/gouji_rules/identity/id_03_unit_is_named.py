"""ID-03."""

import re
from collections.abc import Iterator

from gouji.model import Table
from gouji.rule import INFO, Confidence, Finding, Quote, Report, rule
from gouji.text import compact, quoted
from gouji_rules._years import OF_DOCUMENTS

_ORGAN = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:委员会|人民政府|办公[室厅]|办事处|管委会|中心|大队|支队|总队|局|厅|委|院|所(?![列有述在涉示])"
    r"|署|馆|站|处(?![理罚置分])|公司|学校|大学|协会|集团|社(?!会))"
)
#: What may stand before 局 or 委 without naming anyone.
_NOT_A_NAME = re.compile(
    r"^(?:在|经|由|向|与|为|对|按|根据|依据|我|本|该|各|全|市|区|县|镇|乡|省|局|委|上级|有关|相关|本级|同级|党|纪|其他|其它|国务院办公|国办)"
)
_LAST = 4


@rule(
    "ID-03",
    title="单位名称缺失",
    severity=INFO,
    basis="《政府信息公开条例》第四条第（三）项、第五十条第二款",
    advice="在标题中写明单位全称，或者在导语、落款中写明。",
)
def unit_is_named(report: Report) -> Iterator[Finding]:
    """标题、导语（第一部分之前的文字和第一段）或者落款应写明单位名称。

    全文只用“我局”“本机关”，脱离网站栏目后就不知道是哪个单位的报告。

    常见误报：单位由投递文件夹、登记或者 --unit 指明的，名称写在网页标题、信息来源、表格或者“关于…的报告”里的，不报。

    沿革：0.1 首次收入。

    反例：
        标题 = 2023年政府信息公开工作年度报告
        去掉 前言
        一：2023年，我局主动公开政府信息12条，未收到申请。
    正例：
        标题 = 2023年政府信息公开工作年度报告
        六：无。
        六：云溪县农业农村局
    """
    if report.unit is not None or any(map(_names, _places(report))):
        return
    start = report.preface[0] if report.preface else None
    quote = Quote(quoted(start.text, 60), start.place) if start else None
    yield Finding(
        "标题、导语和落款都没有写明单位名称；应写单位全称",
        quotes=(quote,) if quote else (),
        confidence=Confidence.LIKELY,
        locator="单位",
    )


def _places(report: Report) -> Iterator[str]:
    """The texts in which a report says whose it is."""
    yield report.document.title_hint or ""
    yield from (paragraph.text for paragraph in report.preface)
    overview = report.section("overview")
    yield from (paragraph.text for paragraph in (overview.paragraphs[:1] if overview else ()))
    last = report.sections[-1] if report.sections else None
    yield from (paragraph.text for paragraph in (last.paragraphs[-_LAST:] if last else ()))
    first = report.document.blocks[0] if report.document.blocks else None
    if isinstance(first, Table):
        yield from (cell.text for cell in first.cells)


def _names(text: str) -> bool:
    return any(not _NOT_A_NAME.match(found) for found in _ORGAN.findall(OF_DOCUMENTS.sub("，", compact(text))))
