"""TQ-08."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from gouji.rule import WARNING, Finding, Quote, Report, rule
from gouji_rules.text._marks import Mark, excerpt, prose, together

#: Wrong wording → what it should say; a pattern may have … for up to six characters between.
WORDINGS = {
    "港澳台等国家": "港澳台等地区",
    "台湾等国家": "台湾等地区",
    "香港等国家": "香港等地区",
    "澳门等国家": "澳门等地区",
}


@rule(
    "TQ-08",
    title="敏感/错误表述",
    severity=WARNING,
    basis="《政府信息公开条例》第六条第一款、第十七条",
    advice="按规范表述改正，并查明文稿为什么没有经过审核。",
)
def wording_is_correct(report: Report, *, lexicon: Mapping[str, str] = WORDINGS, shown: int = 5) -> Iterator[Finding]:
    """公布的报告里不应有错误的政治表述和本地列明的禁用表述。

    默认词表只收把港澳台与国家并列的表述；各地通报点名的其他表述，由主管部门在方案（profile）的参数 lexicon 中列出：
    错误表述 = 规范表述，“…”代表中间最多六个字。

    常见误报：词表之外的一律不报；引用原文、批评错误表述的句子需要人工判断。

    沿革：0.1 首次收入。

    反例：
        一：2023年，本机关接待来自港澳台等国家的访客，主动公开、依申请公开工作按规定办理。
    正例：
        一：2023年，本机关接待来自港澳台等地区的访客，主动公开、依申请公开工作按规定办理。
    """
    words = tuple(lexicon)
    pattern = _any_of(words)
    marks = (
        Mark(
            found[0], Quote(excerpt(piece.text, *found.span()), piece.place), lexicon[words[(found.lastindex or 1) - 1]]
        )
        for piece in prose(report)
        for found in pattern.finditer(piece.text)
    )
    yield from together(marks, report, what="有错误表述", demand="应改正", locator="表述", shown=shown)


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    between = r"[^。！？；\n]{0,6}?"
    return re.compile("|".join(f"({between.join(map(re.escape, word.split('…')))})" for word in words) or r"(?!)")
