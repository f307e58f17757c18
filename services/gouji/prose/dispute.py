"""What the prose says of the number of reconsiderations (复议) and lawsuits (诉讼) over disclosure in the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from gouji.prose.clauses import Mention, Passage, mentions
from gouji.prose.negation import HAPPENED, Denial, denials
from gouji.prose.scope import Reader, Scope, scopes


class Kind(StrEnum):
    """Which cases a number counts."""

    RECONSIDERATION = "复议"
    LITIGATION = "诉讼"
    BOTH = "合计"


class Dispute(msgspec.Struct, frozen=True):
    """A statement of how many cases of a kind there were; `none` when it denies any."""

    kind: Kind
    number: int
    passage: Passage
    none: bool = False


_MEASURES = frozenset({"件", "起", "宗", "例", "次", "个", "项", ""})
#: The section that is about nothing else.
_SECTION = "reconsideration_litigation"
_KINDS = re.compile(r"复议|诉讼")
_DISCLOSURE = re.compile(r"信息公开|依申请公开|政务公开|公开(?:政府)?信息")
#: 收到政府信息公开申请5件。行政复议2件，均维持: what follows applications is about them.
_TURNING = re.compile(r"办理|审理|受理|应诉|接收|收到|审结|同时|此外|另外?，|行政执法|法治")
_REQUESTS = re.compile(r"信息公开的?申请|依申请公开")
_PARTIAL = re.compile(
    r"维持|纠正|纠错|撤销|驳回|败诉|胜诉|审结|结案|撤回|撤诉|和解|一审|二审|再审|上诉|直接起诉|复议后|复议前置|决定|文书|裁定"
    r"|判决|变更|违法|调解|终止|出庭|典型|信息数|条例|规定|培训|未审|答辩|听证"
)
#: Organs that decide reconsiderations themselves: the cases that they handle are not those against them.
_AUTHORITY = re.compile(r"人民政府|司法局|司法厅|政府办公[室厅]")
_AS_AUTHORITY = re.compile(r"办理|审理|受理|应诉|接收")
_AGAINST = re.compile(r"被申请|被提起|被行政复议|作为被")
_NUMBER_FIRST = re.compile(r"(?:政府信息公开|信息公开)?(?:的|类)?(?:行政)?(复议|诉讼)(?:案件|申请|事项|案)?")
_ONLY_TOTAL = re.compile(r"[、]?(?:共计|合计|总计|总共|共)有?")
_RESPECTIVELY = re.compile(r"分别[为是有]?$")
_EACH = re.compile(r"[各均](?:为|是|有)?$|均")
#: What may stand between 复议 or 诉讼 and its number.
_GAP = re.compile(
    r"(?:案件|案|申请|事项|类|政府信息公开|信息公开|[（）()]|数量|总数|件数|数|的|情况|方面|共|共计|合计|总计|总共|新增|发生|有|为|是|均|各|达|分别|和|、"
    r"|被申请|被提起)*"
)
#: 办理行政复议15件，均不涉及政府信息公开.
_OF_OTHER_MATTERS = re.compile(
    r"被申请人均?[为是](?:其[他它]|各|下级|所属)|不涉及(?:到)?(?:政府|政务)?信息公开|[均都皆]未涉及(?:到)?(?:政府|政务)?信息公开|信息公开(?:工作)?无关"
)
#: 全年无行政复议、行政诉讼案件: nothing narrows it down.
_OF_ALL = re.compile(
    r"(?:20\d\d年度?|全年度?|本年度?|年内|今年|[我本](?:[局委办厅院镇乡]|机关|单位|街道)|，|均|也|暂)*"
    r"(?:没有|无|未|零)(?:收到|发生|出现|产生|有|被|提起)*"
    r"行政(?:复议|诉讼)(?:案件|事项)?(?:[、和及或]|以及)行政(?:复议|诉讼)(?:案件|事项)?(?:的)?(?:情况|情形|发生)?"
)
#: 行政复议3件，其中涉及政府信息公开的1件: the number before is of cases of all sorts.
_OF_DISCLOSURE = re.compile(r"其中[^，。；\d]{0,10}信息公开")
_LIMITS = frozenset(Scope) - {Scope.CHANNEL, Scope.APPLICANT}

_CASES = r"(?:案件|申请|事项|案)?"
_APPLICATION = r"(?:政府)?信息公开申请|依申请公开(?:申请)?"
_CAUSE = (
    r"(?:因|由|由于|涉及|关于|有关|针对|与)?(?:[我本](?:[局委办厅院镇乡县市区]|机关|单位|街道)的?)?"
    r"(?:依申请)?(?:公开)?(?:政府|政务)?(?:信息)?(?:依申请)?(?:公开)?"
    r"(?:政府信息|工作|申请|事项|答复|办理|方面|相关|问题|而|被|所|引起|引发|产生|提起|导致|涉及|发生|提出|类|的)*"
)
_ITEM = (
    r"(?:被|申请|提起|提出|引发|发生|的|有关|相关)*"
    rf"(?:(?:行政)?(?:复议|诉讼|应诉){_CASES}|{_APPLICATION}|投诉|举报|信访|(?:行政)?申诉|上访|纠纷|争议)"
)
_ITEMS = rf"{_CAUSE}{_ITEM}(?:(?:[、和及与或]|以及|或者|、零|及其他){_CAUSE}{_ITEM})*"
_DENIED = re.compile(
    rf"{HAPPENED}(?:任何|一[起件例宗])?{_ITEMS}"
    r"(?:等|的)*(?:情况|情形|案件|现象|事件|事项|问题|行为)?(?:的?发生|产生|出现)?"
)
_NAMED = re.compile(rf"(?:20\d\d年度?|全年|本年度?)?{_ITEMS}(?:情况|数量)?[也都均]?")


def disputes(passage: Passage, reader: Reader) -> Iterator[Dispute]:
    """The statements of one sentence that are about disclosure: figures first, then denials."""
    if not _KINDS.search(passage.plain) or _OF_OTHER_MATTERS.search(passage.plain):
        return
    if not is_about_disclosure(passage):
        yield from _denied(passage, reader, plainly=True)
        return
    if _DISCLOSURE.search(passage.plain) or not _AS_AUTHORITY.search(passage.plain):
        yield from _stated(passage, reader)
    yield from _denied(passage, reader)


def _denied(passage: Passage, reader: Reader, *, plainly: bool = False) -> Iterator[Dispute]:
    """The denials of one sentence; `plainly`: only those of all cases whatever, which leave none over disclosure."""
    denied = [
        _kinds(denial.lead if denial.postposed else denial.denied)
        for denial in denials(passage.plain)
        if _denies(denial, reader) and (not plainly or _OF_ALL.fullmatch(denial.before + denial.words))
    ]
    for kind in dict.fromkeys(kind for kinds in denied for kind in kinds):
        yield Dispute(kind, 0, passage, none=True)


def is_about_disclosure(passage: Passage) -> bool:
    """Whether a sentence with 复议 or 诉讼 in it speaks of those over disclosure."""
    if passage.section == _SECTION or _DISCLOSURE.search(passage.plain):
        return True
    if passage.before and _REQUESTS.search(passage.before[-1].plain) and not _TURNING.search(passage.plain):
        return True
    return bool(re.search(r"依申请|申请公开|公开申请|信息公开", passage.topic))


def _stated(passage: Passage, reader: Reader) -> Iterator[Dispute]:
    for mention, lead, kinds in _named(passage):
        if kinds and _counts_all(mention, lead, passage, reader):
            yield from _numbered(kinds, mention, lead, passage)


def _named(passage: Passage) -> Iterator[tuple[Mention, str, list[Kind]]]:
    """Each figure with its lead and the kinds that it counts.

    The kind may stand behind (2件行政复议), be that of the figures before (共3件), or be the next of those named
    together (行政复议、行政诉讼分别为2件和1件).
    """
    known: list[Kind] = []
    shared: list[Kind] = []
    taken = ""
    for mention in mentions(passage.plain):
        lead = mention.lead.removeprefix(taken)
        behind = _NUMBER_FIRST.match(mention.tail)
        taken = behind[0] if behind else ""
        kinds = _kinds(lead) or ([Kind(behind[1])] if behind else [])
        if not kinds and _ONLY_TOTAL.fullmatch(lead):
            kinds = list(dict.fromkeys(known))
        elif not kinds and shared and lead in ("", "、", "和"):
            kinds = [shared.pop(0)]
        elif len(kinds) > 1 and _RESPECTIVELY.search(lead):
            kinds, shared = kinds[:1], kinds[1:]
        known += kinds
        yield mention, lead, kinds


def _numbered(kinds: list[Kind], mention: Mention, lead: str, passage: Passage) -> Iterator[Dispute]:
    number = int(mention.figure.value)
    if len(kinds) == 1 or number == 0 or _EACH.search(lead):
        for kind in kinds:
            yield Dispute(kind, number, passage)
    else:
        yield Dispute(Kind.BOTH, number, passage)


def _counts_all(mention: Mention, lead: str, passage: Passage, reader: Reader) -> bool:
    """Whether the figure is the number of all cases of its kind, not of those with one result, channel or year."""
    figure = mention.figure
    if figure.approximate or figure.measure not in _MEASURES or figure.value != int(figure.value) or mention.depth:
        return False
    if not figure.measure and not lead.endswith(("为", "是")):
        return False
    if _KINDS.search(lead) and not _GAP.fullmatch(_KINDS.split(lead)[-1]):
        return False
    if (
        _PARTIAL.search(lead)
        or (_PARTIAL.search(mention.tail) and mention.tail[0] != "中")
        or _as_authority(passage.plain[: figure.start], reader)
    ):
        return False
    before = passage.plain[: figure.start - len(mention.lead)]
    limits = scopes(before, mention.lead, reader)
    if of_disclosure := _OF_DISCLOSURE.search(passage.plain):
        if figure.start < of_disclosure.start():
            return False
        limits -= {Scope.PART, Scope.SUBJECT}
    if _ONLY_TOTAL.fullmatch(lead):
        limits -= {Scope.PART}
    return not limits & _LIMITS


def _as_authority(said: str, reader: Reader) -> bool:
    """Whether what stands before the number speaks of cases that this organ decides, not of those against it."""
    return bool(_AUTHORITY.search(reader.unit or "") and _AS_AUTHORITY.search(said) and not _AGAINST.search(said))


def _kinds(words: str) -> list[Kind]:
    return [Kind(name) for name in dict.fromkeys(_KINDS.findall(words))]


def _denies(denial: Denial, reader: Reader) -> bool:
    if denial.postposed:
        words, pattern = denial.lead, _NAMED
    else:
        words, pattern = denial.denied, _DENIED
    if not _KINDS.search(words) or not pattern.fullmatch(words):
        return False
    limits = scopes(denial.before, denial.lead, reader) & _LIMITS
    return not limits - {Scope.SUBJECT, Scope.PART, Scope.ASSISTED}
