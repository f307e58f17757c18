"""Personal numbers in what a reader sees."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from gouji.model import Quote, Report
from gouji.privacy import FEW_DIGITS, Datum, leaks, masked
from gouji_rules.text._marks import Mark, excerpt

_AROUND = 10
_CELLS = 2


def numbers(report: Report, datum: Datum) -> Iterator[tuple[Mark, str]]:
    """Each number of this kind as a mark that does not repeat it, with the words before it.

    Before a number that has a cell to itself stand the words of the cells before.
    """
    if not FEW_DIGITS.search(report.visible_text):
        return
    earlier: list[str] = []
    for piece in report.visible:
        for kind, start, end in _leaks(piece.text) if FEW_DIGITS.search(piece.text) else ():
            if kind is datum:
                words = f"{piece.text[:start][-_AROUND:]}{masked(piece.text[start:end])}".strip()
                before = piece.text[:start] if piece.text[:start].strip() else "".join(earlier[-_CELLS:])
                yield Mark(words, Quote(excerpt(masked(piece.text), start, end), piece.place)), before
        earlier.append(piece.text)


@lru_cache(maxsize=512)
def _leaks(text: str) -> tuple[tuple[Datum, int, int], ...]:
    return tuple((one.datum, one.start, one.end) for one in leaks(text))
