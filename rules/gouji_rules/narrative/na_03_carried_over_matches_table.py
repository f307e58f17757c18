"""NA-03."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.editions import EITHER_DOCUMENT
from gouji.errors import NotApplicable
from gouji.prose import Handled, Handling, narrative
from gouji.rule import ERROR, Confidence, Finding, Report, Unchecked, rule
from gouji.text import quoted
from gouji_rules.narrative._handled import Tabled, is_governments, quotes, tabled

_ROWS = {
    Handling.CARRIED_IN: (Handling.CARRIED_IN,),
    Handling.CARRIED_OUT: (Handling.CARRIED_OUT,),
    Handling.CARRIED: (Handling.CARRIED_IN, Handling.CARRIED_OUT),
}


@rule(
    "NA-03",
    title="上年结转/结转下年度不符",
    severity=ERROR,
    basis=f"《政府信息公开条例》第六条第一款、第五十条第（二）项；{EITHER_DOCUMENT}表三",
    advice="对照依申请公开台账和上年度报告核对结转的件数，修改正文或者表三。",
    explains=("NA-06", "NA-11"),
)
def carried_over_matches_table(report: Report) -> Iterator[Finding | Unchecked]:
    """正文写的上年结转、结转下年度件数（包括“无结转”），应与表三“二、上年结转”“四、结转下年度继续办理”的总计一致。

    结转的件数把两个年度的报告连在一起：正文写错，下一年的报告就接不上。正文中每一处说法都要核对；只写“结转××件”、没有
    说明是上年还是下年的，与表三两行中的任何一行一致即可。

    常见误报：某一渠道、某一类申请结转的件数，约数；全县或者别的机关的结转件数；资金的结转结余；复议、信访案件的结转；
    政府的报告里某个部门的件数。表三各列之和与正文一致、只是总计填错的，由 T3-03、T3-05 指出。

    沿革：0.1 首次收入。

    反例：
        一：2023年，新收政府信息公开申请8件，上年结转3件，均已办结。
        三.R01.自然人 = 8
        三.R01.总计 = 8
        三.R02.自然人 = 2
        三.R02.总计 = 2
    正例：
        一：2023年，新收政府信息公开申请8件，上年结转2件，结转下年度1件。
        三.R01.自然人 = 8
        三.R01.总计 = 8
        三.R02.自然人 = 2
        三.R02.总计 = 2
        三.R23.自然人 = 1
        三.R23.总计 = 1
    """
    stated = [one for one in narrative(report).handlings if one.handlings[0].is_carried]
    if not stated:
        raise NotApplicable("正文没有写结转的件数")
    for handling, rows in _ROWS.items():
        own = [one for one in stated if one.handlings == (handling,)]
        found = [one for row in rows if (one := tabled(report, (row,)))]
        if own:
            yield from _compared(own, found, report)


def _compared(stated: list[Handled], found: list[Tabled], report: Report) -> Iterator[Finding | Unchecked]:
    unread = next((one.unread for one in found if one.unread), None)
    if unread:
        yield Unchecked(f"正文写“{quoted(stated[0].words, 60)}”，但{unread.why_unreadable(report)}，无法核对")
        return
    right = [one for one in stated if any(one.number == row.number for row in found)]
    wrong = [one for one in stated if one not in right]
    if is_governments(report) and right:
        wrong = [one for one in wrong if one.number > max(other.number for other in right)]
    added = [one for one in wrong if any(one.number == row.added for row in found)]
    if added:
        yield Unchecked(f"正文写“{quoted(added[0].words, 60)}”，与表三各列之和一致，与总计不符（见 T3-03、T3-05）")
    if wrong := [one for one in wrong if one not in added]:
        yield _mismatch(wrong, found, report)


def _mismatch(wrong: list[Handled], found: list[Tabled], report: Report) -> Finding:
    first = wrong[0]
    said = f"没有{first.handlings[0]}" if first.none else f"{first.handlings[0]}{first.number}件"
    others = "".join(f"，另一处写{one.number}件" for one in wrong[1:] if one.number != first.number)
    counted = "，".join(one.counted(report) for one in found)
    nearest = min(abs(first.number - (one.number or 0)) for one in found)
    return Finding(
        f"正文写{said}{others}，{counted}；两处应一致",
        cells=tuple(address for one in found for address in one.cells),
        quotes=quotes(wrong),
        equation="，".join(f"{first.number} ≠ {one.number}" for one in found),
        difference=Decimal(nearest),
        confidence=Confidence.CERTAIN if len(found) == 1 else Confidence.LIKELY,
        expected={found[0].cells[0]: Decimal(first.number)} if len(found) == 1 else {},
    )
