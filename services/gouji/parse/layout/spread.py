"""Tables that run over pages → one table each; lines in between → paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

import msgspec

from gouji.parse.layout.cells import Piece
from gouji.parse.layout.paragraphs import Line, Text, column_of, joined, paragraphs
from gouji.parse.layout.region import Region
from gouji.parse.layout.sequel import NUMBERED, continued
from gouji.parse.layout.unruled import with_tables

#: So many lines of a cell may hang below the last edge that its page draws, each so many ems below the one before.
_MOST_HANGING = 3
_CLOSE = 1.8
#: A heading may stand below a wide cell; what hangs is of one of the narrow columns (part of the table's width).
_NARROW = 0.4


def spread(pages: Sequence[Region]) -> list[Text | Piece]:
    """Paragraphs and tables in reading order."""
    items: list[Line | Piece] = []
    for item in _items(pages):
        if not (isinstance(item, Piece) and _goes_on(items, item)):
            items.append(item)
    return list(_texts(items))


def _goes_on(items: list[Line | Piece], below: Piece) -> bool:
    """Whether a table is the next part of the last one; then that one has become both."""
    hanging = list(takewhile(lambda item: isinstance(item, Line), reversed(items)))[::-1]
    lines = [item for item in hanging if isinstance(item, Line)]
    above = items[-1 - len(lines)] if len(items) > len(lines) else None
    if not isinstance(above, Piece) or len(lines) > _MOST_HANGING:
        return False
    for line in lines:
        found = _with_hanging(above, line)
        if found is None:
            return False
        above = found
    whole = continued(above, below)
    if whole is None:
        return False
    items[-1 - len(lines) :] = [whole]
    return True


def _with_hanging(above: Piece, line: Line) -> Piece | None:
    """The table with a line in its last row that stands below its last edge: a cell that the page's end cuts through.

    None when the line is no such thing: not close below the table, a heading, or not within a narrow cell of that row.
    """
    written = line.written
    close = 0 < written.baseline - above.bottom < _CLOSE * written.size
    if line.page != above.page_end or not close or NUMBERED.match(written.text):
        return None
    height = max(spot.row + spot.rowspan for spot in above.spots)
    widest = _NARROW * (above.xs[-1] - above.xs[0])
    last = (spot for spot in above.spots if spot.row + spot.rowspan == height and spot.text)
    narrow = (spot for spot in last if spot.right - spot.left < widest)
    over = [spot for spot in narrow if spot.left <= written.left and written.right <= spot.right]
    if len(over) != 1:
        return None
    held = msgspec.structs.replace(over[0], text=joined([over[0].text, written.text]))
    spots = tuple(held if spot is over[0] else spot for spot in above.spots)
    return msgspec.structs.replace(above, spots=spots, bottom=written.baseline)


def _items(pages: Sequence[Region]) -> Iterator[Line | Piece]:
    for page in pages:
        lines = [Line(written, page.number, page.width) for written in page.lines]
        found: list[tuple[float, Line | Piece]] = [(line.written.baseline, line) for line in lines]
        found += [(piece.top, piece) for piece in page.pieces]
        found.sort(key=lambda item: item[0])
        yield from (item for _, item in found)


def _texts(items: Sequence[Line | Piece]) -> Iterator[Text | Piece]:
    whole: list[Line | Piece] = []
    for lines, piece in _runs(items):
        whole += with_tables(lines)
        whole += [piece] if piece else []
    column = column_of([item for item in whole if isinstance(item, Line)])
    for lines, piece in _runs(whole):
        yield from paragraphs(lines, column)
        if piece:
            yield piece


def _runs(items: Sequence[Line | Piece]) -> Iterator[tuple[list[Line], Piece | None]]:
    """Lines that follow one another, each time with the table behind them."""
    held: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            held.append(item)
        else:
            yield held, item
            held = []
    yield held, None
