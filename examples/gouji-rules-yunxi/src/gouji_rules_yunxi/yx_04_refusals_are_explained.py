"""YX-04。"""

from __future__ import annotations

from collections.abc import Iterator

from gouji.errors import NotApplicable
from gouji.rule import WARNING, Finding, Quote, Report, Unchecked, rule
from gouji_rules_yunxi._refusals import REFUSALS, refused


@rule(
    "YX-04",
    title="不予公开较多而没有分析",
    severity=WARNING,
    basis="云溪县政务公开办〔2024〕1号 第五条（样例，虚构）",
    advice="在“存在的主要问题及改进情况”中分析不予公开的原因。",
)
def refusals_are_explained(
    report: Report, *, fewest: int = 10, words: tuple[str, ...] = ("不予公开", "不公开")
) -> Iterator[Finding | Unchecked]:
    """不予公开的申请达到10件的，应在问题和改进部分分析原因。

    不予公开集中，往往是公开属性认定过严，不分析就改不了。

    常见误报：不足10件的不要求；写“不公开”的也算分析了。

    反例：
        三.R10.总计 = 10
        五：存在的主要问题：一是政策解读形式单一。改进措施：下一步丰富解读形式。
    正例：
        三.R10.总计 = 10
        五：存在的主要问题：一是不予公开的答复说理不够充分。改进措施：下一步规范答复文书。
    正例2：
        三.R10.总计 = 9
    """
    count = refused(report)
    if count < fewest:
        return
    problems = report.section("problems")
    if problems is None:
        raise NotApplicable("没有“存在的主要问题及改进情况”部分")
    if not any(word in problems.text for word in words):
        yield Finding(
            f"不予公开共 {count} 件，“{problems.title}”没有分析",
            cells=tuple(address for address in REFUSALS if report.count(address)),
            quotes=(Quote(problems.title, problems.place),),
        )
