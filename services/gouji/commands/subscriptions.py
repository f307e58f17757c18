"""`gouji subscriptions`: who is told what, and whether it reaches them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from gouji.commands.columns import aligned
from gouji.commands.opening import actor, open_store

if TYPE_CHECKING:
    from gouji.config import Settings
    from gouji.digest import Subscription

SEVERITIES = ("error", "warning", "info")
VERDICTS = ("合规", "有问题", "检查不完整")

TARGETS = """
\b
TARGET（通知目标）的写法：
  mailto:shenhe@example.gov.cn    邮件（须设置 smtp_host）
  wecom:KEY                       企业微信群机器人，KEY 在机器人地址 key= 之后
  dingtalk:TOKEN                  钉钉机器人，TOKEN 在 access_token= 之后；加签密钥用 --secret
  feishu:TOKEN                    飞书机器人，TOKEN 是地址的最后一段；加签密钥用 --secret
  https://…                       上述机器人的完整地址，或自建的 Webhook（--secret 为签名密钥）
  apprise:slack://…               其他渠道，经 Apprise 发送（不保证能发现拒收）
私有部署的机器人可写成 wecom:https://代理地址/…。机器人要求关键词时，请把关键词设为“年报核查”。
"""


def _filled_in(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """An empty filter would match nothing, and an empty secret would not sign."""
    if value is not None and not value.strip():
        raise click.BadParameter("不能为空；没有要求就不写这一项")
    return value.strip() if value else value


@click.group("subscriptions", short_help="通知订阅：把谁的什么问题发给谁")
def subscriptions() -> None:
    """管理通知订阅：哪些单位、哪些问题，发到哪里。

    一份报告核查完毕，凡有订阅关心的问题，即向该订阅发一条汇总消息，错误在前；没有问题的报告不发消息，除非订阅用
    --verdict 合规 要求。新版报告的消息会写明哪些已整改、哪些仍未整改、哪些是新问题。

    \b
    例：
      gouji subscriptions add mailto:shenhe@example.gov.cn
      gouji subscriptions add wecom:693a91f6-7xxx --unit '*科技局' --severity error
      gouji subscriptions list
      gouji subscriptions test 1
    """


@subscriptions.command("add", epilog=TARGETS, short_help="添加一条订阅")
@click.argument("target")
@click.option(
    "--unit",
    default="*",
    show_default=True,
    callback=_filled_in,
    help="单位名称的样式，* 代表任意文字，如 '*科技局'。",
)
@click.option(
    "--region",
    callback=_filled_in,
    help="地区：登记的单位按登记的地区，未登记的按名称开头判断，如 慈溪市。",
)
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    default="warning",
    show_default=True,
    help="至少有这一级问题才发；info 连提示一并写出。",
)
@click.option("--verdict", "verdicts", type=click.Choice(VERDICTS), multiple=True, help="只发这些结论；可重复。")
@click.option(
    "--secret", callback=_filled_in, help="钉钉、飞书的加签密钥，或 Webhook 的签名密钥；写 - 则从标准输入读取。"
)
def add(
    *, target: str, unit: str, region: str | None, severity: str, verdicts: tuple[str, ...], secret: str | None
) -> None:
    """添加一条订阅，之后核查的报告即按它通知。

    \b
    例：
      gouji subscriptions add mailto:shenhe@example.gov.cn --region 慈溪市
      gouji subscriptions add dingtalk:f4a1xxxx --secret SECxxxx --severity error
      gouji subscriptions add https://oa.example.gov.cn/hook --secret - --verdict 有问题 --verdict 合规
    """
    from dataclasses import replace
    from datetime import UTC, datetime

    from gouji.digest import Subscription
    from gouji.model import Severity, Verdict

    settings, secret = _settings(), _read(secret)
    _check(target, signed=secret is not None)
    store = open_store(settings)
    wanted = Subscription(
        key="",
        target=target.strip(),
        unit=unit,
        region=region,
        severity=Severity(severity),
        verdicts=tuple(Verdict(verdict) for verdict in verdicts),
        secret=secret,
    )
    if same := next((known for known in store.subscriptions() if replace(known, key="", id=None) == wanted), None):
        click.echo(f"已有相同的订阅 {same.id}，没有重复添加。")
        return
    added = store.add_subscription(
        wanted.target,
        datetime.now(UTC),
        actor(),
        unit=wanted.unit,
        region=wanted.region,
        severity=wanted.severity,
        verdicts=wanted.verdicts,
        secret=wanted.secret,
    )
    click.echo(f"已添加订阅 {added.id}。可用 gouji subscriptions test {added.id} 发一条测试消息。")
    if target.lower().startswith("mailto:") and not settings.smtp_host:
        click.echo("注意：尚未设置发件服务器（GOUJI_SMTP_HOST），邮件暂不能发出。", err=True)


@subscriptions.command("list", short_help="列出全部订阅")
def list_() -> None:
    """列出全部订阅，密钥不显示；gouji.toml 中的订阅也在内，注明来源，须在该文件中修改。"""
    from gouji.notify.route import configured

    settings = _settings()
    stored = open_store(settings).subscriptions()
    rows: list[tuple[str, ...]] = [("编号", "目标", "单位", "地区", "至少", "结论", "密钥", "来源")]
    rows += [_row(subscription) for subscription in (*stored, *configured(settings))]
    if len(rows) == 1:
        click.echo("还没有订阅。用 gouji subscriptions add --help 查看如何添加。")
        return
    for line in aligned(rows):
        click.echo(line)


@subscriptions.command("remove", short_help="删除一条订阅")
@click.argument("subscription_id", metavar="ID", type=int)
def remove(subscription_id: int) -> None:
    """按编号删除一条订阅；已排队的消息仍会发出。编号见 gouji subscriptions list。"""
    from datetime import UTC, datetime

    if not open_store(_settings()).remove_subscription(subscription_id, datetime.now(UTC), actor()):
        raise click.ClickException(f"没有编号为 {subscription_id} 的订阅（gouji.toml 中的订阅请在该文件中删除）")
    click.echo(f"已删除订阅 {subscription_id}。")


@subscriptions.command("test", epilog=TARGETS, short_help="发一条测试消息")
@click.argument("target", metavar="ID|TARGET")
@click.option("--secret", callback=_filled_in, help="目标不是编号时所用的密钥；写 - 则从标准输入读取。")
def test(target: str, secret: str | None) -> None:
    """真的发出一条测试消息，并显示结果；送不出去时退出码为 1。

    \b
    例：
      gouji subscriptions test 1
      gouji subscriptions test toml:3f2a09c1b7de
      gouji subscriptions test mailto:shenhe@example.gov.cn
    """
    from gouji.errors import TransportError

    settings = _settings()
    address, secret = _meant(target, _read(secret), settings)
    shown = _check(address)
    try:
        _send(address, secret, settings)
    except TransportError as problem:
        kind = "不改正就送不出去" if problem.permanent else "可能是暂时的"
        raise click.ClickException(f"没有送达 {shown}：{problem}（{kind}）") from None
    click.echo(f"已送达 {shown}，请在对方处确认收到。")


def _send(address: str, secret: str | None, settings: Settings) -> None:
    import secrets
    from datetime import UTC, datetime

    from gouji.notify.channels import open_channel
    from gouji.notify.compose import trial
    from gouji.notify.target import parse_target

    target = parse_target(address)
    open_channel(target.channel).send(
        target,
        trial(),
        secret=secret,
        dedup_key=secrets.token_hex(32),
        settings=settings,
        repeat=False,
        now=datetime.now(UTC),
    )


def _meant(target: str, secret: str | None, settings: Settings) -> tuple[str, str | None]:
    """The target and secret of a subscription by number or key, or those given."""
    from gouji.notify.route import configured

    if target.isdecimal():
        known = open_store(settings).subscriptions()
    elif target.startswith("toml:"):
        known = configured(settings)
    else:
        return target, secret
    for subscription in known:
        if target in (str(subscription.id), subscription.key):
            return subscription.target, secret or subscription.secret
    raise click.ClickException(f"没有编号为 {target} 的订阅（用 gouji subscriptions list 查看）")


def _check(target: str, *, signed: bool = False) -> str:
    """The target as it may be shown; a wrong one is a wrong use of the command."""
    from gouji.errors import BadTarget
    from gouji.notify.target import Channel, parse_target

    try:
        parsed = parse_target(target)
    except BadTarget as problem:
        raise click.UsageError(str(problem)) from None
    if signed and not parsed.channel.signs:
        raise click.UsageError(f"{parsed.channel.chinese}不用 --secret；它只用于钉钉、飞书和 Webhook 的签名")
    if parsed.channel is Channel.APPRISE:
        from gouji.notify.channels.apprise import knows

        if not knows(parsed.address):
            raise click.UsageError("Apprise 不认识这个地址；写法见 https://github.com/caronc/apprise/wiki")
    return f"{parsed}（{parsed.channel.chinese}）"


def _read(secret: str | None) -> str | None:
    """The secret as given, or the first line of standard input for a dash."""
    if secret != "-":  # noqa: S105 - a dash, no secret
        return secret
    if line := sys.stdin.readline().strip():
        return line
    raise click.UsageError("标准输入中没有密钥")


def _row(subscription: Subscription) -> tuple[str, ...]:
    from gouji.notify.target import parse_target

    return (
        str(subscription.id) if subscription.id is not None else subscription.key,
        str(parse_target(subscription.target)),
        subscription.unit,
        subscription.region or "全部",
        subscription.severity.chinese,
        "、".join(subscription.verdicts) or "不限",
        "有" if subscription.secret else "无",
        "gouji.toml" if subscription.id is None else "数据库",
    )


def _settings() -> Settings:
    from gouji.config import read_settings

    return read_settings()
