"""FL-06."""

from collections.abc import Iterator

from gouji.rule import WARNING, Finding, Report, rule


@rule(
    "FL-06",
    title="一个文件含多份报告",
    severity=WARNING,
    basis="《政府信息公开条例》第四十九条",
    advice="把各份报告分别存成文件，每个单位、每个年度一个文件，重新报送。",
    editions=("pre2019", "ed2019", "ed2021"),
)
def one_report_a_file(report: Report) -> Iterator[Finding]:
    """一个文件应只有一份年度报告。

    几个单位或者几个年度的报告合在一个文件里，已经分开逐份核查，但各份的来源、版次和退回都无法单独跟踪。每份报告各提醒一次。

    常见误报：封面、目录、转发的通知、附在后面的空白模板，都不算另一份报告；压缩包和邮件里的各个文件，本来就是分开的。

    沿革：0.1 首次收入。

    反例：
        同一文件报告数 = 2
    正例：
        同一文件报告数 = 1
    """
    number = report.document.reports_in_file
    if number > 1:
        yield Finding(f"同一个文件里有{number}份年度报告，已分开核查；应每份报告一个文件", locator="文件")
