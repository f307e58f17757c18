"""Tables that run over pages → one table each; lines in between → paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.parse.layout.cells import Piece
from gouji.parse.layout.paragraphs import Line, Text, column_of, paragraphs
from gouji.parse.layout.region import Region
from gouji.parse.layout.sequel import continued
from gouji.parse.layout.unruled import with_tables


def spread(pages: Sequence[Region]) -> list[Text | Piece]:
    """Paragraphs and tables in reading order."""
    items: list[Line | Piece] = []
    for item in _items(pages):
        last = items[-1] if items else None
        if isinstance(item, Piece) and isinstance(last, Piece) and (whole := continued(last, item)):
            items[-1] = whole
        else:
            items.append(item)
    return list(_texts(items))


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
