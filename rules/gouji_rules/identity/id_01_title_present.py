"""ID-01."""

from collections.abc import Iterator

from gouji.rule import INFO, WARNING, Finding, Quote, Report, rule
from gouji.text import quoted
from gouji_rules.identity._title import mention, reads_as_title, title_of


@rule(
    "ID-01",
    title="标题缺失",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="在正文之前加上标题“××（单位）××××年政府信息公开工作年度报告”。",
    editions=("pre2019", "ed2019", "ed2021"),
)
def title_present(report: Report) -> Iterator[Finding]:
    """第一部分之前应有写明“政府信息公开”和“报告”的标题。

    没有标题，读者不知道是哪个单位、哪一年的报告，转载和归档后也无从查对。标题只在网页标题、文件名或者导语里出现的，只作提示。

    常见误报：标题分成两行、标题放在排版用的表格里、标题在网页标题栏中。

    沿革：0.1 首次收入。

    反例：
        标题 =
        去掉 前言
    正例：
        标题 = 云溪县农业农村局2023年政府信息公开工作年度报告
    """
    if title_of(report) is not None:
        return
    start = report.sections[0].title if report.sections else "正文"
    elsewhere, quote = _elsewhere(report)
    unit, year = report.unit or "（单位名称）", report.year or "××××"
    yield Finding(
        f"“{quoted(start, 30)}”之前没有标题{elsewhere}；文首应有标题“{unit}{year}年政府信息公开工作年度报告”",
        quotes=(quote,) if quote else (),
        severity=INFO if elsewhere else None,
        locator="标题",
    )


def _elsewhere(report: Report) -> tuple[str, Quote | None]:
    """Where the report is named after all, in words, with the sentence when it is one."""
    heading = Quote(report.sections[0].title, report.sections[0].place) if report.sections else None
    hint = report.document.title_hint
    if reads_as_title(hint):
        return f"，只在网页标题栏写有“{quoted(hint or '', 60)}”", None
    if reads_as_title(report.file_name):
        return f"，只在文件名“{report.file_name}”中写有", None
    if said := mention(report):
        return "，只在导语中提到", Quote(quoted(said.text), said.place)
    return "", heading
