"""Whose figure it is: what limits a statement to less, or to other, than this unit's whole year."""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec


class Scope(StrEnum):
    """What limits a statement."""

    PART = "其中的一部分"
    CHANNEL = "一种渠道"
    APPLICANT = "一类申请人"
    SUBJECT = "一类事项"
    PERIOD = "一段时间"
    OTHER_YEAR = "其他年度"
    CUMULATIVE = "历年累计"
    CHANGE = "增减数"
    OTHER_ORGAN = "其他机关"
    ASSISTED = "协助办理"
    INTENDED = "假设或目标"


class Reader(msgspec.Struct, frozen=True):
    """Whose report it is: the words of a statement are read against its unit and year."""

    unit: str | None = None
    year: int | None = None


_CHANNEL = re.compile(
    r"信函|来函|网络|网上|网站|互联网|线上|在线|当面|现场|窗口|邮件|邮箱|传真|平台|系统|电话|书面|邮寄|挂号信|邮政|快递|微信|公众号"
    r"|微博|门户"
)
_ALL_CHANNELS = re.compile(
    r"等(?:多种|各种|各类)?(?:渠道|方式|途径|形式|平台|载体)|(?:多种|各种|各类|多)(?:渠道|方式|途径|形式)"
)
_APPLICANT = re.compile(r"自然人|公民|个人|居民|村民|市民|法人|企业|公司|组织|机构(?!改革)|律师|媒体")
_PERSONS, _BODIES = re.compile(r"自然人|公民|个人|居民|村民|市民"), re.compile(r"法人|企业|组织|机构|单位")
_PUBLIC = r"(?:政府|政务)?(?:信息)?(?:依申请)?公开"
_SUBJECT = re.compile(
    rf"(?:涉及|关于|有关|针对|因|要求公开)(?!不服|{_PUBLIC}|依申请|政府信息)[^，；。]{{2,40}}(?:申请|复议|诉讼)"
    rf"|”(?:方面|类)?的?{_PUBLIC}的?申请|重复|同一|(?<![此该各])类(?:政府信息公开)?申请|(?:征地|拆迁|征收|补偿)"
)
_PERIOD = re.compile(r"季度|[上下]半年|\d{1,2}月|[一二三四五六七八九十]月|期间(?!内)")
_WHOLE_YEAR = re.compile(r"12月31日|12月底|十二月底")
_YEAR = re.compile(r"(20\d\d)年")
_THIS_YEAR = re.compile(r"^(?:本年度?|今年)")
_PAST = re.compile(r"上一?年|去年|往年|前一?年|以前年度")
_CUMULATIVE = re.compile(r"历年|历史|历来|建[局成立]以来|自[^，。]{2,12}以来")
_TOTALLED = re.compile(r"累计")
_ANNUAL = re.compile(r"全年|本年|今年|当年|年度|年内|20\d\d年")
_CHANGE = re.compile(r"(?:增加|减少|增长|下降|上升|增|减|多|少|降|升)[了到至]?$|同比|环比")
_ASSISTED = re.compile(r"协助|配合|协办|代为|转来|转办|转送|转交|交办|移送|指导")
_INTENDED = re.compile(r"若|如果|如有|如无|凡|应当|应在|须在|力争|争取|力求|确保(?!了)|避免|防止|杜绝|下一步|目标|计划")
_OWN = re.compile(
    r"[我本该](?:[局委办厅院镇乡县市区省州所站]|街道|单位|机关|部门|系统|级|中心|行|队)|全[局委办厅院镇乡]"
)
_OTHERS = re.compile(
    r"全(?:省|市|县|区|州|旗|街道|系统)|各(?:级|地|部门|乡镇|镇街|镇|街道|单位|科室|县|区|市|成员单位)"
    r"|(?:下属|所属|直属|二级|基层)[\u4e00-\u9fff]{1,8}?(?:所|站|单位|机构|中心|学校|医院|局)"
    r"|(?:政务|便民|行政审批)服务(?:中心|大厅)|[县市区][\u4e00-\u9fff]{2,8}?中心(?!工作|任务|城区|大局|建设)"
    r"|[\u4e00-\u9fff]{0,8}?[省市县区]政府(?!办|信息|网|门户)"
    r"|[\u4e00-\u9fff]{1,14}?(?:局(?!面|限|势)|街道|(?<!城)镇(?!街)|(?<!城)乡(?!镇|村|亲)|政府办公室|政府办|管委会|委员会"
    r"|人民政府|法院|检察院|支队|大队|管理所)(?!信息公开|政府信息|政务公开|门户|网|官网|公众号|专栏|平台|关于|办公室关于|印发)"
)
#: A unit's own level or what is below it, in a report that may be about all of it.
_ONE_LEVEL = re.compile(r"本级|(?:下属|所属|直属)单位")
_PREPOSED = re.compile(r"(?:在|向|由|经|按照?|根据|与|会同|商)[^，]*$")
_BEFORE_NAME = re.compile(r"^.*[，、和与及]|^(?:年度?|截至|目前|全年)")
_LEVEL = re.compile(r"[县市区省]")
_SEMICOLON = re.compile(r"[；;]")
_BRACKET = re.compile(r"[（(]([^）)]{2,20})[）)]")
_GOVERNMENT = re.compile(r"(?:人民政府|管理委员会|管委会)$")


def scopes(before: str, lead: str, reader: Reader) -> frozenset[Scope]:
    """What limits a statement whose clause begins with `lead`, behind the earlier part `before` of its sentence."""
    said = before + lead
    found = {
        Scope.CHANNEL: _is_channel(before, lead),
        Scope.APPLICANT: _is_one_applicant(lead),
        Scope.SUBJECT: bool(_SUBJECT.search(lead)),
        Scope.PERIOD: _is_period(before, lead),
        Scope.OTHER_YEAR: _is_other_year(said, lead, reader.year),
        Scope.CUMULATIVE: bool(_CUMULATIVE.search(said) or (_TOTALLED.search(lead) and not _ANNUAL.search(said))),
        Scope.CHANGE: bool(_CHANGE.search(lead)),
        Scope.ASSISTED: bool(_ASSISTED.search(lead)),
        Scope.INTENDED: bool(_INTENDED.search(said)),
        Scope.OTHER_ORGAN: bool(_ONE_LEVEL.search(lead)) or is_other_organ(said, reader.unit),
        Scope.PART: "其中" in _SEMICOLON.split(said)[-1],
    }
    return frozenset(scope for scope, limits in found.items() if limits)


def is_bracketed_organ(text: str, place: int, reader: Reader) -> bool:
    """共受理17件（区政府办）: the bracket that begins at `place` says that the number before it is another organ's."""
    bracket = _BRACKET.match(text, place)
    return bool(bracket) and Scope.OTHER_ORGAN in scopes("", bracket[1] if bracket else "", reader)


def is_other_organ(said: str, unit: str | None) -> bool:
    """Whether the last organ named is neither this unit nor 我局, 本机关 and the like."""
    own = max((found.end() for found in _OWN.finditer(said)), default=-1)
    others: list[re.Match[str]] = []
    for found in _OTHERS.finditer(said):
        if _is_own(found[0], unit):
            own = max(own, found.end())
        else:
            others.append(found)
    return any(found.start() >= own and not _is_aside(said, found) for found in others)


def _is_own(name: str, unit: str | None) -> bool:
    """科技局 is 云溪县科学技术局; 全县 is the scope of a government."""
    if unit is None:
        return False
    if name.startswith("全"):
        return bool(_GOVERNMENT.search(unit)) and name[1:] in unit
    tail = _BEFORE_NAME.sub("", name)
    for length in range(len(tail), 2, -1):
        if _is_short_for(tail[-length:], unit):
            return not _LEVEL.search(tail[:-length])
    return False


def _is_short_for(short: str, unit: str) -> bool:
    letters = iter(unit)
    return all(character in letters for character in short)


def _is_aside(said: str, found: re.Match[str]) -> bool:
    """在县政府办公室的指导下，: the organ is named in passing and a new clause follows."""
    clause = said[max(said.rfind("，", 0, found.start()), said.rfind("。", 0, found.start())) + 1 : found.end()]
    return bool(_PREPOSED.match(clause)) and "，" in said[found.end() :]


def _is_period(before: str, lead: str) -> bool:
    """上半年收到11件，全年收到25件: the second number is of the whole year."""
    if _WHOLE_YEAR.search(before + lead):
        return False
    return bool(_PERIOD.search(lead) or (_PERIOD.search(before) and "全年" not in lead))


def _is_channel(before: str, lead: str) -> bool:
    said = lead if _CHANNEL.search(lead) else _preposition(before)
    return bool(_CHANNEL.search(said)) and not _ALL_CHANNELS.search(said)


def _preposition(before: str) -> str:
    """The clause before, where it begins with 通过 and so belongs to this one."""
    clause = before.rstrip("，").rpartition("，")[2]
    return clause if clause.startswith(("通过", "经由", "依托")) else ""


def _is_one_applicant(lead: str) -> bool:
    return bool(_APPLICANT.search(lead)) and not (_PERSONS.search(lead) and _BODIES.search(lead))


def _is_other_year(said: str, lead: str, year: int | None) -> bool:
    years = [] if _THIS_YEAR.search(lead) else _YEAR.findall(said)
    if years and year is not None and int(years[-1]) != year:
        return True
    return bool(_PAST.search(lead))
