"""The examples of rules, run: a 反例 must be found, a 正例 must pass."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from gouji.check import Checker
from gouji.errors import GoujiError
from gouji.model import Outcome
from gouji.rule.definition import Rule
from gouji.rule.example import example_context
from gouji.rule.loading import load_rules


class Tried(msgspec.Struct, frozen=True):
    """One example of one rule: what happened, and why it is no pass."""

    rule: str
    example: str
    passed: bool
    reason: str | None = None


def try_examples(path: Path) -> Iterator[Tried]:
    """Run the examples of every rule in a folder, or of the rule in a file; a faulty file is a failed try."""
    with tempfile.TemporaryDirectory() as lone:
        folder = path
        if path.is_file():
            folder = Path(lone)
            shutil.copy(path, folder / path.name)
        ruleset = load_rules([folder])
        for fault in ruleset.faults:
            yield Tried(fault.code or Path(fault.path).name, "加载", passed=False, reason=fault.reason)
        own = [rule for rule in ruleset.rules if rule.path.startswith(str(folder))]
        if own:
            with Checker(ruleset.select([rule.code for rule in own])) as checker:
                for rule in own:
                    yield _try(rule, "反例", rule.failing, Outcome.FAIL, checker)
                    yield _try(rule, "正例", rule.passing, Outcome.PASS, checker)


def _try(rule: Rule, name: str, text: str, expected: Outcome, checker: Checker) -> Tried:
    try:
        checked = checker.judge(example_context(text))
    except GoujiError as problem:
        return Tried(rule.code, name, passed=False, reason=str(problem))
    result = next(result for result in checked.results if result.rule == rule.code)
    if result.outcome is expected:
        return Tried(rule.code, name, passed=True)
    return Tried(rule.code, name, passed=False, reason=f"结果是 {result.outcome.value}：{result.reason or '没有原因'}")
