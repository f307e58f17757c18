"""What rules on trial find, for their owners alone: on standard error, apart from the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from gouji.model import Examined

SHOW_TRIAL = click.option("--show-trial", is_flag=True, help="另在标准错误上列出试行规则的发现；它们不影响结论。")


def show_trial(one: Examined) -> None:
    """The findings of rules on trial about one report, and those that did not come to an end."""
    from gouji.model import Outcome
    from gouji.names import printable

    if one.checked is None:
        return
    name = printable(one.file)
    for finding in one.checked.trial_findings:
        click.echo(f"[试行] {name}：{finding.rule} {finding.title}：{finding.message}", err=True)
    for result in one.checked.trial_results:
        if result.outcome in (Outcome.ERROR, Outcome.TIMEOUT):
            click.echo(f"[试行] {name}：{result.rule} 没能运行：{result.reason}", err=True)
