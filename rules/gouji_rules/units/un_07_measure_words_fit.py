"""UN-07."""

import re
from collections.abc import Iterator

from gouji.prose import mentions, passages
from gouji.rule import INFO, Confidence, Finding, Quote, Report, Status, rule

_APPLICATIONS = re.compile(r"申请(?:公开)?(?:数量?|总数)?(?:共|共计|合计|总计|为)*$")
_DOCUMENTS = re.compile(r"文件(?:数量?|总数)?(?:共|共计|合计|总计|为)*$")
_SHOWN = 5


@rule(
    "UN-07",
    title="计量词不当",
    severity=INFO,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="申请和文件都以“件”计。",
    status=Status.DRAFT,
)
def measure_words_fit(report: Report) -> Iterator[Finding]:
    """申请和文件以“件”计，不宜写“申请9条”“申请3份”“文件12条”。

    全文合并为一条提示。

    常见误报：这样写的报告很多，所以本规则默认不启用（draft），需要时在方案里启用；“公开信息9条”的计量词没有错。

    沿革：0.1 首次收入。

    反例：
        一：全年收到政府信息公开申请9条。
    正例：
        一：全年收到政府信息公开申请9件，公开信息120条。
    """
    found: list[tuple[str, Quote]] = []
    for passage in passages(report):
        for mention in mentions(passage.plain):
            before = passage.plain[: mention.figure.start]
            measure = mention.figure.measure
            applied = measure in ("条", "份") and (
                _APPLICATIONS.search(before) or re.match(r"(?:政府信息公开|依申请公开)?申请", mention.tail)
            )
            if applied or (measure == "条" and _DOCUMENTS.search(before)):
                noun = "申请" if applied else "文件"
                found.append((f"{noun}以“{measure}”计（{mention.figure.words}）", passage.quote))
    if found:
        shown = "、".join(dict.fromkeys(words for words, _ in found[:_SHOWN]))
        yield Finding(
            f"计量词不当：{shown}；应为“件”",
            quotes=tuple(dict.fromkeys(quote for _, quote in found[:_SHOWN])),
            confidence=Confidence.POSSIBLE,
            locator="计量词",
        )
