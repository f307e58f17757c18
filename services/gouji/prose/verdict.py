"""What the prose says of how reconsiderations (复议) and lawsuits (诉讼) over disclosure ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import islice

import msgspec

from gouji.prose.clauses import Mention, Passage, clause_start, mentions
from gouji.prose.dispute import Kind, is_about_disclosure
from gouji.prose.scope import Reader, Scope, scopes


class Result(StrEnum):
    """The results of 表四."""

    UPHELD = "维持"
    CORRECTED = "纠正"
    OTHER = "其他"
    PENDING = "尚未审结"


class Claim(StrEnum):
    """What a sentence claims of all cases of a kind."""

    ALL_UPHELD = "全部维持"
    NONE_LOST = "零败诉"
    NONE_CORRECTED = "无纠正"


class Ended(msgspec.Struct, frozen=True):
    """How many cases of a kind had a result."""

    kind: Kind
    result: Result
    number: int
    passage: Passage
    words: str


class Claimed(msgspec.Struct, frozen=True):
    """A claim of all cases of a kind, with its words; `pending_told` when the sentence says that some are not over."""

    kind: Kind
    claim: Claim
    passage: Passage
    words: str
    pending_told: bool = False


_KINDS = re.compile(r"复议|诉讼")
_RESULTS = {
    Result.UPHELD: re.compile(r"(?:结果|决定|获得?|予以|被)?维持(?:原[^，。；]{0,8})?(?:的|结果)*$"),
    Result.CORRECTED: re.compile(r"(?:结果|被|予以)?纠[正错](?:的|结果)*$"),
    Result.OTHER: re.compile(r"其他结果的?$"),
    Result.PENDING: re.compile(r"(?:尚未|未|正在)审[结理](?:中)?的?$"),
}
_BEHIND = {
    Result.UPHELD: re.compile(r"(?:均|被|获得?|予以|结果)*维持"),
    Result.CORRECTED: re.compile(r"(?:被|予以|结果)*纠[正错]"),
    Result.PENDING: re.compile(r"(?:尚未|未|正在)审[结理]"),
}
_INSTANCES = re.compile(r"一审|二审|再审")
_CLAIMS = {
    Claim.ALL_UPHELD: re.compile(
        r"(?:全部|均)(?:(?:由|经)[^，。；]{1,10}?|为|是|获得?|得到|予以|被|依法)*(?:维持|胜诉|(?:判决|裁定)?驳回)|(?:维持率|胜诉率)(?:均|都)?(?:达到?|为|是|保持)?了?100%"
    ),
    Claim.NONE_LOST: re.compile(
        r"(?:零|0|没有|无|未(?:出现|发生)?|没有(?:出现|发生))一?[例件起]?(?:[^，。；]{0,24}?[、和及者或])?(?:行政)?(?:诉讼)?(?:案件)?(?:被?法院)?(?:判决)?败诉"
        r"|败诉(?:率|案件)?(?:为)?(?:零|0)(?!\d)"
    ),
    Claim.NONE_CORRECTED: re.compile(
        r"(?:零|没有|无|未(?:出现|发生)?|没有(?:出现|发生))一?[例件起]?(?:[^，。；、]{0,20}(?:行政)?复议(?:案件|机关)?)?(?:被?(?:责令)?纠[正错]|被撤销)"
        r"|纠错(?:率|案件)?(?:均)?为?(?:零|0)(?!\d)"
    ),
}
_PENDING = re.compile(r"尚未|未审结|正在|审理中|已审结|已结|其余")
_LIMITS = frozenset(Scope) - {Scope.CHANNEL, Scope.APPLICANT, Scope.PART, Scope.SUBJECT, Scope.ASSISTED}
#: A sentence is not looked through for more claims of a sort.
_MOST = 6
_OTHER_CASES = re.compile(r"行政(?:处罚|许可|征收|强制|确认)|征地|房屋|工伤|民事")


def ended(passage: Passage, reader: Reader) -> Iterator[Ended]:
    """The numbers of cases by result in one sentence, without those of courts of first or second instance."""
    text = passage.plain
    if not _KINDS.search(text) or _INSTANCES.search(text) or not is_about_disclosure(passage):
        return
    kind: Kind | None = None
    for one in mentions(text):
        start = one.figure.start - len(one.lead)
        named = _KINDS.findall(one.lead)
        kind = Kind(named[-1]) if named else kind
        result = _result(one)
        figure = one.figure
        if result is None or kind is None or figure.approximate or figure.value != int(figure.value):
            continue
        if not scopes(text[:start], one.lead, reader) & _LIMITS:
            yield Ended(kind, result, int(figure.value), passage, text[start : figure.end])


def _result(one: Mention) -> Result | None:
    before = next((result for result, words in _RESULTS.items() if words.search(one.lead)), None)
    if before:
        return before
    return next((result for result, words in _BEHIND.items() if words.match(one.tail)), None)


def claimed(passage: Passage, reader: Reader) -> Iterator[Claimed]:
    """What one sentence claims of all cases: 均获维持, 零败诉, 无被纠错."""
    text = passage.plain
    if not re.search(r"维持|诉|纠|驳回", text):
        return
    if not is_about_disclosure(passage) or _OTHER_CASES.search(text):
        return
    for claim, words in _CLAIMS.items():
        for found in islice(words.finditer(text), _MOST):
            start = clause_start(text, found.start())
            if scopes(text[:start], text[start : found.start()], reader) & _LIMITS:
                continue
            for kind in _kinds_of(claim, text, start, found):
                yield Claimed(kind, claim, passage, found[0], bool(_PENDING.search(text)))


def _kinds_of(claim: Claim, text: str, start: int, found: re.Match[str]) -> list[Kind]:
    """The kinds named in the claim's clause, else in the part of the sentence before it; both where none is named."""
    if claim is Claim.NONE_LOST:
        return [Kind.LITIGATION]  # only a lawsuit can be lost
    if claim is Claim.NONE_CORRECTED and "复议" in found[0]:
        return [Kind.RECONSIDERATION]
    for words in (text[start : found.end()], text[: found.start()]):
        if named := [Kind(name) for name in dict.fromkeys(_KINDS.findall(words))]:
            return named
    return [Kind.RECONSIDERATION, Kind.LITIGATION]
