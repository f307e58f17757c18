"""The clauses that a basis cites: 《政府信息公开条例》第二十条第（五）项、第（六）项；国办公开办函〔2021〕30号 表二."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

import msgspec

from gouji.editions import EITHER_DOCUMENT

_NUMBER = "一二三四五六七八九十百零"
_TOKEN = re.compile(
    rf"《(?P<act>[^》]+)》(?P<version>（[^）]*年[^）]*号）)?"
    r"|(?P<document>国办(?:公开办)?函〔\d{4}〕\d+号|(?:DB|GB)[\d/T ]+\d+—\d{4})(?:《[^》]+》)?"
    rf"|第(?P<article>[{_NUMBER}]+)条(?:第(?P<paragraph>[{_NUMBER}]+)款)?"
    rf"|第(?P<items>(?:（[{_NUMBER}]+）)+)项"
    rf"|(?P<part>（[{_NUMBER}]+）(?:总体情况|明确责任))"
)
_EITHER = "国办公开办函〔2019〕60号；国办公开办函〔2021〕30号"


class Clause(msgspec.Struct, frozen=True):
    """A place in an act: the article, and a paragraph or an item of it; of a document without articles, its part.

    Where there is an item the paragraph is not told: only one paragraph of the articles concerned has items.
    """

    act: str
    article: str = ""
    paragraph: str = ""
    item: str = ""
    part: str = ""

    @property
    def name(self) -> str:
        """As it is cited behind the act: 第五十条第（二）项."""
        words = f"第{self.article}条" if self.article else ""
        words += f"第{self.paragraph}款" if self.paragraph else ""
        return words + (f"第（{self.item}）项" if self.item else "") + self.part

    def within(self, other: Clause) -> bool:
        """Whether whoever cites the other one cites this one too."""
        whole = not (other.paragraph or other.item or other.part)
        return self == other or (whole and (self.act, self.article) == (other.act, other.article) and not self.part)


def cited(basis: str) -> tuple[Clause, ...]:
    """Every clause that is cited, in order, each once."""
    return tuple(dict.fromkeys(_cited(basis.replace(EITHER_DOCUMENT, _EITHER))))


def clause(act: str, name: str) -> Clause:
    """The clause of an act by its name, without one the act as a whole; raises ValueError."""
    found = cited(f"{act}{name}")
    if len(found) != 1 or found[0].name != name:
        raise ValueError(f"{act}{name} 不是一个条款")
    return found[0]


def _cited(basis: str) -> Iterator[Clause]:
    """Of an act and of an article that are told more exactly right behind, only what is told more exactly."""
    every = list(_told(basis))
    for one, following in zip_longest(every, every[1:]):
        exacter = (
            following is not None
            and one.act == following.act
            and not (one.item or one.part)
            and (not one.article or (one.article == following.article and bool(following.item)))
        )
        if not exacter:
            yield one


def _told(basis: str) -> Iterator[Clause]:
    act = article = ""
    for found in _TOKEN.finditer(basis):
        if found["act"] or found["document"]:
            name = (found["act"] or "").removeprefix("中华人民共和国")
            act, article = found["document"] or f"《{name}》{found['version'] or ''}", ""
            yield Clause(act)
        elif act and found["article"]:
            article = found["article"]
            yield Clause(act, article, paragraph=found["paragraph"] or "")
        elif act and article and found["items"]:
            yield from (Clause(act, article, item=one) for one in re.findall(rf"[{_NUMBER}]+", found["items"]))
        elif act and found["part"]:
            yield Clause(act, part=found["part"])
