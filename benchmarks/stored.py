"""What a full store costs a check: the whole way of a submission, before and after 12 000 reports and units are there.

CPU and wall clock of `check_submission` on SQLite; `python -m benchmarks stored 12000` (the number may be left out).
"""

from __future__ import annotations

import io
import logging
import sqlite3
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import structlog

from benchmarks.service import _report as report_text
from benchmarks.table import show, spread
from benchmarks.wording import overview, problems
from gouji.archive import Archive
from gouji.check import Checker
from gouji.config import Settings
from gouji.parse import parse
from gouji.pipeline import Bench, check_submission
from gouji.reader import Reader
from gouji.recognise import recognise
from gouji.resemblance import bands, prose_of, signature
from gouji.rule import load_rules
from gouji.standing import kin_of
from gouji.store import Store
from gouji.submission import Claim, Drop, Signature
from gouji.unit import Unit, UnitType

MANY, ROUNDS, TURNS = 12_000, 60, 3
LEASE = timedelta(seconds=90)
_NAME = "'云溪县第' || i || '中心'"
NOW = datetime(2024, 1, 20, tzinfo=UTC)


def run() -> None:
    """Measure an empty store, fill it, measure it again; in turns, so that a busy machine shows in both."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    many = next((int(word) for word in sys.argv[1:] if word.isdigit()), MANY)
    with (
        tempfile.TemporaryDirectory(prefix="gouji-bench-") as folder,
        Checker(load_rules()) as checker,
        Reader() as reader,
    ):
        empty, full = (bench_in(Path(folder, name), checker, reader) for name in ("empty", "full"))
        begun = time.perf_counter()
        fill(full, many)
        print(f"{many} 份报告、{many} 个单位，写入用 {time.perf_counter() - begun:.0f} 秒")
        spent: dict[str, list[tuple[float, float]]] = {"空库": [], "满库": []}
        for turn in range(TURNS):
            spent["空库"] += _checks(empty, turn)
            spent["满库"] += _checks(full, turn)
    rows = [
        [name, spread([cpu for cpu, _ in times]), spread([wall for _, wall in times])] for name, times in spent.items()
    ]
    show(f"一份报告全程的毫秒（SQLite；{ROUNDS * TURNS} 次）", ["存量", "CPU", "墙钟"], rows)
    least = {name: min(cpu for cpu, _ in times) for name, times in spent.items()}
    print(f"CPU 最小值之比 {least['满库'] / least['空库']:.3f}")


def bench_in(home: Path, checker: Checker, reader: Reader) -> Bench:
    home.mkdir()
    settings = Settings(home=home)
    store = Store(settings.database)
    store.upgrade()
    return Bench(settings, store, Archive(settings.archive_path), checker, lambda: NOW, reader)


def fill(bench: Bench, many: int) -> None:
    county = Unit("云溪县人民政府", type=UnitType.COUNTY_GOVERNMENT)
    bench.store.import_units([county, *(_unit(number, county) for number in range(many))], NOW, "benchmark")
    report = recognise(parse(report_text(1).encode(), "a.txt"), unit="x", year=2023)
    checked = bench.checker.check(report)
    checked = msgspec.structs.replace(checked, report=msgspec.structs.replace(report, unit="云溪县第0中心"))
    claim = claim_of(bench, "stored-0", b"stored 0")
    bench.store.finish_checked(claim, checked, NOW, lambda _: [], kin=kin_of("云溪县第0中心", 2023))
    _multiply(bench.settings.home / "gouji.db", many)
    _say_otherwise(bench.settings.home / "gouji.db", many)


def _multiply(path: Path, many: int) -> None:
    """The one report that is stored as many, each of another unit: as rows, for writing them one by one takes hours."""
    with sqlite3.connect(path) as database:
        database.execute("CREATE TEMP TABLE n (i INTEGER PRIMARY KEY)")
        database.executemany("INSERT INTO n VALUES (?)", ((number,) for number in range(1, many)))
        different = {
            "submissions": {"id": "id + i", "unit": _NAME, "original_key": "hex(randomblob(32))"}
            | dict.fromkeys(("path", "path_hash"), "randomblob(32)")
            | {"sha256": "lower(hex(randomblob(32)))"},
            "reports": {
                "id": "id + i",
                "submission_id": "submission_id + i",
                "unit": _NAME,
                "subject": f"'unit:' || {_NAME}",
            },
            "report_cells": {"report_id": "report_id + i"},
            "results": {"report_id": "report_id + i"},
            "findings": {"id": "NULL", "report_id": "report_id + i", "fingerprint": "hex(randomblob(12))"},
        }
        for table, changed in different.items():
            names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            values = ", ".join(changed.get(name, name) for name in names)
            database.execute(f"INSERT INTO {table} SELECT {values} FROM (SELECT * FROM {table}), n")


def _say_otherwise(path: Path, many: int) -> None:
    """What the prose of each is like, as if each had its own; the texts themselves stay those of the first."""
    with sqlite3.connect(path) as database:
        first = database.execute("SELECT min(id) FROM reports").fetchone()[0]
        database.execute("DELETE FROM report_bands")
        for number in range(many):
            words = "".join(filter(_is_word, "".join((*overview(number), *problems(number)))))
            signed = signature(prose_of(words)) or b""
            database.execute("UPDATE reports SET signature = ? WHERE id = ?", (signed, first + number))
            rows = [(band, first + number) for band in bands(signed, 2023)]
            database.executemany("INSERT INTO report_bands (band, report_id) VALUES (?, ?)", rows)


def _is_word(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _unit(number: int, county: Unit) -> Unit:
    """One in two hundred goes into the county's report."""
    parent = county.name if number % 200 == 0 else None
    return Unit(f"云溪县第{number}中心", (f"第{number}中心",), "云溪县", UnitType.COUNTY_DEPARTMENT, parent)


def claim_of(bench: Bench, name: str, content: bytes) -> Claim:
    kept = bench.archive.put(io.BytesIO(content))
    drop = Drop(kept.sha256, kept.size, name.encode(), name, name.encode(), Signature(kept.size, hash(name), 1))
    [recorded] = bench.store.record_drops([drop], NOW)
    [claim] = bench.store.claim([recorded.submission_id], NOW, LEASE, "benchmark:1")
    return claim


def _checks(bench: Bench, turn: int) -> list[tuple[float, float]]:
    """(CPU, wall) milliseconds of each check of a report that has not been there yet; the reading child not counted."""
    spent = []
    for number in range(ROUNDS + 1):
        content = report_text(1_000_000 + turn * 1000 + number).encode()
        claim = claim_of(bench, f"{turn}-{number}.txt", content)
        cpu, wall = time.process_time_ns(), time.perf_counter_ns()
        check_submission(claim, bench)
        spent.append(((time.process_time_ns() - cpu) / 1e6, (time.perf_counter_ns() - wall) / 1e6))
    return spent[1:]
