"""Chunks of figures below one another → columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

import msgspec

from gouji.parse.layout.sequel import is_figure
from gouji.parse.layout.unruled.chunks import Chunk, Row


class Span(msgspec.Struct, frozen=True):
    """What a column covers of the page's width."""

    left: float
    right: float

    def touches(self, chunk: Chunk) -> bool:
        return chunk.left < self.right and chunk.right > self.left


class Columns(msgspec.Struct, frozen=True):
    """The columns of figures of a table, and where the labels left of them end (None: there are none)."""

    values: tuple[Span, ...]
    labels_end: float | None

    @property
    def start(self) -> float:
        return self.values[0].left

    @property
    def pitch(self) -> float:
        """How far columns stand apart, without end for a single one."""
        middles = [(span.left + span.right) / 2 for span in self.values]
        return median(right - left for left, right in pairwise(middles)) if len(middles) > 1 else float("inf")

    def room(self, number: int) -> float:
        """How much space a column has between the texts of its neighbours; that to the next at the ends."""
        if 0 < number < len(self.values) - 1:
            return self.values[number + 1].left - self.values[number - 1].right
        return self.pitch

    def is_wide(self, chunk: Chunk) -> bool:
        """Whether a chunk is wider than a column, so that it heads several."""
        return chunk.right - chunk.left > self.pitch

    def is_label(self, chunk: Chunk) -> bool:
        """Whether a chunk stands where labels do."""
        return chunk.left < self.start - chunk.size / 2 and chunk.right < self.start + chunk.size

    def crosses(self, chunk: Chunk) -> bool:
        """Whether a chunk runs from the labels into the figures, as a line of prose does."""
        end = self.start - 2 * chunk.size if self.labels_end is None else self.labels_end
        return chunk.left < end - chunk.size and chunk.right > self.start + chunk.size

    def under(self, chunk: Chunk) -> list[int]:
        """The columns that a chunk touches, or the one that it stands nearest to."""
        touched = [number for number, span in enumerate(self.values) if span.touches(chunk)]
        return touched or [min(range(len(self.values)), key=lambda number: self._away(number, chunk))]

    def _away(self, number: int, chunk: Chunk) -> float:
        span = self.values[number]
        return max(span.left - chunk.right, chunk.left - span.right)


def columns_of(data: Sequence[Row]) -> Columns | None:
    """The columns of rows of figures; None when they stand in none."""
    spans = _merged(Span(chunk.left, chunk.right) for row in data for chunk in row.chunks)
    texts = [0] * len(spans)
    for row in data:
        for chunk in row.chunks:
            number = next(n for n, span in enumerate(spans) if span.left <= chunk.left <= span.right)
            texts[number] += 1 if not is_figure(chunk.text) else -1
    first = 0
    if len(spans) > 2 and texts[0] < 0 < texts[1]:  # noqa: PLR2004 - ordinals before the labels
        first = 1
    while first < len(spans) and texts[first] > 0:
        first += 1
    if first == len(spans):
        return None
    return Columns(tuple(_unified(spans[first:], data)), spans[first - 1].right if first else None)


def _unified(spans: Sequence[Span], data: Sequence[Row]) -> list[Span]:
    """Columns whose figures are set to the left here and to the middle there, as one.

    Neighbours that no row has both of are one column, where that leaves as many columns as most rows have figures.
    """
    held = [
        {number for number, span in enumerate(spans) for chunk in row.chunks if span.left <= chunk.left < span.right}
        for row in data
    ]
    most = max(map(len, held))
    if len(spans) == most or sum(len(row) == most for row in held) * 2 < len(held):
        return list(spans)
    groups: list[tuple[int, int]] = []
    for number in range(len(spans)):
        first = groups[-1][0] if groups else number
        if groups and all(len(row & set(range(first, number + 1))) <= 1 for row in held):
            groups[-1] = (first, number)
        else:
            groups.append((number, number))
    if len(groups) != most:
        return list(spans)
    return [Span(spans[first].left, spans[last].right) for first, last in groups]


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: span.left):
        if merged and span.left < merged[-1].right:
            merged[-1] = Span(merged[-1].left, max(merged[-1].right, span.right))
        else:
            merged.append(span)
    return merged


def widened(columns: Columns, heads: Iterable[Chunk]) -> Columns:
    """The columns as wide as the headings over one of them; a heading over none has a column of its own."""
    values = list(columns.values)
    for chunk in heads:
        if columns.is_wide(chunk):
            continue
        touched = [number for number, span in enumerate(values) if span.touches(chunk)]
        if not touched:
            values.append(Span(chunk.left, chunk.right))
            values.sort(key=lambda span: span.left)
        elif len(touched) == 1:
            span = values[touched[0]]
            values[touched[0]] = Span(min(span.left, chunk.left), max(span.right, chunk.right))
    return Columns(tuple(values), columns.labels_end)
