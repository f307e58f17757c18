"""What a draft's tables have beside those of the form: a column, a row, subtotals of the groups of 表三."""

from __future__ import annotations

from gouji.text import label

#: Rows of (text, column, rowspan, colspan).
Grid = list[list[tuple[str, int, int, int]]]
_WIDTH = {"二": 4, "三": 10, "四": 15}
_COLUMNS = 7


def with_column(grid: Grid, table: str, heading: str) -> Grid:
    """A column more at the right, its cells blank; in 表二 with a heading in each block."""
    at = _WIDTH[table]
    if table == "二":
        return [_longer(row, heading, at) for row in grid]
    head_rows = 3
    first = [*grid[0], (heading, at, head_rows, 1)]
    return [first, *grid[1:head_rows], *([*row, ("", at, 1, 1)] for row in grid[head_rows:])]


def _longer(row: list[tuple[str, int, int, int]], heading: str, at: int) -> list[tuple[str, int, int, int]]:
    if len(row) == 1:
        return [(row[0][0], 0, 1, at + 1)]
    return [*row, (heading if row[0][0] == "信息内容" else "", at, 1, 1)]


def with_row(grid: Grid, table: str, text: str) -> Grid:
    """A row more at the end, its figures 0."""
    if table == "二":
        return [*grid, [(text, 0, 1, 1), ("0", 1, 1, 3)]]
    return [*grid, [(text, 0, 1, 3), *(("0", 3 + place, 1, 1) for place in range(_COLUMNS))]]


def with_subtotal(grid: Grid, group: str, values: list[str]) -> Grid:
    """Figures beside the label of a group of 表三: in a row of its own, above the group's rows."""
    drawn: Grid = []
    for row in grid:
        at = next((place for place, cell in enumerate(row) if label(cell[0]) == label(group)), None)
        if at is None:
            drawn.append([_with_a_row_more(cell) for cell in row] if _opens_results(row) else row)
            continue
        head, own = row[:at], row[at]
        drawn.append([*head, (own[0], 1, 1, 2), *((value, 3 + place, 1, 1) for place, value in enumerate(values))])
        drawn.append([("", 1, own[2], 1), *row[at + 1 :]])
    return drawn


def _opens_results(row: list[tuple[str, int, int, int]]) -> bool:
    return any(cell[0].startswith("三、") and cell[2] > 1 for cell in row)


def _with_a_row_more(cell: tuple[str, int, int, int]) -> tuple[str, int, int, int]:
    text, column, rowspan, colspan = cell
    return (text, column, rowspan + 1, colspan) if text.startswith("三、") else cell
