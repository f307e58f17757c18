"""Words and patterns of a rule, and where a text has them.

Texts are compared without white space and in half width (`gouji.text.compact`), so that a line break or a full-width
digit hides nothing. Patterns are somebody else's: they run on RE2, whose time is linear in the text whatever the
pattern, and which therefore has no look-around and no back references.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import partial
from typing import Any

import msgspec
import re2

from gouji.rule.kinds.kind import BadKey, Keys
from gouji.text import compact

_LONGEST_PATTERN = 500
_MEMORY = 1 << 20
_HALF = {0xFF01 + place: 0x21 + place for place in range(94)}
#: More occurrences than this in one paragraph are as many as this.
_MOST = 200

Span = tuple[int, int]


class Wording(msgspec.Struct, frozen=True):
    """Words of which any counts, or a pattern; `said` is what a message calls them."""

    said: str
    words: tuple[str, ...] = ()
    pattern: Any = None

    def spans(self, text: str) -> list[Span]:
        """Where a compact text has them, in order, without overlaps."""
        if self.pattern is not None:
            matches = zip(self.pattern.finditer(text), range(_MOST), strict=False)
            return [found.span() for found, _ in matches if found.start() < found.end()]
        found: list[Span] = []
        for word in self.words:
            start = text.find(word)
            while start >= 0 and len(found) < _MOST:
                found.append((start, start + len(word)))
                start = text.find(word, start + len(word))
        return _without_overlaps(found) if len(self.words) > 1 else found

    def occurs(self, text: str) -> bool:
        """Whether a compact text has them at all."""
        if self.pattern is not None:
            return self.pattern.search(text) is not None
        return any(word in text for word in self.words)


def wording(keys: Keys, words: str, pattern: str) -> Wording | None:
    """What the key of words or the key of a pattern says; None when neither is there."""
    if words in keys and pattern in keys:
        raise BadKey(pattern, f"{words} 和 {pattern} 只能写一个")
    if words in keys:
        given = keys.texts(words)
        return Wording("、".join(f"“{word}”" for word in given), tuple(compact(word) for word in given))
    if pattern in keys:
        text = keys.text(pattern)
        return Wording(f"“{text}”", pattern=compiled(pattern, text))
    return None


def halved(text: str) -> str:
    """The text with full-width letters, digits and marks in half width, each in its place."""
    return text.translate(_HALF)


def in_either_width(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of these words, halved, for texts that may write them in full width."""
    full = {chr(half): chr(wide) for wide, half in _HALF.items()}
    return re.compile("|".join("".join(_both(one, full.get(one)) for one in word) for word in words))


def _both(character: str, other: str | None) -> str:
    escaped = re.escape(character)
    return f"(?:{escaped}|{re.escape(other)})" if other else escaped


def compiled(key: str, text: str, *, same_length: bool = False) -> Any:
    """A pattern for compact texts, or for halved ones; raises BadKey for one that cannot be used or matches nothing."""
    if len(text) > _LONGEST_PATTERN:
        raise BadKey(key, f"{key} 超过{_LONGEST_PATTERN}字")
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        pattern = re2.compile(_half_width(text, same_length=same_length), options)
    except re2.error as problem:
        said = problem.args[0].decode("utf-8", "replace") if problem.args else ""
        raise BadKey(key, f"{key} 不是可用的正则表达式（{_in_chinese(said)}）") from problem
    if pattern.search("") is not None:
        raise BadKey(key, f"{key} 能匹配空文字，等于什么都匹配；请写明至少要出现的字")
    return pattern


def _half_width(pattern: str, *, same_length: bool) -> str:
    """The pattern without white space, and full-width characters as the literals that they become in the text."""
    change = halved if same_length else partial(unicodedata.normalize, "NFKC")
    return "".join(_literal(character, change(character)) for character in re.sub(r"\s+", "", pattern))


def _literal(character: str, plain: str) -> str:
    return plain if plain == character or plain.isalnum() else re.escape(plain)


_REASONS = {
    "invalid perl operator": "不支持 (?=…)、(?!…)、(?<=…)、(?<!…) 等前后查看",
    "invalid escape": "有不认识的转义，也不支持 \\1 这样的反向引用",
    "missing )": "括号没有配对",
    "unexpected )": "括号没有配对",
    "missing ]": "方括号没有配对",
    "no argument for repetition": "* + ? 前面没有内容",
    "invalid repetition size": "重复次数太大",
    "bad repetition": "重复符号连在一起",
    "pattern too large": "展开后太大",
}


def _in_chinese(said: str) -> str:
    known = next((words for start, words in _REASONS.items() if said.startswith(start)), None)
    return f"{known}：{said.rpartition(': ')[2]}" if known else said


def _without_overlaps(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
