"""Kind `headings`: headings that must be there, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from gouji.editions import edition
from gouji.errors import Absent
from gouji.model import Finding, Paragraph, Report, Unchecked
from gouji.model import Quote as Evidence
from gouji.rule.kinds.kind import BadKey, Claim, Key, Keys, Kind, text_of
from gouji.rule.kinds.places import SECTIONS, heading_words, section_of, words_of
from gouji.text import compact, quoted

CHAPTERS = "章节"
_LONGEST_HEADING = 40
_NUMBERED = re.compile(r"^(?:\(?[一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.])([^。:;,]{1,30})")
#: What a numbered line begins with, in either width.
_FIRST = frozenset("（(一二三四五六七八九十0123456789０１２３４５６７８９")
_MOST = 40


class _Heading(msgspec.Struct, frozen=True):
    plain: str
    quote: Evidence


def build(keys: Keys) -> Claim:
    """必须有的标题，以及它们的先后次序。

    headings 依次写每个标题的关键字；一个标题有几种写法的，写成方括号里的几个词：[主动公开, [平台建设, 平台管理]]。
    where 是 章节（六个部分一级的标题，默认），或一至六（该部分内“（一）主动公开。”这样的小标题）。
    缺少的标题报一个问题，次序不对的报一个问题；ordered: false 只要求都有。
    """
    if "headings" not in keys:
        raise BadKey("headings", "缺少 headings")
    given = keys.values["headings"]
    if not isinstance(given, list) or not 1 <= len(given) <= _MOST:
        raise BadKey("headings", f"headings 应为 1 至 {_MOST} 个标题的列表")
    wanted = tuple(
        tuple(text_of("headings", word) for word in (one if isinstance(one, list) else [one])) for one in given
    )
    if not all(wanted):
        raise BadKey("headings", "headings 中有空的一项")
    (where,) = keys.choices("where", (CHAPTERS, *SECTIONS), (CHAPTERS,))[:1]
    ordered = keys.flag("ordered", default=True)
    return Claim(lambda report: _judge(report, wanted, where, ordered=ordered))


def _judge(
    report: Report, wanted: Sequence[Sequence[str]], where: str, *, ordered: bool
) -> Iterator[Finding | Unchecked]:
    there = _chapters(report) if where == CHAPTERS else _headings_in(report, where)
    places = [_positions(words, there) for words in wanted]
    missing = [words for words, found in zip(wanted, places, strict=True) if not found]
    shown = tuple(heading.quote for heading in there)
    if missing:
        yield Finding(
            f"{_where_words(where)}缺少标题：{'、'.join('“' + '”或“'.join(words) + '”' for words in missing)}",
            quotes=shown or _own_heading(report, where),
            locator=f"{where} 缺少标题",
        )
    if ordered and not _may_stand_in_order([found for found in places if found]):
        due = "、".join(words[0] for words, found in zip(wanted, places, strict=True) if found)
        now = "、".join(quoted(heading.quote.text, 20) for heading in there)
        yield Finding(
            f"{_where_words(where)}的标题次序不对，应依次为 {due}；现为 {now}",
            quotes=shown,
            locator=f"{where} 标题次序",
        )


def _chapters(report: Report) -> list[_Heading]:
    if not report.sections:
        raise Absent("各部分的标题")
    words = [heading_words(section) for section in report.sections]
    return [
        _Heading(compact(text), Evidence(text, section.place))
        for text, section in zip(words, report.sections, strict=True)
    ]


def _headings_in(report: Report, numeral: str) -> list[_Heading]:
    """The sub-headings of a section: a numbered line, or what stands before the first mark of a numbered paragraph."""
    section = section_of(report, numeral)
    if not section.text.strip():
        raise Absent(f"{words_of([numeral])}的文字", "标题下没有读到文字，可能在表格里")
    return [heading for paragraph in section.paragraphs if (heading := _sub_heading(paragraph)) is not None]


def _sub_heading(paragraph: Paragraph) -> _Heading | None:
    if paragraph.text.lstrip()[:1] not in _FIRST:
        return None
    found = _NUMBERED.match(compact(paragraph.text[: 2 * _LONGEST_HEADING]))
    if found is None or len(found[1]) > _LONGEST_HEADING:
        return None
    return _Heading(found[1], Evidence(quoted(paragraph.text, _LONGEST_HEADING), paragraph.place))


def _positions(words: Sequence[str], there: Sequence[_Heading]) -> list[int]:
    """Which headings have one of the words."""
    plain = [compact(word) for word in words]
    return [place for place, heading in enumerate(there) if any(word in heading.plain for word in plain)]


def _may_stand_in_order(places: Sequence[Sequence[int]]) -> bool:
    """Whether each heading can be found behind the one before; the same heading may carry two of them."""
    last = -1
    for found in places:
        following = next((place for place in found if place >= last), None)
        if following is None:
            return False
        last = following
    return True


def _where_words(where: str) -> str:
    return "报告" if where == CHAPTERS else words_of([where])


def _own_heading(report: Report, where: str) -> tuple[Evidence, ...]:
    section = report.section(SECTIONS[where]) if where in SECTIONS else None
    return (Evidence(heading_words(section), section.place),) if section else ()


_TITLES = "、".join(form.title for form in edition("ed2021").sections[:2])

KIND = Kind(
    name="headings",
    title="必须有的标题及其次序",
    keys=(
        Key("headings", "依次写每个标题的关键字；有几种写法的写成 [甲, 乙]"),
        Key("where", f"章节（一级标题，如 {_TITLES}），或 {'、'.join(SECTIONS)}（该部分内的小标题），默认章节"),
        Key("ordered", "是否要求次序，默认 true"),
    ),
    build=build,
    example="""\
# 依次写每个标题的关键字；一个标题有几种写法的写成 [甲, 乙]。
headings: [主动公开, 依申请公开, 政府信息管理, 平台建设, 监督保障]
# 章节 = 一级标题；一至六 = 该部分内的小标题
where: 一
# ordered: true
反例: |
  一：（一）主动公开。公开信息12条。
  一：（二）依申请公开。没有收到申请。
正例: |
  一：（一）主动公开。公开信息12条。
  一：（二）依申请公开。没有收到申请。
  一：（三）政府信息管理。落实审核制度。
  一：（四）政府信息公开平台建设。做好网站维护。
  一：（五）监督保障。组织培训。
""",
)
