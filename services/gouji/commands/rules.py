"""`gouji rules`: what is checked, why, and on what basis; and the examples of a rule file, run."""

from __future__ import annotations

import click

from gouji.commands.rule_backtest import backtest
from gouji.commands.rule_hits import hits
from gouji.commands.rule_pages import clauses, docs, explain, list_rules
from gouji.commands.rules_new import kinds, new
from gouji.commands.rules_test import test


@click.group()
def rules() -> None:
    """查看规则：列出全部，解释一条，运行例子，在已收到的报告上试算。

    \b
    gouji rules list --all               规则目录中的全部编号，不设规则的写明原因
    gouji rules explain T3-01
    gouji rules clauses                  每个条款和核对它的规则
    gouji rules new XM-01 --kind text    新建一条规则
    gouji rules test 我的规则/
    gouji rules backtest 我的规则/       在服务已收到的全部报告上试算
    gouji rules hits T3-01               一条规则命中多少
    """


for _command in (list_rules, explain, clauses, docs, kinds, new, test, backtest, hits):
    rules.add_command(_command)
