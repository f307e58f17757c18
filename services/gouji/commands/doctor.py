"""`gouji doctor`: what works here, and what to do about what does not."""

from __future__ import annotations

import sys

import click

COLOURS = {"正常": "green", "注意": "yellow", "有问题": "red"}


@click.command()
def doctor() -> None:
    """检查本机能读哪些格式、服务能否运行；每行给出结论，不正常的给出处理办法。

    \b
    正常    不必处理
    注意    能运行，但少了点什么
    有问题  有关功能不能用（退出状态为 1）
    """
    from gouji import logs
    from gouji.checkup import Level, checkup
    from gouji.config import read_settings
    from gouji.errors import BadSetting

    try:
        settings = read_settings()
    except BadSetting as problem:
        click.echo(f"{click.style('有问题', fg='red')}  设置：{problem}", err=True)
        sys.exit(1)
    logs.configure(settings, "doctor")
    worst = False
    for line in checkup(settings):
        worst |= line.level is Level.BAD
        label = click.style(line.level.value, fg=COLOURS[line.level.value])
        click.echo(f"{label}{'　' * (3 - len(line.level.value))}  {line.subject}：{line.words}")
    sys.exit(1 if worst else 0)
