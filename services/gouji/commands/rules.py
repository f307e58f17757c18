"""`gouji rules`: what is checked, why, and on what basis; and the examples of a rule file, run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gouji.errors import UnknownCode

_FOLDERS = click.option(
    "--rules", "folders", multiple=True, type=click.Path(path_type=Path), help="自定义规则目录，可重复。"
)


@click.group()
def rules() -> None:
    """查看规则：列出全部，解释一条，运行例子。

    \b
    gouji rules list
    gouji rules explain T3-01
    gouji rules test 我的规则/
    """


@rules.command("list")
@_FOLDERS
def list_rules(folders: tuple[Path, ...]) -> None:
    """列出全部规则：编号、级别、标题、依据。"""
    from gouji.rule import load_rules

    ruleset = load_rules(folders)
    for rule in ruleset.rules:
        click.echo(f"{rule.code:<7}{rule.severity.chinese}  {rule.title}  —— {rule.basis}")
    for fault in ruleset.faults:
        click.echo(str(fault), err=True)
    sys.exit(3 if ruleset.faults else 0)


@rules.command()
@click.argument("code", metavar="编号")
@_FOLDERS
def explain(code: str, folders: tuple[Path, ...]) -> None:
    """解释一条规则：应当怎样、为什么、依据、反例和正例、参数。"""
    from gouji.editions import NAMES, edition
    from gouji.rule import load_rules

    try:
        rule = load_rules(folders).rule(code.upper())
    except UnknownCode as problem:
        raise click.UsageError(str(problem)) from None
    forms = "、".join(edition(name).title for name in rule.editions if name in NAMES)
    click.echo(
        f"{rule.code} {rule.title}\n级别：{rule.severity.chinese}    适用：{forms}\n依据：{rule.basis}\n\n{rule.why}\n"
    )
    for name, text in (("反例", rule.failing), ("正例", rule.passing)):
        click.echo(
            f"{name}（在没有问题的报告上改动）：\n" + "\n".join(f"    {line}" for line in text.splitlines()) + "\n"
        )
    if rule.advice:
        click.echo(f"整改建议：{rule.advice}")
    for parameter, value in rule.parameters.items():
        click.echo(f"参数：{parameter}，默认 {value}")
    click.echo(f"出处：{rule.path}")


@rules.command()
@click.argument("path", metavar="目录或文件", type=click.Path(exists=True, path_type=Path))
def test(path: Path) -> None:
    """运行规则的例子：反例必须报出问题，正例必须通过。"""
    from gouji.rule.trial import try_examples

    tried = list(try_examples(path))
    for one in tried:
        mark = click.style("通过", fg="green") if one.passed else click.style("失败", fg="red")
        click.echo(f"{mark} {one.rule} {one.example}" + (f"：{one.reason}" if one.reason else ""))
    if not tried:
        raise click.UsageError(f"{path} 中没有规则")
    sys.exit(0 if all(one.passed for one in tried) else 1)
