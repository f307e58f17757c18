"""NA-06."""

import re
from collections.abc import Iterator

from gouji.prose import Breakdown, Handled, Handling, Sum, mentions, narrative
from gouji.rule import ERROR, WARNING, Confidence, Finding, Report, Severity, rule
from gouji_rules.narrative._sums import Of, handled_parts, is_of, quotes_for, stands_in_table

#: The outcomes of 表三 without which a list is not complete; 其他处理 is often left out where it is 0.
_ALL = frozenset(
    (
        Handling.GRANTED,
        Handling.PARTLY,
        Handling.REFUSED,
        Handling.UNAVAILABLE,
        Handling.NOT_PROCESSED,
    )
)
_PERSONS, _BODIES = re.compile(r"自然人|公民|个人"), re.compile(r"法人|其他组织|企业")
_STILL_OPEN = re.compile(r"结转|顺延|正在|尚|继续办理")
_EXAMPLES = re.compile(r"主要|等(?:[。；，]|$)|例如|比如|如：")
_FEW = 2


@rule(
    "NA-06",
    title="分类合计≠总数（正文）",
    severity=ERROR,
    basis="《政府信息公开条例》第六条第一款、第五十条第（二）项、第（三）项",
    advice="核对申请（案件）总数和各类结果的件数，修改正文中的数字。",
    editions=("pre2019", "ed2019", "ed2021"),
    explains=("NA-11",),
)
def outcomes_add_up_to_total(report: Report) -> Iterator[Finding]:
    """正文写了申请（或者复议、诉讼案件）总数又逐类列出的，各类之和应等于总数。

    “共××件，其中予以公开……不予公开……”是同一批申请，自己加不拢，说明没有核对就公布了。各类之和大于总数，或者五类办理
    结果都列了（或者写明“分别”“其余”）而不等于总数的，是错误；其他小于总数的是警告。

    常见误报：按渠道、按申请人、按结果各分一遍；括号里的再分项；约数；“主要”“等”只举几类；还有结转、正在办理的；列出的
    每一个数都与表三一致，只是没有把各类写全，或者其中含上年结转的。

    沿革：0.1 首次收入；申请和案件的合计原由 NA-10 核对。

    反例：
        一：2023年，我局答复政府信息公开申请11件，其中予以公开5件、部分公开4件、不予公开3件。
    正例：
        一：2023年，我局收到政府信息公开申请11件，办结件中同意公开2件，不予公开3件，无法提供1件，其他处理5件。
        三.R01.总计 = 11
        三.R03.总计 = 2
        三.R05.总计 = 3
        三.R13.总计 = 1
        三.R21c.总计 = 5
        三.R22.总计 = 11
    """
    for one in narrative(report).breakdowns:
        if len(one.parts) < _FEW or one.sum is Sum.AGREES:
            continue
        if one.sum is not Sum.EXCEEDED and one.whole is not one.passage and not one.claimed:
            continue  # 新收251件。办理结果为：…: some of them may not be over yet
        of = is_of(one, report)
        if of is Of.ELSE:
            continue
        handled = handled_parts(one, report) if of is Of.APPLICATIONS else []
        severity = _severity(one, handled)
        if severity and not stands_in_table(one, report):
            yield _unequal(one, of, severity)


def _severity(one: Breakdown, handled: list[Handled]) -> Severity | None:
    """None where the parts fall short of the total and nothing says that they are all."""
    if one.sum is Sum.EXCEEDED:
        return WARNING if one.likely else ERROR
    text = one.passage.plain
    named = {handling for part in handled for handling in part.handlings}
    if one.claimed or named >= _ALL:
        return WARNING if one.likely else ERROR
    if one.sum is Sum.SHORT or _are_all_applicants(one):
        return WARNING
    open_still = _EXAMPLES.search(text) or _STILL_OPEN.search(text)
    several = len(handled) == len(one.parts) and not any(part.handlings[0].is_carried for part in handled)
    return WARNING if several and not open_still and not _others_follow(one) else None


def _others_follow(one: Breakdown) -> bool:
    """Whether the sentence has more numbers behind its total, which may be parts too."""
    begin = one.of.start if one.of and one.whole is one.passage else -1
    return any(
        mention.figure.start > begin and mention.figure.measure == one.measure and mention.figure not in one.parts
        for mention in mentions(one.passage.plain)
        if not mention.depth
    )


def _are_all_applicants(one: Breakdown) -> bool:
    """自然人 and 法人或其他组织 are all that there are."""
    leads = [mention.lead for mention in mentions(one.passage.plain) if mention.figure in one.parts]
    return len(leads) == _FEW and any(map(_PERSONS.search, leads)) and any(map(_BODIES.search, leads))


def _unequal(one: Breakdown, of: Of, severity: Severity) -> Finding:
    sign = "大于" if one.added > one.total else "小于"
    return Finding(
        f"正文写{of}总数{one.total:f}{one.measure}，各类之和{one.addition}={one.added:f}，{sign}总数；两者应相等",
        quotes=quotes_for(one),
        equation=f"{one.addition} = {one.added:f} ≠ {one.total:f}",
        difference=abs(one.added - one.total),
        severity=severity,
        confidence=Confidence.CERTAIN if severity is ERROR else Confidence.LIKELY,
    )
