"""Rows for a terminal, columns aligned by the width that characters have there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.text import width


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """One line a row; a Chinese character takes two places."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (widest - width(cell)) for cell, widest in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
