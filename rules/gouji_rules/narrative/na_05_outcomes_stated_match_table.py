"""NA-05."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gouji.editions import EITHER_DOCUMENT
from gouji.errors import NotApplicable
from gouji.prose import Handled, Handling, narrative
from gouji.rule import ERROR, Confidence, Finding, Report, Unchecked, rule
from gouji.text import quoted
from gouji_rules.narrative._handled import Tabled, is_governments, quotes, tabled


class _Against(msgspec.Struct, frozen=True):
    """A stated outcome with what the table says of it."""

    stated: Handled
    table: Tabled

    @property
    def agrees(self) -> bool:
        return self.stated.number == self.table.number

    @property
    def name(self) -> str:
        return "及".join(self.stated.handlings)


@rule(
    "NA-05",
    title="分类办理结果不符",
    severity=ERROR,
    basis=f"《政府信息公开条例》第六条第一款、第五十条第（二）项；{EITHER_DOCUMENT}表三",
    advice="对照依申请公开台账逐类核对办理结果，修改正文或者表三。",
    explains=("NA-06", "NA-11"),
)
def outcomes_stated_match_table(report: Report) -> Iterator[Finding | Unchecked]:
    """正文写的各类办理结果的件数，应与表三“三、本年度办理结果”中相应各行的总计一致。

    予以公开对（一），部分公开对（二），不予公开、无法提供、不予处理、其他处理对各自细项之和，信息不存在、不掌握对“本机关
    不掌握相关政府信息”；写“予以公开及部分公开”的，按两行之和核对；写明事由的（属于行政执法案卷、重复申请等），按那一行核对。
    正文与表三是同一批申请，不一致说明其中一处没有按台账填写。一句中的几个数不符的，合为一个问题。

    常见误报：“予以公开及部分公开”合写一个数；“因本机关不掌握等原因无法提供”说的是整类；“予以公开8件（含部分公开3件）”；
    公文的公开属性（主动公开、不予公开几件）；某一渠道、某一类事项、某一年、别的机关的件数；约数；“不属于本机关”另计几件。
    表三总计空白的，按各列之和核对；各列之和与正文一致、只是总计填错的，由 T3-03 指出。

    沿革：0.1 首次收入。

    反例：
        一：2023年，我局答复政府信息公开申请5件，其中予以公开4件，不予公开1件。
        三.R03.自然人 = 3
        三.R03.总计 = 3
        三.R09.自然人 = 1
        三.R09.总计 = 1
    正例：
        一：2023年，我局答复政府信息公开申请5件，其中予以公开及部分公开4件，因本机关不掌握等原因无法提供1件。
        三.R03.自然人 = 3
        三.R03.总计 = 3
        三.R04.自然人 = 1
        三.R04.总计 = 1
        三.R14.自然人 = 1
        三.R14.总计 = 1
    """
    stated = [one for one in narrative(report).handlings if one.handlings[0].is_outcome]
    compared = [_Against(one, table) for one in stated if (table := _table(report, one))]
    if not compared:
        raise NotApplicable("正文没有写各类办理结果的件数")
    read = [one for one in compared if one.table.number is not None]
    for one in compared:
        if one.table.unread:
            words = quoted(one.stated.words, 60)
            yield Unchecked(f"正文写“{words}”，但{one.table.unread.why_unreadable(report)}，无法核对")
    wrong = [one for one in read if not one.agrees and not _is_right(one, read, report)]
    for one in wrong:
        if one.stated.number == one.table.added:
            yield Unchecked(f"正文写“{quoted(one.stated.words, 60)}”，与表三各列之和一致，与总计不符（见 T3-03）")
    real = [one for one in wrong if one.stated.number != one.table.added]
    for passage in dict.fromkeys(one.stated.passage for one in real):
        yield _mismatch([one for one in real if one.stated.passage == passage], report)


def _table(report: Report, one: Handled) -> Tabled | None:
    """The rows of the outcome; 撤回 has none of its own."""
    return None if Handling.WITHDRAWN in one.handlings else tabled(report, one.handlings)


def _is_right(one: _Against, read: list[_Against], report: Report) -> bool:
    """Whether the same outcome stands more than once and comes to its row together, or in full beside a part.

    信息不存在无法提供 may be said of the whole group: nobody writes 没有现成信息 beside it.
    """
    if one.stated.handlings == (Handling.NOT_HELD,) and "不存在" in one.stated.words:
        group = tabled(report, (Handling.UNAVAILABLE,)) if "无法提供" in one.stated.words else None
        if group and group.number == one.stated.number:
            return True
    same = [other for other in read if other.stated.handlings == one.stated.handlings]
    here = [other for other in same if other.stated.passage == one.stated.passage]
    if len(here) > 1 and sum(other.stated.number for other in here) == one.table.number:
        return True
    others = same if is_governments(report) else here
    return any(other.agrees and other.stated.number > one.stated.number for other in others)


def _mismatch(wrong: list[_Against], report: Report) -> Finding:
    said = "；".join(
        f"{one.name}写{'没有' if one.stated.none else f'{one.stated.number}件'}，{one.table.counted(report)}"
        for one in wrong
    )
    single = [one for one in wrong if len(one.table.cells) == 1 and not one.table.blank]
    return Finding(
        f"正文所写的办理结果与表三不符：{said}；两处应一致",
        cells=tuple(dict.fromkeys(address for one in wrong for address in one.table.cells)),
        quotes=quotes(one.stated for one in wrong),
        equation="；".join(f"{one.stated.number} ≠ {one.table.number}" for one in wrong),
        difference=Decimal(max(abs(one.stated.number - (one.table.number or 0)) for one in wrong)),
        confidence=Confidence.CERTAIN,
        expected={one.table.cells[0]: Decimal(one.stated.number) for one in single} if single == wrong else {},
    )
