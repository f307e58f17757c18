"""`gouji rules list`, `explain`, `clauses`, `docs`: what is checked, why, and what nothing checks."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from gouji.rule import Rule, RuleSet
    from gouji.rule.catalogue import Entry
    from gouji.rule.clauses import Table

FOLDERS = click.option(
    "--rules", "folders", multiple=True, type=click.Path(path_type=Path), help="自定义规则目录，可重复。"
)
PROFILE = click.option("--profile", metavar="方案", help="规则方案：TOML 文件，或内置方案的名称。")
_SHORT = {"draft": "草案", "trial": "试行", "in force": "", "retired": "停用"}


@click.command("list")
@FOLDERS
@PROFILE
@click.option("--all", "everything", is_flag=True, help="规则目录中的全部编号，不设规则的写明原因。")
def list_rules(folders: Sequence[Path], profile: str | None, everything: bool) -> None:  # noqa: FBT001 - a flag
    """列出全部规则：编号、级别、标题、依据；草案和试行的另行注明。"""
    from gouji.rule.catalogue import catalogue, entries

    ruleset = loaded(folders, profile)
    for entry in entries(ruleset, catalogue()):
        if entry.rule is not None or everything:
            click.echo(_line(entry))
    for fault in ruleset.faults:
        click.echo(str(fault), err=True)
    sys.exit(3 if ruleset.faults else 0)


@click.command()
@click.argument("code", metavar="编号")
@FOLDERS
@PROFILE
def explain(code: str, folders: Sequence[Path], profile: str | None) -> None:
    """解释一条规则：应当怎样、为什么、依据、例子、参数、常见误报、沿革。"""
    from gouji.errors import UnknownCode
    from gouji.rule.catalogue import catalogue, entries

    ruleset, code = loaded(folders, profile), code.upper()
    entry = next((one for one in entries(ruleset, catalogue()) if one.code == code), None)
    if entry is not None and entry.rule is None:
        click.echo(f"{entry.code} {entry.title}\n没有设规则：{entry.reason or '没有说明原因'}")
        return
    try:
        rule = ruleset.rule(code)
    except UnknownCode as problem:
        raise click.UsageError(str(problem)) from None
    click.echo("\n".join(_explained(rule, ruleset)))


@click.command()
@FOLDERS
def clauses(folders: Sequence[Path]) -> None:
    """列出每个条款和核对它的规则；没有规则核对的条款列在最后。"""
    from gouji.rule.clauses import watched_clauses

    for line in _clause_lines(watched_clauses(loaded(folders).rules)):
        click.echo(line)


@click.command()
@click.argument("folder", metavar="目录", type=click.Path(file_okay=False, path_type=Path))
@FOLDERS
def docs(folder: Path, folders: Sequence[Path]) -> None:
    """把每条规则的说明、目录和条款对照表写成 Markdown 页面。"""
    from gouji.rule.pages import write_pages

    written = write_pages(folder, loaded(folders))
    click.echo(f"已写出 {len(written)} 页：{folder}")


def loaded(folders: Sequence[Path], profile: str | None = None) -> RuleSet:
    """The installed rules with those of the folders, as the profile wants them; raises BadProfile."""
    from gouji.rule import load_rules, read_profile, with_profile

    ruleset = load_rules(folders)
    return with_profile(ruleset, read_profile(profile)) if profile else ruleset


def _line(entry: Entry) -> str:
    if entry.rule is None:
        return f"{entry.code:<7}不设  {entry.title}  —— {entry.reason or '没有规则，也没有写明原因'}"
    status = _SHORT[entry.rule.status]
    mark = f"（{status}）" if status else ""
    return f"{entry.code:<7}{entry.rule.severity.chinese}  {entry.rule.title}{mark}  —— {entry.rule.basis}"


def _examples(rule: Rule) -> Iterator[str]:
    from gouji.rule.pages import found_in_example

    for example in rule.examples:
        yield from _example(example.name, example.text)
        if example.fails:
            yield from (f"  报出：{message}" for message in found_in_example(rule, example.text))
        yield ""


def _explained(rule: Rule, ruleset: RuleSet) -> Iterator[str]:
    from gouji.rule.pages import STATUS_WORDS, applies_to, shown
    from gouji.rule.told import told

    parts = told(rule)
    yield f"{rule.code} {rule.title}"
    yield f"级别：{rule.severity.chinese}    状态：{STATUS_WORDS[rule.status]}    适用：{applies_to(rule)}"
    yield f"依据：{rule.basis}\n"
    yield f"应当：{parts.claim}\n"
    if parts.why:
        yield f"{parts.why}\n"
    if parts.false_positives:
        yield f"常见误报：{parts.false_positives}\n"
    yield from _examples(rule)
    if rule.advice:
        yield f"整改建议：{rule.advice}"
    for name, value in rule.parameters.items():
        yield f"参数：{name}，{'' if shown(value).startswith('默认') else '默认 '}{shown(value)}"
    yield from _profile_lines(rule)
    if rule.explains:
        yield f"同一处的这些问题并入它的发现：{'、'.join(rule.explains)}"
    if above := [other.code for other in ruleset.rules if rule.code in other.explains]:
        yield f"它可并入这些规则在同一处的发现：{'、'.join(above)}"
    if rule.owner:
        yield f"负责人：{rule.owner}"
    if parts.history:
        yield f"沿革：{parts.history}"
    yield f"出处：{rule.path}"


def _example(name: str, text: str) -> Iterator[str]:
    yield f"{name}（在没有问题的报告上改动）："
    yield from (f"    {line}" for line in text.splitlines())


def _profile_lines(rule: Rule) -> Iterator[str]:
    """What the profile says of the rule."""
    from gouji.rule.pages import shown

    for word in rule.adjustments:
        said = [word.off] if word.off else ["启用"] if word.on else []
        said += [f"级别 {word.severity.chinese}"] if word.severity else []
        said += [f"{name} = {shown(value)}" for name, value in word.parameters.items()]
        yield f"方案：{'，'.join(said)}（{word.reach.words()}）"


def _clause_lines(table: Table) -> Iterator[str]:
    act = None
    for one in table.clauses:
        if one.clause.act != act:
            act = one.clause.act
            yield f"\n{act}"
        codes = "、".join(one.citing) or "（没有规则以此为依据）"
        yield f"  {one.clause.name or '全文'} {one.matter}：{codes}".replace(" ：", "：")
        for row in one.rows:
            own = "、".join(row.own) or ("只由核对整张表的规则核对" if row.whole else "没有")
            yield f"      表{row.key[0]}“{row.label}”：{own}"
    yield "\n统一格式"
    for section in table.sections:
        yield f"  {section.numeral}、{section.title}：{'、'.join(section.rules)}"
    for key in dict.fromkeys(row.key[0] for row in table.rows):
        rows = [row for row in table.rows if row.key[0] == key]
        yield f"  表{key}，整张表：{'、'.join(rows[0].whole)}"
        for row in rows:
            yield f"      “{row.label}”：{'、'.join(row.own) or '只由核对整张表的规则核对'}"
    yield "\n没有规则核对的条款"
    for one in table.unwatched:
        yield f"  {one.clause.act}{one.clause.name} {one.matter}".rstrip()
    if not table.unwatched:
        yield "  没有"
