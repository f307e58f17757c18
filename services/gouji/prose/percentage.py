"""What the prose says that a count is a share of: 258件，占33.9%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import msgspec

from gouji.prose.clauses import Passage
from gouji.prose.figure import Figure, figures


class Percentage(msgspec.Struct, frozen=True):
    """A count, the percentage that it is said to be, and the counts around it that it may be a share of."""

    part: Figure
    percent: Figure
    wholes: tuple[Decimal, ...]
    passage: Passage

    def of(self, whole: Decimal) -> Decimal:
        """The percentage that the part really is of `whole`."""
        return self.part.value / whole * _HUNDRED

    def is_of(self, whole: Decimal, tolerance: Decimal) -> bool:
        """Whether it is right of `whole`, to `tolerance` percentage points and to its last digit."""
        decimals = -min(0, int(self.percent.value.as_tuple().exponent))
        rounding = Decimal(5).scaleb(-decimals - 1)
        return abs(self.of(whole) - self.percent.value) <= max(tolerance, rounding)


#: Between a count and its share: 258件，占33.9% — 占总数的, 占比, 所占比例为.
_SHARE = re.compile(
    r"[，,（(]?(?:所)?占(?:比|全年|本年|年度|总|申请|受理|办结|答复|公开|信息|主动|文件|数|量|件|条|的|比例|比重|为|到|了)*[：:]?"
)
_OTHER_BASE = re.compile(r"同比|环比|增|降|升|满意|提前|较")
_HUNDRED = Decimal(100)


def percentages(passage: Passage) -> Iterator[Percentage]:
    """The shares that one sentence states right behind a count."""
    if "占" not in passage.plain:
        return
    for part, percent in pairwise(figures(passage.plain)):
        between = passage.plain[part.end : percent.start]
        if percent.measure != "%" or not part.counts or percent.approximate or not _SHARE.fullmatch(between):
            continue
        if not _OTHER_BASE.search(passage.plain[max(0, part.start - 12) : percent.start]):
            yield Percentage(part, percent, tuple(_wholes(part, passage)), passage)


def _wholes(part: Figure, passage: Passage) -> Iterator[Decimal]:
    """Every count of the same measure around it that is not smaller."""
    around = [figure for one in (*passage.before, passage) for figure in figures(one.plain)]
    for figure in around:
        if figure.measure == part.measure and figure.value >= part.value and figure.value and figure != part:
            yield figure.value
