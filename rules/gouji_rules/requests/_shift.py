"""What speaks for a 表三 whose figures stand in the wrong columns, from the positions of its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

import msgspec

from gouji.errors import Absent
from gouji.model import FoundTable
from gouji.text import compact

_WIDTH = 7
_TOTAL = _WIDTH - 1
_SUMS = ("R22", "R23")
_FEWEST_ROWS = 2
_COUNT = re.compile(r"\d{1,9}|\d{1,3}(?:,\d{3}){1,2}")

Figures = tuple[int | None, ...]


_OFFICIAL = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def _order(columns: tuple[str, ...]) -> list[int] | None:
    """Where each official column stands when the table has them in another order; None when it has not."""
    if columns == _OFFICIAL or sorted(columns) != sorted(_OFFICIAL):
        return None
    return [columns.index(name) for name in _OFFICIAL]


def _ordered(texts: tuple[str, ...], order: list[int] | None) -> tuple[str, ...]:
    return texts if order is None or len(texts) != _WIDTH else tuple(texts[place] for place in order)


class Grid(msgspec.Struct, frozen=True):
    """The rows of the table by key: seven positions each, None where no count stands; and the names of the columns."""

    rows: dict[str, Figures]
    columns: tuple[str, ...]

    @classmethod
    def of(cls, table: FoundTable) -> Grid:
        """The rows that have at most seven cells; raises Absent when there is none."""
        order = _order(table.columns)
        rows = {
            row.key: _figures(_ordered(row.texts, order))
            for row in table.rows
            if row.key and 0 < len(row.texts) <= _WIDTH
        }
        if not rows:
            raise Absent("表三的数据行")
        return cls(rows, table.columns if len(table.columns) == _WIDTH and order is None else _OFFICIAL)

    def filled(self) -> Iterator[str]:
        """The addresses at which a number other than 0 stands."""
        for key, figures in self.rows.items():
            yield from (f"三.{key}.{name}" for name, figure in zip(self.columns, figures, strict=True) if figure)


def evidence(grid: Grid, table: FoundTable, received: Callable[[], Collection[int]]) -> list[str]:
    """The signs of a shift in words, each kind once; none when the rows add up.

    `received` are the numbers of applications received that the prose states; asked only beside another sign.
    """
    busy = {key: figures for key, figures in grid.rows.items() if any(figures)}
    if all(_adds_up(figures) for figures in busy.values()):
        return []
    signs = (
        _no_totals(grid),
        _sums_stand_elsewhere(grid, busy),
        _other_column_adds_up(grid, busy),
        _digits_in_heading(table),
    )
    found = [sign for sign in signs if sign]
    twice = _twice_what_is_stated(grid, received()) if found else None
    return [*found, twice] if twice else found


def _figures(texts: tuple[str, ...]) -> Figures:
    written = (compact(text) for text in texts)
    numbers = [int(text.replace(",", "")) if _COUNT.fullmatch(text) else None for text in written]
    return (*numbers, *[None] * (_WIDTH - len(numbers)))


def _adds_up(figures: Figures) -> bool:
    return figures[_TOTAL] is not None and sum(figure or 0 for figure in figures[:_TOTAL]) == figures[_TOTAL]


def _no_totals(grid: Grid) -> str | None:
    totals = [figures[_TOTAL] for figures in grid.rows.values()]
    if any(totals):
        return None
    state = "空白" if all(total is None for total in totals) else "空白或者0"
    return f"总计列{len(totals)}行全部{state}"


def _sums_stand_elsewhere(grid: Grid, busy: dict[str, Figures]) -> str | None:
    """（七）总计 and 结转下年度 stand alone in one column that has a figure in every row, others to the left of it."""
    sums = {place for key in _SUMS for place, figure in enumerate(busy.get(key, ())) if figure}
    if len(sums) != 1 or _TOTAL in sums:
        return None
    place = sums.pop()
    details = [figures for key, figures in busy.items() if key not in _SUMS]
    others = {other for figures in details for other, figure in enumerate(figures) if figure and other != place}
    if not others or max(others) > place or not all(figures[place] for figures in details):
        return None
    return f"（七）总计、结转下年度只填在“{grid.columns[place]}”列，而“{grid.columns[min(others)]}”列有明细"


def _other_column_adds_up(grid: Grid, busy: dict[str, Figures]) -> str | None:
    """A column before the last is what all others add up to, or the same as the one left of it, in two rows or more.

    Rows in which only this column is filled in say nothing.
    """
    for place in reversed(range(_TOTAL)):
        told = [figures for figures in busy.values() if any(f is not None for f in _without(figures, place))]
        own = [figures[place] or 0 for figures in told]
        if sum(1 for figure in own if figure) < _FEWEST_ROWS:
            continue
        name = grid.columns[place]
        same = "、".join(str(figure) for figure in own[:3])
        if place and [figures[place - 1] for figures in told] == own and all(own):
            return f"“{grid.columns[place - 1]}”“{name}”两列逐行相同（{same}）"
        if [sum(f or 0 for f in _without(figures, place)) for figures in told] == own:
            return f"“{name}”列逐行等于其余各列之和（{same}）"
    return None


def _twice_what_is_stated(grid: Grid, received: Collection[int]) -> str | None:
    """The applicants' columns of 一、本年新收 add up to twice what the prose says: a total stands among them."""
    total = sum(figure or 0 for figure in grid.rows.get("R01", ())[:_TOTAL])
    stated = next((number for number in received if number and total == 2 * number), None)
    return f"本年新收各列之和{total}是正文所写{stated}件的两倍" if stated else None


def _without(figures: Figures, place: int) -> Figures:
    return (*figures[:place], *figures[place + 1 :])


def _digits_in_heading(table: FoundTable) -> str | None:
    if not table.strays:
        return None
    return f"表头中混入数字{'、'.join(f'“{text.text.strip()}”' for text in table.strays)}"
