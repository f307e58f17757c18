"""ST-17."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.model import Paragraph, Section
from gouji.rule import INFO, Confidence, Finding, Quote, Report, rule
from gouji.text import CHINESE_DIGITS, quoted
from gouji_rules.structure._sections import name

_LEVEL_TWO = re.compile(r"^\s*(?P<open>[（(])?(?P<numeral>[一二三四五六七八九十]{1,3})(?P<close>[）)])\s*\S")
_LEVEL_THREE = re.compile(r"^\s*(?P<number>\d{1,2})\s*(?:[、.．](?!\d)|[）)])\s*\S")
_HALF_WIDTH = ("(", ")")
_FEWEST = 2
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class _Heading:
    """A numbered paragraph; `open` is missing where the bracket before the numeral is."""

    number: int
    mark: str
    opened: bool
    half_width: bool
    paragraph: Paragraph


@rule(
    "ST-17",
    title="子标题编号不规范",
    severity=INFO,
    basis="国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）；公文格式（GB/T 9704—2012）",
    advice="第二级标题依次用（一）（二）（三）…，第三级用1. 2. 3.…，括号用全角。",
)
def subheadings_are_numbered(report: Report) -> Iterator[Finding]:
    """部分之内的子标题应以（一）（二）（三）…依次编号，括号用全角。

    公文的层次序数依次为“一、”“（一）”“1.”“（1）”。跳号、重号多半是删改后没有重排；第二级用“1、”或者半角括号的，不合公文格式。
    同一部分只报一项。

    常见误报：网页提取丢了“（”的“一）”，只在同一部分其他子标题有左括号时才提；（一）之下的“1.”是第三级，正确；
    句子里的“（一）”、表三的行名、只有一个的编号，不看；在另一个部分重新从（一）编起，正确。

    沿革：0.1 首次收入。

    反例：
        一：（一）主动公开。发布信息12条。
        一：（三）依申请公开。受理申请2件。
    正例：
        一：（一）主动公开。发布信息12条。
        一：1.强化解读。发布解读3条。
        一：（二）依申请公开。受理申请2件。
    """
    for section in report.sections:
        second = [found for paragraph in section.paragraphs if (found := _level_two(paragraph))]
        faults = list(_faults(section, second))
        if faults:
            yield Finding(
                f"“{name(section)}”的子标题编号不规范：{'；'.join(words for words, _ in faults)}",
                quotes=tuple(quote for _, quote in faults[:_SHOWN]),
                confidence=Confidence.LIKELY,
                locator=section.kind or section.title,
            )


def _faults(section: Section, second: list[_Heading]) -> Iterator[tuple[str, Quote]]:
    if len(second) >= _FEWEST:
        yield from _sequence(second)
        yield from _brackets(second)
    elif not second:
        yield from _third_as_second(section)


def _sequence(second: list[_Heading]) -> Iterator[tuple[str, Quote]]:
    """Numbers skipped or given twice; a series that begins anew at （一） is another list."""
    before = 0
    for one in second:
        if one.number == before and before:
            yield f"“{one.mark}”重复", _quote(one.paragraph)
        elif one.number != before + 1 and one.number != 1:
            due = "二三四五六七八九十"[before - 1 : before] if before else "一"
            yield f"“{one.mark}”应为“（{due}）”" if due else f"“{one.mark}”跳号", _quote(one.paragraph)
        before = one.number


def _brackets(second: list[_Heading]) -> Iterator[tuple[str, Quote]]:
    half = [one for one in second if one.half_width]
    if half:
        yield f"“{half[0].mark}”等用了半角括号，应用全角", _quote(half[0].paragraph)
    torn = [one for one in second if not one.opened]
    if torn and len(torn) < len(second):
        yield f"“{torn[0].mark}”缺左括号", _quote(torn[0].paragraph)


def _third_as_second(section: Section) -> Iterator[tuple[str, Quote]]:
    """1、2、 used where （一）（二） should stand: from 1 on, in order, and nothing above them."""
    found = [
        (int(m["number"]), paragraph) for paragraph in section.paragraphs if (m := _LEVEL_THREE.match(paragraph.text))
    ]
    if section.kind == "overview" and len(found) >= _FEWEST and [number for number, _ in found[:2]] == [1, 2]:
        yield "第二级用了“1、”，应用“（一）”", _quote(found[0][1])


def _level_two(paragraph: Paragraph) -> _Heading | None:
    found = _LEVEL_TWO.match(paragraph.text)
    if found is None:
        return None
    mark = f"{found['open'] or ''}{found['numeral']}{found['close']}"
    return _Heading(
        _number(found["numeral"]), mark, bool(found["open"]), any(half in mark for half in _HALF_WIDTH), paragraph
    )


def _number(numeral: str) -> int:
    """十二 as 12."""
    tens, found, ones = numeral.partition("十")
    if not found:
        return CHINESE_DIGITS[numeral[0]]
    return (CHINESE_DIGITS[tens] if tens else 1) * 10 + (CHINESE_DIGITS[ones] if ones else 0)


def _quote(paragraph: Paragraph) -> Quote:
    return Quote(quoted(paragraph.text, 40), paragraph.place)
