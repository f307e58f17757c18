"""The headings over columns of figures → cells that span what they head."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from gouji.parse.characters import rejoin
from gouji.parse.layout.cells import Spot
from gouji.parse.layout.unruled.chunks import Chunk, Stack
from gouji.parse.layout.unruled.columns import Columns

#: Lines of a heading stand no farther apart; headings that begin or end within this are on a level (ems).
_PITCH, _LEVEL = 1.75, 0.5
#: A heading of one line stands this near to the middle of one of two lines beside it (ems).
_MIDWAY = 0.2
#: Room that programs leave at the sides of a cell, together (ems).
_PADDING = 1.3
#: A line of a heading that a narrow column broke has fewer characters.
_SHORT = 4
#: What a heading over several columns costs: a column left out, one that stands on another level.
_LEFT_OUT, _UNLIKE = 0.3, 1.0


class Head(Stack):
    """A heading: the first and last column that it touches, the headings below it once they are known."""

    first: int
    last: int
    below: list[Head]

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def depth(self) -> int:
        return 1 + max((head.depth for head in self.below), default=0)


def heads(chunks: Sequence[Chunk], columns: Columns) -> tuple[list[Head], bool]:
    """The headings of the uppermost level from left to right with those below them, and whether that is sure."""
    waiting = _stacked(chunks, columns)
    units: list[Head] = []
    sure = True
    for number in range(len(columns.values)):
        own = [head for head in waiting if head.first == head.last == number and _fits(head.lines[0], columns, number)]
        if own:
            lowest = max(own, key=lambda head: head.top)
            waiting.remove(lowest)
            units.append(lowest)
        else:
            units.append(Head([], number, number, []))
    while waiting:
        lowest = max(waiting, key=lambda head: head.top)
        level = [head for head in waiting if lowest.top - head.top < _LEVEL * head.size]
        for head in level:
            waiting.remove(head)
        level.sort(key=lambda head: head.left)
        units, certain = _covered(level, units, columns, topmost=not waiting)
        sure = sure and certain
    return units, sure


def _stacked(chunks: Sequence[Chunk], columns: Columns) -> list[Head]:
    """Lines below one another over the same columns as one heading, where the first was full."""
    found: list[Head] = []
    for chunk in sorted(chunks, key=lambda chunk: (chunk.y, chunk.left)):
        under = columns.under(chunk)
        first, last = under[0], under[-1]
        above = next((head for head in reversed(found) if (head.first, head.last) == (first, last)), None)
        if (
            above is not None
            and first == last
            and (_goes_on(above, chunk, columns) or _is_beside(above, chunk, chunks))
        ):
            above.lines.append(chunk)
        else:
            found.append(Head([chunk], first, last, []))
    return found


def _fits(chunk: Chunk, columns: Columns, number: int) -> bool:
    """Whether a heading is no wider than the column that it stands in."""
    return chunk.right - chunk.left <= max(columns.pitch, columns.room(number))


def _goes_on(above: Head, chunk: Chunk, columns: Columns) -> bool:
    """Whether a line is the rest of a heading: the one above it filled its column, or is short."""
    last = above.lines[-1].written
    wide, em = last.right - last.left, chunk.size
    room = columns.room(above.first)
    full = any(
        wide <= whole < wide + em + padding * em for whole, padding in ((columns.pitch, _PADDING), (room, 2 * _PADDING))
    )
    return 0 < chunk.y - above.bottom < _PITCH * em and (full or len(last.glyphs) < _SHORT)


def _is_beside(above: Head, chunk: Chunk, chunks: Sequence[Chunk]) -> bool:
    """Whether two lines are one heading because another of one line stands beside them, half way between."""
    between = (above.top + chunk.y) / 2
    return 0 < chunk.y - above.bottom < _PITCH * chunk.size and any(
        abs(other.y - between) < _MIDWAY * chunk.size for other in chunks
    )


def _covered(level: Sequence[Head], units: list[Head], columns: Columns, *, topmost: bool) -> tuple[list[Head], bool]:
    """The headings of a level over those below, each over the run of columns that it is set over; whether for sure."""

    def away(head: Head, start: int, end: int) -> float:
        left, right = columns.values[units[start].first].left, columns.values[units[end].last].right
        return min(abs((left + right) / 2 - (head.left + head.right) / 2), abs(left - head.left)) / head.size

    def error(head: Head, start: int, end: int) -> float:
        under = units[start : end + 1]
        if not all(unit.lines and unit.top > head.bottom for unit in under):
            return float("inf")
        unlike = 0.0 if topmost or _are_level(under) else _UNLIKE
        return away(head, start, end) + unlike - _LEFT_OUT * (under[-1].last - under[0].first + 1)

    @cache
    def best(number: int, start: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        """The least error of the headings from `number` on over the units from `start` on."""
        if number == len(level):
            return 0.0, ()
        head = level[number]
        choices = [
            (error(head, first, last) + rest[0], ((first, last), *rest[1]))
            for first in range(start, len(units))
            for last in range(first, len(units))
            if units[first].first <= head.last and units[last].last >= head.first
            for rest in [best(number + 1, last + 1)]
        ]
        return min(choices, default=(float("inf"), ()))

    cost, ranges = best(0, 0)
    if cost == float("inf"):
        return units, False
    sure = all(away(head, *chosen) < _LEVEL * 2 for head, chosen in zip(level, ranges, strict=True))
    found, at = [], 0
    for head, (first, last) in zip(level, ranges, strict=True):
        found += units[at:first]
        head.below = units[first : last + 1]
        head.first, head.last = units[first].first, units[last].last
        found.append(head)
        at = last + 1
    return [*found, *units[at:]], sure


def _are_level(heads: Sequence[Head]) -> bool:
    """Whether headings stand in one row: their first lines, their last or their middles are level."""
    ways = (
        [head.top for head in heads],
        [head.bottom for head in heads],
        [(head.top + head.bottom) / 2 for head in heads],
    )
    return any(max(way) - min(way) < _LEVEL * heads[0].size for way in ways)


def spots(tops: Sequence[Head], shift: int, page: int) -> list[Spot]:
    """The headings as cells: rows from 0, columns behind those of the labels (`shift`)."""
    depth = max((head.depth for head in tops), default=0)
    return [spot for head in tops for spot in _spots(head, 0, depth, shift, page)]


def _spots(head: Head, row: int, depth: int, shift: int, page: int) -> list[Spot]:
    tall = depth - row if not head.below else 1
    text = rejoin(line.text for line in head.lines)
    own = Spot(row, head.first + shift, tall, head.last - head.first + 1, text, page)
    return [own, *(spot for inner in head.below for spot in _spots(inner, row + 1, depth, shift, page))]
