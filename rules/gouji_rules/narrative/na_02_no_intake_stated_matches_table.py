"""NA-02."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.editions import address_words
from gouji.errors import NotApplicable
from gouji.prose import Intake, narrative
from gouji.rule import ERROR, Finding, Report, Unchecked, rule
from gouji.text import quoted
from gouji_rules.narrative._tables import CARRIED, RECEIVED, Total, count_in, quotes_of, total_of


@rule(
    "NA-02",
    title="无申请表述与表格矛盾",
    severity=ERROR,
    basis="《政府信息公开条例》第六条第一款、第五十条第（二）项",
    advice="对照依申请公开台账核对本年是否收到申请，修改正文或者表三。",
    explains=("NA-01", "NA-03", "NA-04", "NA-05", "NA-06", "NA-11"),
)
def no_intake_stated_matches_table(report: Report) -> Iterator[Finding | Unchecked]:
    """正文写没有收到申请的，表三本年新收应为0；正文写收到申请的，表三不应全部为0。

    有没有申请是年度报告最基本的事实，正文与表三一个说有、一个说无，其中必有一处是照抄往年或者漏填。

    常见误报：“未收到……投诉”“无不予公开的申请”“没有逾期答复的申请”说的不是没有申请；下属单位、某一渠道没有申请；
    表三各列有数、只是总计为0的，由 T3-03、T3-05 指出。

    沿革：0.1 首次收入。

    反例：
        一：2023年，本机关未收到政府信息公开申请。
        三.R01.自然人 = 3
        三.R01.总计 = 3
    正例：
        一：2023年，本机关未收到政府信息公开申请，也未收到对政府信息公开工作的投诉。
    """
    stated = narrative(report).intakes
    if not stated:
        raise NotApplicable("正文没有写本单位本年是否收到申请")
    received = total_of(report, RECEIVED)
    if received.number is None:
        yield Unchecked(f"正文写“{quoted(stated[0].words, 60)}”，但{received.why_unreadable(report)}，无法核对")
        return
    if not received.number and received.added:
        yield Unchecked(
            f"{address_words(RECEIVED, report.edition)}为0，各列之和却为{received.added}（见 T3-03、T3-05），无法核对"
        )
        return
    firm = [one for one in stated if not one.weak]
    if not firm:
        raise NotApplicable(f"“{quoted(stated[0].words, 60)}”可能是公开属性的分类，不作收到申请理解")
    contradicting = [one for one in firm if bool(one.number) != _has_any(received, one, report)]
    if contradicting:
        yield _contradiction(contradicting, received.number)


def _has_any(received: Total, one: Intake, report: Report) -> bool:
    """Whether the table has applications; those carried in count where the prose says a number."""
    return bool(received.number or (one.number and count_in(report, CARRIED)))


def _contradiction(stated: list[Intake], received: int) -> Finding:
    first = stated[0]
    said = f"收到申请{first.number}{first.measure}" if first.number else "没有收到申请"
    return Finding(
        f"正文写{said}，表三“一、本年新收政府信息公开申请数量·总计”却为{received}；两处应一致",
        cells=(RECEIVED,),
        quotes=quotes_of(one.passage for one in stated),
        equation=f"{first.number} ≠ {received}",
        difference=abs(Decimal(first.number - received)),
        expected={RECEIVED: Decimal(first.number)},
    )
