"""`gouji rules hits`: what a rule made of the reports that the service has; for rules on trial, all that is seen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from gouji.commands.hit_words import FORMAT, counts, share, where
from gouji.model import Outcome

if TYPE_CHECKING:
    from gouji.config import Settings
    from gouji.rule import Rule, RuleSet
    from gouji.store.records import Hits


@click.command()
@click.argument("code", metavar="[编号]", required=False)
@click.option("--owner", metavar="姓名", help="试行规则的负责人；不写编号时列出其全部规则。")
@click.option("--limit", type=click.IntRange(0, 10_000), default=20, show_default=True, help="最多列出多少项发现。")
@FORMAT
def hits(code: str | None, owner: str | None, limit: int, form: str) -> None:
    """一条规则（试行的也在内）在已收到的报告中命中多少，其中确认和误报各多少，以及最近的发现。

    \b
    gouji rules hits T3-01
    gouji rules hits XM-02 --owner 张三      试行规则有负责人的，只供其本人查看
    gouji rules hits --owner 张三
    """
    from gouji.commands.opening import open_store
    from gouji.config import read_settings

    settings = read_settings()
    chosen = _chosen(_service_rules(settings), code and code.upper(), owner)
    store = open_store(settings)
    found = [(rule, store.hits(rule.code, limit=limit if code else 0)) for rule in chosen]
    if form == "json":
        click.echo(json.dumps([_hits_object(*one) for one in found], ensure_ascii=False, indent=1).encode())
    else:
        click.echo("\n\n".join("\n".join(_hits_lines(*one)) for one in found))


def _service_rules(settings: Settings) -> RuleSet:
    from gouji.commands.rule_pages import loaded
    from gouji.rule.loading import rule_files

    folder = settings.rules_path
    own = folder.is_dir() and any(True for _ in rule_files(folder))
    return loaded([folder] if own else [], settings.profile)


def _chosen(ruleset: RuleSet, code: str | None, owner: str | None) -> list[Rule]:
    """The rules asked for; what rules on trial find is for their owners."""
    from gouji.errors import UnknownCode
    from gouji.rule import Status

    if code is None:
        if owner is None:
            raise click.UsageError("请写出编号，或用 --owner 写出负责人")
        if not (own := [rule for rule in ruleset.rules if rule.owner == owner]):
            raise click.ClickException(f"没有负责人是“{owner}”的规则")
        return own
    try:
        rule = ruleset.rule(code)
    except UnknownCode as problem:
        raise click.UsageError(str(problem)) from None
    if rule.status is Status.TRIAL and rule.owner and rule.owner != owner:
        raise click.ClickException(f"{code} 在试行，发现只供负责人查看；请用 --owner 写出负责人")
    return [rule]


def _hits_lines(rule: Rule, found: Hits) -> Iterator[str]:
    from gouji.digest import Disposition
    from gouji.rule.pages import STATUS_WORDS

    yield f"{rule.code} {rule.title}（{STATUS_WORDS[rule.status].partition('，')[0]}）"
    yield from counts(found.outcomes, found.count)
    said = sum(found.dispositions.values()) - found.dispositions[Disposition.OPEN]
    if said:
        confirmed = found.dispositions[Disposition.CONFIRMED] + found.dispositions[Disposition.FIXED]
        false = found.dispositions[Disposition.FALSE_ALARM]
        yield f"  已核实 {said} 项：确认 {share(confirmed, said)}，误报 {share(false, said)}"
    for one in found.findings:
        yield f"  {where(one.unit, one.year, one.submission_id, one.file_name)}：{one.finding.message}"


def _hits_object(rule: Rule, found: Hits) -> dict[str, Any]:
    from gouji.output import finding_object

    return {
        "rule": rule.code,
        "title": rule.title,
        "status": rule.status.value,
        "hits": found.outcomes[Outcome.FAIL],
        "judged": found.judged,
        "outcomes": {outcome.value: count for outcome, count in found.outcomes.items()},
        "dispositions": {state.value: count for state, count in found.dispositions.items()},
        "count": found.count,
        "findings": [
            {"submission": one.submission_id, "file": one.file_name, "unit": one.unit, "year": one.year}
            | {"finding": finding_object(one.finding)}
            for one in found.findings
        ],
    }
