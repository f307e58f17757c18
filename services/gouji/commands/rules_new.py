"""`gouji rules new` and `gouji rules kinds`: how a rule is begun, and what can be said without Python."""

from __future__ import annotations

from pathlib import Path

import click

_FORMS = ("yaml", "python")


@click.command()
@click.argument("code", metavar="编号")
@click.option("--form", type=click.Choice(_FORMS), default="yaml", help="写成 YAML（默认）还是 Python。")
@click.option("--kind", metavar="种类", help="YAML 规则的种类，默认 linear；用 gouji rules kinds 查看。")
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=".", help="写到哪个目录，默认当前目录。")
def new(code: str, form: str, kind: str | None, folder: Path) -> None:
    """新建一条规则：写出一个能加载、例子成立的文件，照注释改。

    \b
    gouji rules new XM-01                             单元格之间的算式
    gouji rules new XM-02 --kind text                 必须写或不得写的文字
    gouji rules new XM-03 --form python --dir 规则/   用 Python 写
    """
    from gouji.rule.template import CannotBegin, begin

    if form == "python" and kind is not None:
        raise click.UsageError("--kind 只用于 --form yaml")
    try:
        path = begin(code.upper(), form, kind or "linear", folder)
    except CannotBegin as problem:
        raise click.UsageError(str(problem)) from None
    except OSError as problem:
        raise click.UsageError(f"不能写到 {folder}：{problem.strerror}") from None
    click.echo(f"已写好 {path}。照里面的注释改，然后运行：\n  gouji rules test {path}")


@click.command()
@click.argument("name", metavar="[种类]", required=False)
def kinds(name: str | None) -> None:
    """不用 Python 就能写的规则种类；给出种类时说明它的每个键，并给出例子。"""
    from gouji.commands.columns import aligned
    from gouji.rule.kinds import KINDS
    from gouji.rule.naming import near_names

    if name is None:
        for line in aligned([(kind.name, kind.title) for kind in KINDS.values()]):
            click.echo(line)
        click.echo("\n详细说明：gouji rules kinds 种类；新建：gouji rules new 编号 --kind 种类")
        return
    if name not in KINDS:
        raise click.UsageError(f"没有名为“{name}”的种类；{near_names(name, KINDS)}")
    kind = KINDS[name]
    click.echo(f"kind: {kind.name}    {kind.title}\n\n{kind.says}\n")
    for line in aligned([(key.name, key.says + ("（可由配置调整）" if key.tunable else "")) for key in kind.keys]):
        click.echo(line)
    click.echo(f"\n例子：\n\n{kind.example}")
