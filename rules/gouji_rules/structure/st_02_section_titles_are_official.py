"""ST-02."""

import re
from collections.abc import Iterator

from gouji.editions import SectionForm
from gouji.model import Section
from gouji.rule import INFO, WARNING, Finding, Report, rule
from gouji.text import label
from gouji_rules.structure._sections import forms, heading

#: The words that carry the meaning of each title, with those that mean the same.
_BEARING = {
    "overview": ("总体",),
    "proactive_disclosure": ("主动公开",),
    "disclosure_on_request": ("收到|受理|接收", "处理|办理", "依?申请"),
    "reconsideration_litigation": ("复议", "诉讼"),
    "problems": ("问题|不足", "改进|整改"),
    "other": ("其他|其它",),
}
#: The words that may be there or not without changing what the section is about.
_SILENT = re.compile(
    r"政府信息公开|政府信息|信息公开|政务公开|行政机关|本机关|行政|工作|情况|措施|主要|存在|事项|需要?|报告|说明|申请|依申请|公开|"
    r"被|因|提起|发生|本年度|年度|[的和与及以]"
)


@rule(
    "ST-02",
    title="章节标题不规范",
    severity=INFO,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="标题照格式的原文书写。",
)
def section_titles_are_official(report: Report) -> Iterator[Finding]:
    """六个部分的标题应与格式的原文一致。

    只多少几个虚词、不影响意思的作提示；换了有实义的词的（如“相关情况”“概况”“概述”）是警告，因为标题的范围变了。

    常见误报：空格、顿号、括号的差别，“行政机关”等前缀，“存在问题及改进情况”“因政府信息公开工作被申请行政复议、
    提起行政诉讼情况”等通行写法，都不报。

    沿革：0.1 首次收入。

    反例：
        二.标题 = 主动公开政府信息相关情况
    正例：
        五.标题 = 政府信息公开工作存在的主要问题及改进情况
    """
    by_kind = {form.kind: form for form in forms()}
    for section in report.sections:
        form = by_kind.get(section.kind or "")
        if form and label(section.title) not in map(label, (form.title, *form.variants)):
            yield _finding(section, form)


def _finding(section: Section, form: SectionForm) -> Finding:
    lacking, foreign = _differences(label(section.title), form)
    why = "；".join([f"缺“{'”、“'.join(lacking)}”"] * bool(lacking) + [f"多出“{'”、“'.join(foreign)}”"] * bool(foreign))
    return Finding(
        f"标题“{section.title}”与格式不一致{f'（{why}）' if why else ''}；应为“{form.title}”",
        quotes=(heading(section),),
        severity=WARNING if why else INFO,
        locator=form.kind,
    )


def _differences(title: str, form: SectionForm) -> tuple[list[str], list[str]]:
    """The words with a meaning of their own that the title lacks, and those that it has in addition."""
    lacking = [words.split("|")[0] for words in _BEARING[form.kind] if not re.search(words, title)]
    rest = _SILENT.sub(" ", re.sub("|".join(_BEARING[form.kind]), " ", title))
    return lacking, rest.split()
