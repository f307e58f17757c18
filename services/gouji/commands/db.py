"""`gouji db`: the database."""

from __future__ import annotations

import sys

import click


@click.group()
def db() -> None:
    """数据库维护。"""


@db.command()
def upgrade() -> None:
    """建立数据库，或升级到本版本的结构；可重复运行，多台机器同时运行也无妨。

    \b
    gouji up 启动时会自行升级；多机部署在更新程序后、启动各部分前运行一次。
    """
    from gouji.config import read_settings
    from gouji.errors import GoujiError
    from gouji.store import Store

    try:
        settings = read_settings()
        settings.home.mkdir(parents=True, exist_ok=True)
        store = Store(settings.database)
        fresh = store.is_current()
        store.upgrade()
    except GoujiError as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
    click.echo("数据库已是最新。" if fresh else "数据库已升级。")
