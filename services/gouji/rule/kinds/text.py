"""Kind `text`: words that must be there, or must not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from gouji.errors import Absent
from gouji.model import Confidence, Finding, Quote, Report, Unchecked
from gouji.rule.kinds.kind import BadKey, Claim, Key, Keys, Kind, whole
from gouji.rule.kinds.places import PLACES, WHOLE, Stretch, evidence, stretches, words_of
from gouji.rule.kinds.wording import Span, Wording, wording

_MOST_FINDINGS = 20
_WINDOW = 50


class _Hit(msgspec.Struct, frozen=True):
    stretch: Stretch
    sentence: int

    @property
    def quote(self) -> Quote:
        return self.stretch.quote(self.sentence)


class _Text(msgspec.Struct, frozen=True):
    """What the rule looks for, where, and what excuses an occurrence."""

    wanted: Wording
    where: tuple[str, ...]
    near: Wording | None
    unless: Wording | None

    def hits(self, report: Report, within: int) -> tuple[list[_Hit], list[Absent]]:
        """Every occurrence that counts, and the places that are not there."""
        found: list[_Hit] = []
        absent: list[Absent] = []
        for place in self.where:
            try:
                found += self._hits_in(report, place, within)
            except Absent as problem:
                absent.append(problem)
        return found, absent

    def _hits_in(self, report: Report, place: str, within: int) -> list[_Hit]:
        found: list[_Hit] = []
        for stretch in stretches(report, place):
            spans = self.wanted.spans(stretch.plain)
            if spans and self.near is not None:
                others = self.near.spans(stretch.plain)
                spans = [span for span in spans if any(_gap(span, other) <= within for other in others)]
            found += [hit for span in spans if not self._is_excused(hit := _Hit(stretch, stretch.sentence(span[0])))]
        return found

    def _is_excused(self, hit: _Hit) -> bool:
        return self.unless is not None and self.unless.occurs(hit.stretch.plain_sentence(hit.sentence))


def build(keys: Keys) -> Claim:
    """必须写的文字，或不得写的文字。

    required / required pattern：必须写；写几个词的，有其中一个即可。forbidden / forbidden pattern：不得写。
    四个键写一个，pattern 是正则表达式。比较时去掉空白、统一全角半角，换行不影响。
    where 限定位置；near 和 within 限定在另一段文字的若干字以内；unless 排除同一句里另有某些字的。
    """
    claim = keys.require_one("required", "required pattern", "forbidden", "forbidden pattern")
    must = claim.startswith("required")
    wanted = wording(keys, "required", "required pattern") or wording(keys, "forbidden", "forbidden pattern")
    assert wanted is not None
    text = _Text(
        wanted,
        keys.choices("where", PLACES, (WHOLE,)),
        wording(keys, "near", "near pattern"),
        wording(keys, "unless", "unless pattern"),
    )
    if "within" in keys and text.near is None:
        raise BadKey("within", "within 要和 near 同用")
    other = "maximum" if must else "minimum"
    if other in keys:
        raise BadKey(other, f"{other} 不能和 {claim} 同用")
    if text.near is not None:
        keys.tune("within", whole, _WINDOW)
    if must:
        keys.tune("minimum", whole, 1)
        return Claim(lambda report, **given: _required(text, report, **given), parameters=keys.parameters)
    keys.tune("maximum", whole, 0)
    return Claim(lambda report, **given: _forbidden(text, report, **given), parameters=keys.parameters)


def _required(text: _Text, report: Report, *, minimum: int, within: int = 0) -> Iterator[Finding | Unchecked]:
    hits, absent = text.hits(report, within)
    if len(hits) >= minimum:
        return
    if absent:
        yield Unchecked(str(absent[0]))
        return
    place = words_of(text.where)
    near = f"{text.near.said}前后{within}字内" if text.near else ""
    short = f"只写了{len(hits)}处，应不少于{minimum}处" if hits else "没有写"
    yield Finding(
        f"{place}{near}{short}{text.wanted.said if not hits else ''}{f'（{text.wanted.said}）' if hits else ''}",
        quotes=_quotes(hits) or evidence(report, text.where),
        confidence=Confidence.CERTAIN if text.wanted.pattern is None else Confidence.LIKELY,
        locator=f"{place} {text.wanted.said}",
    )


def _forbidden(text: _Text, report: Report, *, maximum: int, within: int = 0) -> Iterator[Finding | Unchecked]:
    hits, absent = text.hits(report, within)
    yield from (Unchecked(str(one)) for one in absent)
    if len(hits) <= maximum:
        return
    if maximum:
        yield Finding(
            f"{words_of(text.where)}有{len(hits)}处{text.wanted.said}，应不超过{maximum}处", quotes=_quotes(hits)
        )
        return
    quotes = _quotes(hits)
    near = f"（{text.near.said}前后{within}字内）" if text.near else ""
    for quote in quotes[:_MOST_FINDINGS]:
        more = f"，此类问题共{len(quotes)}处" if len(quotes) > _MOST_FINDINGS and quote is quotes[0] else ""
        yield Finding(f"不应写{text.wanted.said}{near}，现写“{quote.text}”{more}", quotes=(quote,))


def _quotes(hits: Sequence[_Hit]) -> tuple[Quote, ...]:
    """Each sentence once."""
    return tuple(dict.fromkeys(hit.quote for hit in hits))


def _gap(one: Span, other: Span) -> int:
    """How many characters stand between two spans."""
    return max(0, other[0] - one[1], one[0] - other[1])


KIND = Kind(
    name="text",
    title="必须写或不得写的文字",
    keys=(
        Key("required", "必须写的词；写几个的，有一个即可"),
        Key("required pattern", "必须写的文字，正则表达式"),
        Key("forbidden", "不得写的词"),
        Key("forbidden pattern", "不得写的文字，正则表达式"),
        Key("where", f"位置，可写几个，默认全文：{'、'.join(PLACES)}"),
        Key("near", "只算在这些词附近的"),
        Key("near pattern", "只算在这种文字附近的，正则表达式"),
        Key("within", f"“附近”是几个字以内，默认{_WINDOW}", tunable=True),
        Key("unless", "同一句里有这些词的不算"),
        Key("unless pattern", "同一句里有这种文字的不算，正则表达式"),
        Key("minimum", "必须写几处，默认1", tunable=True),
        Key("maximum", "最多可以有几处，默认0", tunable=True),
    ),
    build=build,
    example="""\
# 必须写 required，不得写 forbidden；用正则表达式时写 required pattern、forbidden pattern。
required: [公众号, 政务新媒体]
# 位置：全文、标题、前言、正文、一至六、章节标题、表二标签、表三标签、表四标签
where: 一
# minimum: 1              # 至少几处
# near: 平台建设           # 只算在这些词附近的
# within: 50              # 几个字以内
反例: |
  一：全年主动公开政府信息12条。
正例: |
  一：全年通过公众号主动公开政府信息12条。
正例2: |
  一：全年通过政务新媒体主动公开政府信息12条。
""",
)
