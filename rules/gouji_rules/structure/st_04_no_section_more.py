"""ST-04."""

from collections.abc import Iterator

from gouji.errors import NotApplicable
from gouji.rule import WARNING, Finding, Report, rule
from gouji_rules.structure._sections import extra, heading, name


@rule(
    "ST-04",
    title="多出一级章节",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条；国办公开办函〔2021〕30号“不能遗漏，也不宜泛化”",
    advice="删去多出的部分，内容并入六个部分中相应的一个（如平台建设并入总体情况），并重排序号。",
)
def no_section_more(report: Report) -> Iterator[Finding]:
    """一级标题应只有格式规定的六个。

    统一格式的报告内容“不能遗漏，也不宜泛化”：平台建设、政策解读、附表说明等应写在六个部分之内。占用了缺少部分的序号的标题
    由 ST-01 指出，这里不再报。

    常见误报：部分之内的小标题和列举、表三的行名。

    沿革：0.1 首次收入。

    反例：
        在五前加 五、平台建设情况：加强门户网站建设。
        五.序号 = 六
        六.序号 = 七
    正例：
        五.标题 = 政务公开的成效及下一步工作打算
    """
    if not report.sections:
        raise NotApplicable("没有找到六个部分的标题，见 ST-01")
    for section in extra(report):
        yield Finding(
            f"多出一级标题“{name(section)}”；格式只有六个部分，这一内容应并入其中（如“一、总体情况”）",
            quotes=(heading(section),),
            locator=section.title,
        )
