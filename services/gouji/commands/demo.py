"""`gouji demo`: the project's own sample reports through the real service, start to finish."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from gouji.config import Settings
    from gouji.store import Store, SubmissionView

FOLDER = "演示样例"
_START_SECONDS = 60
_CHECK_SECONDS = 60


@click.command()
def demo() -> None:
    """把自带的样例报告投入收件箱，等核查完毕，显示结果。

    服务正在运行（gouji up）就用它；没有运行就临时启动一个，看完用 Ctrl-C 结束。样例中的单位和文字都是虚构的。
    """
    from gouji.commands.opening import open_store
    from gouji.config import read_settings

    settings = read_settings()
    with _service(settings) as (url, started):
        names = _drop(settings.inbox_path / FOLDER)
        click.echo(f"已把 {len(names)} 份样例放进 {settings.inbox_path / FOLDER}，等待核查……\n")
        store = open_store(settings)
        _show(store, _finished(store, names))
        click.echo(f"\n页面：{url}")
        if started and sys.stdout.isatty():
            click.echo("临时服务仍在运行，可打开页面查看；按 Ctrl-C 结束。以后用 gouji up（或 make run）启动服务。")
            _until_interrupted()


@contextmanager
def _service(settings: Settings) -> Iterator[tuple[str, bool]]:
    """The address of the running service, or of one that is started for as long as this lasts."""
    url = _running(settings)
    if url is not None:
        yield url, False
        return
    click.echo("服务没有在运行，临时启动一个……")
    log = settings.home / "run" / "demo.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-m", "gouji", "up"], stdout=output, stderr=output)
        try:
            yield _started(settings, process, log), True
        finally:
            process.terminate()
            process.wait()


def _started(settings: Settings, process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            last = log.read_text("utf-8", "replace").strip().splitlines()[-1:]
            raise click.ClickException(f"服务没有启动起来：{last[0] if last else f'退出码 {process.returncode}'}")
        if (url := _running(settings)) is not None:
            return url
        time.sleep(0.1)
    raise click.ClickException(f"服务在 {_START_SECONDS} 秒内没有就绪，日志见 {log}")


def _running(settings: Settings) -> str | None:
    """The address under which the service of this home answers, None when none does."""
    import json
    from urllib.error import URLError
    from urllib.request import urlopen

    try:
        url: str = json.loads((settings.home / "run" / "web.json").read_text("utf-8"))["url"]
        with urlopen(f"{url}/healthz", timeout=2):  # noqa: S310 - an address that our own service wrote
            return url
    except (OSError, URLError, ValueError, KeyError):
        return None


def _drop(folder: Path) -> list[str]:
    """Copy the samples in; one that lies there already is left as it is. Returns their names."""
    from importlib.resources import files

    folder.mkdir(parents=True, exist_ok=True)
    samples = sorted((s for s in files("gouji").joinpath("samples").iterdir()), key=lambda s: s.name)
    for sample in samples:
        target = folder / sample.name
        if not target.exists():
            arriving = target.with_name(f".{sample.name}.part")
            arriving.write_bytes(sample.read_bytes())
            arriving.rename(target)
    return [sample.name for sample in samples]


def _finished(store: Store, names: list[str]) -> list[SubmissionView]:
    """The samples' submissions once each has its final state."""
    deadline = time.monotonic() + _CHECK_SECONDS
    while True:
        views = [view for view in store.list_submissions(limit=500) if view.file_name in names]
        latest = {view.file_name: view for view in reversed(views) if view.duplicate_of is None}
        if len(latest) == len(names) and all(view.state.final for view in latest.values()):
            return [latest[name] for name in names]
        if time.monotonic() > deadline:
            raise click.ClickException(
                f"{_CHECK_SECONDS} 秒内没有核查完；用 gouji reports 查看进展，gouji doctor 检查服务"
            )
        time.sleep(0.1)


def _show(store: Store, views: list[SubmissionView]) -> None:
    from gouji.model import Examined, Status
    from gouji.output import as_text

    checked = [(view, store.checked(view.id)) for view in views]
    examined = [
        Examined(view.file_name, Status.CHECKED, None, view.sha256, view.format, one.checked)
        if one is not None
        else Examined(view.file_name, Status.NOT_ASSESSABLE, view.reason)
        for view, one in checked
    ]
    click.echo(as_text(examined, colour=sys.stdout.isatty()))


def _until_interrupted() -> None:
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        click.echo("\n已结束。")
