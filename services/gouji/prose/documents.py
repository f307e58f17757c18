"""What the prose says of how many normative documents (规范性文件) were made, disclosed, repealed or are in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from gouji.prose.clauses import Mention, Passage, clause_start, mentions
from gouji.prose.scope import Reader, Scope, scopes


class Documents(msgspec.Struct, frozen=True):
    """How many normative documents a sentence says were made, disclosed, repealed or are in force."""

    kind: str
    number: Decimal
    words: str
    passage: Passage


_DOCUMENTS = re.compile(r"(?:行政)?规范性文件")
_MADE = re.compile(r"制定|制发|出台|印发|发布|制作|新增|公布")
_OPENED = re.compile(r"公开")
_REPEALED = re.compile(r"废止|失效")
_IN_FORCE = re.compile(r"现行有效|继续有效|有效的")
#: What is done to documents that says nothing of how many there are.
_OTHER_DEEDS = re.compile(
    r"清理|解读|备案|审查|审核|评估|修订|修改|修正|征求|报送|起草|拟|党|重大|其[他它]|上级|转发|非行政|约|近"
)
#: 未制定规范性文件: as good as 0, when nothing narrows it down.
_NONE_MADE = re.compile(
    r"(?:未|没有|无)(?:新)?(?P<words>(?:制定|制发|出台|印发|制作)(?:发布|过|新的)?(?:任何)?(?:(?:政府)?规章(?:[、和及与或]|以及))?(?:行政)?规范性文件)(?=[，,。；;、]|$)"
)
#: Papers of which normative documents may be a part, and what may follow in the same list.
_PAPERS = re.compile(
    r"(?:制定|制发|出台|印发|制作)(?:各类|政府|行政|政策|的)*(?:文件|公文)(?:共|共计|合计)*$|规范性文件"
)
_OF_THEM = re.compile(r"其中(?:行政)?规范性文件(?:有|为)?")
_ALSO = re.compile(r"、?(?:宣布|已|另)*(?:(?P<repealed>废止|失效)|现行有效|继续有效)(?:的|有|为)?")
_MEASURES = frozenset({"件", "份", "个", "条", "部", "项"})


def documents(passage: Passage, reader: Reader) -> Iterator[Documents]:
    """How many of them one sentence says that this unit made, opened, repealed or has in force."""
    if "规范性文件" not in passage.plain:
        return
    earlier: Mention | None = None
    for mention in mentions(passage.plain):
        own = _kind(mention)
        kind = own or (_kind_behind(mention, earlier) if earlier else None)
        free = frozenset({Scope.PART} if kind == "制发" and not own else ())
        if kind is None or not mention.figure.counts or mention.figure.measure not in _MEASURES:
            earlier = mention if _PAPERS.search(mention.lead) and not mention.depth else None
            continue
        earlier = mention if own else earlier
        before = passage.plain[: mention.figure.start - len(mention.lead)]
        if not mention.depth and not scopes(before, mention.lead, reader) - free and "累计" not in mention.lead:
            yield Documents(
                kind, mention.figure.value, mention.lead + mention.figure.words + mention.tail[:12], passage
            )
    yield from _none_made(passage, reader)


def _none_made(passage: Passage, reader: Reader) -> Iterator[Documents]:
    """Said of this body and this year only where nothing before it names another."""
    for found in _NONE_MADE.finditer(passage.plain):
        clause = clause_start(passage.plain, found.start())
        if not scopes(passage.plain[:clause], passage.plain[clause : found.end()], reader):
            yield Documents("制发", Decimal(0), found[0], passage)


def _kind_behind(mention: Mention, earlier: Mention) -> str | None:
    """制发规范性文件4件，废止2件; 制发文件126件，其中规范性文件3件."""
    if _DOCUMENTS.search(earlier.lead):
        found = _ALSO.fullmatch(mention.lead)
        return found and ("废止" if found["repealed"] else "现行有效")
    return "制发" if _PAPERS.search(earlier.lead) and _OF_THEM.fullmatch(mention.lead) else None


def _kind(mention: Mention) -> str | None:
    """What the clause says was done to the documents that it counts."""
    documents = _DOCUMENTS.search(mention.lead) or _DOCUMENTS.match(mention.tail.removeprefix("的"))
    if not documents or _OTHER_DEEDS.search(mention.lead) or "文件" in mention.lead[: mention.lead.find("规范性文件")]:
        return None
    for kind, deed in (("废止", _REPEALED), ("现行有效", _IN_FORCE), ("制发", _MADE), ("公开", _OPENED)):
        if deed.search(mention.lead):
            return kind
    return None
