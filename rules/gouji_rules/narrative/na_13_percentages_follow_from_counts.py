"""NA-13."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gouji.errors import NotApplicable
from gouji.prose import Percentage, narrative
from gouji.rule import WARNING, Confidence, Finding, Report, rule
from gouji.text import quoted
from gouji_rules.narrative._tables import CARRIED, FINISHED, RECEIVED, count_in


class Share(msgspec.Struct, frozen=True):
    """A stated share with the counts that it may be of."""

    said: Percentage
    wholes: tuple[Decimal, ...]


@rule(
    "NA-13",
    title="百分比核算",
    severity=WARNING,
    basis="《政府信息公开条例》第六条第一款",
    advice="按写明的件数重新计算百分比。",
)
def percentages_follow_from_counts(report: Report, *, tolerance: str = "0.1") -> Iterator[Finding]:
    """写明件数又写明占比的，百分比应等于件数除以总数，容许 0.1 个百分点（参数 tolerance）和四舍五入的误差。

    与同一段中任何一个总数、与表三的新收、新收加结转、办结总数都对不上的，才算不符。

    常见误报：基数不明（一个可能的总数也找不到的不报）；同比增减的百分比、满意率；“约占”的近似数。

    沿革：0.1 首次收入。

    反例：
        一：2023年，共答复申请805件，其中予以公开258件，占33.9%。主动公开有序开展。
    正例：
        一：2023年，共答复申请805件，其中予以公开258件，占32.05%，同比增长12.3%。主动公开有序开展。
    """
    shares = list(_shares(report))
    if not shares:
        raise NotApplicable("正文没有既写件数又写占比的句子")
    for share in shares:
        if not any(share.said.is_of(whole, Decimal(tolerance)) for whole in share.wholes):
            yield _finding(share)


def _shares(report: Report) -> Iterator[Share]:
    for said in narrative(report).percentages:
        if wholes := (*said.wholes, *_in_table(said, report)):
            yield Share(said, wholes)


def _in_table(said: Percentage, report: Report) -> Iterator[Decimal]:
    """Of applications the totals of 表三, too."""
    if "申请" in said.passage.context:
        received, carried, finished = (count_in(report, address) for address in (RECEIVED, CARRIED, FINISHED))
        for total in (received, finished, None if received is None else received + (carried or 0)):
            if total and total >= said.part.value:
                yield Decimal(total)


def _finding(share: Share) -> Finding:
    said = share.said
    nearest = min(share.wholes, key=lambda whole: abs(said.of(whole) - said.percent.value))
    right = said.of(nearest).quantize(Decimal("0.01"))
    return Finding(
        f"正文写{said.part.words}占{said.percent.value:f}%，与写明的总数都对不上；按{nearest:f}{said.part.measure}计算为{right}%",
        quotes=(said.passage.quote,),
        equation=f"{said.part.value:f} ÷ {nearest:f} = {right}% ≠ {said.percent.value:f}%",
        difference=abs(right - said.percent.value),
        confidence=Confidence.LIKELY,
        locator=f"占比 {quoted(said.passage.plain[: said.part.start][-12:])}",
    )
