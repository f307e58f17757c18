"""ST-03."""

from collections.abc import Iterator

from gouji.model import Section
from gouji.rule import ERROR, WARNING, Confidence, Finding, Report, Unchecked, rule
from gouji.text import NUMERALS
from gouji_rules.structure._sections import forms, heading


@rule(
    "ST-03",
    title="章节序号错误",
    severity=ERROR,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="六个部分依次编为一、二、三、四、五、六。",
)
def numerals_in_order(report: Report) -> Iterator[Finding | Unchecked]:
    """六个部分的序号应为一、二、三、四、五、六，不重复，不跳号，不缺号。

    序号错乱往往是删改旧文稿的痕迹，读者按序号找不到对应的部分。多出或者缺少一个部分而序号仍然连续的，原因由
    ST-04、ST-01 指出，这里不重复报；缺少一个部分而其余序号不变的，也是如此。
    序号随着内容换了位置的，是顺序错误（ST-05）。六个标题都没有序号的是警告。

    常见误报：表三里的“一、本年新收…”“四、结转下年度继续办理”不是章节序号；部分内的“一、二、三”也不是。

    沿革：0.1 首次收入。

    反例：
        二.序号 = 一
        三.序号 = 二
        四.序号 = 三
    正例：
        去掉 四
    """
    if not report.sections:
        yield Unchecked("没有找到六个部分的标题")
        return
    due = _due(report)
    if due and not any(section.numeral for section, _ in due):
        yield Finding(
            "一级标题都没有序号；应依次以“一、”至“六、”开头",
            quotes=tuple(heading(section) for section, _ in due),
            severity=WARNING,
            confidence=Confidence.LIKELY,
            locator="序号",
        )
    elif due:
        wrong = [(section, numeral) for section, numeral in due if section.numeral != numeral]
        yield Finding(
            f"一级标题的序号现为{'、'.join(section.numeral or '（无）' for section, _ in due)}，{_words(wrong)}",
            quotes=tuple(heading(section) for section, _ in wrong or due),
            locator="序号",
        )


def _due(report: Report) -> list[tuple[Section, str]] | None:
    """Each section with the numeral that it should have; None when the numerals are in order as they are."""
    official = {form.kind: form.numeral for form in forms()}
    numerals = [section.numeral for section in report.sections]
    own = [official.get(section.kind or "", section.numeral) for section in report.sections]
    if numerals == list(NUMERALS[: len(numerals)]):
        return None
    moved = all(section.kind for section in report.sections) and len(set(own)) == len(own)
    if numerals == own and (moved or own == sorted(own, key=_place)):
        return None
    return list(zip(report.sections, own, strict=True))


def _place(numeral: str) -> int:
    return NUMERALS.find(numeral)


def _words(wrong: list[tuple[Section, str]]) -> str:
    return "；".join(
        f"“{section.title}”现为{section.numeral}，应为{numeral}"
        if section.numeral
        else f"“{section.title}”应以“{numeral}、”开头"
        for section, numeral in wrong
    )
