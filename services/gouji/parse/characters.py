"""White space and broken lines, the same for every format."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Everything that prints nothing at the edge of a text: Unicode white space (NBSP and U+3000 too) and zero widths.
BLANK = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u180e\u200b\u200c\u200d\u2060\ufeff"
)

_LINE_END = re.compile(r"\r\n|\r|\n")
_SENTENCE_ENDS = "。；！？;!?"
_FOOTNOTE_MARK = re.compile(r"[\[［(（〔]?(?:注?\d{1,3}|注|[①-⑳*＊※†]+)[\])］）〕]?")
_POWER_OF_TEN = re.compile(r"(?:^|[^\d.])10$")


def trim(text: str) -> str:
    """The text without what is blank at both ends; the characters between stay as they are."""
    return text.strip(BLANK)


def lines(text: str) -> list[str]:
    """Lines ended by CR, LF or both and by nothing else, so that their numbers are those of an editor."""
    return _LINE_END.split(text)


def rejoin(parts: Iterable[str]) -> str:
    """The text of a cell written on several lines: `本年新⏎制作数量` is one label.

    Where joining would make another text of it (two figures, two sentences), the line end stays.
    """
    whole = ""
    for part in map(trim, parts):
        whole += f"\n{part}" if part and _apart(whole, part) else part
    return whole


def above_line(before: str, raised: str) -> str:
    """What to write for characters set above the line behind `before`.

    The mark of a footnote is left out, so that 12¹ is twelve and not 121; a power of ten becomes 10^4; what stands
    alone or behind a letter (m²) is kept.
    """
    text = trim(before.rpartition("\n")[2])
    if not text or not _FOOTNOTE_MARK.fullmatch(trim(raised)) or (text[-1].isascii() and text[-1].isalpha()):
        return raised
    return f"^{raised}" if _POWER_OF_TEN.search(text) else ""


def _apart(before: str, after: str) -> bool:
    if not before:
        return False
    return before[-1] in _SENTENCE_ENDS or (_is_figure_or_latin(before[-1]) and _is_figure_or_latin(after[0]))


def _is_figure_or_latin(character: str) -> bool:
    return character.isdigit() or (character.isascii() and character.isalpha())
