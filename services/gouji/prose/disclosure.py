"""What the prose says of how much information the unit disclosed of its own accord, in all and in the whole year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gouji.prose.clauses import Passage, mentions
from gouji.prose.scope import Reader, scopes


class Disclosed(msgspec.Struct, frozen=True):
    """A total of the year without any limit; `what` are the words that name it, equal for equal quantities."""

    what: str
    measure: str
    number: Decimal
    passage: Passage


_TOTAL = re.compile(
    r"(?:20\d\d年度?|全年度?|本年度?|今年(?:以来)?|年内|[我本][局委办厅院镇乡县市区机关单位街道]{1,3}|共|共计|总共|合计)*"
    r"(?P<what>(?:主动)?(?:公开|发布)(?:各类)?(?:政府|政务)?信息)(?:数|总数|数量|总量)?(?:共|共计|合计|总计|为|达)*"
)
_OF_THE_YEAR = re.compile(r"20\d\d年|全年|本年|今年|年内")
_LIMITED = re.compile(r"围绕|领域|方面|类|栏|利用|依托|重点|聚焦|结合|其中|及时")


def stated_totals(passage: Passage, reader: Reader) -> Iterator[Disclosed]:
    """The totals of one sentence that nothing in it limits to a channel, a field, a time or another organ."""
    for mention in mentions(passage.plain):
        figure = mention.figure
        found = _TOTAL.fullmatch(mention.lead)
        if not found or not figure.counts or mention.depth or mention.tail.strip("以上"):
            continue
        before = passage.plain[: figure.start - len(mention.lead)]
        of_the_year = _OF_THE_YEAR.search(before + mention.lead)
        if of_the_year and not _LIMITED.search(before) and not scopes(before, mention.lead, reader):
            yield Disclosed(found["what"], figure.measure, figure.value, passage)
