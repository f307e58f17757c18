"""One row a line, its cells parted by blanks or commas: columns lined up with spaces, `规章 0 0 0`, `规章、0、0、0`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.parse import labels
from gouji.parse.characters import trim
from gouji.parse.txt.assembly import doubt_uneven
from gouji.parse.txt.claims import Claim
from gouji.parse.txt.rows import Cell, Row
from gouji.parse.txt.shapes import is_figure, is_sentence
from gouji.text import NUMERALS

_WIDE, _ANY = re.compile(r"[ \xa0]{2,}|\u3000+[ \xa0\u3000]*"), re.compile(r"[ \xa0\u3000]+")
#: The line under the headings of a table in plain text, `------  ----`; two strokes may be an entry.
_RULE = re.compile(r"(?=.*(?:-{4}|={4}))[ ]*(?:-{2,}|={2,})(?:[ ]+(?:-{2,}|={2,}))*[ ]*")
_COMMAS = ",，、"
#: Fields that may belong to one label.
_MOST_JOINED = 6
_FEWEST_ROWS, _FEWEST_FIGURES = 2, 5
_LONGEST = 400


def claims(lines: Sequence[str], first: int, end: int) -> list[Claim]:
    """The tables among lines `first` to `end` (exclusive) in which each line is a row."""
    found: list[Claim] = []
    rows: list[Row] = []
    start = stop = first
    for index in range(first, end):
        if _RULE.fullmatch(lines[index]):
            continue
        row = _row(lines[index], index, inside=bool(rows))
        if row:
            start = start if rows else index
            rows.append(row)
            stop = index + 1
        elif rows and trim(lines[index]):
            found += _claimed(start, stop, rows)
            rows = []
    return found + _claimed(start, stop, rows)


def _claimed(start: int, stop: int, rows: list[Row]) -> list[Claim]:
    filled = sum(any(is_figure(cell.text) for cell in row) for row in rows)
    if len(rows) < _FEWEST_ROWS or not filled:
        return []
    doubt_uneven(rows)
    return [Claim(start, stop, rows)]


def _row(line: str, index: int, *, inside: bool) -> Row | None:
    """The cells of a line that is a row of an official table; None for any other."""
    if not line or "\t" in line or len(line) > _LONGEST:
        return None
    text = trim(line)
    if not text or is_sentence(text):
        return None
    readings = [separator.split(text) for separator in (_WIDE, _ANY)]
    readings += [_joined(text.split(comma), comma) for comma in _COMMAS if comma in text]
    for fields in readings:
        if len(fields) > 1 and _is_row(fields, inside=inside):
            return [Cell(index + 1, [field]) for field in fields]
    if labels.is_caption(text) or (inside and labels.is_official(text)):
        return [Cell(index + 1, [text])]
    return None


def _joined(fields: Sequence[str], comma: str) -> list[str]:
    """The fields, those that make up one label with commas in it (`一、本年新收…`) put together again."""
    found: list[str] = []
    at = 0
    while at < len(fields):
        count = next((n for n in range(1, _MOST_JOINED) if _ends_here(fields, at, n, comma)), 1)
        found.append(comma.join(fields[at : at + count]))
        at += count
    return found


def _ends_here(fields: Sequence[str], at: int, count: int, comma: str) -> bool:
    label = comma.join(fields[at : at + count])
    following = fields[at + count] if at + count < len(fields) else ""
    known = labels.is_official(label) or is_figure(label)
    return known and (is_figure(following) or labels.is_official(following) or following.startswith(tuple(NUMERALS)))


def _is_row(fields: Sequence[str], *, inside: bool) -> bool:
    """Labels or headings of a form, then figures; or figures alone, as in 表四."""
    figures = next((place for place, field in enumerate(fields) if is_figure(field)), len(fields))
    words, values = fields[:figures], fields[figures:]
    if not all(map(is_figure, values)):
        return False
    if not words:
        return inside and len(values) >= _FEWEST_FIGURES
    official = sum(map(labels.is_official, words))
    return official == len(words) or (inside and len(words) == 1 and len(values) > 1 and len(words[0]) > 1)
