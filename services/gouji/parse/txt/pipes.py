"""Tables with strokes between their cells: Markdown, and drawings of boxes (┌─┬─┐ │ │ or +--+ | |)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.parse.characters import trim
from gouji.parse.labels import is_caption, is_official
from gouji.parse.txt.claims import Claim
from gouji.parse.txt.markdown import plain
from gouji.parse.txt.rows import Cell, Row
from gouji.parse.txt.shapes import is_figure

_STROKE = re.compile(r"(?<!\\)[|｜│┃║]")
_RULE = re.compile(r"[\s|｜│┃║+\-:=─━═┄┈┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛┝┿┥┠╂┨]+")
_DRAWN = re.compile(r"[\-=─━═]{2,}|[|｜│┃║┼+]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def claims(lines: Sequence[str], first: int, end: int) -> list[Claim]:
    """The tables among lines `first` to `end` (exclusive)."""
    found = []
    at = first
    while at < end:
        stop = at
        strokes = 0
        while stop < end and (_is_rule(lines[stop]) or _STROKE.search(lines[stop]) or is_caption(trim(lines[stop]))):
            strokes += _STROKE.search(lines[stop]) is not None
            stop += 1
        if strokes > 1 and (claim := _claim(lines, at, stop)):
            found.append(claim)
        at = max(stop, at + 1)
    return found


def _is_rule(line: str) -> bool:
    text = trim(line)
    return bool(text) and _RULE.fullmatch(text) is not None and _DRAWN.search(text) is not None


def _claim(lines: Sequence[str], start: int, end: int) -> Claim | None:
    """The lines as one table, unless they are prose in which strokes stand."""
    groups: list[list[int]] = [[]]
    for index in range(start, end):
        if _is_rule(lines[index]):
            groups.append([])
        else:
            groups[-1].append(index)
    rows = [row for group in groups if group for row in _rows(lines, group)]
    texts = [cell.text for row in rows for cell in row]
    ruled = len(groups) > 1
    if not any(is_official(text) or (text and is_figure(text)) for text in texts) or not (ruled or len(rows) > 1):
        return None
    return Claim(start, end, rows, len({len(row) for row in rows}) == 1)


def _rows(lines: Sequence[str], group: Sequence[int]) -> list[Row]:
    """The rows between two rules: one over several lines, or one a line."""
    written = [_cells(lines[index], index) for index in group]
    full = sum(any(cell.text and (is_figure(cell.text) or is_official(cell.text)) for cell in row) for row in written)
    same = len({len(row) for row in written}) == 1
    if len(written) == 1 or full > 1 or not same:
        return written
    joined: Row = []
    for column in range(len(written[0])):
        cells = [row[column] for row in written]
        first = next((cell for cell in cells if cell.text), cells[0])
        joined.append(Cell(first.line, [part for cell in cells for part in cell.parts]))
    return [joined]


def _cells(line: str, index: int) -> Row:
    text = trim(line)
    fields = _STROKE.split(text)
    if _STROKE.match(text):
        fields = fields[1:]
    if len(fields) > 1 and not trim(fields[-1]):
        fields = fields[:-1]
    return [Cell(index + 1, [plain(part) for part in _BREAK.split(field.replace("\\|", "|"))]) for field in fields]
