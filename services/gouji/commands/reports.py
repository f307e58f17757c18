"""`gouji reports`: what the service has received, and what became of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from gouji.store import SubmissionView

_MOST = 10_000


@click.group(invoke_without_command=True)
@click.pass_context
def reports(ctx: click.Context) -> None:
    """查看服务已收到的报告：状态、结论、问题数。

    \b
    gouji reports                        最近收到的 50 份
    gouji reports list --verdict 有问题 --year 2023
    gouji reports show 12                第 12 份的全部问题
    gouji reports recheck --failed       排除故障后，把出错的全部重新核查
    gouji reports resend --failed        排除原因后，把未能送达的通知全部重新投递
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_reports)


@reports.command("list")
@click.option("--state", type=click.Choice(["待处理", "处理中", "已核查", "无法核查", "已退出", "出错"]), help="状态。")
@click.option("--verdict", type=click.Choice(["合规", "有问题", "检查不完整"]), help="结论。")
@click.option("--unit", help="单位名称的一部分。")
@click.option("--year", type=int, help="报告年度。")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="最多列出多少份。")
def list_reports(
    state: str | None = None,
    verdict: str | None = None,
    unit: str | None = None,
    year: int | None = None,
    limit: int = 50,
) -> None:
    """列出收到的文件，最新的在前。"""
    from gouji.commands.columns import aligned
    from gouji.commands.opening import open_store
    from gouji.config import read_settings
    from gouji.model import Verdict
    from gouji.submission import State

    settings = read_settings()
    views = open_store(settings).list_submissions(
        state=State(state) if state else None,
        verdict=Verdict(verdict) if verdict else None,
        unit=unit,
        year=year,
        limit=limit,
    )
    if not views:
        click.echo(f"还没有收到报告。把报告放进收件箱 {settings.inbox_path} 即可。")
        return
    rows: list[tuple[str, ...]] = [("编号", "收到", "单位", "年度", "版", "状态", "结论", "错误/警告/提示", "文件")]
    for view in views:
        counts = "" if view.errors is None else f"{view.errors}/{view.warnings}/{view.infos}"
        rows.append(
            (
                str(view.id),
                view.received_at.astimezone(settings.zone).strftime("%m-%d %H:%M"),
                view.unit or "不明",
                str(view.year or ""),
                str(view.version or ""),
                view.state,
                view.verdict or "",
                counts,
                _named(view.file_name, None if view.verdict else view.reason),
            )
        )
    for line in aligned(rows):
        click.echo(line)


@reports.command()
@click.argument("number", metavar="编号", type=int)
def show(number: int) -> None:
    """显示一份报告的全部问题；格式与 gouji check 相同。"""
    from collections import Counter

    import msgspec

    from gouji.commands.opening import open_store
    from gouji.config import read_settings
    from gouji.digest import NoticeState, set_aside_words
    from gouji.model import Examined, Status
    from gouji.output import as_text

    store = open_store(read_settings())
    view = store.submission(number)
    if view is None:
        raise click.ClickException(f"没有编号为 {number} 的文件（用 gouji reports 查看）")
    checked = store.checked(number)
    if checked is None:
        click.echo(f"{view.file_name}\n  {view.state}" + (f"：{view.reason}" if view.reason else ""))
        _show_origin(view)
        _show_members(view, store.members(number))
        return
    counted = tuple(f for f in checked.checked.findings if not checked.standing(f).silences)
    shown = msgspec.structs.replace(checked.checked, findings=counted, verdict=view.verdict)
    examined = Examined(view.file_name, Status.CHECKED, None, view.sha256, view.format, shown)
    click.echo(as_text([examined], colour=sys.stdout.isatty()))
    if aside := set_aside_words(Counter(map(checked.standing, checked.checked.findings))):
        click.echo(f"  {aside}；用 gouji findings --state 全部 查看")
    _show_origin(view)
    if checked.fixed:
        click.echo(f"  已整改 {len(checked.fixed)} 项：" + "、".join(f"{f.rule} {f.title}" for f in checked.fixed))
    for notice in store.notices(submission_id=number, state=NoticeState.FAILED):
        click.echo(f"  [未能送达] {_shown(notice.target)}：{notice.last_error}")


def _show_origin(view: SubmissionView) -> None:
    if view.parent_id:
        click.echo(f"  出自第 {view.parent_id} 号")


def _named(file_name: str, reason: str | None) -> str:
    from gouji.text import quoted

    return f"{file_name}：{quoted(reason, 60)}" if reason else file_name


def _show_members(view: SubmissionView, members: Sequence[SubmissionView]) -> None:
    """What came out of an archive, a mail or a file of several reports, and what became of each."""
    from gouji.commands.columns import aligned
    from gouji.nesting import within

    rows = [
        (
            f"  第 {one.id} 号",
            one.unit or "不明",
            one.state,
            one.verdict or "",
            _named(within(one.file_name, view.file_name), None if one.verdict else one.reason),
        )
        for one in members
    ]
    for line in aligned(rows) if rows else ():
        click.echo(line)


def _shown(target: str) -> str:
    """Where a notice goes, without what is secret in it; one that cannot be read shows nothing of itself."""
    from gouji.errors import BadTarget
    from gouji.notify import parse_target

    try:
        return str(parse_target(target))
    except BadTarget:
        return "（目标读不懂）"


@reports.command()
@click.argument("numbers", metavar="编号…", nargs=-1, type=int)
@click.option("--failed", is_flag=True, help="全部状态为出错的文件。")
def recheck(numbers: tuple[int, ...], failed: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """重新核查出错或无法核查的文件，用归档中的内容；由正在运行的服务执行，几秒内开始。

    写压缩包、邮件或含多份报告的文件的编号，即重新核查从中取出的那些。

    \b
    gouji reports recheck 12 15
    gouji reports recheck --failed
    """
    from datetime import UTC, datetime

    from gouji.commands.opening import actor, open_store
    from gouji.config import read_settings
    from gouji.submission import State

    if failed == bool(numbers):
        raise click.UsageError("请写出编号，或用 --failed 表示全部出错的文件，二者选一")
    store = open_store(read_settings())
    asked = [view.id for view in store.list_submissions(state=State.FAILED, limit=_MOST)] if failed else list(numbers)
    again = store.requeue(asked, datetime.now(UTC), actor())
    click.echo(f"已把 {len(again)} 份文件重新列为待处理。" if again else "没有需要重新核查的文件。")
    done = {*again}
    if refused := sorted(one for one in {*asked} - done if not done.intersection(store.descendants(one))):
        raise click.ClickException(f"{'、'.join(map(str, refused))} 不能重新核查：没有这个编号，或不是出错、无法核查")


@reports.command()
@click.argument("numbers", metavar="编号…", nargs=-1, type=int)
@click.option("--failed", is_flag=True, help="全部有通知未能送达的报告。")
@click.option("--to", "elsewhere", metavar="TARGET", help="改发到同一渠道的另一个目标，如新的机器人地址。")
def resend(numbers: tuple[int, ...], failed: bool, elsewhere: str | None) -> None:  # noqa: FBT001 - as above
    """重新投递这些报告未能送达的通知；排除原因（如发件服务器、机器人的安全设置、密钥）之后使用。

    \b
    gouji reports resend 12 15
    gouji reports resend --failed
    gouji reports resend --failed --to wecom:新的KEY
    """
    from datetime import UTC, datetime

    from gouji.commands.opening import actor, open_store
    from gouji.config import read_settings
    from gouji.digest import NoticeState
    from gouji.notify import configured, parse_target

    if failed == bool(numbers):
        raise click.UsageError("请写出编号，或用 --failed 表示全部未能送达的通知，二者选一")
    settings = read_settings()
    channel = parse_target(elsewhere).channel if elsewhere else None
    store = open_store(settings)
    secrets = {one.target: one.secret for one in (*configured(settings), *store.subscriptions())}
    lists = [None] if failed else numbers
    found = [one for n in lists for one in store.notices(submission_id=n, state=NoticeState.FAILED, limit=_MOST)]
    again = [
        store.resend_notice(
            one.id, datetime.now(UTC), actor(), target=elsewhere, secret=secrets.get(elsewhere or one.target)
        )
        for one in found
        if channel in (None, one.channel)
    ]
    click.echo(f"已把 {sum(again)} 条通知重新列为待发送。" if any(again) else "没有可以重新投递的通知。")
