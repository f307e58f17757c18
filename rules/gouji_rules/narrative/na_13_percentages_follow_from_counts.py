"""NA-13."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import msgspec

from gouji.errors import NotApplicable
from gouji.prose import Figure, Passage, figures, passages
from gouji.rule import WARNING, Confidence, Finding, Report, rule
from gouji.text import quoted
from gouji_rules.narrative._tables import CARRIED, FINISHED, RECEIVED, count_in

#: Between a count and its share: 258件，占33.9% — 占总数的, 占比, 所占比例为.
_SHARE = re.compile(
    r"[，,（(]?(?:所)?占(?:比|全年|本年|年度|总|申请|受理|办结|答复|公开|信息|主动|文件|数|量|件|条|的|比例|比重|为|到|了)*[：:]?"
)
_OTHER_BASE = re.compile(r"同比|环比|增|降|升|满意|提前|较")
_HUNDRED = Decimal(100)


class Share(msgspec.Struct, frozen=True):
    """A count, the percentage that it is said to be, and the counts that it may be a share of."""

    part: Figure
    percent: Figure
    wholes: tuple[Decimal, ...]
    passage: Passage


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
    shares = [share for passage in passages(report) for share in _shares(passage, report)]
    if not shares:
        raise NotApplicable("正文没有既写件数又写占比的句子")
    for share in shares:
        if not any(_is_share(share, whole, Decimal(tolerance)) for whole in share.wholes):
            yield _finding(share)


def _shares(passage: Passage, report: Report) -> Iterator[Share]:
    if "占" not in passage.plain:
        return
    found = figures(passage.plain)
    for part, percent in pairwise(found):
        between = passage.plain[part.end : percent.start]
        if percent.measure != "%" or not part.counts or percent.approximate or not _SHARE.fullmatch(between):
            continue
        if _OTHER_BASE.search(passage.plain[max(0, part.start - 12) : percent.start]):
            continue
        wholes = tuple(_wholes(part, passage, report))
        if wholes:
            yield Share(part, percent, wholes, passage)


def _wholes(part: Figure, passage: Passage, report: Report) -> Iterator[Decimal]:
    """Every count of the same measure around it that is not smaller; of applications those of 表三 too."""
    around = [figure for one in (*passage.before, passage) for figure in figures(one.plain)]
    for figure in around:
        if figure.measure == part.measure and figure.value >= part.value and figure.value and figure != part:
            yield figure.value
    if "申请" in passage.context:
        received, carried, finished = (count_in(report, address) for address in (RECEIVED, CARRIED, FINISHED))
        for total in (received, finished, None if received is None else received + (carried or 0)):
            if total and total >= part.value:
                yield Decimal(total)


def _is_share(share: Share, whole: Decimal, tolerance: Decimal) -> bool:
    decimals = -min(0, int(share.percent.value.as_tuple().exponent))
    rounding = Decimal(5).scaleb(-decimals - 1)
    return abs(share.part.value / whole * _HUNDRED - share.percent.value) <= max(tolerance, rounding)


def _finding(share: Share) -> Finding:
    nearest = min(share.wholes, key=lambda whole: abs(share.part.value / whole * _HUNDRED - share.percent.value))
    right = (share.part.value / nearest * _HUNDRED).quantize(Decimal("0.01"))
    return Finding(
        f"正文写{share.part.words}占{share.percent.value:f}%，与写明的总数都对不上；按{nearest:f}{share.part.measure}计算为{right}%",
        quotes=(share.passage.quote,),
        equation=f"{share.part.value:f} ÷ {nearest:f} = {right}% ≠ {share.percent.value:f}%",
        difference=abs(right - share.percent.value),
        confidence=Confidence.LIKELY,
        locator=f"占比 {quoted(share.passage.plain[: share.part.start][-12:])}",
    )
