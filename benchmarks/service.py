"""The service from drop to stored: one file when idle, and many at once; memory of its processes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.table import show, spread
from benchmarks.wording import overview, problems
from gouji.draft import sound
from gouji.store import Store

SINGLE, MANY, ROUNDS = 20, 400, 3
SETTLE_SECONDS = 0.5


def run() -> None:
    """Latency of single drops, then throughput of a crowd, in a fresh home."""
    with tempfile.TemporaryDirectory(prefix="gouji-bench-") as folder, _service(Path(folder)) as (pid, store, started):
        home = Path(folder)
        latencies = [_single(home, store, number) for number in range(SINGLE)]
        rates = [_crowd(home, store, turn) for turn in range(ROUNDS)]
        memory = sum(_resident(one) for one in _tree(pid))
    rows = [
        ["启动到就绪（秒）", f"{started:.2f}"],
        [f"空闲时一份报告从投入到入库（秒，{SINGLE} 次）", spread(latencies)],
        ["其中文件静止等待（秒，设置值）", f"{SETTLE_SECONDS:.2f}"],
        [f"一次投入 {MANY} 份，每秒入库（{ROUNDS} 轮）", spread(rates, 0)],
        ["全部进程常驻内存（MB）", f"{memory / 1024:.0f}"],
    ]
    show("服务（SQLite、内嵌 Redis；中位数，括号内最低–最高）", ["项目", "数值"], rows)


@contextmanager
def _service(home: Path) -> Iterator[tuple[int, Store, float]]:
    given = {"HOME": str(home), "WEB_PORT": "0", "SETTLE_SECONDS": str(SETTLE_SECONDS), "LOG_LEVEL": "warning"}
    environment = {**os.environ, **{f"GOUJI_{name}": value for name, value in given.items()}}
    begun = time.perf_counter()
    with (home / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "gouji", "up"], env=environment, stdout=log, stderr=log)
    try:
        while not (home / "run" / "web.json").exists():
            if process.poll() is not None:
                sys.exit((home / "log").read_text())
            time.sleep(0.01)
        started = time.perf_counter() - begun
        store = Store(f"sqlite:///{home / 'gouji.db'}")
        yield process.pid, store, started
        store.close()
    finally:
        process.terminate()
        process.wait()


def _single(home: Path, store: Store, number: int) -> float:
    content = _report(number)
    begun = time.perf_counter()
    _drop(home, f"single-{number}", content)
    _wait(store, number + 1)
    return time.perf_counter() - begun


def _crowd(home: Path, store: Store, turn: int) -> float:
    before = SINGLE + turn * MANY
    contents = [_report(before + number) for number in range(MANY)]
    begun = time.perf_counter()
    for number, content in enumerate(contents):
        _drop(home, f"crowd-{turn}-{number}", content)
    _wait(store, before + MANY)
    return MANY / (time.perf_counter() - begun)


def _drop(home: Path, name: str, content: str) -> None:
    (home / "inbox" / f"{name}.txt").write_text(content, "utf-8")


def _report(number: int) -> str:
    """A report of ordinary size, unlike every other one."""
    draft = sound(unit=f"云溪县第{number}中心")
    draft.section("一").paragraphs, draft.section("五").paragraphs = overview(number), problems(number)
    for address in ("三.R01.自然人", "三.R01.总计", "三.R22.自然人", "三.R22.总计", "三.R03.自然人", "三.R03.总计"):
        draft.cells[address] = str(number)
    lines: list[str] = []
    for block in draft.document().blocks:
        if hasattr(block, "text"):
            lines.append(block.text)
            continue
        for row in block.rows():
            lines += [f"\t{cell.text}" for cell in row]
            lines.append("")
    return "\n".join(lines)


def _wait(store: Store, count: int) -> None:
    """Wait until so many submissions have a final state."""
    while True:
        balance = store.balance()
        if balance.seen - balance.waiting >= count:
            return
        time.sleep(0.05)


def _tree(pid: int) -> list[int]:
    """A process and all below it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(below for child in children for below in _tree(int(child)))]


def _resident(pid: int) -> int:
    """Resident memory in KB; shared pages are counted in each process."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)
