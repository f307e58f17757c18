"""Everything that a reader sees, piece by piece, with its place; and which cell of the report a piece is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.model import Place, Quote, Report


def visible(report: Report, hint: re.Pattern[str]) -> Iterator[Quote]:
    """Every paragraph, heading and table cell in which the hint is found, in reading order."""
    if hint.search(report.visible_text):
        yield from (Quote(piece.text, piece.place) for piece in report.visible if hint.search(piece.text))


def addresses_at(report: Report, places: set[Place]) -> tuple[str, ...]:
    """The cells of the report that stand at these places."""
    return tuple(address for address, cell in report.cells.items() if cell.place in places)
