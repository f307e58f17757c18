"""What the prose counts by a channel, a column or another thing that the clause names by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gouji.prose.clauses import Mention, Passage, mentions
from gouji.prose.handling import said
from gouji.prose.scope import Reader, Scope, scopes


class Quantity(msgspec.Struct, frozen=True):
    """A number of something of this year; `what` names it, equal for equal things, `words` are those of its clause."""

    what: str
    measure: str
    number: Decimal
    words: str
    passage: Passage


#: What a clause says around the thing that it counts, and what says nothing of which thing it is.
_AROUND = re.compile(
    r"20\d\d年度?|全年度?|本年度?|今年|年内|截至[^，]*?日|我[局委办镇乡县市区]|本[局机关单位委办]{1,2}|[共总已达为有]|共计|合计|累计|总计|发布|公开|主动"
    r"|更新|推送|刊发|刊登|上传|录入|报送|通过|利用|依托|在|上|的|各类|相关|有关|信息|及其|政府|政务|内容|文章|稿件|工作|动态|数量|数"
)
#: A clause that counts a part, or a step in a list, may be followed by another of the same name.
_LISTED = re.compile(
    r"其中|分别|[一二三四]是|第[一二三四]|另|又|再|还|此外|新增|每|平均|月|季度|上半年|下半年|以上|增|减|余"
)
#: What other rules compare with the tables: applications and how they ended, cases, normative documents.
_COMPARED_ELSEWHERE = re.compile(
    r"申请|复议|诉讼|结果|规范性文件|不予|不属于|同意|部分公开|答复|审结|应诉|(?:收到|接到|受理|接收|办理)$"
)
_SHORTEST = 4
_LIMITS = {
    Scope.PERIOD,
    Scope.OTHER_YEAR,
    Scope.CUMULATIVE,
    Scope.CHANGE,
    Scope.OTHER_ORGAN,
    Scope.PART,
    Scope.INTENDED,
}


def quantities(passage: Passage, reader: Reader) -> Iterator[Quantity]:
    """The exact counts of one sentence of which it is clear what they count."""
    for mention in mentions(passage.plain):
        if what := _what(mention, passage, reader):
            words = mention.lead + mention.figure.words
            yield Quantity(what, mention.figure.measure, mention.figure.value, words, passage)


def _what(mention: Mention, passage: Passage, reader: Reader) -> str | None:
    """What is counted, as far as the clause names it by itself; None for what could be several things."""
    figure = mention.figure
    if not figure.counts or mention.depth or mention.tail.strip("以上") or _LISTED.search(mention.lead):
        return None
    if _COMPARED_ELSEWHERE.search(mention.lead) or said(mention.lead, reader.year):
        return None
    named = _AROUND.sub("", mention.lead.removeprefix("、"))
    before = passage.plain[: figure.start - len(mention.lead)]
    if len(named) < _SHORTEST or scopes(before, mention.lead, reader) & _LIMITS:
        return None
    return named
