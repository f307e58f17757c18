"""ST-11."""

from collections.abc import Iterator

from gouji.editions import edition
from gouji.model import FoundTable, Table
from gouji.rule import INFO, Finding, Quote, Report, Unchecked, rule
from gouji.text import compact

_MARKS = ("稽关系", "第一项加第二项", "第三项加第四项")


@rule(
    "ST-11",
    title="勾稽关系说明缺失",
    severity=INFO,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="在表三左上角补上勾稽关系说明，表头照格式的原文书写。",
)
def relation_is_printed(report: Report) -> Iterator[Finding | Unchecked]:
    """表三左上角应印有勾稽关系说明：第一项加第二项之和，等于第三项加第四项之和。

    这句话是表三的填报口径，删去后填表人容易漏核。缺少它不影响数据，只作提示。

    常见误报：“钩稽”“勾稽”两种写法、说明写在表格之外、分成几行的，都算有；表三没有找到、或者没有读到表头的，不下结论。

    沿革：0.1 首次收入。

    反例：
        三.列.勾稽关系 = 申请情况
    正例：
        三.列.勾稽关系 = （本列数据的钩稽关系为：第一项加第二项之和，等于第三项加第四项之和）
    """
    table = report.table("三")
    if not table.headings:
        yield Unchecked("表三没有读到表头")
    elif not _is_printed(report, table):
        first = table.headings[0]
        yield Finding(
            f"表三左上角没有勾稽关系说明；应为“{edition('ed2021').tables['三'].corner}”",
            quotes=(Quote(first.text.strip(), first.place),),
            locator="三",
        )


def _is_printed(report: Report, table: FoundTable) -> bool:
    if any(_says(heading.text) for heading in table.headings):
        return True
    return any(
        any(_says(cell.text) for cell in block.cells) if isinstance(block, Table) else _says(block.text)
        for block in report.document.blocks
    )


def _says(text: str) -> bool:
    return ("稽" in text or "第" in text) and any(mark in compact(text) for mark in _MARKS)
