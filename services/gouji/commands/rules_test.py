"""`gouji rules test`: the examples of rules, run, and small faults put into them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from gouji.rule.host import Trace
    from gouji.rule.trial import Trial, Trials

_SCHEMA = "gouji.rules.test/1"
_SHOWN_ROWS = 8
_WHOLE = 100


@click.command()
@click.argument("path", metavar="[目录或文件]", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--builtin", is_flag=True, help="试验内置规则。")
@click.option("--examples-only", is_flag=True, help="只运行例子，不做变异。")
@click.option(
    "--at-least", type=click.IntRange(0, _WHOLE), default=0, metavar="百分数", help="变异发现率低于它的规则算失败。"
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
def test(path: Path | None, *, builtin: bool, examples_only: bool, at_least: int, form: str) -> None:
    """运行规则的例子，再看例子中的小错规则能否发现。

    反例必须报出问题，正例必须通过。然后在每个正例里改一处小错（一个数字加减1、两格互换、一格改成空白、去掉一个部分、
    正文里一个数字加减1），只改规则读到的地方，列出规则没有发现的，并说明其他生效的规则是否发现。

    \b
    结束状态：0 例子全部成立；1 有例子不成立，或发现率低于 --at-least；2 用法有误；3 有规则文件不能加载。
    """
    from gouji.rule.trial import tried_rules

    if builtin == (path is not None):
        raise click.UsageError("写一个目录或文件，或者写 --builtin")
    found = tried_rules(path, mutate=not examples_only)
    if not found.trials and not found.faults:
        raise click.UsageError(f"{path} 中没有规则")
    if form == "json":
        click.echo(json.dumps(_object(found), ensure_ascii=False, indent=1))
    else:
        for line in _lines(found, mutated=not examples_only):
            click.echo(line)
        for fault in found.faults:
            click.echo(str(fault), err=True)
    sys.exit(_status(found, at_least))


def _status(found: Trials, at_least: int) -> int:
    weak = any(trial.score is not None and trial.score < at_least for trial in found.trials)
    if not all(trial.passed for trial in found.trials) or weak:
        return 1
    return 3 if found.faults else 0


def _lines(found: Trials, *, mutated: bool) -> Iterator[str]:
    for trial in found.trials:
        yield from _trial_lines(trial, mutated=mutated)
    if not found.trials:
        return
    mutants = [mutant for trial in found.trials for mutant in trial.mutants]
    failed = sum(not trial.passed for trial in found.trials)
    words = f"{len(found.trials)} 条规则，" + (f"{failed} 条的例子不成立" if failed else "例子全部成立")
    if mutants:
        own = sum(mutant.noticed for mutant in mutants)
        other = sum(bool(mutant.others) for mutant in mutants)
        words += f"；变异 {len(mutants)} 处，本规则发现 {own} 处（{own * _WHOLE // len(mutants)}%）"
        words += f"，只有其他规则发现 {other} 处，没有规则发现 {len(mutants) - own - other} 处"
    yield f"共 {words}。"


def _trial_lines(trial: Trial, *, mutated: bool) -> Iterator[str]:
    for one in trial.tried:
        mark = click.style("通过", fg="green") if one.passed else click.style("失败", fg="red")
        yield f"{mark} {one.rule} {one.example}" + (f"：{one.reason}" if one.reason else "")
    if not trial.mutants:
        if mutated and trial.passed:
            yield f"     读到 {_read(trial.trace)}；正例中没有可以变异的地方，发现率无从算起"
        return
    yield f"     读到 {_read(trial.trace)}；变异 {len(trial.mutants)} 处，发现 {trial.noticed} 处（{trial.score}%）"
    missed = [mutant for mutant in trial.mutants if not mutant.noticed]
    for mutant in sorted(missed, key=lambda one: bool(one.others)):
        who = f"只有 {'、'.join(mutant.others)} 发现" if mutant.others else click.style("没有规则发现", fg="yellow")
        yield f"     {who}：{mutant.example} {mutant.kind} {mutant.words}"


def _read(trace: Trace) -> str:
    """What the rule looks at: 表三 R01、R02、R23；第一部分的文字."""
    from gouji.rule.kinds.places import SECTIONS

    parts = [*_tables(trace.cells, ""), *_tables(trace.earlier, "上年")]
    numerals = [numeral for numeral, kind in SECTIONS.items() if kind in trace.sections]
    if numerals:
        parts.append(f"第{'、'.join(numerals)}部分的文字")
    return "；".join(parts) or "（没有单元格和文字）"


def _tables(cells: tuple[str, ...], prefix: str) -> Iterator[str]:
    for table in "二三四":
        rows = list(dict.fromkeys(cell.split(".")[1] for cell in cells if cell.startswith(f"{table}.")))
        if rows:
            more = f" 等{len(rows)}行" if len(rows) > _SHOWN_ROWS else ""
            yield f"{prefix}表{table} {'、'.join(rows[:_SHOWN_ROWS])}{more}"


def _object(found: Trials) -> dict[str, Any]:
    return {
        "schema": _SCHEMA,
        "passed": found.passed,
        "rules": [
            {
                "rule": trial.rule,
                "title": trial.title,
                "path": trial.path,
                "examples": [
                    {"example": one.example, "passed": one.passed, "reason": one.reason} for one in trial.tried
                ],
                "reads": {
                    "cells": list(trial.trace.cells),
                    "previous": list(trial.trace.earlier),
                    "sections": list(trial.trace.sections),
                },
                "score": trial.score,
                "mutations": [
                    {
                        "example": mutant.example,
                        "kind": mutant.kind,
                        "words": mutant.words,
                        "lines": list(mutant.lines),
                        "noticed": mutant.noticed,
                        "others": list(mutant.others),
                    }
                    for mutant in trial.mutants
                ],
            }
            for trial in found.trials
        ],
        "faults": [{"path": fault.path, "code": fault.code, "reason": fault.reason} for fault in found.faults],
    }
