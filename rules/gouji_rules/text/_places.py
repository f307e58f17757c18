"""Everything that a reader sees, piece by piece, with its place; and which cell of the report a piece is."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.model import Place, Quote, Report, Table


def visible(report: Report) -> Iterator[Quote]:
    """Every paragraph, heading and table cell with text, in reading order."""
    for block in report.document.blocks:
        if isinstance(block, Table):
            yield from (Quote(cell.text, cell.place) for cell in block.cells if cell.text)
        elif block.text:
            yield Quote(block.text, block.place)


def addresses_at(report: Report, places: set[Place]) -> tuple[str, ...]:
    """The cells of the report that stand at these places."""
    return tuple(address for address, cell in report.cells.items() if cell.place in places)
