"""CPU per report after start-up: parse, recognise and check apart, by format."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.table import show, spread
from gouji.check import Checker
from gouji.parse import parse
from gouji.recognise import recognise
from gouji.rule import load_rules

ROOT = Path(__file__).parents[1]
ROUNDS = 15


def run() -> None:
    """Every sample, and the audited reports where they lie beside the checkout."""
    with Checker(load_rules()) as checker:
        rows = [_row(path, checker) for path in _files()]
    show("每份报告的 CPU 毫秒（中位数，括号内最低–最高）", ["报告", "解析", "识别", "核查", "合计"], rows)
    print(f"规则 {len(checker.ruleset.rules)} 条；每项 {ROUNDS} 轮")


def _files() -> Iterator[Path]:
    yield from sorted((ROOT / "services/gouji/samples").iterdir())
    yield from sorted((ROOT.parent / "shared/seeds").glob("*.txt"))


def _row(path: Path, checker: Checker) -> list[str]:
    content = path.read_bytes()
    document = parse(content, path.name)
    report = recognise(document)
    stages: list[list[float]] = [
        _timed(lambda: parse(content, path.name)),
        _timed(lambda: recognise(document)),
        _timed(lambda: checker.check(report)),
    ]
    whole = [sum(once) for once in zip(*stages, strict=True)]
    return [path.name[:24], *(spread(stage) for stage in stages), spread(whole)]


def _timed(work: Callable[[], object]) -> list[float]:
    work()
    spent = []
    for _ in range(ROUNDS):
        begun = time.process_time_ns()
        work()
        spent.append((time.process_time_ns() - begun) / 1e6)
    return spent
