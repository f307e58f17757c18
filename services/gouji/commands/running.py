"""What the commands that run a part of the service share: finding it, running it, and saying what is wrong."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from typing import Any

import click

GROUP = "gouji.runners"


def find(name: str) -> Any:
    """The runner with this name; the product does not know who provides it (entry-point group `gouji.runners`)."""
    for entry in entry_points(group=GROUP, name=name):
        return entry.load()
    raise click.ClickException(f"没有安装能运行 {name} 的组件；请重新安装 gouji（make run 会自行安装）")


def run(name: str) -> None:
    """Run a part of the service with the settings of the environment until it ends."""
    from gouji.config import read_settings
    from gouji.errors import GoujiError
    from gouji.notify import configured

    try:
        settings = read_settings()
        configured(settings)  # a target that nobody can send to stops the start, not the reports
        status = find(name)(settings)
    except GoujiError as problem:
        click.echo(str(problem), err=True)
        status = 2
    sys.exit(status)
