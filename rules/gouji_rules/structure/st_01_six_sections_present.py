"""ST-01."""

from collections.abc import Iterator

from gouji.editions import SectionForm, edition
from gouji.rule import ERROR, WARNING, Confidence, Finding, Report, rule
from gouji_rules.structure._sections import forms, heading, missing, name, stand_in


@rule(
    "ST-01",
    title="法定章节缺失",
    severity=ERROR,
    basis="《政府信息公开条例》第五十条；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="按格式补上这一部分的标题和内容；没有情况的也应保留标题并写明“无”。",
)
def six_sections_present(report: Report) -> Iterator[Finding]:
    """年度报告应有六个部分：总体情况、主动公开、收到和处理申请、复议诉讼、问题及改进、其他需要报告的事项。

    六个部分对应条例第五十条，不能遗漏，也不能用别的内容代替。缺一个部分报一项；六个都找不到时只报一项。

    常见误报：标题的通行写法（如“因政府信息公开工作被申请行政复议、提起行政诉讼情况”）、标题与正文连写、标题没有序号。

    沿革：0.1 首次收入。

    反例：
        五.标题 = 政务公开的成效及下一步工作打算
    正例：
        四.标题 = 因政府信息公开工作被申请行政复议、提起行政诉讼情况
    """
    absent = missing(report)
    if len(absent) == len(forms()):
        yield Finding(
            "六个部分的标题一个也没有找到；应依次为" + "、".join(f"“{form.numeral}、{form.title}”" for form in absent),
            confidence=Confidence.LIKELY,
            locator="六个部分",
        )
        return
    for form in absent:
        yield _finding(report, form)


def _finding(report: Report, form: SectionForm) -> Finding:
    due = f"{form.numeral}、{form.title}"
    instead = stand_in(report, form)
    if instead is None:
        tables = edition("ed2021").tables.items()
        table = next((key for key, one in tables if one.section == form.kind and key in report.tables), None)
        there = f"（表{table}在文中，但没有这一部分的标题）" if table else ""
        return Finding(f"缺少“{due}”部分{there}", locator=form.kind)
    if _half_named(instead.title, form):
        return Finding(
            f"“{name(instead)}”的名称不完整，应为“{due}”",
            quotes=(heading(instead),),
            severity=WARNING,
            locator=form.kind,
        )
    return Finding(f"缺少“{due}”部分；该位置现为“{name(instead)}”", quotes=(heading(instead),), locator=form.kind)


def _half_named(title: str, form: SectionForm) -> bool:
    """Whether the heading says the first half of what the section is about: 存在的问题, 其他."""
    return any(word in title for word in form.terms[0])
