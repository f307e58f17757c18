"""How far a list of parts reaches, and along which lines it divides its total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.prose.clauses import Mention
from gouji.prose.sums import alike

SUMMED = re.compile(r"(?:共计|合计|总计|总共)|^共(?![有同])")
#: 共 inside a clause may also sum up more than the list before it.
SUMMED_PERHAPS = re.compile(r"(?<!公)共(?=公开|发布|主动|推送)")
SEMICOLON = re.compile(r"[；;]")
_TOTALLED = re.compile(r"共计|合计|总计|总共|累计|总数")
COMPARED = re.compile(r"同比|环比|较|比上|增加|减少|增长|下降")
_ASIDE = re.compile(r"另外?|此外|还|并")
_NESTED = re.compile(r"([^，；]{1,12})中(?!心|央|国|学|小|型|华|介)")
#: 予以公开20件，占43.5%；部分公开6件，占13%: what a part comes to is no part.
SHARES = frozenset({"%", "个百分点"})
_ACTIVITIES = {
    "intake": re.compile(r"收到|受理|接收|接到|新收"),
    "outcome": re.compile(r"办结|答复(?!.*公开)|办理|回复|结案"),
    "carried": re.compile(r"结转"),
    "disclosure": re.compile(r"(?<![予意分不请])公开(?!申请)|发布|推送|更新|刊发|报送|采用|录用"),
    "meeting": re.compile(r"召开|举办|开展|(?<!其他)(?<![人和及、])组织(?![申提的])|培训"),
    "penalty": re.compile(r"查处|(?<!行政)处罚"),
    "writing": re.compile(r"制发|印发|发文|制作|编发|制定"),
    "repeal": re.compile(r"废止|清理|修订|修改"),
    "reading": re.compile(r"解读|回应"),
}
#: An item of these activities is no part of a total of that one: 收到12件，其中信函7件，答复12件.
_STOPPING = {
    "disclosure": ("intake", "outcome", "carried", "meeting", "penalty"),
    "intake": ("outcome", "carried", "meeting", "penalty", "writing"),
    "outcome": ("intake", "carried", "meeting", "penalty", "writing"),
    "writing": ("intake", "outcome", "carried", "meeting", "penalty", "repeal"),
}
#: What ends like this names a sort of document, whatever verb is in it: 处罚类12条, 培训信息3条.
_SORTED = re.compile(r"(?:类|栏目?|信息|方面|领域|决定)$")
#: Along what applications and documents are divided; parts of two divisions are two lists.
_DIVISIONS = {
    "applicant": re.compile(r"自然人|公民|法人|企业|组织|机构申请|律师"),
    "channel": re.compile(
        r"网络|网上|网站|线上|信函|来函|当面|现场|窗口|邮件|邮箱|传真|平台|微信|公众号|微博|邮寄|新媒体|电话|渠道|(?<!获取)方式"
    ),
    "result": re.compile(
        r"予以公开|同意公开|公开答复|部分公开|不予公开|无法提供|不予处理|其他处理|不存在|不掌握|撤回|撤销|补正"
    ),
    "state": re.compile(r"办结|答复|结转|办理中|尚未"),
}


def parts_after(after: Sequence[Mention], whole: Mention, text: str, start: int) -> list[Mention]:
    """The items from `start` on that are parts of `whole`: its measure word, no other activity, no new total.

    A list with ； between its items goes on over ；; one with ， ends there. An item of an item (文件30条，文件中…12条)
    is left out.
    """
    parts: list[Mention] = []
    semicolons: bool | None = None
    previous = start
    measures = ("", *alike(whole))
    for one in after:
        if one.figure.measure in SHARES:
            continue
        separated = bool(SEMICOLON.search(text, previous, one.figure.start))
        if parts and semicolons is None:
            semicolons = separated
        if parts and (_ends(one, None if semicolons else activity(whole.lead)) or (separated and not semicolons)):
            break
        inner = _NESTED.match(one.lead)
        if not (parts and inner and inner[1] in text[start:previous]):
            if one.figure.measure not in measures:
                break
            parts.append(one)
        previous = one.figure.end
    return parts


def parts_before(outer: Sequence[Mention], whole: Mention, text: str) -> list[Mention]:
    """The figures right before a sum that belong to its list, back to the sentence's 其中 or another measure word."""
    parts: list[Mention] = []
    following = whole
    for place in range(len(outer) - 1, -1, -1):
        one = outer[place]
        broken = SEMICOLON.search(text, one.figure.end, following.figure.start)
        if one.figure.measure not in ("", whole.figure.measure) or broken or SUMMED.search(one.lead):
            break
        parts.insert(0, one)
        following = one
        reached = outer[place - 1].figure.end if place else 0
        if "其中" in text[reached : one.figure.start]:
            break
    return parts


def divisions(parts: Sequence[Mention]) -> list[list[Mention]]:
    """自然人15件，法人5件，网络12件，信函8件 are two lists; what belongs to no division goes with the one before."""
    lists: list[list[Mention]] = []
    current: str | None = None
    for part in parts:
        own = next((name for name, pattern in _DIVISIONS.items() if pattern.search(part.lead + part.tail)), None)
        if not lists or (own and current and own != current):
            lists.append([])
            current = None
        lists[-1].append(part)
        current = current or own
    return lists


def is_one_activity(found: Sequence[Mention]) -> bool:
    """Whether all figures count the same activity: 受理5件，办结5件，共计答复5件 is no sum."""
    activities = [activity(one.lead) for one in found]
    return activities[0] is not None and all(own in (None, activities[0]) for own in activities)


def activity(words: str) -> str | None:
    """What is counted: intake, outcome, disclosure …; None when the words do not say."""
    return next((name for name, pattern in _ACTIVITIES.items() if pattern.search(words)), None)


def _ends(one: Mention, doing: str | None) -> bool:
    """Whether an item cannot be one more part: a new total, another activity, a comparison, an aside."""
    if _TOTALLED.search(one.lead) or COMPARED.search(one.lead) or "其中" in one.lead or _ASIDE.match(one.lead):
        return True
    own = None if _SORTED.search(one.lead) else activity(one.lead)
    return own in _STOPPING.get(doing or "", ())
