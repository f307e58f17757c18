"""What a line of plain text is, by its TABs and its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.parse.characters import trim
from gouji.parse.labels import is_caption

#: No label of the official forms is longer.
_LONG = 40

_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.．,，]|[（(][一二三四五六七八九十]{1,3}[）)](?!项)")
_SENTENCE = re.compile(r"[。！!]|^(?:注|备注|说明)\s*[:：]")
_FIGURE = re.compile(
    r"(?:\[bookmark:[^\]]*\])?\s*"
    r"(?:[增减+＋\-－−]?\s*[\d０-９][\d０-９.,，]*\s*(?:[万亿]?元|[件条项个])?|[/／\\\-－—]+|无)?"
)
_REST_OF_FIGURE = re.compile(r"[\d０-９.,，]*\s*(?:[万亿]?元|[件条项个])?")
_NUMBERING = re.compile(r"(?:[一二三四五六七八九十\d]+\s*[、.．)）]?|[（(][一二三四五六七八九十\d]+[）)]|[●■◆•·*\-]+)")


def is_figure(cell: str) -> bool:
    """Whether a cell holds a value, or the blank or slash in place of one."""
    return _FIGURE.fullmatch(cell) is not None


def is_sentence(text: str) -> bool:
    return _SENTENCE.search(text) is not None


def is_long_sentence(text: str) -> bool:
    return len(text) > _LONG and is_sentence(text)


def is_heading(text: str) -> bool:
    """`一、…` and `（一）…`, but not the `（一）项` of a caption whose line was broken."""
    return _HEADING.match(text) is not None


def is_tabbed(line: str) -> bool:
    """A line with one cell; blanks before its TABs are no matter."""
    return "\t" in line and not trim(line.partition("\t")[0])


def is_row(line: str) -> bool:
    """A line with several cells: not the TAB behind `一、`, nor one within a sentence or a table of contents."""
    if "\t" not in line:
        return False
    first, *others = [trim(field) for field in line.lstrip("\t").split("\t")]
    if not first or not others or is_sentence(line) or len(line) > _LONG * (len(others) + 1):
        return False
    if len(others) > 1:
        return True
    return bool(others[0]) and not is_heading(first) and not _NUMBERING.fullmatch(first)


def is_between_rows(lines: Sequence[str], index: int) -> bool:
    """A caption across the whole table, saved without TABs: a short line with rows right above and below.

    A caption of 表二 may be the table's first line.
    """
    text = trim(lines[index])
    if is_heading(text) or is_sentence(text) or len(text) > _LONG:
        return False
    if is_caption(text) and index < len(lines) - 1 and is_row(lines[index + 1]):
        return True
    return 0 < index < len(lines) - 1 and is_row(lines[index - 1]) and is_row(lines[index + 1])


def rows_go_on(lines: Sequence[str]) -> list[bool]:
    """For each line, whether a cell follows it before any blank line."""
    found = [False] * len(lines)
    for index in range(len(lines) - 2, -1, -1):
        following = lines[index + 1]
        found[index] = is_tabbed(following) or (bool(trim(following)) and found[index + 1])
    return found


def is_prose(text: str, cell: str, *, goes_on: bool) -> bool:
    """Whether a line right behind `cell` is no part of it; `goes_on` when more cells of the row follow.

    Text often follows the last cell of a table without a blank line. A figure goes on with digits and units only, a
    label does not hold a sentence or begin like a heading, and is short when it is the last cell of its row.
    """
    if is_heading(text) or is_sentence(text):
        return True
    if cell and is_figure(cell):
        return not _REST_OF_FIGURE.fullmatch(text)
    return len(text) > _LONG and not goes_on
