"""What the prose says of the number of applications that the unit received in the year."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from gouji.prose.clauses import Mention, Passage, mentions
from gouji.prose.negation import HAPPENED, Denial, denials
from gouji.prose.scope import Reader, Scope, is_bracketed_organ, scopes


class Intake(msgspec.Struct, frozen=True):
    """A statement of how many applications this unit received this year; `none` when it denies any.

    `words` are those of the statement, from the start of its clause: 依申请公开2条.
    `handled`: the sentence speaks of 办理, so that what was carried in or finished may be meant. `weak`: only
    依申请公开N件 without a verb, which may be how documents were classed.
    """

    number: int
    passage: Passage
    words: str
    none: bool = False
    measure: str = ""
    handled: bool = False
    weak: bool = False


_MEASURES = frozenset({"件", "条", "份", "宗", "起", "例", "项", "个", "次", "件次", ""})
_RECEIVED = re.compile(r"(?<!不予)(?<![不未])(?:收到|接到|接收|受理|新收|收悉|接受|收件)|共有")
_ABOUT = r"(?:政府|政务)?"
_OBJECT = re.compile(
    rf"{_ABOUT}信息公开的?(?:书面)?申请|{_ABOUT}信息依申请公开|依申请公开|依申请|公开{_ABOUT}信息的?申请|公开申请"
    rf"|申请公开|{_ABOUT}信息申请"
)
_BARE_OBJECT = re.compile(
    r"(?:收到|接到|接收|受理|新收)"
    r"(?:的|各类|有效|此类|该类|公开|群众|社会公众|提出|公民|、|法人|和|或者?|及|其他|组织)*申请"
)
_BARE_BEHIND = re.compile(r"的?(?:书面|有效|各类|公开)?申请")
_DEMANDING = re.compile(r"^的?(?:要求|请求|关于|有关)?")
#: 受理各类申请1200件，政府信息公开申请6件: the first number is of others.
_COUNTED = re.compile(rf"(?:{_OBJECT.pattern})[^，。；：\d]{{0,6}}\d")
_CLASSED = re.compile(rf"依申请公开的?{_ABOUT}(?:信息|文件|公文|属性)[^申]{{0,4}}$")
_OTHER_THINGS = re.compile(
    r"复议|诉讼|许可|审批|救助|补助|补贴|资助|认定|立项|仲裁|援助|赔偿|听证|热线|诉求|信访|投诉|举报|咨询|留言"
    r"|来信|来电|建议|提案|议案|工单|案件|线索|求助|贷款|社保|低保|意见|事项公开|查处|处罚"
    r"|公布|梳理|清单|目录|指南"
)
_OUTCOME = re.compile(
    r"办结|答复|回复|反馈|办复|结转|撤回|撤销|不予|无法|部分公开|予以公开|同意公开|补正|延期|逾期|超期|结案|不再|终止|属于"
)
#: 收到并答复12件: both at once, so the number is that received, too.
_AND_ANSWERED = re.compile(
    r"(?<=收到|接到|接收|受理|新收|收悉)(?:、|并|和|及|且|已|均|全部|按时|按期|及时|依法|依规|按规定)+(?:办理)?(?:答复|办结|回复|办复)(?!率)"
)
_PUT_OFF = re.compile(r"的?(?:申请)?(?:均|已|将)?(?:结转|顺延|转)[至到入]")
_APPLICATION = re.compile(r"申请(?!公开)")
_STATES_NUMBER = re.compile(r"[为是数量共]$")
#: Measure words of applications alone; documents are counted in 条 and 份.
_OF_CASES = frozenset({"件", "宗", "起", "例", ""})
#: 除上述申请外，未收到其他申请: there were some.
_OTHERS_DENIED = re.compile(r"其[他它]的?(?:政府|信息|公开|依申请|申请)")
_CHANNEL = re.compile(r"网络|网上|网站|信函|来函|当面|现场|邮件|传真|窗口|平台|邮寄")
_HANDLED = re.compile(r"办理|处理")
_COUNT_WORDS = r"(?:件|数|数量|总数|总量|量|共|共计|合计|总计|总共|为|有|达|累计|各类|有效|了|到|的|信息公开|政府)*"
_WHEN = r"(?:20\d\d年度?|全年|本年度?|今年(?:以来)?|年内|共|总共|一共|累计|分别|则|已|已经|实际|新|也|还)*"
_ORGAN = (
    r"(?:[我本该全](?:[局委办厅院镇乡县市区省州所站级]|单位|机关|部门|街道|中心)"
    r"|[\u4e00-\u9fff]{0,12}?(?:[局委厅镇乡]|街道|[省市县区]政府))"
)
_ONLY_RECEIVED = re.compile(rf"{_WHEN}{_ORGAN}?{_WHEN}(?:收到|接到|接收|受理|新收){_COUNT_WORDS}")
_VOLUME = re.compile(rf"{_WHEN}{_ORGAN}?{_WHEN}申请(?:件)?(?:总量|总数|总件数|数量|量)(?:共|为|达|是|有)*")
_ONLY_TOTAL = re.compile(r"(?:共计|合计|总计|总共|共)(?:收到|受理|接收|新收)?")
_ENDS_IN_OBJECT = re.compile(rf"(?:{_OBJECT.pattern})(?:的?申请|事项|事宜|件)?(?:情况)?{_COUNT_WORDS}$")

_WHO = (
    r"(?:任何|其他|其它|有关|相关|各类|书面|社会|公众|群众|公民|自然人|法人|或者|或|和|及|以及|与|、|组织|单位|个人|企业"
    r"|市民|村民|居民|申请人|人|向|对|[我本](?:[局委办厅院镇乡县市区]|机关|单位|街道)|提出|提交|递交|提起|要求|关于|涉及|的"
    r"|一[件起])*"
)
_DENIED = re.compile(
    rf"{HAPPENED}{_WHO}"
    rf"(?:{_ABOUT}信息(?:公开)?的?(?:书面)?申请|{_ABOUT}(?:信息)?依申请公开的?{_ABOUT}(?:信息)?的?(?:申请)?"
    rf"|申请公开{_ABOUT}(?:信息)?|申请{_ABOUT}信息公开|公开申请|依申请|申请(?=件?$))"
    r"(?:件|书|事项|事宜|业务|工作|数量|数|办理|受理)*的?(?:情况|情形|事项|案件|现象|要求)?(?:发生|产生|出现)?"
    r"(?:(?:[、和及与或]|以及)(?:被?(?:申请|提起)?(?:行政)?(?:复议|诉讼)|投诉|举报)(?:案件)?)*"
    r"(?:等?的?(?:情况|情形|问题))?"
)


def intakes(passage: Passage, reader: Reader) -> Iterator[Intake]:
    """The statements of one sentence: figures first, then denials."""
    if "申请" not in passage.context:
        return
    for mention in mentions(passage.plain):
        if intake := _stated(mention, passage, reader):
            yield intake
    denied = next((denial for denial in denials(passage.plain) if _denies(denial, reader)), None)
    if denied:
        yield Intake(0, passage, denied.words, none=True)


def _stated(mention: Mention, passage: Passage, reader: Reader) -> Intake | None:
    """The figure as a number of applications received, None when it is anything else."""
    figure, lead = mention.figure, mention.lead
    if not _may_count_applications(mention):
        return None
    if _AND_ANSWERED.search(lead) and _RECEIVED.search(passage.plain, 0, figure.start - len(lead)):
        return None  # 收到12件，受理并办结9件: how many of them are finished
    total = _is_total_of_channels(mention, passage)
    if not total and (not _is_intake(mention, passage) or _is_limited(mention, passage, reader)):
        return None
    verb = _RECEIVED.search(lead + mention.tail) or _HANDLED.search(lead)
    return Intake(
        int(figure.value),
        passage,
        passage.plain[figure.start - len(lead) : figure.end] + mention.tail,
        measure=figure.measure,
        handled=bool(_HANDLED.search(lead) or _AND_ANSWERED.search(lead)),
        weak=not (total or verb or _APPLICATION.search(lead) or (not figure.value and figure.measure in _OF_CASES)),
    )


def _may_count_applications(mention: Mention) -> bool:
    """Whether it is an exact count, of nothing that is no application and of no outcome."""
    figure, lead = mention.figure, mention.lead
    if figure.approximate or figure.measure not in _MEASURES or figure.value != int(figure.value):
        return False
    if not figure.measure and not _STATES_NUMBER.search(lead):
        return False
    if _PUT_OFF.match(mention.tail):
        return False
    if _OTHER_THINGS.search(lead + mention.tail.partition("、")[0]):
        return False
    return not _OUTCOME.search(_AND_ANSWERED.sub("", lead))


def _is_intake(mention: Mention, passage: Passage) -> bool:
    lead, tail = _AND_ANSWERED.sub("", mention.lead), mention.tail
    named = _OBJECT.search(lead) or _OBJECT.match(_DEMANDING.sub("", tail))
    if _RECEIVED.search(lead):
        if named:
            return True
        if _BARE_OBJECT.search(lead) or _BARE_BEHIND.match(tail):
            return _is_named_around(mention, passage)
        return (
            bool(_ONLY_RECEIVED.fullmatch(lead))
            and not tail.partition("、")[0]
            and _is_about_applications(mention, passage)
        )
    if _VOLUME.fullmatch(lead):
        return _is_named_around(mention, passage)
    if _CLASSED.search(lead):
        return False
    return bool(_ENDS_IN_OBJECT.search(lead))


def _is_named_around(mention: Mention, passage: Passage) -> bool:
    """Whether 申请 alone means those for information: named before it, or behind it without a number of its own."""
    text, end = passage.plain, mention.figure.end
    if _OBJECT.search(passage.topic) or any(_OBJECT.search(one.plain) for one in passage.before):
        return True
    behind = _OBJECT.search(text, end)
    return bool(_OBJECT.search(text, 0, mention.figure.start) or (behind and not _COUNTED.search(text, end)))


def _is_about_applications(mention: Mention, passage: Passage) -> bool:
    """Whether the subject, left out in the clause, was named before it: in the sentence, else in the sub-heading."""
    before = passage.plain[: mention.figure.start]
    return bool(
        _OBJECT.search(before)
        or _OBJECT.search(passage.topic)
        or any(_OBJECT.search(one.plain) for one in passage.before[-1:])
    )


def _is_total_of_channels(mention: Mention, passage: Passage) -> bool:
    """合计95件 behind 收到申请，其中通过信函12件…: the number of the first clause, stated at the end."""
    if not _ONLY_TOTAL.fullmatch(mention.lead) or mention.depth:
        return False
    earlier = [one for one in mentions(passage.plain) if one.figure.start < mention.figure.start]
    first = passage.plain[: earlier[0].figure.start] if earlier else ""
    listed = all("申请" in one.lead or _CHANNEL.search(one.lead) for one in earlier)
    other = any(_OTHER_THINGS.search(one.lead) or _OUTCOME.search(one.lead) for one in earlier)
    return bool(_RECEIVED.search(first)) and listed and not other and _is_about_applications(mention, passage)


def _is_limited(mention: Mention, passage: Passage, reader: Reader) -> bool:
    start = mention.figure.start - len(mention.lead)
    before = passage.plain[:start]
    found = scopes(before, mention.lead, reader)
    if re.match(r"共|合计|总计", mention.lead):
        found -= {Scope.PART}
    end = mention.figure.end + len(mention.tail)
    return bool(found) or is_bracketed_organ(passage.plain, end, reader)


def _denies(denial: Denial, reader: Reader) -> bool:
    if not _DENIED.fullmatch(denial.denied) and not (denial.postposed and _ENDS_IN_OBJECT.search(denial.lead)):
        return False
    if _OTHERS_DENIED.search(denial.denied) or denial.lead.startswith("其中"):
        return False
    limits = scopes(denial.before, denial.lead, reader) - {Scope.SUBJECT, Scope.PART}
    return not limits
