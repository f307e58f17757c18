"""`gouji rules backtest`: what rules would make of the reports that the service has."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gouji.commands.hit_words import FORMAT, NOT_JUDGED, counts, where
from gouji.model import Outcome

if TYPE_CHECKING:
    from gouji.backtest import Backtest, Tally

_INTERRUPTED, _FAULTY = 130, 3
_SHOWN_REASONS = 3


@click.command()
@click.argument("path", metavar="目录或文件", type=click.Path(exists=True, path_type=Path))
@click.option("--year", type=int, metavar="年度", help="只用这一年度的报告。")
@click.option("--unit", metavar="名称", help="只用名称含有这些字的单位的报告。")
@click.option("--limit", type=click.IntRange(min=1), metavar="份数", help="最多用多少份报告。")
@click.option(
    "--shown",
    type=click.IntRange(0, 1000),
    metavar="个数",
    default=10,
    show_default=True,
    help="每条规则举几个单位为例。",
)
@FORMAT
def backtest(path: Path, year: int | None, unit: str | None, limit: int | None, shown: int, form: str) -> None:
    """用规则在服务已收到的全部报告上试算，各单位每年取最新一版；不保存任何结果。

    \b
    gouji rules backtest 我的规则/
    gouji rules backtest 我的规则/xm_02.py --year 2024 --format json
    Ctrl-C 可随时停下，显示已算的部分。
    """
    from gouji.backtest import Backtest
    from gouji.commands.opening import open_store
    from gouji.config import read_settings
    from gouji.rule.loading import load_alone

    ruleset = load_alone(path)
    for fault in ruleset.faults:
        click.echo(str(fault), err=True)
    if not ruleset.rules:
        raise click.UsageError(f"{path} 中没有可用的规则")
    settings = read_settings()
    store = open_store(settings)
    total = store.count_latest(unit=unit, year=year)
    trial = Backtest(store, ruleset, zone=settings.zone, shown=shown)
    finished = _run(trial, trial.run(unit=unit, year=year, limit=limit), min(total, limit or total))
    if form == "json":
        click.echo(json.dumps(_backtest_object(trial, finished=finished), ensure_ascii=False, indent=1).encode())
    else:
        click.echo("\n".join(_backtest_lines(trial, finished=finished)))
    sys.exit(_INTERRUPTED if not finished else _FAULTY if ruleset.faults else 0)


def _run(trial: Backtest, judging: Iterable[None], total: int) -> bool:
    """Run to the end, with a bar on a terminal; False when Ctrl-C ended it."""
    try:
        if total > 1 and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import track

            judging = track(judging, "试算", total=total, console=Console(stderr=True), transient=True)
        for _ in judging:
            pass
    except KeyboardInterrupt:
        click.echo(f"已停下：算了 {trial.reports} 份，共 {total} 份", err=True)
        return False
    return True


def _backtest_lines(trial: Backtest, *, finished: bool) -> Iterator[str]:
    yield f"试算了 {trial.reports} 份报告{'' if finished else '（未算完）'}；没有保存任何结果。"
    for tally in trial.tallies.values():
        yield ""
        yield from _tally_lines(tally)


def _tally_lines(tally: Tally) -> Iterator[str]:
    yield f"{tally.rule.code} {tally.rule.title}"
    yield from counts(tally.outcomes, tally.findings)
    for outcome, reasons in tally.reasons.items():
        for reason, count in reasons.most_common(_SHOWN_REASONS):
            yield f"    {NOT_JUDGED[outcome]}：{reason}（{count} 份）"
    for one in tally.hits:
        more = f" 等{one.count}项" if one.count > 1 else ""
        yield f"  {where(one.unit, one.year, one.submission_id, one.file_name)}：{one.finding.message}{more}"


def _backtest_object(trial: Backtest, *, finished: bool) -> dict[str, Any]:
    return {
        "schema": "gouji.backtest/1",
        "reports": trial.reports,
        "finished": finished,
        "rules": [_tally_object(tally) for tally in trial.tallies.values()],
    }


def _tally_object(tally: Tally) -> dict[str, Any]:
    from gouji.output import finding_object

    return {
        "rule": tally.rule.code,
        "title": tally.rule.title,
        "status": tally.rule.status.value,
        "hits": tally.outcomes[Outcome.FAIL],
        "judged": tally.judged,
        "rate": None if tally.rate is None else round(tally.rate, 6),
        "findings": tally.findings,
        "outcomes": {outcome.value: tally.outcomes[outcome] for outcome in Outcome},
        "reasons": {outcome.value: dict(reasons.most_common(10)) for outcome, reasons in tally.reasons.items()},
        "examples": [
            {
                "submission": one.submission_id,
                "file": one.file_name,
                "unit": one.unit,
                "year": one.year,
                "count": one.count,
                "finding": finding_object(one.finding),
            }
            for one in tally.hits
        ],
    }
