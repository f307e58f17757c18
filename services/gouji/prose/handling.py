"""What can become of applications, and the words that say so.

The names are those of 表三; the members of a group are its rows (`parent`).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

import msgspec


class Handling(StrEnum):
    """Where applications came from or went, and how they ended."""

    CARRIED_IN = "上年结转"
    CARRIED_OUT = "结转下年度"
    CARRIED = "结转"
    FINISHED = "办结"
    GRANTED = "予以公开"
    PARTLY = "部分公开"
    REFUSED = "不予公开"
    SECRET = "国家秘密"  # noqa: S105 - state secrets, no password
    FORBIDDEN = "法律法规禁止"
    SECURITY = "三安全一稳定"
    THIRD_PARTY = "第三方权益"
    INTERNAL = "内部事务"
    PROCESS = "过程性信息"
    ENFORCEMENT = "执法案卷"
    QUERY = "行政查询"
    UNAVAILABLE = "无法提供"
    NOT_HELD = "不掌握"
    NOT_MADE = "需另行制作"
    UNCLEAR = "补正仍不明确"
    NOT_PROCESSED = "不予处理"
    PETITION = "信访举报投诉"
    REPEATED = "重复申请"
    PUBLICATION = "公开出版物"
    MASSIVE = "大量反复"
    CONFIRMATION = "重新出具"
    OTHER = "其他处理"
    UNCORRECTED = "逾期不补正"
    UNPAID = "逾期未缴费"
    WITHDRAWN = "撤回"

    @property
    def parent(self) -> Handling | None:
        """The group of 表三 that it is a row of."""
        return _PARENTS.get(self)

    @property
    def is_carried(self) -> bool:
        return self in _CARRIED

    @property
    def is_outcome(self) -> bool:
        """Whether it is one way in which an application ends."""
        return self is not Handling.FINISHED and not self.is_carried


_H = Handling
_GROUPS = {
    _H.REFUSED: (
        _H.SECRET,
        _H.FORBIDDEN,
        _H.SECURITY,
        _H.THIRD_PARTY,
        _H.INTERNAL,
        _H.PROCESS,
        _H.ENFORCEMENT,
        _H.QUERY,
    ),
    _H.UNAVAILABLE: (_H.NOT_HELD, _H.NOT_MADE, _H.UNCLEAR),
    _H.NOT_PROCESSED: (_H.PETITION, _H.REPEATED, _H.PUBLICATION, _H.MASSIVE, _H.CONFIRMATION),
    _H.OTHER: (_H.UNCORRECTED, _H.UNPAID, _H.WITHDRAWN),
}
_PARENTS = {row: group for group, rows in _GROUPS.items() for row in rows}
_CARRIED = frozenset((_H.CARRIED_IN, _H.CARRIED_OUT, _H.CARRIED))


class Said(msgspec.Struct, frozen=True):
    """Words at `start` to `end` that name a handling; `year` is the year they name, as in 结转2024年."""

    handling: Handling
    start: int
    end: int
    year: int | None = None


_LAST_YEAR = r"上一?年度?|去年度?|往年度?|以前年度"
_NEXT_YEAR = r"下一?个?年度?|次年度?|明年"
_APPLICATIONS = r"(?:(?:政府|政务)?信息公开申请|依申请公开(?:件|申请)?|申请件?)"
_NOT_FINISHED = (
    r"(?<![未待再拟须])(?<!延期)(?<!逾期)(?<!超期)(?<!提前)(?<!当场)(?<!口头)(?<!尚未)(?<!电话)(?<!书面)(?<!当面)"
)
_GIVEN_UP = r"(?:[、，]?(?:行政机关)?不再处理(?:其)?(?:政府信息公开)?(?:申请)?)?"
_WORDS = {
    _H.CARRIED_IN: (
        rf"(?:{_LAST_YEAR}|(?P<from>20\d\d)年度?)(?:的|未办结|遗留){{0,2}}{_APPLICATIONS}?(?:结转|转结|转入)(?![至到]?下)(?:本年|今年)?(?:继续)?(?:办理)?"
        rf"|(?:结转|转结)自?(?:{_LAST_YEAR})"
    ),
    _H.CARRIED_OUT: (
        rf"(?:结转|转结|转入|顺延|转)[至到入]?(?:{_NEXT_YEAR}|(?P<to>20\d\d)年度?)(?:继续)?(?:办理|答复|办结)?"
        rf"|(?:结转|转结|顺延)(?=\d{{1,5}}[件条宗份](?:申请)?[至到入](?:{_NEXT_YEAR}|(?P<into>20\d\d)年))"
        rf"|(?:{_NEXT_YEAR})(?:继续办理|结转)|年[末底]结转|顺延(?!答复|\d|期|办理)"
    ),
    _H.CARRIED: r"(?<!累计)(?:结转|转结)(?!结余|资金)(?:继续办理)?",
    _H.PARTLY: r"(?:予以|同意|准予|作)?部分(?:予以|同意)?公开|区分处理",
    _H.REFUSED: r"不予公开|不同意公开|免予公开",
    _H.GRANTED: r"(?<!不)(?:予以|同意|准予)(?:全部|主动)?公开",
    _H.UNAVAILABLE: r"无法提供",
    _H.UNCLEAR: r"补正后(?:的?申请)?(?:内容)?(?:仍然?)?不明确",
    _H.NOT_HELD: (
        r"(?:(?:[我本][\u4e00-\u9fff]{1,3})?不掌握|信息不存在|不存在(?=的?\d))"
        r"(?:(?:相关|所申请|该|有关)?(?:的)?(?:政府)?信息)?"
    ),
    _H.NOT_MADE: r"没有现成(?:的)?(?:政府)?信息(?:[、，]?需要?另行制作)?|需要?另行制作",
    _H.NOT_PROCESSED: r"不予处理",
    _H.OTHER: r"其[他它]处理",
    _H.UNCORRECTED: rf"(?:无正当理由)?逾期[不未]补正{_GIVEN_UP}",
    _H.UNPAID: rf"逾期未(?:按收费通知)?(?:要求)?缴(?:纳费用|纳|费){_GIVEN_UP}",
    _H.WITHDRAWN: r"(?:申请人)?(?:主动|自行|自主|自愿)?(?:撤回|撤销|撤件)(?:了?其?(?:政府信息公开)?申请)?",
    _H.SECRET: r"国家秘密",
    _H.FORBIDDEN: r"(?:法律、?)?(?:行政)?法规禁止公开",
    _H.SECURITY: r"[“\"]?三安全一稳定[”\"]?",
    _H.THIRD_PARTY: r"第三方(?:的)?(?:合法)?权益",
    _H.INTERNAL: r"内部事务(?:性|类)?(?:信息)?",
    _H.PROCESS: r"过程性信息",
    _H.ENFORCEMENT: r"(?:行政)?执法案卷(?:信息)?",
    _H.QUERY: r"行政查询(?:类)?(?:事项)?",
    _H.PETITION: r"信访、?举报、?投诉类?(?:的)?(?:申请|事项)|(?<=属于)信访(?:、|举报|投诉|类|事项)*(?:申请)?",
    _H.MASSIVE: r"(?:无正当理由)?大量、?反复申请",
    _H.REPEATED: r"重复申请",
    _H.PUBLICATION: r"(?:要求提供)?公开出版物",
    _H.CONFIRMATION: r"确认或者?重新出具(?:已获取信息)?|重新出具(?:已获取信息)?",
    _H.FINISHED: rf"{_NOT_FINISHED}(?:办结|答复|办复|回复|办理完毕|办理完成|办毕)(?:完毕)?(?![率书质期时意文模公全])",
}
#: The characters that any of them can begin with: most places in a text need not be tried.
_FIRST = '上去往以2结转顺次明下年部予同准作区不免无补信我本没需其逾法行申主自撤国“"三第内四过执要公大重确办答回'
_ALL = re.compile(
    rf"(?=[{_FIRST}])(?:{'|'.join(f'(?P<{handling.name}>{words})' for handling, words in _WORDS.items())})"
)
#: One of these characters is in every word for a handling.
_HINT = re.compile(
    r"[结复延毕撤缴]|公开|提供|处理|不掌握|存在|完成|另行|不明|国家秘密|内部|过程|案卷|查询|权益|申请|出具|出版物|稳定|补正|转入"
)


@lru_cache(maxsize=512)
def said(text: str, year: int | None) -> tuple[Said, ...]:
    """All words for handlings in a plain sentence of a report for `year`, in order."""
    if not _HINT.search(text):
        return ()
    return tuple(_read(found, year) for found in _ALL.finditer(text))


def _read(found: re.Match[str], year: int | None) -> Said:
    group = found.lastgroup or ""
    handling = Handling[group] if group in Handling.__members__ else _group(found)
    named = found["from"] or found["to"] or found["into"]
    if named and year is not None:
        handling = _by_year(handling, int(named), year)
    return Said(handling, found.start(), found.end(), int(named) if named else None)


def _group(found: re.Match[str]) -> Handling:
    """The alternative that matched, where a group inside it was the last to close."""
    return Handling.CARRIED_IN if found["from"] else Handling.CARRIED_OUT


def _by_year(handling: Handling, named: int, year: int) -> Handling:
    """2022年结转 comes into 2023, 结转2024年 leaves it, 结转2023年 comes into it."""
    if handling is Handling.CARRIED_OUT:
        return Handling.CARRIED_OUT if named > year else Handling.CARRIED_IN
    return Handling.CARRIED_IN if named < year else Handling.CARRIED
