"""TQ-04."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from gouji.rule import INFO, Finding, Quote, Report, rule
from gouji_rules.text._marks import Mark, excerpt, prose, together

#: Misprint → what it should say.
MISPRINTS = {
    "建立建全": "建立健全",
    "不公开为意外": "不公开为例外",
    "公开为意外": "公开为例外",
    "转结下年": "结转下年",
    "上年转结": "上年结转",
    "上年度转结": "上年度结转",
    "转结下一年": "结转下一年",
    "转结至": "结转至",
    "政府公开指南": "政府信息公开指南",
    "依申请公开信息申请": "政府信息公开申请",
}
_NAMED = re.compile(r"《[^》\n]{0,120}》")


@rule(
    "TQ-04",
    title="错别字",
    severity=INFO,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2021〕30号（四）明确责任",
    advice="按提示改正；确属引用原文的，可以不改。",
)
def no_known_misprints(report: Report, *, further: Mapping[str, str] = {}, shown: int = 5) -> Iterator[Finding]:
    """报告中不应出现年度报告里常见的错别字和错用的词。

    只查词典里有的写法，例如“建立建全”（建立健全）、“公开为意外”（公开为例外）、“转结”（结转）。参数 further 可以加
    自己的词：错误写法 = 正确写法。

    常见误报：书名号里引用的文件名；“流转结果”“周转结余”一类偶然相连的字。

    沿革：0.1 首次收入。

    反例：
        一：2023年，本机关建立建全信息公开审查机制，主动公开、依申请公开工作有序开展。
    正例：
        一：2023年，本机关印发《建立建全工作机制的通知》，流转结果全程留痕。
    """
    dictionary = MISPRINTS | dict(further)
    pattern = _any_of(tuple(sorted(dictionary, key=len, reverse=True)))
    marks = (
        Mark(found[0], Quote(excerpt(piece.text, *found.span()), piece.place), dictionary[found[0]])
        for piece in prose(report)
        for found in pattern.finditer(_NAMED.sub(_blank, piece.text))
    )
    yield from together(marks, report, what="疑有错别字", demand="请核对改正", locator="错字", shown=shown)


def _blank(found: re.Match[str]) -> str:
    return "·" * len(found[0])


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<![流周运]){re.escape(word)}" for word in words))
