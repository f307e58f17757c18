"""Which findings a command is about: the same options for listing, judging and exporting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from gouji.store import Asked

Command = TypeVar("Command", bound=Callable[..., Any])

SEVERITIES = {"错误": "error", "警告": "warning", "提示": "info"}
STATES = ("待核实", "已确认", "误报", "已整改", "已豁免")
EVERY = "全部"
_OPTIONS = (
    click.option("--state", "states", multiple=True, type=click.Choice([*STATES, EVERY]), help="状态，可重复。"),
    click.option("--rule", help="规则编号，例如 T3-01。"),
    click.option("--severity", type=click.Choice(list(SEVERITIES)), help="级别。"),
    click.option("--unit", help="单位名称的一部分。"),
    click.option("--region", help="地区名称的一部分。"),
    click.option("--year", type=int, help="报告年度。"),
    click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="这一天起核查的，如 2024-01-20。"),
    click.option("--every-version", is_flag=True, help="包括各单位以前的版本，不只是最新一版。"),
)


def filters(command: Command) -> Command:
    """The options of a command; what was given comes as `which` to `asked`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def asked(which: dict[str, Any], zone: tzinfo, *, unless_said: tuple[str, ...] = ()) -> Asked:
    """What the options ask for; without --state the states `unless_said`, none for all."""
    from gouji.digest import Disposition
    from gouji.model import Severity
    from gouji.store import Asked

    said = which["states"] or unless_said
    since: datetime | None = which["since"]
    return Asked(
        rule=which["rule"].strip().upper() if which["rule"] else None,
        severity=Severity(SEVERITIES[which["severity"]]) if which["severity"] else None,
        unit=which["unit"],
        region=which["region"],
        year=which["year"],
        since=since.replace(tzinfo=zone).astimezone(UTC) if since else None,
        states=() if EVERY in said else tuple(Disposition(state) for state in said),
        every_version=which["every_version"],
    )


def given(which: dict[str, Any]) -> bool:
    """Whether any of the options was used."""
    return any(which.values())
