"""`gouji findings`: the problems that the service has found, over all units, and what people make of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gouji.commands.asking import STATES, asked, filters, given

if TYPE_CHECKING:
    from gouji.digest import Ruling
    from gouji.store import Asked, AuditEntry, FindingView, Store

_COUNTING = ("待核实", "已确认", "已整改")
_MOST = 1_000_000
_SHOWN = 5


@click.group(invoke_without_command=True)
@filters
@click.option("--limit", type=click.IntRange(1, 10_000), default=200, show_default=True, help="最多列出多少项。")
@click.pass_context
def findings(ctx: click.Context, /, limit: int, **which: Any) -> None:
    """列出各单位最新一版报告中的问题，记下核实的结果。

    \b
    gouji findings --severity 错误 --year 2023
    gouji findings --rule NA-07 --state 误报
    gouji findings show 12                                   第 12 项的全部内容和经过
    gouji findings set 12 15 --state 误报 --reason 已与单位核对
    gouji findings set --rule UN-05 --year 2023 --state 已豁免 --reason 省里同意 --until 2027-01-31 --yes
    gouji findings stale                                     不再对应任何问题的误报、豁免
    gouji findings export --format xlsx --output 台账.xlsx

    \b
    误报、已豁免的问题不计入结论、问题数和通知，直到期满；复查、换版、换文件名都不影响。
    """
    if ctx.invoked_subcommand is None:
        _list(which, limit)
    elif given(which):
        raise click.UsageError(f"筛选条件写在 {ctx.invoked_subcommand} 之后")


@findings.command("list")
@filters
@click.option("--limit", type=click.IntRange(1, 10_000), default=200, show_default=True, help="最多列出多少项。")
def list_findings(limit: int, **which: Any) -> None:
    """列出问题，最新的在前；误报、已豁免的只在用 --state 指明时列出。"""
    _list(which, limit)


def _list(which: dict[str, Any], limit: int) -> None:
    from gouji.commands.columns import aligned
    from gouji.commands.opening import open_store
    from gouji.config import read_settings
    from gouji.text import quoted

    settings = read_settings()
    store = open_store(settings)
    found = store.list_findings(asked(which, settings.zone, unless_said=_COUNTING), limit=limit)
    rows: list[tuple[str, ...]] = [("编号", "报告", "单位", "年度", "级别", "规则", "状态", "核实", "问题")]
    rows += [
        (
            str(one.id),
            str(one.submission_id),
            one.unit or "不明",
            str(one.year or ""),
            one.finding.severity.chinese if one.finding.severity else "",
            one.finding.rule,
            one.status.chinese,
            one.state,
            quoted(one.finding.message, 60),
        )
        for one in found
    ]
    for line in aligned(rows) if found else ["没有符合条件的问题。"]:
        click.echo(line)
    if not which["states"]:
        _tell_of_silenced(store, asked(which, settings.zone))
    if stale := store.stale_rulings():
        click.echo(f"有 {len(stale)} 项误报、豁免已不对应任何问题，用 gouji findings stale 查看。")


def _tell_of_silenced(store: Store, everything: Asked) -> None:
    from gouji.digest import set_aside_words

    if words := set_aside_words(store.count_findings(everything)):
        click.echo(f"另有{words}，也不列出；用 --state 全部 查看。")


@findings.command()
@click.argument("number", metavar="编号")
def show(number: str) -> None:
    """显示一项问题：证据、依据、核实的结果和经过；编号是列表中的编号，或问题的指纹。"""
    from gouji.commands.opening import open_store
    from gouji.config import read_settings
    from gouji.evidence import evidence

    settings = read_settings()
    store = open_store(settings)
    view = _the(store, number)
    finding, checked = view.finding, store.checked(view.submission_id)
    severity = finding.severity.chinese if finding.severity else ""
    click.echo(f"[{severity}] {finding.rule} {finding.title}")
    where = f"{view.unit or '单位不明'} {view.year or '年度不明'}，第 {view.submission_id} 号第 {view.version} 版"
    click.echo(f"  {where}：{view.file_name}")
    for label, words in evidence(finding, checked.checked.report) if checked else ():
        click.echo(f"  {label}：{words}")
    click.echo(f"  指纹：{finding.fingerprint}")
    click.echo(f"  核实：{view.state}{_said(view.ruling) if view.ruling else ''}")
    for entry in store.finding_history(finding.fingerprint):
        click.echo(f"    {entry.at.astimezone(settings.zone):%Y-%m-%d %H:%M}  {_told(entry)}")


def _said(ruling: Ruling) -> str:
    words = [ruling.person, *([ruling.reason] if ruling.reason else [])]
    words += [f"至 {ruling.expires_on}"] if ruling.expires_on else []
    return f"（{ruling.state}：{'，'.join(words)}）"


def _told(entry: AuditEntry) -> str:
    detail = entry.detail
    if entry.action == "finding.forgotten":
        return f"{detail['before']} → 撤回（{entry.actor}）"
    until = f"，至 {detail['expires_on']}" if detail.get("expires_on") else ""
    reason = f"，{detail['reason']}" if detail.get("reason") else ""
    if entry.action == "finding.renamed":
        return f"单位改用登记的名称，沿用 {detail['state']}（{detail['person']}{reason}{until}）"
    return f"{detail['before']} → {detail['state']}（{detail['person']}{reason}{until}）"


def _the(store: Store, number: str) -> FindingView:
    """The finding with this number or fingerprint."""
    which = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else number  # noqa: PLR2004
    view = store.finding(which)
    if view is None:
        raise click.ClickException(f"没有编号为 {number} 的问题（用 gouji findings 查看）")
    return view


@findings.command("set")
@click.argument("numbers", metavar="编号…", nargs=-1)
@click.option("--state", "state", type=click.Choice(STATES), required=True, help="核实的结果。")
@click.option("--reason", help="理由；误报和豁免必须写明。")
@click.option("--person", help="谁核实的；默认是当前的系统用户。")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="误报、豁免到哪一天为止（含当日）。")
@click.option("--rule", help="不写编号时：这条规则的问题。")
@click.option("--unit", help="不写编号时：单位名称的一部分。")
@click.option("--region", help="不写编号时：地区名称的一部分。")
@click.option("--year", type=int, help="不写编号时：报告年度。")
@click.option("--yes", is_flag=True, help="按条件成批设置时不再询问。")
def set_state(numbers: Sequence[str], state: str, reason: str | None, person: str | None, **more: Any) -> None:
    """记下核实的结果；以后复查、换版都沿用。

    \b
    gouji findings set 12 15 --state 误报 --reason 已与单位核对
    gouji findings set 12 --state 待核实                     撤回先前的结果
    gouji findings set --rule UN-05 --unit 云溪县 --state 已豁免 --reason 省里同意 --until 2027-01-31
    """
    from getpass import getuser

    from gouji.commands.opening import actor, open_store
    from gouji.config import read_settings
    from gouji.digest import Disposition, Ruling

    settings = read_settings()
    made = Disposition(state)
    _require_sense(made, reason, more["until"], datetime.now(settings.zone))
    store = open_store(settings)
    chosen = [_the(store, number) for number in numbers] if numbers else _by_filter(store, more)
    if numbers and any(more[name] for name in ("rule", "unit", "region", "year")):
        raise click.UsageError("请写编号，或写筛选条件，二者选一")
    if not numbers and not more["yes"]:
        _confirm(chosen, made)
    until = more["until"].date() if more["until"] else None
    ruling = Ruling(made, (person or "").strip() or getuser(), datetime.now(UTC), reason, until)
    done = store.judge(dict.fromkeys(view.finding.fingerprint for view in chosen), ruling, actor())
    click.echo(f"已把 {len(done)} 项问题记为{made}" + (f"，至 {until} 为止。" if until else "。"))


def _require_sense(state: Any, reason: str | None, until: datetime | None, now: datetime) -> None:
    if state.silences and not (reason or "").strip():
        raise click.UsageError(f"记为{state}的问题不再计入结论，请用 --reason 写明理由")
    if until and not state.silences:
        raise click.UsageError(f"{state}没有期限；--until 只用于误报和已豁免")
    if until and until.date() < now.date():
        raise click.UsageError(f"--until {until:%Y-%m-%d} 已经过去")


def _by_filter(store: Store, more: dict[str, Any]) -> list[FindingView]:
    from gouji.store import Asked

    rule, unit, region, year = (more[name] for name in ("rule", "unit", "region", "year"))
    if not (rule or unit or region or year):
        raise click.UsageError("请写出编号，或用 --rule、--unit、--region、--year 说明是哪些问题")
    which = Asked(rule=rule.strip().upper() if rule else None, unit=unit, region=region, year=year)
    found = store.list_findings(which, limit=_MOST)
    if not found:
        raise click.ClickException("没有符合条件的问题")
    return found


def _confirm(chosen: Sequence[FindingView], state: str) -> None:
    units = list(dict.fromkeys(view.unit or "不明" for view in chosen))
    more = f" 等 {len(units)} 个单位" if len(units) > _SHOWN else ""
    click.echo(f"将把 {len(chosen)} 项问题记为{state}：{'、'.join(units[:_SHOWN])}{more}", err=True)
    if not sys.stdin.isatty():
        raise click.UsageError("成批设置请加 --yes 确认")
    click.confirm("继续吗？", abort=True, err=True)


@findings.command()
@click.option("--forget", is_flag=True, help="把它们撤回。")
@click.option("--yes", is_flag=True, help="撤回时不再询问。")
def stale(*, forget: bool, yes: bool) -> None:
    """列出不再对应任何问题的误报、豁免：单位已改正，规则已不用，或报告已没有。"""
    from gouji.commands.columns import aligned
    from gouji.commands.opening import actor, open_store
    from gouji.config import read_settings

    settings = read_settings()
    store = open_store(settings)
    found = store.stale_rulings()
    if not found:
        click.echo("没有：每一项误报、豁免都对应着最新一版中的问题。")
        return
    rows: list[tuple[str, ...]] = [("指纹", "单位", "年度", "规则", "状态", "谁", "理由", "记于")]
    rows += [
        (
            one.fingerprint,
            one.unit or "不明",
            str(one.year or ""),
            one.rule,
            one.ruling.state,
            one.ruling.person,
            one.ruling.reason or "",
            f"{one.ruling.set_at.astimezone(settings.zone):%Y-%m-%d}",
        )
        for one in found
    ]
    for line in aligned(rows):
        click.echo(line)
    if not forget:
        click.echo(f"共 {len(found)} 项；用 gouji findings stale --forget 撤回。")
        return
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("撤回请加 --yes 确认")
        click.confirm(f"撤回这 {len(found)} 项吗？", abort=True, err=True)
    count = store.forget_rulings([one.fingerprint for one in found], datetime.now(UTC), actor())
    click.echo(f"已撤回 {count} 项。")


@findings.command()
@filters
@click.option("--format", "form", type=click.Choice(["xlsx", "csv", "json", "sarif"]), default="xlsx", help="格式。")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="写入文件，而不是标准输出。")
def export(form: str, output: Path | None, **which: Any) -> None:
    """导出问题：xlsx 是五张表的台账，csv 是其中的问题台账，json 和 sarif 供其他程序使用。

    \b
    gouji findings export --year 2023 --output 台账.xlsx
    gouji findings export --format sarif --region 云溪县 --output 问题.sarif

    各种状态的问题都在内，误报和豁免也注明；xlsx 还列出没有核查成的文件，写明 --year 时列出未报送的单位。
    """
    from gouji.commands.delivery import delivered, require_a_file, require_writable
    from gouji.commands.exporting import write
    from gouji.commands.opening import open_store
    from gouji.config import read_settings

    require_writable(output)
    require_a_file(form, output)
    settings = read_settings()
    with delivered(form, output) as stream:
        write(form, stream, open_store(settings), asked(which, settings.zone), settings)
