"""`gouji check` of one file from the shell, start-up included."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.table import show, spread

SAMPLES = Path(__file__).parents[1] / "services/gouji/samples"
ROUNDS = 9


def run() -> None:
    """Wall-clock seconds a run, by format; an empty interpreter beside it."""
    gouji = Path(sys.executable).with_name("gouji")
    rows = [[path.suffix[1:], spread(_runs([str(gouji), "check", str(path)]))] for path in sorted(SAMPLES.iterdir())]
    rows.append(["python -c pass", spread(_runs([sys.executable, "-c", "pass"]))])
    show("gouji check 一份报告，从命令到结束的秒数（中位数，括号内最低–最高）", ["格式", "秒"], rows)


def _runs(command: list[str]) -> list[float]:
    spent = []
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        spent.append(time.perf_counter() - begun)
    return spent[1:]
