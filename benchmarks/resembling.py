"""Copies among 12 000 stored reports: how many are found, how many others are taken for one, what the bands take up.

`python -m benchmarks resembling 12000` (the number may be left out).
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import stored
from benchmarks.table import show, spread
from benchmarks.wording import overview, problems, reworded
from gouji.check import Checker
from gouji.draft import sound
from gouji.likeness import likeness
from gouji.model import Report
from gouji.pipeline import Bench
from gouji.reader import Reader
from gouji.recognise import recognise
from gouji.rule import load_rules
from gouji.standing import kin_of

PLANTED, UNRELATED = 60, 300
SHARES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.15)
#: From here on RO-05 calls two reports copies.
ALIKE = 0.85
_AWAY = 10_000_000


def run() -> None:
    """Fill a store, plant reports in it, and ask for copies of these and for others."""
    many = next((int(word) for word in sys.argv[1:] if word.isdigit()), stored.MANY)
    with (
        tempfile.TemporaryDirectory(prefix="gouji-bench-") as folder,
        Checker(load_rules().select(["RO-05"], [])) as checker,
        Reader() as reader,
    ):
        bench = stored.bench_in(Path(folder, "full"), checker, reader)
        stored.fill(bench, many)
        for number in range(PLANTED):
            _plant(bench, number)
        rows = [_asked(bench, share) for share in SHARES]
        false, spent = _unrelated(bench)
        size = _size(bench.settings.home / "gouji.db")
    show(
        f"{many} 份存量，{PLANTED} 份原文各有一份改动过的抄件",
        ["改动的字", "找到", f"相似度达到 {ALIKE}", "每次查找的毫秒（CPU）"],
        rows,
    )
    print(f"{UNRELATED} 份无关报告：误报 {false}，每次查找 {spread(spent)} 毫秒（CPU）")
    print(f"report_bands：{size[0]} 行，{size[1] / 1e6:.1f} MB（含索引），全库 {size[2] / 1e6:.0f} MB")


def _report(unit: str, seed: int, share: float = 0.0) -> Report:
    draft = sound(unit=unit)
    for numeral, texts in (("一", overview(seed)), ("五", problems(seed))):
        draft.section(numeral).paragraphs = [
            reworded(text, share, seed * 10 + place) for place, text in enumerate(texts)
        ]
    return recognise(draft.document())


def _plant(bench: Bench, number: int) -> None:
    unit = f"临江市第{number}中心"
    checked = bench.checker.check(_report(unit, _AWAY + number))
    claim = stored.claim_of(bench, f"planted-{number}", f"planted {number}".encode())
    bench.store.finish_checked(claim, checked, stored.NOW, lambda _: [], kin=kin_of(unit, checked.report.year))


def _asked(bench: Bench, share: float) -> list[str]:
    found = alike = 0
    spent = []
    for number in range(PLANTED):
        report = _report("青禾县财政局", _AWAY + number, share)
        begun = time.process_time_ns()
        peers = likeness(report, kin_of(report.unit, report.year), bench.store.alike).peers or ()
        spent.append((time.process_time_ns() - begun) / 1e6)
        same = [peer for peer in peers if peer.unit == f"临江市第{number}中心"]
        found += bool(same)
        alike += any(peer.similarity >= ALIKE for peer in same)
    return [f"{share:.0%}", f"{found}/{PLANTED}", f"{alike}/{PLANTED}", spread(spent)]


def _unrelated(bench: Bench) -> tuple[int, list[float]]:
    false, spent = 0, []
    for number in range(UNRELATED):
        report = _report("青禾县财政局", 2 * _AWAY + number)
        begun = time.process_time_ns()
        peers = likeness(report, kin_of(report.unit, report.year), bench.store.alike).peers or ()
        spent.append((time.process_time_ns() - begun) / 1e6)
        false += any(peer.similarity >= ALIKE for peer in peers)
    return false, spent


def _size(path: Path) -> tuple[int, int, int]:
    """Rows and bytes of the bands, bytes of everything."""
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT count(*) FROM report_bands").fetchone()[0]
        whole = database.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()[0]
        database.execute("DROP TABLE report_bands")
        database.execute("VACUUM")
        without = database.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()
    return rows, whole - without[0], whole
