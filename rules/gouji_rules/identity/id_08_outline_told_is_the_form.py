"""ID-08."""

import re
from collections.abc import Iterator

from gouji.editions import edition
from gouji.model import Paragraph
from gouji.rule import INFO, Finding, Quote, Report, rule
from gouji.text import CHINESE_DIGITS, NUMERALS, compact, quoted

_PARTS = re.compile(rf"(?<!第)(?P<n>[{NUMERALS}两]|\d{{1,2}})(?:个|大|项)?(?:组成)?(?:部分|板块|章节|篇章)")
_REPORT = re.compile(r"报告|年报")
_LIST = re.compile(r"(?:包括|包含|涵盖|分为|由|含)(?P<list>[^。;]{8,})$")
#: The words by which a list names each section.
_NAMED = {
    "overview": re.compile(r"总体|概述|概况|基本情况"),
    "proactive_disclosure": re.compile(r"主动公开"),
    "disclosure_on_request": re.compile(
        r"依申请|(?:收到|受理|处理|办理)[^、,]*申请|申请[^、,]*(?:办理|处理|答复|受理)|申请公开"
    ),
    "reconsideration_litigation": re.compile(r"复议|诉讼"),
    "problems": re.compile(r"问题|不足|改进"),
    "other": re.compile(r"其[他它]|需要(?:报告|说明)"),
}
_WORDS = ("部分", "板块", "章节", "篇章")
_FEWEST_NAMED = 3
_SECTIONS = 6
_OPENING = 2


@rule(
    "ID-08",
    title="组成部分表述与实际不符",
    severity=INFO,
    basis="《政府信息公开条例》第五十条；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="导语写“由总体情况……其他需要报告的事项等六个部分组成”，并把六个部分列全；不需要的可以删去这一句。",
)
def outline_told_is_the_form(report: Report) -> Iterator[Finding]:
    """导语说本报告由几个部分组成时，应当是六个部分，列举也应列全。

    写“五个部分”，或者写“六个部分”却只列了五个，与正文对不上，多半是照旧文稿改的。

    常见误报：只说“六个部分”而不列举的、一个部分用了别的叫法（概述、依申请公开办理情况）的、导语被分成两段的，不报；
    不是说报告组成的“几个方面”“几个部分”，不看。

    沿革：0.1 首次收入。

    反例：
        前言：本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况、其他需要报告的事项等六个部分组成。
    正例：
        前言：本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项等六个部分组成。
    """
    for sentence, place in _sentences(report):
        if (found := _PARTS.search(sentence)) is None:
            continue
        listed = _LIST.search(sentence[: found.start()])
        named = [kind for kind, words in _NAMED.items() if listed and words.search(listed["list"])]
        if len(named) < _FEWEST_NAMED and not (listed is None and _REPORT.search(sentence[: found.start()])):
            continue
        if faults := _faults(found["n"], named if len(named) >= _FEWEST_NAMED else None):
            yield Finding(
                f"报告的组成写作“{found[0]}”，{'，'.join(faults)}；应为六个部分",
                quotes=(Quote(quoted(sentence, 160), place.place),),
                locator="组成",
            )
        return


def _faults(number: str, named: list[str] | None) -> list[str]:
    """What does not agree: the number, and sections that the list does not name (None: there is no list)."""
    stated = int(number) if number.isdecimal() else CHINESE_DIGITS.get(number, 10)
    titles = {form.kind: form.title for form in edition("ed2021").sections}
    gone = [title for kind, title in titles.items() if named is not None and kind not in named]
    faults = [f"与格式的{_SECTIONS}个部分不符"] * (stated != _SECTIONS)
    return faults + ([f"没有列出{'、'.join(f'“{title}”' for title in gone)}"] if gone else [])


def _sentences(report: Report) -> Iterator[tuple[str, Paragraph]]:
    """The sentences of the introduction; paragraphs that end within a sentence are joined with the next."""
    overview = report.section("overview")
    if not any(word in paragraph.text for paragraph in report.preface for word in _WORDS) and not any(
        word in paragraph.text for paragraph in (overview.paragraphs[:_OPENING] if overview else ()) for word in _WORDS
    ):
        return
    text, first = "", None
    for paragraph in (*report.preface, *(overview.paragraphs[:_OPENING] if overview else ())):
        text, first = text + compact(paragraph.text), first or paragraph
        if text.endswith(("。", ";", ":")) or (overview and paragraph in overview.paragraphs):
            if "部分" in text or "板块" in text or "章" in text:
                yield from ((sentence, first) for sentence in text.split("。") if sentence)
            text, first = "", None
    if text and first:
        yield from ((sentence, first) for sentence in text.split("。") if sentence)
