"""NA-12."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from gouji.errors import NotApplicable
from gouji.prose import Disclosed, Mention, Passage, mentions, narrative, passages, scopes
from gouji.prose.scope import Scope
from gouji.rule import WARNING, Confidence, Finding, Report, rule
from gouji.text import quoted
from gouji_rules.narrative._tables import reader_of

#: What a clause says around the thing that it counts, and what says nothing of which thing it is.
_AROUND = re.compile(
    r"20\d\d年度?|全年度?|本年度?|今年|年内|截至[^，]*?日|我[局委办镇乡县市区]|本[局机关单位委办]{1,2}|[共总已达为有]|共计|合计|累计|总计|发布|公开|主动"
    r"|更新|推送|刊发|刊登|上传|录入|报送|通过|利用|依托|在|上|的|各类|相关|有关|信息|政府|政务|内容|文章|稿件|工作|动态|数量|数"
)
#: A clause that counts a part, or a step in a list, may be followed by another of the same name.
_LISTED = re.compile(
    r"其中|分别|[一二三四]是|第[一二三四]|另|又|再|还|此外|新增|每|平均|月|季度|上半年|下半年|以上|增|减|余"
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


class Said(msgspec.Struct, frozen=True):
    """A number of something, in the words of its clause."""

    number: Decimal
    words: str
    passage: Passage


@rule(
    "NA-12",
    title="同一数据前后不一",
    severity=WARNING,
    basis="《政府信息公开条例》第六条第一款",
    advice="核对台账，前后写成同一个数。",
)
def one_quantity_has_one_number(report: Report) -> Iterator[Finding]:
    """同一件事的数量在不同的句子里应当一致。

    栏目、渠道和对象的说法完全相同、计量词也相同，数字却不同的，才算前后不一。主动公开的全年总数在不同部分写得不同的，也在此列。
    收到申请、复议诉讼的件数和同一部分里的主动公开总数前后不一，由 NA-01、NA-07、NA-11 指出。

    常见误报：不同的渠道、栏目；其中的一部分、分季度的数、累计数、上年的数、其他机关的数和约数。

    沿革：0.1 首次收入。

    反例：
        一：2023年，在审计信息公告栏目发布信息20条。依申请公开有序开展，审计信息公告栏目全年主动公开信息16条。
    正例：
        一：2023年，在审计信息公告栏目发布信息20条，在政策解读专栏发布信息16条。依申请公开有序开展。
    """
    said: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for passage in passages(report):
        for mention in mentions(passage.plain):
            if key := _key(mention, passage, report):
                words = mention.lead + mention.figure.words
                said[key].append(Said(mention.figure.value, words, passage))
    apart = tuple(_totals_apart(narrative(report).disclosed))
    if not (said or apart):
        raise NotApplicable("正文没有写明是哪一种渠道、栏目或事项的数量")
    yield from apart
    for ones in said.values():
        first = ones[0]
        other = next((one for one in ones if one.number != first.number and one.passage != first.passage), None)
        if other:
            yield Finding(
                f"正文一处写“{quoted(first.words, 40)}”，另一处写“{quoted(other.words, 40)}”，同一数据前后不一致",
                quotes=tuple(dict.fromkeys((first.passage.quote, other.passage.quote))),
                equation=f"{first.number:f} ≠ {other.number:f}",
                difference=abs(first.number - other.number),
                confidence=Confidence.LIKELY,
            )


def _totals_apart(totals: Sequence[Disclosed]) -> Iterator[Finding]:
    """The total of the year, with one number here and another in a different section."""
    for place, one in enumerate(totals):
        first = next((known for known in totals if (known.what, known.measure) == (one.what, one.measure)), one)
        alone = all(known.passage.section != one.passage.section for known in totals[:place])
        if alone and first.number != one.number:
            yield Finding(
                f"{one.what}的总数一处写{first.number:f}{first.measure}，另一处写{one.number:f}{one.measure}，同一数据前后不一致",
                quotes=(first.passage.quote, one.passage.quote),
                equation=f"{first.number:f} ≠ {one.number:f}",
                difference=abs(first.number - one.number),
                confidence=Confidence.LIKELY,
            )


def _key(mention: Mention, passage: Passage, report: Report) -> tuple[str, str] | None:
    """What is counted, as far as the clause names it by itself; None for what could be several things."""
    figure = mention.figure
    if not figure.counts or mention.depth or mention.tail.strip("以上") or _LISTED.search(mention.lead):
        return None
    if "申请" in mention.lead or "复议" in mention.lead or "诉讼" in mention.lead:
        return None
    named = _AROUND.sub("", mention.lead)
    before = passage.plain[: figure.start - len(mention.lead)]
    if len(named) < _SHORTEST or scopes(before, mention.lead, reader_of(report)) & _LIMITS:
        return None
    return named, figure.measure
