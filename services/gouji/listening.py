"""The page's socket: opened before anything else starts, so that a port in use is said in words and at once."""

from __future__ import annotations

import errno
import socket

from gouji.config import Settings
from gouji.errors import ServiceRefused

BACKLOG = 128
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on


def listen(settings: Settings) -> socket.socket:
    """A listening socket at the set address (port 0: any free one); raises ServiceRefused with what to do."""
    host, port = settings.web_host, settings.web_port
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as problem:
        raise ServiceRefused(_refusal(host, port, problem)) from problem
    listening.listen(BACKLOG)
    return listening


def url_of(settings: Settings, listening: socket.socket) -> str:
    """The page's address for people: the one that is set, else the socket's, with this machine's name for all."""
    if settings.web_url:
        return settings.web_url
    host = socket.gethostname() if settings.web_host in EVERYWHERE else settings.web_host
    return f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"


def _refusal(host: str, port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return (
            f"页面端口 {port} 已被其他程序占用。可以：用 GOUJI_WEB_PORT=另一个端口 启动；"
            f"或设为 0，由系统选一个空闲端口；若是另一个 gouji up，先结束它"
        )
    if isinstance(problem, PermissionError):
        return f"没有权限使用端口 {port}；请把 GOUJI_WEB_PORT 设为 1024 以上的端口"
    return f"不能在 {host}:{port} 上打开页面：{problem.strerror}；请检查 GOUJI_WEB_HOST 和 GOUJI_WEB_PORT"
