"""How Chinese text is compared: white space, widths, brackets, quotes and numbering set aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

NUMERALS = "一二三四五六七八九十"
CHINESE_DIGITS = {"〇": 0, "○": 0, "零": 0} | {c: i for i, c in enumerate("一二三四五六七八九", 1)} | {"两": 2}

_SPACE = re.compile(r"\s+")
_RESIDUE = re.compile(r"\[bookmark:[^\]]*\]")
_NUMBERING = re.compile(
    rf"^(?:第?[{NUMERALS}]+[、.,:]|\([{NUMERALS}\d]+\)[、.,:]?|\d+[.、,:)](?!\d)|\d{{1,2}}(?=[\u4e00-\u9fff])(?![年月日个件项条次家万元]))"
)
_CIRCLED = re.compile(r"^\s*[\u2460-\u2473\u2776-\u277f\u278a-\u2793]")
_BRACKETED = re.compile(r"\([^()]*\)")
_PUNCTUATION = re.compile(r"[、,.。;:\"'“”‘’《》\-—_·]")
_TRAILING_DIGITS = re.compile(r"^(\D*[^\d.()/])(\d+)$")

#: The longest text whose meaning is remembered.
SHORT = 60
P = ParamSpec("P")
T = TypeVar("T")

#: How alike a misprinted label must be to an official one; 现行/先行有效件数 is 0.83, 新制作/新公开数量 0.71.
ALIKE = 0.8


def compact(text: str) -> str:
    """NFKC without any white space: `１ 规章` and `1规章` become the same."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).replace("\u200b", "").replace("\ufeff", "")


def without_residue(text: str) -> tuple[str, str | None]:
    """The text without Word's visible bookmarks, and what was taken out."""
    if "[bookmark:" not in text:
        return text, None
    return _RESIDUE.sub("", text), "".join(_RESIDUE.findall(text))


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Remember what a function of texts says of short ones: the labels of a form come again in every report.

    Long texts are somebody's prose, and are not kept in memory.
    """
    kept = lru_cache(maxsize=4096)(function)

    @wraps(function)
    def answer(*texts: P.args, **named: P.kwargs) -> T:
        return kept(*texts, **named) if len(str(texts[-1])) <= SHORT else function(*texts, **named)  # type: ignore[arg-type]

    return answer


@remembered
def label(text: str) -> str:
    """The meaning of a row, column or section label: no numbering, no bracketed remark, no punctuation."""
    bare = _NUMBERING.sub("", compact(_CIRCLED.sub("", without_residue(text)[0])))
    return _PUNCTUATION.sub("", _BRACKETED.sub("", bare) or bare)


def split_stray_digits(text: str) -> tuple[str, str | None]:
    """A label and the digits that stand behind it: `予以公开2` is (予以公开, 2)."""
    found = _TRAILING_DIGITS.match(text)
    return (found[1], found[2]) if found else (text, None)


def alike(one: str, other: str) -> float:
    """0 to 1: how much of two labels is the same, in order; 0 for any that are less alike than ALIKE."""
    if not one or not other or min(len(one), len(other)) / max(len(one), len(other)) < ALIKE - 0.2:
        return 0.0
    if 2 * sum(character in other for character in one) < ALIKE * (len(one) + len(other)):
        return 0.0  # they have too few characters in common, in whatever order
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def chinese_year(text: str) -> int | None:
    """二〇二三 as 2023; None when it is no year of this century."""
    digits = [CHINESE_DIGITS.get(character) for character in text]
    if len(digits) != 4 or None in digits:  # noqa: PLR2004 - a year has four digits
        return None
    year = int("".join(map(str, digits)))
    return year if 2000 <= year <= 2099 else None  # noqa: PLR2004 - this century


def quoted(text: str, limit: int = 120) -> str:
    """The text for a message: one line, cut with … when it is long."""
    line = _SPACE.sub(" ", text).strip()
    return line if len(line) <= limit else line[: limit - 1] + "…"


def width(text: str) -> int:
    """How many places the text takes on a terminal or in a column; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
