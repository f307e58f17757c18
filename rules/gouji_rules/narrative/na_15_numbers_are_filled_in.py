"""NA-15."""

from collections.abc import Iterator

from gouji.prose.gap import HINT, MISSING
from gouji.rule import ERROR, Confidence, Finding, Report, rule
from gouji_rules.text._marks import found_by, prose, together

#: Formats in which digits can be drawn by style sheets or lost on the way, so that they are missing for us alone.
_COPIES = ("html", "mht", "txt", "md", "pdf")


@rule(
    "NA-15",
    title="数字漏填",
    severity=ERROR,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2021〕30号（四）明确责任",
    advice="补填数字；没有发生的填0，或者写明“未发生”。",
)
def numbers_are_filled_in(report: Report, *, shown: int = 5) -> Iterator[Finding]:
    """正文中计数的地方应当填有数字。

    “主动公开信息  条”“共受理申请（ ）件”是套用模板之后没有填数，属于敷衍塞责。占位符号“XX”“____”由 TQ-02 指出。

    常见误报：网页用样式显示数字、文本抓取丢失数字，读到的只剩空格（这些格式降低把握程度，仍请核对原件）；“公开 条例”
    一类后面还有字的空格。

    沿革：0.1 首次收入。

    反例：
        一：2023年，主动公开政府信息  条，依申请公开工作有序开展。
    正例：
        一：2023年，主动公开政府信息 12 条，按照 条例 规定，依申请公开工作有序开展。
    """
    copied = report.document.format in _COPIES
    yield from together(
        found_by(MISSING, (piece for piece in prose(report) if HINT.search(piece.text))),
        report,
        what="计数的地方没有填数字",
        demand="应补填",
        locator="漏填",
        shown=shown,
        confidence=Confidence.LIKELY if copied else Confidence.CERTAIN,
    )
