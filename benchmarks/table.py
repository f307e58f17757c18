"""A table of measurements for the terminal: median with the lowest and highest run beside it."""

from __future__ import annotations

import statistics
import unicodedata
from collections.abc import Sequence


def spread(values: Sequence[float], digits: int = 2) -> str:
    """`median (lowest – highest)`: what to quote, and how noisy the machine was."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f} – {max(values):.{digits}f})"


def show(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their heads, columns aligned."""
    widths = [max(_width(row[place]) for row in [heads, *rows]) for place in range(len(heads))]
    print(f"\n{title}")
    for row in [heads, ["-" * width for width in widths], *rows]:
        print("  ".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
