"""NA-01."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.editions import address_words
from gouji.errors import NotApplicable
from gouji.prose import Intake, narrative
from gouji.rule import ERROR, WARNING, Confidence, Finding, Report, Unchecked, rule
from gouji.text import quoted
from gouji_rules.narrative._handled import is_governments
from gouji_rules.narrative._tables import CARRIED, FINISHED, RECEIVED, count_in, quotes_of, total_of


@rule(
    "NA-01",
    title="收到申请数不符",
    severity=ERROR,
    basis="《政府信息公开条例》第六条第一款、第五十条第（二）项",
    advice="对照依申请公开台账核对收到申请的件数，修改正文或者表三。",
    explains=("NA-04", "NA-06", "NA-11"),
)
def intake_stated_matches_table(report: Report) -> Iterator[Finding | Unchecked]:
    """正文写的收到申请件数，应等于表三本年新收的总计，或者本年新收与上年结转的总计之和。

    同一个数字在正文和表格里各写一遍，不一致说明其中一处没有按台账填写。正文中每一处说法都要核对；写“办理”多少件的，
    也可以等于表三办理结果的总计。全年数与表三不符的，只报一个问题，列出所有不符的句子。

    常见误报：某一种渠道、某一类申请人的件数，其中的一部分，累计数，增减数，上年的数，约数；全县的数或者别的机关的数，
    协助办理的件数；文件属性为依申请公开的条数；含上年结转的件数。表三各列之和与正文一致、只是总计填错的，由 T3-03、
    T3-05 指出。

    沿革：0.1 首次收入。

    反例：
        一：2023年，我局共收到政府信息公开申请12件，均已按期答复。
        三.R01.自然人 = 11
        三.R01.总计 = 11
    正例：
        一：2023年，我局共收到政府信息公开申请12件，其中通过信函申请5件，均已按期答复。
        三.R01.自然人 = 12
        三.R01.总计 = 12
    """
    stated = [one for one in narrative(report).intakes if not one.none]
    if not stated:
        raise NotApplicable("正文没有写本单位本年收到申请的件数")
    received, carried = total_of(report, RECEIVED), count_in(report, CARRIED)
    if received.number is None:
        yield Unchecked(f"正文写“{quoted(stated[0].words, 60)}”，但{received.why_unreadable(report)}，无法核对")
        return
    right = [one for one in stated if one.number in _right(one, received.number, carried, report)]
    wrong = [one for one in stated if one not in right and not _is_aside(one, right, report)]
    firm = [one for one in wrong if not one.weak]
    doubtful = [one for one in wrong if one.weak and one.measure not in ("条", "份")]
    if any(one.number == received.added for one in firm):
        where = address_words(RECEIVED, report.edition)
        yield Unchecked(f"{where}与各列之和{received.added}不符（见 T3-03、T3-05）；正文与各列之和一致")
    elif (firm or doubtful) and all(one.number > received.number for one in firm or doubtful) and _is_unread(report):
        where = address_words(CARRIED, report.edition)
        yield Unchecked(
            f"正文写“{quoted((firm or doubtful)[0].words, 60)}”，可能含上年结转，但{where}没有读准，无法核对"
        )
    elif firm or doubtful:
        yield _mismatch(firm or doubtful, received.number, carried or 0)


def _is_unread(report: Report) -> bool:
    """Whether what was carried over is not known: a blank says 0, a figure that is not sure says nothing."""
    cell = report.cells.get(CARRIED)
    return cell is None or cell.doubt is not None or (cell.value is None and len(cell.text) > 1)


def _is_aside(one: Intake, right: list[Intake], report: Report) -> bool:
    """Beside the number that agrees, the sentence states a lesser one; or a government's report that of one organ."""
    greater = [other for other in right if other.number > one.number]
    whole = is_governments(report)
    return any(whole or other.passage == one.passage for other in greater)


def _right(one: Intake, received: int, carried: int | None, report: Report) -> set[int | None]:
    """The numbers that the statement may be."""
    right: set[int | None] = {received, received + (carried or 0)}
    return right | {count_in(report, FINISHED)} if one.handled else right


def _mismatch(wrong: list[Intake], received: int, carried: int) -> Finding:
    first = wrong[0]
    others = "".join(f"，另一处写{one.number}{one.measure}" for one in wrong[1:] if one.number != first.number)
    with_carried = f"，加上年结转{carried}为{received + carried}" if carried else ""
    sure = not first.weak and not first.handled
    return Finding(
        f"正文写收到申请{first.number}{first.measure}{others}，表三“一、本年新收政府信息公开申请数量·总计”为"
        f"{received}{with_carried}；两处应一致",
        cells=(RECEIVED,),
        quotes=quotes_of(one.passage for one in wrong),
        equation=f"{first.number} ≠ {received}" + (f"，{first.number} ≠ {received} + {carried}" if carried else ""),
        difference=abs(Decimal(first.number - received)),
        severity=WARNING if first.weak else None,
        confidence=Confidence.CERTAIN if sure else Confidence.LIKELY,
        expected={RECEIVED: Decimal(first.number)} if sure and not carried else {},
    )
