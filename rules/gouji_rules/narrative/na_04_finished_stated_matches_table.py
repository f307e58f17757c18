"""NA-04."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from gouji.editions import EITHER_DOCUMENT, address_words
from gouji.errors import NotApplicable
from gouji.prose import Handled, Handling, narrative, rows_of
from gouji.rule import WARNING, Confidence, Finding, Report, Unchecked, rule
from gouji.text import quoted
from gouji_rules.narrative._handled import is_governments, quotes
from gouji_rules.narrative._tables import CARRIED, FINISHED, RECEIVED, count_in, total_of


@rule(
    "NA-04",
    title="办结/答复数不符",
    severity=WARNING,
    basis=f"《政府信息公开条例》第六条第一款、第五十条第（二）项；{EITHER_DOCUMENT}表三",
    advice="对照依申请公开台账核对办结、答复的件数，修改正文或者表三；答复数不含撤回、不再处理的，请在正文中写明。",
    explains=("NA-06", "NA-11"),
)
def finished_stated_matches_table(report: Report) -> Iterator[Finding | Unchecked]:
    """正文写的办结、答复件数，应等于表三“（七）总计”。

    也可以等于本年新收的总计，或者“（七）总计”减去其他处理：撤回和不再处理的申请没有答复书，有的单位不计入答复数。正文
    写明撤回几件的，减去这几件也可以。统计口径不一，所以只作警告。

    常见误报：答复数不含撤回、不再处理的申请；“按期答复”比总数少的；延期答复、逾期答复的件数；某一渠道、某一时间、某一类
    事项的件数；答复的留言、热线、建议提案；协助别的机关答复的件数；全县的数或者别的机关的数；约数。表三各列之和与正文一致、
    只是总计填错的，由 T3-03、T3-05 指出。

    沿革：0.1 首次收入。

    反例：
        一：2023年，我局共收到政府信息公开申请12件，答复9件。
        三.R01.自然人 = 12
        三.R01.总计 = 12
        三.R03.自然人 = 12
        三.R03.总计 = 12
        三.R22.自然人 = 12
        三.R22.总计 = 12
    正例：
        一：2023年，我局共收到政府信息公开申请26件，答复24件，申请人撤回2件。
        三.R01.自然人 = 26
        三.R01.总计 = 26
        三.R03.自然人 = 24
        三.R03.总计 = 24
        三.R21c.自然人 = 2
        三.R21c.总计 = 2
        三.R22.自然人 = 26
        三.R22.总计 = 26
    """
    told = narrative(report).handlings
    stated = [one for one in told if one.handlings == (Handling.FINISHED,)]
    if not stated:
        raise NotApplicable("正文没有写办结、答复的件数")
    finished = total_of(report, FINISHED)
    if finished.number is None:
        yield Unchecked(f"正文写“{quoted(stated[0].words, 60)}”，但{finished.why_unreadable(report)}，无法核对")
        return
    withdrawn = [one.number for one in told if one.handlings == (Handling.WITHDRAWN,)]
    allowed = _allowed(report, finished.number, withdrawn)
    right = [one for one in stated if _is_right(one, allowed, finished.number, report)]
    wrong = [one for one in stated if one not in right and not _is_aside(one, right, report)]
    if any(one.number == finished.added for one in wrong):
        where = address_words(FINISHED, report.edition)
        yield Unchecked(f"{where}与各列之和{finished.added}不符（见 T3-03、T3-05）；正文与各列之和一致")
    elif wrong:
        yield _mismatch(wrong, finished.number, report)


def _allowed(report: Report, finished: int, withdrawn: list[int]) -> set[int | None]:
    """The row of totals, the intake, and the totals without any of the rows of 其他处理."""
    others = [count_in(report, f"三.{row}.总计") or 0 for row in rows_of(Handling.OTHER, report.cells)]
    left_out = {sum(some) for length in range(len(others) + 1) for some in combinations(others, length)}
    return {count_in(report, RECEIVED), *(finished - some for some in left_out | set(withdrawn) | {sum(withdrawn)})}


def _is_right(one: Handled, allowed: set[int | None], finished: int, report: Report) -> bool:
    """Whether the number may stand; of those within the time limit there may be fewer, of the new ones too."""
    if one.number in allowed or (one.on_time and one.number < finished):
        return True
    return one.part and one.number == finished - (count_in(report, CARRIED) or 0)


def _is_aside(one: Handled, right: list[Handled], report: Report) -> bool:
    """Beside the number that agrees, the sentence states a lesser one; or a government's report that of one organ."""
    greater = [other for other in right if other.number > one.number]
    return any(is_governments(report) or other.passage == one.passage for other in greater)


def _mismatch(wrong: list[Handled], finished: int, report: Report) -> Finding:
    first = wrong[0]
    others = "".join(f"，另一处写{one.number}件" for one in wrong[1:] if one.number != first.number)
    received = count_in(report, RECEIVED)
    new = f"，本年新收总计为{received}" if received not in (None, finished) else ""
    return Finding(
        f"正文写办结或答复{first.number}件{others}，表三“（七）总计·总计”为{finished}{new}；应与其中之一一致",
        cells=(FINISHED,),
        quotes=quotes(wrong),
        equation=f"{first.number} ≠ {finished}",
        difference=abs(Decimal(first.number - finished)),
        confidence=Confidence.LIKELY,
    )
