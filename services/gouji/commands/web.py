"""`gouji web`: only the page, for a service on several machines."""

from __future__ import annotations

import sys

import click


@click.command()
@click.option("--fd", "descriptor", help="已在监听的套接字的描述符（由启动它的程序给出）。")
def web(descriptor: str | None) -> None:
    """只运行页面：报告列表、每份报告的问题、/api 和 /healthz。

    \b
    GOUJI_WEB_HOST    监听地址，默认 127.0.0.1（只有本机能看）
    GOUJI_WEB_PORT    端口，默认 8642
    GOUJI_WEB_URL     别人访问时用的地址，也用于通知中的链接

    页面没有登录；要让别的机器访问，请放在带登录的反向代理之后。
    """
    from gouji.config import read_settings
    from gouji.errors import GoujiError
    from gouji.serve import serve

    try:
        status = serve(read_settings(), descriptor)
    except GoujiError as problem:
        click.echo(str(problem), err=True)
        status = 2
    sys.exit(status)
