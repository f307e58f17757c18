"""One cell a line without any mark, as pages are copied from a browser: runs of lines that are a table's labels."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.parse import labels
from gouji.parse.characters import rejoin, trim
from gouji.parse.txt.assembly import Assembler
from gouji.parse.txt.claims import Claim
from gouji.parse.txt.rows import Cell
from gouji.parse.txt.shapes import is_figure, is_heading, is_sentence

_LONG, _MOST_JOINED = 40, 5
#: A run is a table when it has so many figures and so many words of the forms.
_FEWEST_FIGURES, _FEWEST_OFFICIAL = 3, 2


def claims(lines: Sequence[str], first: int, end: int) -> list[Claim]:
    """The tables among lines `first` to `end` (exclusive) in which each line is one cell."""
    found = []
    at = first
    while at < end:
        if not _begins(lines, at, end):
            at += 1
            continue
        cells, stop = _run(lines, at, end)
        figures = sum(is_figure(cell.text) for cell in cells)
        official = sum(labels.is_official(cell.text) for cell in cells)
        if figures >= _FEWEST_FIGURES and official >= _FEWEST_OFFICIAL:
            assembler = Assembler()
            assembler.take(cells)
            found.append(Claim(at, stop, assembler.rows()))
        at = max(stop, at + 1)
    return found


def _begins(lines: Sequence[str], at: int, end: int) -> bool:
    line = lines[at]
    if not line or "\t" in line or len(line) > _LONG * 3:
        return False
    text = trim(line)
    if labels.is_caption(text) or labels.is_heading(text):
        return True
    following = _next(lines, at + 1, end)
    return labels.is_row_label(text) and following is not None and _is_filled_figure(trim(lines[following]))


def _next(lines: Sequence[str], at: int, end: int) -> int | None:
    return next((index for index in range(at, min(end, at + _LONG)) if trim(lines[index])), None)


def _is_filled_figure(text: str) -> bool:
    return bool(text) and is_figure(text)


def _run(lines: Sequence[str], at: int, end: int) -> tuple[list[Cell], int]:
    """The cells from a line on, and the line behind the last of them."""
    cells: list[Cell] = []
    stop = at
    index: int | None = at
    while index is not None:
        count = _cell_lines(lines, index, end)
        if not count:
            break
        cells.append(Cell(index + 1, list(lines[index : index + count])))
        stop = index + count
        index = _next(lines, stop, end)
    return cells, stop


def _cell_lines(lines: Sequence[str], at: int, end: int) -> int:
    """How many lines the cell that begins here is written on; 0 when the table is over."""
    text = trim(lines[at])
    if "\t" in lines[at]:
        return 0
    if _is_filled_figure(text):
        return 1
    longest = 1 if labels.is_printed(text) else 0
    parts = [text]
    for count in range(2, min(_MOST_JOINED, end - at) + 1):
        part = trim(lines[at + count - 1])
        if not part or _is_filled_figure(part) or labels.is_printed(part) or "\t" in lines[at + count - 1]:
            break
        parts.append(part)
        if labels.is_printed(rejoin(parts)):
            longest = count
    longest = longest or int(labels.is_official(text))
    if longest or is_heading(text) or is_sentence(text) or len(text) > _LONG:
        return longest
    following = _next(lines, at + 1, end)
    return int(following is not None and _is_filled_figure(trim(lines[following])))
