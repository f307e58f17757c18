"""表四 however it is drawn: fifteen columns and one row, in parts, or with the kinds of cases or outcomes as rows."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gouji.editions import NAMES, edition
from gouji.model import CellKind, GridCell, Row
from gouji.recognise.columns import Header, column_name, column_under
from gouji.recognise.rows import Line
from gouji.recognise.values import read_value
from gouji.text import compact, label

Pair = tuple[str, str]
"""A kind of case and an outcome."""

FOUR_CELLS = 15
_FIVE = 5


def kinds() -> tuple[str, ...]:
    """行政复议, 未经复议直接起诉, 复议后起诉."""
    return edition(NAMES[-1]).tables["四"].groups


def dispute_columns(header: Header) -> tuple[Pair, ...]:
    """The columns of 表四 in order as (kind, outcome): all fifteen, or five or ten where it is drawn in parts.

    Empty when the headings do not name them.
    """
    readings = [_pairs_by_order(header)]
    if header.lines[0].spans_known:
        readings.insert(0, _pairs_by_grid(header))
    whole = next((pairs for pairs in readings if len(set(pairs)) == len(pairs) == FOUR_CELLS), ())
    return whole or next((pairs for pairs in readings if _is_part(pairs)), ())


def _is_part(pairs: Sequence[Pair]) -> bool:
    """Whether the columns are those of some kinds of cases, five of each."""
    sizes = {kind: sum(one == kind for one, _ in pairs) for kind, _ in pairs}
    return bool(pairs) and len(set(pairs)) == len(pairs) and set(sizes.values()) == {_FIVE}


def _pairs_by_order(header: Header) -> tuple[Pair, ...]:
    outcomes = [name for cell in header.cells() if (name := column_name("四", cell.text))]
    order = [label(cell.text) for cell in header.cells() if label(cell.text) in kinds()]
    size = len(outcomes) // len(order) if order else 0
    if len(set(order)) < len(order) or size * len(order) != len(outcomes) or not size:
        return ()
    return tuple((order[i // size], outcome) for i, outcome in enumerate(outcomes))


def _pairs_by_grid(header: Header) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    last: GridCell | None = None
    for column in range(header.width):
        over = column_under(header, column)
        group = next((label(cell.text) for cell in over if label(cell.text) in kinds()), None)
        outcome = column_name("四", over[-1].text) if over else None
        if group and outcome and over[-1] is not last:
            last = over[-1]
            pairs.append((group, outcome))
    return tuple(pairs)


def row_pairs(header: Header, line: Line) -> tuple[tuple[Pair, ...], Sequence[GridCell]]:
    """Where rows are kinds of cases or outcomes: the columns of this row, and its value cells; empty when they are not.

    The headings then name the outcomes alone or the kinds alone, and the row's last leading label the other.
    """
    head = _last_label(line)
    if head is None:
        return (), ()
    position, text = head
    outcomes = [name for cell in header.cells() if (name := column_name("四", cell.text))]
    order = [label(cell.text) for cell in header.cells() if label(cell.text) in kinds()]
    values = line.cells[position + 1 :]
    kind = label(text) if label(text) in kinds() else None
    outcome = column_name("四", text)
    pairs: tuple[Pair, ...] = ()
    if kind and not order and len(set(outcomes)) == len(outcomes):
        pairs = tuple((kind, one) for one in outcomes)
    elif outcome and not outcomes and len(set(order)) == len(order):
        pairs = tuple((one, outcome) for one in order)
    if pairs and not any(compact(cell.text) for cell in values[len(pairs) :]):
        values = values[: len(pairs)]
    return (pairs, values) if pairs and len(pairs) == len(values) else ((), ())


def _last_label(line: Line) -> tuple[int, str] | None:
    found = None
    for position, cell in enumerate(line.cells):
        kind = read_value(cell.text).kind
        if kind not in (CellKind.TEXT, CellKind.BLANK):
            break
        if kind is CellKind.TEXT:
            found = (position, cell.text)
    return found


def row_values(line: Line, size: int) -> Sequence[GridCell]:
    """The value cells of the one data row: without a label before them or blank cells behind them."""
    values: Sequence[GridCell] = line.cells
    while len(values) > size and not compact(values[-1].text):
        values = values[:-1]
    while len(values) > size and read_value(values[0].text).kind in (CellKind.TEXT, CellKind.BLANK):
        values = values[1:]
    return values


def joined_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows of 表四, those of its parts as one row of fifteen cells."""
    parts = [row for row in rows if row.placed and row.key == "四"]
    if len(parts) < 2:  # noqa: PLR2004 - one row needs no joining
        return list(rows)
    whole = msgspec.structs.replace(
        parts[0],
        texts=tuple(text for row in parts for text in row.texts),
        places=tuple(place for row in parts for place in row.places),
        doubt=next((row.doubt for row in parts if row.doubt), None),
    )
    return [whole, *(row for row in rows if row not in parts)]
