"""Things announced by their number and listed one by one: 七类信息（…、…）, 教育、医疗、社保三大领域."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from gouji.prose.numerals import CHINESE, chinese


class Enumeration(msgspec.Struct, frozen=True):
    """How many things a text announces and how many it lists.

    `joined` items of the list hold 和 or the like and may be two; `open`: 等 says that not all need be named.
    """

    number: str
    said: int
    listed: int
    words: str
    joined: int = 0
    open: bool = False

    @property
    def agrees(self) -> bool:
        """Whether nothing is listed too much, nor missing from a list that is whole."""
        return self.listed <= self.said and (self.open or self.said <= self.listed + self.joined)


_NUMBER = rf"(?<![第每{CHINESE}\d.])(?P<number>[{CHINESE}]{{1,3}}|\d{{1,2}})"
_ANNOUNCED = re.compile(
    rf"{_NUMBER}(?P<what>(?:个|大|类|种|项)[\u4e00-\u9fff]{{0,10}}?)"
    r"(?P<by>[，,]?(?:分别(?:为|是)|即)|[：:]|(?=[（(]))"
    r"(?:[（(](?P<bracket>[^（）()。；;\n]{3,160})[）)]|(?<![（(])(?P<open>[^（）()。；;：:\n]{3,160})(?=[。；;]))"
)
#: 县级预算、政府采购、招标投标三大领域: kinds of things, not how many of them there are.
_LISTED = re.compile(
    rf"(?P<items>(?:[^，。；：！？、（）()\s\d]{{1,24}}、){{1,19}}[^，。；：！？、（）()\s\d]{{1,24}}?)(?P<more>等)?{_NUMBER}"
    r"(?:(?:大|类|种)(?!以上|学|型|多)|项(?=内容|制度|机制|职能|要素)"
    r"|个(?=栏目|专栏|子栏目|方面|领域|平台|环节|层面|渠道|板块|类别|维度|要素|步骤|阶段|模块|明确|到位|公开))"
    r"(?![\u4e00-\u9fff]{0,10}(?:[（(：:]|[，,]?(?:分别|即)))"
)
#: Behind these the number counts something else than what is listed before it.
_APART = re.compile(
    r"(?:[后前内起于在的了为达共有约近各仅设出开成作布制托过用绕造建]|[设建]立|开展|举办|完成|新增|梳理|合计|分别)$"
)
_SEPARATOR = re.compile(r"、")
_AND = re.compile(r"[和及与]|以及")
_OPEN_LIST = re.compile(r"等|[，,]|如|例如|见|含|包括|其中|\d+[件条份篇次个]|另")
_FEWEST, _MOST = 2, 20


def enumerations(text: str) -> Iterator[Enumeration]:
    """Every list of one text that stands right behind or right before its number."""
    if "、" not in text:
        return
    for found in _ANNOUNCED.finditer(text):
        items = found["bracket"] or found["open"]
        if not _OPEN_LIST.search(items) and (one := _enumeration(found, items)):
            yield one
    for found in _LISTED.finditer(text):
        if not _APART.search(found["items"]) and (one := _enumeration(found, found["items"])):
            yield one


def _enumeration(found: re.Match[str], items: str) -> Enumeration | None:
    number = found["number"]
    said = int(number) if number.isdecimal() else chinese(number)
    if said is None or not _FEWEST <= said <= _MOST or not _SEPARATOR.search(items):
        return None
    is_open = bool(found.groupdict().get("more"))
    listed = len(_SEPARATOR.findall(items)) + 1
    return Enumeration(number, said, listed, found[0], len(_AND.findall(items)), is_open)
