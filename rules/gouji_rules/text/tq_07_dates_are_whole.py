"""TQ-07."""

import re
from collections.abc import Iterator

from gouji.errors import NotApplicable
from gouji.rule import INFO, Finding, Report, rule
from gouji_rules.text._marks import found_by, prose, together

_BROKEN = re.compile(
    r"(?<!\d)20\d\d(?:1[0-2]|0?[1-9])月|[自从至到]\d{4,6}日(?!\d)|(?<!\d)20\d\d年(?:1[0-2]|0?[1-9])(?:3[01]|[12]\d|0?[1-9])日"
    r"|(?<=[自从])1月(?=[至到，。；])"
)
#: Formats that people write in (and what examples draw); pages and texts are often copies that lost 年 and 月.
_ORIGINALS = ("docx", "docxml", "doc", "rtf", "odt", "ofd", "draft")


@rule(
    "TQ-07",
    title="日期残缺",
    severity=INFO,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2021〕30号（四）明确责任",
    advice="补全日期中的年、月、日。",
)
def dates_are_whole(report: Report, *, formats: tuple[str, ...] = _ORIGINALS, shown: int = 5) -> Iterator[Finding]:
    """日期中的年、月、日应写全。

    “202311月”“自20231日起”缺了年或者月，读者无法知道统计的是哪一段时间。

    常见误报：网页和文本在抓取、转换时会丢掉“年”“月”，那不是单位写错，所以只查 Word、RTF、ODF、OFD 一类的原始文档
    （参数 formats）。

    沿革：0.1 首次收入。

    反例：
        前言：本报告的统计期限自2023年11日起至202312月31日止。
    正例：
        前言：本报告的统计期限自2023年1月1日起至2023年12月31日止。
    """
    if report.document.format not in formats:
        raise NotApplicable("网页和文本转换时会丢掉“年”“月”，只查 Word、ODF、OFD 等原始文档中的日期")
    marks = found_by(_BROKEN, prose(report))
    yield from together(marks, report, what="日期缺年或者缺月", demand="应写全", locator="日期", shown=shown)
