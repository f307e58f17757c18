"""`gouji findings`: the problems that the service has found, over all units."""

from __future__ import annotations

import click

_SEVERITIES = {"错误": "error", "警告": "warning", "提示": "info"}


@click.command()
@click.option("--rule", help="规则编号，例如 T3-01。")
@click.option("--severity", type=click.Choice(list(_SEVERITIES)), help="级别。")
@click.option("--unit", help="单位名称的一部分。")
@click.option("--year", type=int, help="报告年度。")
@click.option("--limit", type=click.IntRange(1, 10_000), default=200, show_default=True, help="最多列出多少项。")
def findings(rule: str | None, severity: str | None, unit: str | None, year: int | None, limit: int) -> None:
    """列出各单位最新一版报告中的问题。

    \b
    gouji findings --severity 错误 --year 2023
    gouji findings --rule NA-07
    """
    from gouji.commands.columns import aligned
    from gouji.commands.opening import open_store
    from gouji.config import read_settings
    from gouji.model import Severity
    from gouji.store import Asked
    from gouji.text import quoted

    asked = Asked(
        rule=rule.upper() if rule else None,
        severity=Severity(_SEVERITIES[severity]) if severity else None,
        unit=unit,
        year=year,
    )
    found = open_store(read_settings()).list_findings(asked, limit=limit)
    if not found:
        click.echo("没有符合条件的问题。")
        return
    rows: list[tuple[str, ...]] = [("报告", "单位", "年度", "级别", "规则", "状态", "问题")]
    rows += [
        (
            str(one.submission_id),
            one.unit or "不明",
            str(one.year or ""),
            one.finding.severity.chinese if one.finding.severity else "",
            one.finding.rule,
            one.status.chinese,
            quoted(one.finding.message, 60),
        )
        for one in found
    ]
    for line in aligned(rows):
        click.echo(line)
