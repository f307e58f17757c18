"""`gouji up`: the whole service on this machine, as one process tree.

Nothing but the settings differs from a service on many machines: the parts are the same commands.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import structlog

from gouji import logs, ready
from gouji.config import Settings
from gouji.convert import find_program
from gouji.errors import ServiceRefused
from gouji.listening import listen, url_of
from gouji_workers import broker
from gouji_workers.limits import GRACE
from gouji_workers.supervisor import Part, Supervisor

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

log = structlog.get_logger()


def up(settings: Settings) -> int:
    """Run everything until asked to end; raises ServiceRefused when it cannot start here, with what to do."""
    begun = time.monotonic()
    logs.configure(settings, "up")
    run = _folders(settings)
    with _only_one(run):
        supervisor = Supervisor()
        try:
            return _run(settings, run, supervisor, begun)
        finally:
            supervisor.end()
            (run / "web.json").unlink(missing_ok=True)
            log.info("up.ended")


def _run(settings: Settings, run: Path, supervisor: Supervisor, begun: float) -> int:
    listening = listen(settings)
    url = url_of(settings, listening)
    overrides = {"log_format": logs.resolved_format(settings), "web_url": url}
    overrides |= _start_broker(settings, run, supervisor)
    if not supervisor.run(_command("upgrade")):
        return _not_started(supervisor, "数据库没有准备好，原因见上面的日志")
    if not supervisor.start(_parts(overrides, listening.fileno())):
        return _not_started(supervisor, "有进程没有启动成功，原因见上面的日志")
    _tell(settings, run, url, time.monotonic() - begun)
    supervisor.keep()
    print("正在结束：等处理中的文件完成……", flush=True)  # noqa: T201 - for the person at the terminal
    return 0


def _parts(overrides: dict[str, str], descriptor: int) -> list[Part]:
    return [
        Part("worker", _command("worker"), grace=GRACE + 5, settings=overrides),
        Part("watch", _command("watch"), settings=overrides),
        Part("web", _command("web", str(descriptor)), settings=overrides, descriptors=[descriptor]),
    ]


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "gouji_workers", *words]


def _start_broker(settings: Settings, run: Path, supervisor: Supervisor) -> dict[str, str]:
    """Start an embedded broker unless one is set; the settings by which the others find it."""
    if settings.broker_url:
        return {}
    server = broker.find_server()
    if server is None:
        log.info("broker.none", reason="没有 redis-server，各进程直接读取数据库")
        return {}
    embedded = broker.prepare(run, server)
    if not supervisor.start([embedded.part]) and not supervisor.stop:
        log.warning("broker.reset", reason="消息代理读不出它的文件；其中只有提示，已丢弃")
        broker.forget(run)
        supervisor.start_again(embedded.part.name)
    return {"broker_url": embedded.url}


def _not_started(supervisor: Supervisor, why: str) -> int:
    if supervisor.stop:
        return 0
    raise ServiceRefused(why)


def _folders(settings: Settings) -> Path:
    """Make the folders; the one for what belongs to this run only, closed to others."""
    try:
        for folder in (settings.home, settings.inbox_path, settings.archive_path, settings.rules_path):
            folder.mkdir(parents=True, exist_ok=True)
        return broker.private(settings.home.absolute() / "run")
    except OSError as problem:
        raise ServiceRefused(
            f"不能建立 {problem.filename}：{problem.strerror}；请检查 GOUJI_HOME 和目录权限"
        ) from problem


@contextlib.contextmanager
def _only_one(run: Path) -> Iterator[None]:
    """Hold the lock of this home; it is given back even when this process is killed."""
    with (run / "up.lock").open("a+") as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ServiceRefused(_already_running(run)) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def _already_running(run: Path) -> str:
    process = (run / "up.lock").read_text().strip()
    where = ""
    with contextlib.suppress(OSError, ValueError, KeyError):
        where = f"，页面 {json.loads((run / 'web.json').read_text())['url']}"
    return f"这个数据目录（{run.parent}）上已有一个 gouji up 在运行（进程 {process}{where}）；不必再启动"


def _tell(settings: Settings, run: Path, url: str, seconds: float) -> None:
    """Say where everything is: to people, and in `run/web.json` to `gouji demo`."""
    facts = {"url": url, "inbox": str(settings.inbox_path), "pid": os.getpid()}
    draft = run / "web.json.part"
    draft.write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
    draft.replace(run / "web.json")
    lines = [
        f"勾稽已启动（{seconds:.1f} 秒）",
        f"  收件箱      {settings.inbox_path}",
        "              把报告（Word、WPS、PDF、网页、表格、文本，或其压缩包）放进来，几秒后就有结果",
        f"  页面        {url}",
        f"  自定义规则  {settings.rules_path}",
        *(() if find_program() else ("  缺          LibreOffice：读不了 .doc、.wps、.rtf，见 gouji doctor",)),
        "  结束        按 Ctrl-C；处理中的文件不会丢失",
    ]
    print("\n".join(lines), flush=True)  # noqa: T201 - for the person at the terminal
    ready.announce()
