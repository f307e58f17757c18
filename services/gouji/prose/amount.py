"""The amounts of money that the prose states of a subject: fees collected, purchases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gouji.prose.clauses import Passage, mentions
from gouji.prose.figure import Figure
from gouji.prose.scope import Reader, Scope, scopes

SCALES = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
#: What a sentence must speak of for its amount to be one of these.
FEES, PURCHASES = re.compile(r"收费|收取|事业性|规费"), re.compile(r"采购")
#: What makes it an amount of something less, or of something else.
_LIMITING = frozenset(Scope) - {Scope.CHANNEL, Scope.CHANGE, Scope.SUBJECT, Scope.APPLICANT}
_CHANGE = re.compile(r"(?:增加|减少|增长|下降|节约|节省|减免|免收|退还|同比|每[件份次页张]|标准)[^，。；]{0,12}$")
#: The fee for requests is no 行政事业性收费 of 表二.
_PROCESSING = re.compile(r"信息处理费|检索费|复制费|邮寄费")


class Amount(msgspec.Struct, frozen=True):
    """An exact amount that a sentence states of a subject."""

    figure: Figure
    passage: Passage

    @property
    def yuan(self) -> Decimal:
        return self.figure.value * SCALES[self.figure.measure]

    @property
    def words(self) -> str:
        return f"{self.figure.value:f}{self.figure.measure}"


def amounts(passage: Passage, reader: Reader, subject: re.Pattern[str]) -> Iterator[Amount]:
    """The exact amounts of one sentence for this unit and year, FEES or PURCHASES."""
    if "元" not in passage.plain or not subject.search(passage.plain):
        return
    for mention in mentions(passage.plain):
        figure = mention.figure
        if figure.measure not in SCALES or figure.approximate or not figure.value:
            continue
        said = passage.plain[: figure.start]
        clause = max(said.rfind("。"), said.rfind("；"), said.rfind(";")) + 1
        if (
            subject.search(said, clause)
            and not _PROCESSING.search(said, clause)
            and not _CHANGE.search(said)
            and not scopes(said[: len(said) - len(mention.lead)], mention.lead, reader) & _LIMITING
        ):
            yield Amount(figure, passage)
