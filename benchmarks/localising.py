"""Which figure is wrong: faults put into sound tables of both editions, and how surely each is found again.

`python -m benchmarks localising [N]`: N tables a row (1000), the same ones every time. A fault is 唯一 when one repair
is named and it is the right one, 首位 and 前三 when the right one is first, or among the first three; where there are
several causes, every one must be right. The time is that of search, ranking and words, in CPU.
"""

from __future__ import annotations

import gc
import sys
import time
from decimal import Decimal
from itertools import product
from random import Random

import msgspec

from benchmarks.table import show
from benchmarks.wrong_tables import (
    Fault,
    Figures,
    hopeless,
    one_column_off,
    recomputed_total,
    shifted_row,
    sound_table,
    swapped_columns,
    swapped_with_any,
    told,
    wrong_cells,
)
from gouji.draft import sound
from gouji.imbalance import imbalances
from gouji.model import CellKind, Certainty, Finding, Report
from gouji.recognise import recognise
from gouji.rule import load_rules
from gouji.rule.balance import reckon
from gouji.witnesses import witnesses

TABLES = 1000
FORMS = ("ed2019", "ed2021")
_COLUMNS = ["错误", "唯一且正确", "首位正确", "前三含正确", "发现数", "p50 毫秒", "p95 毫秒", "最长"]

FAULTS: dict[str, Fault] = {
    "1格错（任意格，任意数）": wrong_cells(1, filled=False, slips=False),
    "2格错（任意格，任意数）": wrong_cells(2, filled=False, slips=False),
    "3格错（任意格，任意数）": wrong_cells(3, filled=False, slips=False),
    "1格错（有数的格，笔误）": wrong_cells(1, filled=True, slips=True),
    "2格错（有数的格，任意数）": wrong_cells(2, filled=True, slips=False),
    "2格错（有数的格，笔误）": wrong_cells(2, filled=True, slips=True),
    "3格错（有数的格，任意数）": wrong_cells(3, filled=True, slips=False),
    "3格错（有数的格，笔误）": wrong_cells(3, filled=True, slips=True),
    "错填到相邻一列": one_column_off,
    "同一行两列填反": swapped_columns,
    "同一行两列填反（含总计、0）": swapped_with_any,
    "明细错且总计照错数重算": recomputed_total,
    "整行右移一列": shifted_row,
    "三分之一的格是乱数": hopeless,
}
WITNESSED: dict[str, Fault] = {
    "2格错（有数的格，笔误）": FAULTS["2格错（有数的格，笔误）"],
    "3格错（有数的格，笔误）": FAULTS["3格错（有数的格，笔误）"],
    "明细错且总计照错数重算": recomputed_total,
}


def run() -> None:
    """One row for each kind of fault; some again with what the prose and last year's report say."""
    count = next((int(word) for word in sys.argv[1:] if word.isdigit()), TABLES)
    bench = _Bench()
    gc.freeze()  # what the benchmark itself keeps is no part of a pause
    rows = [_row(name, fault, bench, count, elsewhere=False) for name, fault in FAULTS.items()]
    show(f"表三定位，只有表格（每行 {count} 张表，两种格式各半）", _COLUMNS, rows)
    rows = [_row(name, fault, bench, count, elsewhere=True) for name, fault in WITNESSED.items()]
    show(f"表三定位，有正文和上年报告（每行 {count} 张表，两种格式各半）", _COLUMNS, rows)


class _Bench:
    """Reports to put figures into, and the identities of 表三."""

    def __init__(self) -> None:
        self.rules = [rule for rule in load_rules().in_force() if rule.linear and rule.code.startswith("T3")]
        self._plain = {form: recognise(sound(form).document()) for form in FORMS}

    def report(self, form: str, figures: Figures) -> Report:
        """A report that says nothing else."""
        return _with(self._plain[form], figures)

    def told(self, form: str, truth: Figures, figures: Figures) -> tuple[Report, Report]:
        """A report whose prose tells the truth of the table, and last year's that fits it."""
        draft = sound(form)
        draft.section("一").paragraphs.append(told(truth, draft.year))
        carried = {a.replace("R02", "R23"): figure for a, figure in truth.items() if ".R02." in a}
        return _with(recognise(draft.document()), figures), _with(self._plain[form], carried)


def _with(report: Report, figures: Figures) -> Report:
    cells = {
        address: msgspec.structs.replace(cell, text=str(figures[address]), value=Decimal(figures[address]))
        if address in figures and cell.kind is CellKind.COUNT
        else cell
        for address, cell in report.cells.items()
    }
    return msgspec.structs.replace(report, cells=cells)


def _row(name: str, fault: Fault, bench: _Bench, count: int, *, elsewhere: bool) -> list[str]:
    spent: list[float] = []
    unique = first = third = found = tried = seed = 0
    while tried < count:
        seed += 1
        random = Random(seed)
        form = FORMS[seed % 2]
        truth = sound_table(form, random)
        wrong = fault(truth, random)
        if wrong is None:
            continue  # no room for this fault
        report, previous = bench.told(form, truth, wrong) if elsewhere else (bench.report(form, wrong), None)
        reckoned = [(rule, one) for rule in bench.rules for one in reckon(rule.linear, report).balances]
        if all(one.holds for _, one in reckoned):
            continue  # nothing to be seen: faults that undo each other
        tried += 1
        witnesses(report, previous)  # sentences are read once for all rules: no part of the time
        begun = time.process_time_ns()
        findings = [finding for _, finding in imbalances(reckoned, report, previous)]
        spent.append((time.process_time_ns() - begun) / 1e6)
        found += len(findings)
        right = {address: str(truth[address]) for address in truth if truth[address] != wrong[address]}
        ways = _ways(findings)
        third += right in ways
        first += ways[:1] == [right]
        unique += ways[:1] == [right] and all(one.certainty is Certainty.UNIQUE for one in findings)
    spent.sort()
    return [
        name,
        *(f"{100 * hits / tried:.1f} %" for hits in (unique, first, third)),
        f"{found / tried:.2f}",
        f"{spent[len(spent) // 2]:.2f}",
        f"{spent[len(spent) * 95 // 100]:.2f}",
        f"{spent[-1]:.1f}",
    ]


def _ways(findings: list[Finding]) -> list[dict[str, str]]:
    """What the findings together say that the table should be, the best of each first."""
    ranked = [[{c.cell: c.after for c in p.changes} for p in finding.proposals] for finding in findings]
    if not all(ranked):
        return []
    return [{a: v for part in choice for a, v in part.items()} for choice in product(*ranked)]
