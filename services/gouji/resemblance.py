"""How much the prose of two reports is alike: shingles, the shared part, signatures to find the like among many.

The prose of 一 and 五, without what is the same for all: numbers and years, the names of acts and documents, the unit's
own name, and the phrases of the regulations and of the official form. What is left is cut into runs of SHINGLE
characters. Two reports that share less than 30 % of their runs (Jaccard) are not alike; of others the texts themselves
are laid side by side, for a copy in which every tenth word was changed shares few whole runs.

Among thousands of reports the like are found by MinHash: a signature of SLOTS numbers, cut into bands; two reports that
share a band are candidates, and only these are compared. With 42 bands of 3 a pair that shares 60 % of its runs (every
twentieth word changed) is always a candidate, one that shares 42 % (every tenth) with a probability of 96 %; unrelated
reports share 2 to 4 % and are one with 0.1 %.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

import msgspec
from rensa import RMinHash

from gouji.gathered import gathered
from gouji.model import Report
from gouji.text import compact

SHINGLE = 5
SLOTS = 126
BANDS = 42
_ROWS = SLOTS // BANDS
_SEED = 20_190_515
#: Fewer runs than this are too little prose to say that it was copied.
FEWEST = 80
#: What share of their runs two reports must have in common to be laid side by side.
CANDIDATE = 0.3
#: What two signatures must show to be common for their reports to be laid side by side.
PROMISING = 0.2
#: From here on two reports are so alike that rules may be told of it.
NOTED = 0.6
#: So much of a text is laid side by side: the work grows with its square.
_LONGEST = 4000

_SECTIONS = ("overview", "problems")
_NAMED = re.compile(r"《[^》]{0,80}》|〔[^〕]{0,12}〕|\([^()]{0,3}\)|\([^()]{0,10}号\)")
#: What the regulations and the form say themselves, and everybody repeats.
_STATUTORY = re.compile(
    r"以公开为常态[、,]?不公开为例外"
    r"|公正[、,]公平[、,]合法[、,]便民"
    r"|及时[、,]准确地?公开"
    r"|政府信息公开工作年度报告"
    r"|政府信息公开工作"
    r"|(?:政府信息公开)?平台建设"
    r"|政府信息管理"
    r"|(?:主动公开|依申请公开)(?:政府信息)?"
    r"|监督保障"
    r"|工作考核[、,]社会评议和责任追究(?:结果)?(?:情况)?"
    r"|存在的主要问题(?:及改进情况)?"
    r"|改进措施|改进情况"
    r"|(?:中华人民共和国)?政府信息公开条例"
    r"|公民[、,]法人(?:和|或者|或)其他组织"
    r"|知情权[、,]参与权(?:[、,]表达权)?(?:和|[、,])监督权"
)
_NOT_WORDS = re.compile(
    r"[^\u4e00-\u9fffA-Za-z]|[〇零一二三四五六七八九十百千万亿两]+(?=[件条份宗次个项年月日篇期场人])"
)


class Prose(msgspec.Struct, frozen=True):
    """The words that are a report's own, and their runs."""

    words: str
    runs: frozenset[str]


@gathered
@gathered
def own_prose(report: Report) -> Prose:
    """What makes its prose its own."""
    said = "".join(section.text for kind in _SECTIONS if (section := report.section(kind)))
    return prose_of(_own_words(said, report.unit))


def prose_of(words: str) -> Prose:
    """The prose of words that are what is left of a text already (`Prose.words`)."""
    return Prose(words, frozenset(_runs(words)))


def without_template(own: Prose, template: Sequence[str]) -> Prose:
    """The prose without what a supervisor wrote for all units: the phrases, whatever their numbers and punctuation.

    Phrases of fewer than SHINGLE words of their own are left where they are: they would be found anywhere.
    """
    words = own.words
    for phrase in sorted({_own_words(str(phrase), None) for phrase in template}, key=lambda one: (-len(one), one)):
        if len(phrase) >= SHINGLE:
            words = words.replace(phrase, "")
    return own if words == own.words else prose_of(words)


def similarity(one: Prose, other: Prose) -> float | None:
    """The part of both texts that is shared, 0 to 1; None where one of them has too little prose to compare."""
    if min(len(one.runs), len(other.runs)) < FEWEST:
        return None
    shared = len(one.runs & other.runs)
    jaccard = shared / (len(one.runs) + len(other.runs) - shared)
    if jaccard < CANDIDATE:
        return jaccard
    first, second = (text[:_LONGEST] for text in (one.words, other.words))
    return max(jaccard, SequenceMatcher(None, first, second, autojunk=False).ratio())


def signature(own: Prose) -> bytes | None:
    """SLOTS numbers of 32 bits, little-endian, behind the version of the method; None for too little prose."""
    if len(own.runs) < FEWEST:
        return None
    (hashed,) = RMinHash.from_token_sets([sorted(own.runs)], num_perm=SLOTS, seed=_SEED)
    return struct.pack(f"<B{SLOTS}I", RMinHash.ALGORITHM_VERSION, *hashed.digest())


def estimate(one: bytes, other: bytes) -> float:
    """What share of their runs two signatures show to be common, give or take 0.04; 0 for different methods."""
    if one[0] != other[0]:
        return 0.0
    pairs = zip(_slots(one), _slots(other), strict=True)
    return sum(a == b for a, b in pairs) / SLOTS


def bands(signed: bytes, year: int) -> list[int]:
    """Numbers of 63 bits, one for each band: reports of one year that share one may be alike."""
    width = 4 * _ROWS
    parts = (signed[1 + start : 1 + start + width] for start in range(0, 4 * SLOTS, width))
    return [_number(f"{year}|{signed[0]}|{place}|".encode() + part) for place, part in enumerate(parts)]


def longest_shared(one: Report, other: Report) -> str | None:
    """The longest sentence that both say in so many words, None when there is none of any length."""
    said = {_bare(text): text for text in _sentences(one)}
    both = [said[bare] for bare in (_bare(text) for text in _sentences(other)) if bare in said]
    return max(both, key=len, default=None)


def _own_words(text: str, unit: str | None) -> str:
    bare = _NAMED.sub("", compact(text))
    if unit:
        bare = bare.replace(compact(unit), "")
    return _NOT_WORDS.sub("", _STATUTORY.sub("", bare))


def _runs(text: str) -> Iterable[str]:
    return (text[start : start + SHINGLE] for start in range(len(text) - SHINGLE + 1))


def _slots(signed: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{SLOTS}I", signed, 1)


def _number(content: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big") >> 1


def _sentences(report: Report) -> Iterable[str]:
    return (sentence.text for sentence in report.sentences(*_SECTIONS) if len(_bare(sentence.text)) >= SHINGLE)


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", compact(text))
