"""Whether a figure speaks of applications for information: what was named last before it decides."""

from __future__ import annotations

import re
from functools import lru_cache

from gouji.prose.clauses import Passage

_ANCHORS = re.compile(
    r"(?P<other>(?:复议|诉讼|许可|审批|救助|补助|补贴|资助|认定|不动产|仲裁|援助|赔偿|听证|热线|诉求|信访|投诉|举报|咨询|留言|来信"
    r"|来电|信箱|建议|提案|议案|工单|案件|查处|违法|公文|发文|制发|印发|文件|资金|经费|结余|预算|主动公开(?!范围))"
    r"(?:类|事项|的|案件|登记)*(?:申请)?|(?<!公开)事项的?申请)"
    r"|(?P<own>(?:政府|政务)?信息(?:依申请)?公开的?申请|(?<!依)申请公开|公开申请|信息申请|(?<!依)申请(?![表书材单])|依申请(?!公开)"
    r"|(?:■|收到|收悉|受理|接收|接到|新收|办理|办结|答复|处理|完成)[^，。；：\d]{0,12}依申请公开"
    r"|依申请公开(?!的?(?:政府|政务)?(?:信息|文件|公文)?(?:数量?)?\d))"
)
#: Beside other ways in which documents are classed (制发公文90件，其中主动公开60件，…) it is one of them.
_CLASS = re.compile(r"依申请公开(?!申请|件|工作|方面|情况|事项|办理|答复|受理|渠道|的申请|信息申请)")
_DOCUMENTS = re.compile(r"公文|发文|制发|印发|文件|主动公开")
_STOP = re.compile(r"[；;]")
_NAMED = re.compile(r"(?:政府|政务)?信息公开申请")
_TOPIC = re.compile(r"申请")
_SECTION = "disclosure_on_request"
_BACK = 3


def is_about_applications(passage: Passage, masked: str, end: int) -> bool:
    """Whether the figure before `end` counts applications.

    `masked` is the passage's plain text with the words for outcomes blanked (■ for 答复): 信访举报类申请 would mislead.
    What is named nearest before the figure decides, in its sentence, else in those before it, else in the sub-heading.
    """
    named = [own for place, own in _anchors(masked) if place < end]
    if not named and _NAMED.search(passage.plain, 0, end):
        return True
    if not named:
        earlier = [_anchors(one.plain) for one in reversed(passage.before[-_BACK:])]
        named = [own for _, own in next((anchors for anchors in earlier if anchors), ())]
    if named:
        return named[-1]
    return passage.section == _SECTION or bool(_TOPIC.search(passage.topic))


@lru_cache(maxsize=512)
def _anchors(text: str) -> tuple[tuple[int, bool], ...]:
    """Where things are named that may be counted, and whether these are applications."""
    anchors: list[tuple[int, bool]] = []
    document = -1
    for found in _ANCHORS.finditer(text):
        own = found.lastgroup == "own"
        if not own:
            document = found.end() if _DOCUMENTS.search(found[0]) else document
        elif document >= 0 and _CLASS.match(text, found.start()) and not _STOP.search(text, document, found.start()):
            continue
        anchors.append((found.start(), own))
    return tuple(anchors)
