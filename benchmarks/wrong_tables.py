"""Sound 表三 as units fill them in, and the ways in which people get them wrong.

How sparse they are: 60 % of the units have applications of one kind of applicant, 28 % of two, 9 % of three, 3 % of
four, natural persons first; two thirds have up to ten applications of a kind, a quarter up to a hundred, the others up
to two thousand; they ended in one to six of the sixteen to eighteen ways; most carry nothing over. That is some 5 to 40
figures that are not 0 among 161 to 175.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from random import Random

from gouji.editions import edition

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
COLUMNS = (*APPLICANTS, "总计")

Figures = dict[str, int]
Fault = Callable[[Figures, Random], Figures | None]
"""Puts one fault into a table; None where the table has no room for it."""


def sound_table(form: str, random: Random) -> Figures:
    """A valid 表三 that is not all 0."""
    rows = [row.key for row in edition(form).tables["三"].rows]
    results = [row for row in rows if "R03" <= row < "R22"]
    figures = {f"三.{row}.{column}": 0 for row in rows for column in COLUMNS}
    for column in _applicants(random):
        most = random.choices([10, 100, 2000], [64, 26, 10])[0]
        left = random.randint(1, most)
        ways = random.sample(results, random.randint(1, 6))
        for row in ways:
            figures[f"三.{row}.{column}"] = share = random.randint(0, left) if row != ways[-1] else left
            left -= share
        done = sum(figures[f"三.{row}.{column}"] for row in results)
        later = random.choice([0, 0, 0, 1, 3, most // 10])
        earlier = min(random.choice([0, 0, 0, 1, 2, most // 10]), done + later)
        figures[f"三.R01.{column}"] = done + later - earlier
        figures[f"三.R02.{column}"] = earlier
        figures[f"三.R22.{column}"], figures[f"三.R23.{column}"] = done, later
    for row in rows:
        figures[f"三.{row}.总计"] = sum(figures[f"三.{row}.{column}"] for column in APPLICANTS)
    return figures


def _applicants(random: Random) -> list[str]:
    many = random.choices([1, 2, 3, 4], [60, 28, 9, 3])[0]
    first = ["自然人"] if random.random() < 0.8 else []
    others = [name for name in random.sample(APPLICANTS, len(APPLICANTS)) if name not in first]
    return [*first, *others][:many]


# -- figures written wrong


def wrong_cells(many: int, *, filled: bool, slips: bool) -> Fault:
    """So many figures wrong: any cells or only those not 0; by a slip, or any other figure (up to 99 more)."""

    def fault(figures: Figures, random: Random) -> Figures | None:
        cells = [address for address, figure in figures.items() if figure or not filled]
        if len(cells) < many:
            return None
        wrong = dict(figures)
        for address in random.sample(cells, many):
            own = figures[address]
            others = list(_slips(own, random)) if slips else [n for n in range(own + 100) if n != own]
            wrong[address] = random.choice(others)
        return wrong

    return fault


def _slips(figure: int, random: Random) -> Iterator[int]:
    """One off, left out, a digit more, two turned round, a digit less, one wrong."""
    yield figure + 1
    if figure:
        yield figure - 1
        yield 0
    digits = str(figure)
    yield int(digits + random.choice("0123456789")) or 1
    if len(digits) > 1:
        if digits != digits[::-1]:
            yield int(digits[::-1])
        yield int(digits[:-1])
        place = random.randrange(len(digits))
        other = random.choice([d for d in "123456789" if d != digits[place]])
        yield int(digits[:place] + other + digits[place + 1 :])


def one_column_off(figures: Figures, random: Random) -> Figures | None:
    """A figure written into the next applicants' column, its own cell left at 0."""
    places = [
        (f"三.{row}.{here}", f"三.{row}.{there}")
        for row in _rows(figures)
        for one, other in pairwise(APPLICANTS)
        for here, there in ((one, other), (other, one))
        if figures[f"三.{row}.{here}"] and not figures[f"三.{row}.{there}"]
    ]
    here, there = random.choice(places)
    return figures | {here: 0, there: figures[here]}


def swapped_columns(figures: Figures, random: Random) -> Figures | None:
    """Two figures of one row that are not 0 in each other's column."""
    places = [
        (f"三.{row}.{one}", f"三.{row}.{other}")
        for row in _rows(figures)
        for at, one in enumerate(APPLICANTS)
        for other in APPLICANTS[at + 1 :]
        if 0 < figures[f"三.{row}.{one}"] != figures[f"三.{row}.{other}"] > 0
    ]
    if not places:
        return None
    one, other = random.choice(places)
    return figures | {one: figures[other], other: figures[one]}


def swapped_with_any(figures: Figures, random: Random) -> Figures | None:
    """Two different figures of one row in each other's column, the total and zeros among them."""
    places = [
        (f"三.{row}.{one}", f"三.{row}.{other}")
        for row in _rows(figures)
        for at, one in enumerate(COLUMNS)
        for other in COLUMNS[at + 1 :]
        if figures[f"三.{row}.{one}"] != figures[f"三.{row}.{other}"]
    ]
    one, other = random.choice(places)
    return figures | {one: figures[other], other: figures[one]}


def recomputed_total(figures: Figures, random: Random) -> Figures:
    """A detail wrong by a slip of the hand, and its row's total added up from it."""
    address = random.choice([a for a, figure in figures.items() if figure and not a.endswith("总计")])
    wrong = dict(figures)
    wrong[address] = random.choice(list(_slips(figures[address], random)))
    row = address.rpartition(".")[0]
    wrong[f"{row}.总计"] += wrong[address] - figures[address]
    return wrong


def shifted_row(figures: Figures, random: Random) -> Figures:
    """A row whose figures all stand one column to the right, the last one in the first."""
    busy = [row for row in _rows(figures) if any(figures[f"三.{row}.{c}"] for c in APPLICANTS)]
    row = random.choice(busy)
    own = [figures[f"三.{row}.{column}"] for column in COLUMNS]
    moved = zip(COLUMNS, [own[-1], *own[:-1]], strict=True)
    return figures | {f"三.{row}.{column}": figure for column, figure in moved}


def hopeless(figures: Figures, random: Random) -> Figures:
    """A third of all figures are anything."""
    wrong = dict(figures)
    for address in random.sample(sorted(figures), len(figures) // 3):
        wrong[address] = random.randint(0, 99)
    return wrong


def _rows(figures: Figures) -> list[str]:
    return sorted({address.split(".")[1] for address in figures})


# -- what stands elsewhere


_GROUPS = (
    ("予以公开", "R03", "R04"),
    ("部分公开", "R04", "R05"),
    ("不予公开", "R05", "R13"),
    ("无法提供", "R13", "R16"),
    ("不予处理", "R16", "R21"),
    ("其他处理", "R21", "R22"),
)


def told(figures: Mapping[str, int], year: int) -> str:
    """The overview of a report on this table, as most write it: totals by group, those that are 0 left out."""
    totals = {row.split(".")[1]: figure for row, figure in figures.items() if row.endswith("总计")}
    words = f"{year}年，我局共收到政府信息公开申请{totals['R01']}件"
    words += f"，上年结转{totals['R02']}件" if totals["R02"] else ""
    words += f"，办结{totals['R22']}件"
    grouped = [(name, sum(n for key, n in totals.items() if first <= key < end)) for name, first, end in _GROUPS]
    parts = [f"{name}{number}件" for name, number in grouped if number]
    words += f"，其中{'，'.join(parts)}" if parts else ""
    return words + (f"；结转下年度{totals['R23']}件。" if totals["R23"] else "。")
