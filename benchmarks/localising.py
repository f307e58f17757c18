"""Which figure is wrong: faults put into sound tables of both editions, and how surely each is found again.

`python -m benchmarks localising [N]`: N tables a row (1000), the same ones every time. A fault is 唯一 when one repair
is named and it is the right one, top-1 and top-3 when the right one is first, or among the first three; the time is
that of the search and the ranking, in CPU.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import product
from random import Random

import msgspec

from benchmarks.table import show
from gouji.draft import sound
from gouji.editions import edition
from gouji.imbalance import UNIQUE, imbalances
from gouji.model import CellKind, Report
from gouji.recognise import recognise
from gouji.rule import load_rules
from gouji.rule.balance import reckon

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
COLUMNS = (*APPLICANTS, "总计")
TABLES = 1000

Figures = dict[str, int]
Fault = Callable[[Figures, Random], Figures]


def run() -> None:
    """One row for each kind of fault."""
    count = next((int(word) for word in sys.argv[1:] if word.isdigit()), TABLES)
    bench = _Bench()
    rows = [_row(name, fault, bench, count) for name, fault in FAULTS.items()]
    head = ["错误", "唯一且正确", "首位正确", "前三含正确", "发现数", "p50 毫秒", "p95 毫秒", "最长"]
    show(f"表三定位（每行 {count} 张表，两种格式各半）", head, rows)


class _Bench:
    """Reports to put figures into, and the identities of 表三."""

    def __init__(self) -> None:
        self.rules = [rule for rule in load_rules().in_force() if rule.linear and rule.code.startswith("T3")]
        self.reports = {form: recognise(sound(form).document()) for form in ("ed2019", "ed2021")}

    def report(self, form: str, figures: Figures) -> Report:
        base = self.reports[form]
        cells = {
            address: msgspec.structs.replace(cell, text=str(figures[address]), value=Decimal(figures[address]))
            if address in figures and cell.kind is CellKind.COUNT
            else cell
            for address, cell in base.cells.items()
        }
        return msgspec.structs.replace(base, cells=cells)


def _row(name: str, fault: Fault, bench: _Bench, count: int) -> list[str]:
    spent: list[float] = []
    unique = first = third = found = tried = 0
    for seed in range(count):
        random = Random(seed)
        form = ("ed2019", "ed2021")[seed % 2]
        truth = sound_table(form, random)
        wrong = fault(truth, random)
        report = bench.report(form, wrong)
        reckoned = [(rule, one) for rule in bench.rules for one in reckon(rule.linear, report).balances]
        if all(one.holds for _, one in reckoned):
            continue  # nothing to be seen: two faults that undo each other
        tried += 1
        begun = time.process_time_ns()
        findings = [finding for _, finding in imbalances(reckoned, report)]
        spent.append((time.process_time_ns() - begun) / 1e6)
        found += len(findings)
        right = {address: str(truth[address]) for address in truth if truth[address] != wrong[address]}
        ranked = [[{c.cell: c.after for c in p.changes} for p in finding.proposals] for finding in findings]
        together = [_joined(choice) for choice in product(*ranked)] if all(ranked) else []
        best = right in together
        third += best
        first += bool(together) and together[0] == right
        unique += best and all(p.certainty == UNIQUE for finding in findings for p in finding.proposals)
    spent.sort()
    return [
        name,
        *(f"{100 * hits / tried:.1f} %" for hits in (unique, first, third)),
        f"{found / tried:.2f}",
        f"{spent[len(spent) // 2]:.2f}",
        f"{spent[len(spent) * 95 // 100]:.2f}",
        f"{spent[-1]:.1f}",
    ]


def _joined(parts: tuple[dict[str, str], ...]) -> dict[str, str]:
    return {address: value for part in parts for address, value in part.items()}


def sound_table(form: str, random: Random) -> Figures:
    """A valid 表三 as units fill it in: one to three kinds of applicants, few kinds of results."""
    rows = [row.key for row in edition(form).tables["三"].rows]
    results = [row for row in rows if "R03" <= row < "R22"]
    figures = {f"三.{row}.{column}": 0 for row in rows for column in COLUMNS}
    for column in random.sample(APPLICANTS, random.choices([1, 2, 3], [6, 3, 1])[0]):
        for row in random.sample(results, random.randint(1, 6)):
            figures[f"三.{row}.{column}"] = random.randint(1, random.choice([4, 40, 400]))
        done = sum(figures[f"三.{row}.{column}"] for row in results)
        later = random.choice([0, 0, 1, 3])
        earlier = min(random.choice([0, 0, 1, 2]), done + later)
        figures[f"三.R01.{column}"] = done + later - earlier
        figures[f"三.R02.{column}"] = earlier
        figures[f"三.R22.{column}"], figures[f"三.R23.{column}"] = done, later
    for row in rows:
        figures[f"三.{row}.总计"] = sum(figures[f"三.{row}.{column}"] for column in APPLICANTS)
    return figures


# -- faults


def wrong_cells(many: int) -> Fault:
    """So many figures each with a slip of the hand."""

    def fault(figures: Figures, random: Random) -> Figures:
        wrong = dict(figures)
        for address in random.sample(_likely(figures, random), many):
            wrong[address] = random.choice(list(_slips(figures[address], random)))
        return wrong

    return fault


def _likely(figures: Figures, random: Random) -> list[str]:
    """Cells that somebody wrote something into come first; a zero is written wrong now and then."""
    filled = [address for address, figure in figures.items() if figure]
    blank = random.sample([address for address, figure in figures.items() if not figure], 4)
    return filled + blank


def _slips(figure: int, random: Random) -> Iterator[int]:
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


def one_column_off(figures: Figures, random: Random) -> Figures:
    """A figure written into the next column, its own cell left at 0."""
    places = [
        (row, at)
        for row in _rows(figures)
        for at in range(len(APPLICANTS))
        if figures[f"三.{row}.{COLUMNS[at]}"] and not figures[f"三.{row}.{COLUMNS[at + 1]}"]
    ] or [("R01", 0)]
    row, at = random.choice(places)
    one, other = f"三.{row}.{COLUMNS[at]}", f"三.{row}.{COLUMNS[at + 1]}"
    return figures | {one: figures[other], other: figures[one]}


def swapped_columns(figures: Figures, random: Random) -> Figures:
    """Two figures of one row exchanged."""
    rows = [row for row in _rows(figures) if len({figures[f"三.{row}.{c}"] for c in COLUMNS}) > 1]
    row = random.choice(rows)
    one, other = random.choice(
        [
            (a, b)
            for at, a in enumerate(APPLICANTS)
            for b in APPLICANTS[at + 1 :]
            if figures[f"三.{row}.{a}"] != figures[f"三.{row}.{b}"]
        ]
        or [(APPLICANTS[0], "总计")]
    )
    first, second = f"三.{row}.{one}", f"三.{row}.{other}"
    return figures | {first: figures[second], second: figures[first]}


def recomputed_total(figures: Figures, random: Random) -> Figures:
    """A detail wrong, and its row's total computed from it."""
    address = random.choice([a for a, figure in figures.items() if figure and not a.endswith("总计")])
    wrong = dict(figures)
    wrong[address] = random.choice([value for value in _slips(figures[address], random) if value >= 0])
    row = address.rpartition(".")[0]
    wrong[f"{row}.总计"] += wrong[address] - figures[address]
    return wrong


def shifted_row(figures: Figures, random: Random) -> Figures:
    """A row whose figures all stand one column to the right."""
    busy = [row for row in _rows(figures) if any(figures[f"三.{row}.{c}"] for c in APPLICANTS)]
    row = random.choice(busy)
    own = [figures[f"三.{row}.{column}"] for column in COLUMNS]
    return figures | {
        f"三.{row}.{column}": figure for column, figure in zip(COLUMNS, [own[-1], *own[:-1]], strict=True)
    }


def hopeless(figures: Figures, random: Random) -> Figures:
    """A third of all figures are anything."""
    wrong = dict(figures)
    for address in random.sample(sorted(figures), len(figures) // 3):
        wrong[address] = random.randint(0, 99)
    return wrong


def _rows(figures: Figures) -> list[str]:
    return sorted({address.split(".")[1] for address in figures})


FAULTS: dict[str, Fault] = {
    "1格写错": wrong_cells(1),
    "2格写错": wrong_cells(2),
    "3格写错": wrong_cells(3),
    "错填到右边一列": one_column_off,
    "同一行两列填反": swapped_columns,
    "明细写错且总计照错数重算": recomputed_total,
    "整行右移一列": shifted_row,
    "三分之一的格是乱数": hopeless,
}
