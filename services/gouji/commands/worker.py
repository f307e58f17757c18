"""`gouji worker`: only checking and delivering, for a service on several machines."""

from __future__ import annotations

import click


@click.command()
def worker() -> None:
    """只运行核查与通知进程；可在任意多台机器上运行。

    \b
    需要与 gouji watch 相同的数据库、消息代理和归档目录。结束时（SIGTERM）先完成手上的文件，
    未完成的交还给其他进程；被强行结束也不会丢失文件，租期（GOUJI_LEASE_SECONDS）过后由其他进程接手。
    """
    from gouji.commands.running import run

    run("worker")
