"""Lines of running text → paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

import msgspec

from gouji.parse.layout.page import Glyph
from gouji.parse.layout.writing import Written

_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+[章节部])"
)
_ENDS = "。！？；：!?;:…"
#: Not at the beginning of a line, not at its end: they go with their neighbour when a line is broken.
_CLOSING = "、，。；：！？）》〉」』】〕”’％%‰℃,.;:!?)]}…—·"
_OPENING = "（《〈「『【〔“‘([{"

#: First lines are set in by more than this, sizes differ by more than this, gaps are wider than this many usual ones
#: (less is enough behind the end of a sentence).
_INDENT, _OTHER_SIZE, _WIDE_GAP, _MORE_GAP = 1.2, 0.15, 1.45, 1.08
_SUPPORT = 3


class Line(msgspec.Struct, frozen=True):
    """A line of running text with the page that it stands on, and that page's width."""

    written: Written
    page: int
    width: float


class Text(msgspec.Struct, frozen=True):
    """A paragraph: its text, and the page on which it begins."""

    text: str
    page: int


class Column(msgspec.Struct, frozen=True):
    """The column of text: where lines begin and end, and how far apart they stand."""

    left: float
    right: float
    pitch: float


def column_of(lines: Sequence[Line]) -> Column:
    """The column that the lines of a document were set in."""
    if not lines:
        return Column(0.0, 0.0, 0.0)
    left = min(line.written.left for line in lines)
    rights = [line.written.right for line in lines]
    edge = max(rights)
    em = median(line.written.size for line in lines)
    if sum(1 for right in rights if edge - right < em) < _SUPPORT or edge - left < lines[0].width / 2:
        edge = max(edge, lines[0].width - left)
    gaps = [
        below.written.baseline - above.written.baseline
        for above, below in pairwise(lines)
        if above.page == below.page and 0 < below.written.baseline - above.written.baseline < 4 * em
    ]
    return Column(left, edge, median(gaps) if gaps else em * 2)


def paragraphs(lines: Iterable[Line], column: Column) -> Iterator[Text]:
    """Lines that follow one another as paragraphs."""
    held: list[Line] = []
    for line in lines:
        if held and not _goes_on(held, line, column):
            yield _text(held)
            held = []
        held.append(line)
    if held:
        yield _text(held)


def _text(lines: Sequence[Line]) -> Text:
    return Text(joined(line.written.text for line in lines), lines[0].page)


def joined(lines: Iterable[str]) -> str:
    """The lines of a paragraph as one text: no blank between Chinese characters, one between words, none in a word
    parted by a hyphen; figures that the line's end cuts in two are one figure.
    """
    whole = ""
    for line in lines:
        if whole and line and whole[-1].isascii() and line[0].isascii() and _word(whole[-1]) and _word(line[0]):
            parted = not (whole[-1].isdigit() and line[0].isdigit()) and not _ADDRESS.search(whole)
            whole += f" {line}" if parted else line
        elif len(whole) > 1 and whole[-1] in "-\u00ad\u2010" and whole[-2].isalpha() and whole[-2].isascii():
            whole = whole[:-1] + line if line[:1].islower() else whole + line
        else:
            whole += line
    return whole


#: A web address that the line's end cuts through.
_ADDRESS = re.compile(r"(?:://|www\.)[!-~]*$")


def _word(character: str) -> bool:
    return character.isalnum()


def _goes_on(held: Sequence[Line], line: Line, column: Column) -> bool:
    """Whether a line belongs to the paragraph of those above it."""
    above, below = held[-1].written, line.written
    if abs(above.size - below.size) > _OTHER_SIZE * max(above.size, below.size):
        return False
    if not _is_full(above, below, column.right) or _is_set_in(held, below, column):
        return False
    ended = above.text[-1] in _ENDS
    if held[-1].page == line.page and _gap(held, line) > _most_gap(held, column, ended=ended):
        return False
    return not (_HEADING.match(below.text) and ended)


def _gap(held: Sequence[Line], line: Line) -> float:
    return line.written.baseline - held[-1].written.baseline


def _most_gap(held: Sequence[Line], column: Column, *, ended: bool) -> float:
    """How far apart lines of a paragraph stand; behind the end of a sentence anything more than usual parts two."""
    if len(held) > 1 and held[-1].page == held[-2].page:
        usual = held[-1].written.baseline - held[-2].written.baseline
        return usual * (_MORE_GAP if ended else _WIDE_GAP)
    return column.pitch * _WIDE_GAP


def _is_set_in(held: Sequence[Line], below: Written, column: Column) -> bool:
    """Set in from the column, or from the lines of its own paragraph."""
    left = held[-1].written.left if len(held) > 1 else column.left
    return below.left - left > _INDENT * below.size


def _is_full(above: Written, below: Written, right: float) -> bool:
    """Whether the first word of the next line would not have fitted behind this one."""
    return right - above.right < _first_word(below.glyphs) + 0.6 * above.size


def _first_word(glyphs: Sequence[Glyph]) -> float:
    """The width of what cannot be parted at the beginning of a line."""
    end = 1
    while end < len(glyphs) and _inseparable(glyphs[end - 1].text, glyphs[end].text):
        end += 1
    return glyphs[end - 1].right - glyphs[0].left


def _inseparable(one: str, other: str) -> bool:
    if one[-1] in _OPENING or other[0] in _CLOSING:
        return True
    return one.isascii() and other.isascii() and one != " " and other != " "
