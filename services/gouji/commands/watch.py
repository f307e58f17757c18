"""`gouji watch`: only taking files in, for a service on several machines."""

from __future__ import annotations

import click


@click.command()
def watch() -> None:
    """只运行收件：盯住收件箱，收取静止的文件，并提醒核查进程。

    \b
    同一收件箱运行一个即可（多运行几个也不会重复收取）。需要：
      GOUJI_INBOX          收件箱，默认 <GOUJI_HOME>/inbox
      GOUJI_ARCHIVE        归档目录，核查进程也要能读到
      GOUJI_DATABASE_URL   数据库，先运行 gouji db upgrade
      GOUJI_BROKER_URL     消息代理；不设则核查进程自行读取数据库
    """
    from gouji.commands.running import run

    run("watch")
