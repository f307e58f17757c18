"""Personal numbers in what a reader sees."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from gouji.model import Quote, Report
from gouji.privacy import FEW_DIGITS, Datum, leaks, masked
from gouji_rules.text._marks import Mark, excerpt
from gouji_rules.text._places import visible

_AROUND = 10


def numbers(report: Report, datum: Datum) -> Iterator[tuple[Mark, str]]:
    """Each number of this kind as a mark that does not repeat it, with the words before it."""
    for piece in visible(report, FEW_DIGITS):
        for kind, start, end in _leaks(piece.text):
            if kind is datum:
                before, number = piece.text[:start], masked(piece.text[start:end])
                mark = Mark(
                    f"{before[-_AROUND:]}{number}".strip(), Quote(excerpt(masked(piece.text), start, end), piece.place)
                )
                yield mark, before


@lru_cache(maxsize=512)
def _leaks(text: str) -> tuple[tuple[Datum, int, int], ...]:
    return tuple((one.datum, one.start, one.end) for one in leaks(text))
