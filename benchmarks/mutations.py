"""Faults put into sound reports of both editions: found, missed and falsely found, by kind and by rule.

The kinds: tests/mutations. A finding is false when it is an error or a warning that does not belong to the fault.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import msgspec

from benchmarks.table import show
from gouji.check import Checker
from gouji.rule import load_rules

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # sound reports and faults

from mutations.fault import Fault, Outcome, outcome, spoilt
from mutations.kinds import KINDS

REPORTS, PROCESSES = 20, 2
#: Not every report can have every fault: so many are tried for one.
_TRIES = 40


class Tally(msgspec.Struct):
    """One kind over its reports; `missed` and `false` name the reports by form and number."""

    code: str
    name: str
    made: int = 0
    found: int = 0
    missed: list[str] = []
    false: dict[str, list[str]] = {}


def run(reports: int | None = None) -> None:
    """The tables of this part; `reports` a kind and form, else the number in the command line, else 20."""
    count = reports or max((int(text) for text in sys.argv[1:] if text.isdigit()), default=0) or REPORTS
    with ProcessPoolExecutor(PROCESSES) as pool:
        tallies = list(pool.map(tally, range(len(KINDS)), [count] * len(KINDS), chunksize=4))
    rows = [[one.code, one.name, *_figures([one]), _seeds(one)] for one in tallies]
    heads = ["份数", "发现", "漏报", "误报"]
    show(f"注入缺陷（{len(tallies)} 类，每类每版 {count} 份）", ["规则", "缺陷", *heads, "漏报、误报的份"], rows)
    codes = sorted({one.code for one in tallies})
    rows = [[code, *_figures([one for one in tallies if one.code == code]), _blamed(code, tallies)] for code in codes]
    rows.append(["合计", *_figures(tallies), ""])
    show("按规则", ["规则", *heads, "误报在其他缺陷上"], rows)
    made, found = sum(one.made for one in tallies), sum(one.found for one in tallies)
    print(f"\n发现 {found / made:.2%}；错误、警告级误报 {sum(map(_false, tallies))} 个")


def tally(place: int, reports: int) -> Tally:
    """Put one kind of fault into so many reports of each of its forms."""
    kind = KINDS[place]
    one = Tally(kind.code, kind.name)
    for form in kind.forms:
        for number, result in _cases(kind, form, reports):
            one.made += 1
            one.found += result.found
            if not result.found:
                one.missed.append(f"{form[2:]}:{number}")
            for finding in result.false:
                one.false.setdefault(finding.rule, []).append(f"{form[2:]}:{number}")
    return one


def _cases(kind: Fault, form: str, reports: int) -> Iterator[tuple[int, Outcome]]:
    made = 0
    for number in range(reports * _TRIES):
        case = spoilt(kind, form, number)
        if case is not None:
            made += 1
            yield number, outcome(kind, case, _checker())
        if made == reports:
            return


@cache
def _checker() -> Checker:
    return Checker(load_rules())


def _false(one: Tally) -> int:
    return sum(map(len, one.false.values()))


def _figures(tallies: list[Tally]) -> list[str]:
    made, found = sum(one.made for one in tallies), sum(one.found for one in tallies)
    return [str(made), str(found), str(made - found), str(sum(map(_false, tallies)))]


def _seeds(one: Tally) -> str:
    shown = [f"漏 {' '.join(one.missed[:5])}"] if one.missed else []
    return "；".join([*shown, *(f"误 {rule} {' '.join(seeds[:3])}" for rule, seeds in one.false.items())])


def _blamed(code: str, tallies: list[Tally]) -> str:
    """On which other faults this rule spoke falsely."""
    others = Counter({one.name: len(one.false[code]) for one in tallies if code in one.false})
    return "、".join(f"{name} {number}" for name, number in others.most_common(3))
