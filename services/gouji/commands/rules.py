"""`gouji rules`: what is checked, why, and on what basis; and the examples of a rule file, run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gouji.commands.rule_pages import clauses, docs, explain, list_rules


@click.group()
def rules() -> None:
    """查看规则：列出全部，解释一条，运行例子，在已收到的报告上试算。

    \b
    gouji rules list --all               规则目录中的全部编号，不设规则的写明原因
    gouji rules explain T3-01
    gouji rules clauses                  每个条款和核对它的规则
    gouji rules test 我的规则/
    gouji rules backtest 我的规则/       在服务已收到的全部报告上试算
    gouji rules hits T3-01               一条规则命中多少
    """


for _command in (list_rules, explain, clauses, docs):
    rules.add_command(_command)


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
