"""`gouji up`: the whole service on this machine."""

from __future__ import annotations

import click


@click.command()
def up() -> None:
    """在本机运行整套服务：收件、核查、通知、页面，以及所需的消息代理和数据库。

    \b
    启动后会显示收件箱、页面地址和自定义规则目录。
    把报告放进收件箱的任意子目录；以单位或年份命名的子目录（统计局/、2023/）表示其中文件的单位和年度。
    按 Ctrl-C 结束：处理中的文件会先完成，没有文件丢失。

    \b
    常用设置（环境变量，或 gouji.toml 中的同名小写项）：
      GOUJI_HOME          数据目录，默认 ./var
      GOUJI_WEB_PORT      页面端口，默认 8642；0 表示任选一个空闲端口
      GOUJI_SMTP_HOST     发件服务器，设置后才能发出邮件通知
      GOUJI_WORKERS       并行核查进程数，默认按处理器核数

    \b
    多机部署不用 up，而在各机上分别运行 gouji watch、gouji worker、gouji web。
    """
    from gouji.commands.running import run

    run("up")
