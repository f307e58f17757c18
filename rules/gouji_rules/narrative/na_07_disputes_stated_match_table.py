"""NA-07."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gouji.editions import address_words
from gouji.errors import NotApplicable
from gouji.prose import Dispute, Kind, narrative
from gouji.rule import ERROR, Finding, Report, Unchecked, rule
from gouji_rules.narrative._tables import (
    RECONSIDERED,
    SUED_AFTER,
    SUED_DIRECTLY,
    Total,
    quotes_of,
    total_of,
)

_TOTALS = {
    Kind.RECONSIDERATION: (RECONSIDERED,),
    Kind.LITIGATION: (SUED_DIRECTLY, SUED_AFTER),
    Kind.BOTH: (RECONSIDERED, SUED_DIRECTLY, SUED_AFTER),
}
_NAMES = {Kind.RECONSIDERATION: "行政复议", Kind.LITIGATION: "行政诉讼", Kind.BOTH: "行政复议、行政诉讼"}


class Against(msgspec.Struct, frozen=True):
    """A statement with the totals of 表四 that it is about."""

    stated: Dispute
    totals: tuple[Total, ...]

    @property
    def unread(self) -> list[Total]:
        return [one for one in self.totals if one.number is None]

    @property
    def in_table(self) -> int:
        return sum(one.number or 0 for one in self.totals)

    @property
    def contradicts(self) -> bool:
        """A total that cannot be read still leaves a denial wrong where another one is not 0."""
        if self.unread:
            return self.in_table > self.stated.number
        return self.stated.number != self.in_table

    @property
    def is_a_wrong_total(self) -> bool:
        """Whether the sentence agrees with the details and only a total of the table does not."""
        return any(not one.agrees for one in self.totals) and self.stated.number == sum(
            one.added or 0 for one in self.totals
        )


@rule(
    "NA-07",
    title="复议/诉讼表述矛盾",
    severity=ERROR,
    basis="《政府信息公开条例》第五十条第（三）项；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表四",
    advice="核对行政复议、行政诉讼案件台账，修改正文或者表四。",
    explains=("NA-06", "NA-08", "NA-11"),
)
def disputes_stated_match_table(report: Report) -> Iterator[Finding | Unchecked]:
    """正文所写因政府信息公开发生的行政复议、行政诉讼件数（包括“未发生”），应与表四的总计一致。

    行政诉讼按未经复议直接起诉与复议后起诉之和核对。正文说没有而表四有，往往是正文照抄了往年的报告。全部矛盾合并为一个问题。

    常见误报：“无被纠错案件”“未因收费引发复议”没有说件数；政府的报告里说某个部门没有案件；维持、纠正、一审、二审的件数；
    复议决定书的公开数；上年的件数、增减数；作为复议机关办理的案件。

    沿革：0.1 首次收入。

    反例：
        一：2023年，未发生因政府信息公开引发的行政复议和行政诉讼案件。
        四.行政复议.结果维持 = 1
        四.行政复议.总计 = 1
    正例：
        一：2023年，因政府信息公开被申请行政复议1件，提起行政诉讼0件，无被纠错案件。
        四.行政复议.结果维持 = 1
        四.行政复议.总计 = 1
    """
    stated = narrative(report).disputes
    if not stated:
        raise NotApplicable("正文没有写行政复议、行政诉讼的件数")
    totals = {address: total_of(report, address) for address in _TOTALS[Kind.BOTH]}
    compared = [Against(one, tuple(totals[address] for address in _TOTALS[one.kind])) for one in stated]
    wrong = [one for one in compared if one.contradicts]
    real = [one for one in wrong if not one.is_a_wrong_total]
    if real:
        yield _contradiction(real, report)
        return
    if wrong:
        yield Unchecked("表四总计与各项之和不符（见 T4-01 至 T4-03）；正文与各项之和一致")
    for unread in dict.fromkeys(total for one in compared for total in one.unread):
        yield Unchecked(f"{unread.why_unreadable(report)}，无法与正文核对")


def _contradiction(wrong: list[Against], report: Report) -> Finding:
    said: dict[str, None] = {}
    cells: dict[str, None] = {}
    for one in wrong:
        own = [total for total in one.totals if total.number] or list(one.totals)
        cells |= dict.fromkeys(total.address for total in own)
        name = _NAMES[one.stated.kind]
        number = f"{name}{one.stated.number}件" if one.stated.number else f"没有{name}"
        words = "、".join(f"{address_words(total.address, report.edition)}为{total.number}" for total in own)
        said[f"正文写{number}，{words}"] = None
    alone = all(len(one.totals) == 1 for one in wrong)
    return Finding(
        "；".join(said) + "。正文与表四应一致",
        cells=tuple(cells),
        quotes=quotes_of(one.stated.passage for one in wrong),
        equation="；".join(dict.fromkeys(f"{one.stated.number} ≠ {one.in_table}" for one in wrong)),
        difference=Decimal(max(abs(one.stated.number - one.in_table) for one in wrong)),
        expected={one.totals[0].address: Decimal(one.stated.number) for one in wrong} if alone else {},
    )
