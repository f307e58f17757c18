"""NA-17."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.editions import address_words
from gouji.errors import NotApplicable
from gouji.prose import narrative
from gouji.rule import WARNING, Confidence, Finding, Report, Unchecked, rule
from gouji.text import quoted
from gouji_rules.narrative._tables import quotes_of, total_of

_FORWARD = "三.R23.总计"


@rule(
    "NA-17",
    title="期限表述",
    severity=WARNING,
    basis="《政府信息公开条例》第三十三条、第五十条第（二）项",
    advice="有申请结转下年度的，正文不要写“全部办结”；尚在答复期限内的，可以写“到期的申请均已按期答复”。",
)
def all_finished_leaves_nothing_over(report: Report) -> Iterator[Finding | Unchecked]:
    """正文写“全部办结”“均已答复”“办结率100%”的，表三“四、结转下年度继续办理”应为0。

    还有申请要结转下年度继续办理，就没有全部办结；两处必有一处不实。

    常见误报：“按期办结率100%”“均在法定期限内答复”说的是到期的申请，有结转也是对的；正文同时写明还有几件结转、尚在办理；
    说的是上年结转的申请、某一渠道的申请、热线和留言；目标和要求。

    沿革：0.1 首次收入。

    反例：
        一：2023年，收到政府信息公开申请9件，已全部办结。
        三.R01.自然人 = 9
        三.R01.总计 = 9
        三.R03.自然人 = 8
        三.R03.总计 = 8
        三.R22.自然人 = 8
        三.R22.总计 = 8
        三.R23.自然人 = 1
        三.R23.总计 = 1
    正例：
        一：2023年，收到政府信息公开申请9件，已全部办结，按期办结率100%。
        三.R01.自然人 = 9
        三.R01.总计 = 9
        三.R03.自然人 = 9
        三.R03.总计 = 9
        三.R22.自然人 = 9
        三.R22.总计 = 9
    """
    told = narrative(report)
    if not told.settled:
        raise NotApplicable("正文没有说申请全部办结")
    words = quoted(told.settled[0].words, 30)
    forward = total_of(report, _FORWARD)
    if forward.number is None:
        yield Unchecked(f"正文写“{words}”，但{forward.why_unreadable(report)}，无法核对")
    elif forward.number:
        yield Finding(
            f"正文写“{words}”，{address_words(_FORWARD, report.edition)}却为{forward.number}；"
            "有结转的申请就没有全部办结",
            cells=(_FORWARD,),
            quotes=quotes_of(one.passage for one in told.settled),
            equation=f"{forward.number} ≠ 0",
            difference=Decimal(forward.number),
            confidence=Confidence.LIKELY,
        )
