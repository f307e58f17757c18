"""`gouji units`: the unit register, and who has not filed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from gouji.config import Settings
    from gouji.register import Imported, Missing, Register
    from gouji.store import Store
    from gouji.unit import Unit

_SHOWN = 20
_MOST_FAULTS = 200


@click.group(short_help="单位登记：谁应当报送、归谁汇总、何时到期")
def units() -> None:
    """单位登记：谁应当报送、归谁汇总、何时到期；以及谁还没有报送。

    登记了的单位，报告里写的简称按登记的名称归口，阈值按登记的类型，通知按登记的地区；政府报告与登记在其下的部门、乡镇
    的报告核对汇总。gouji.toml 中的 [[units]] 继续有效，其名称、地区、收件目录优先于导入的登记。

    \b
    gouji units template > 单位登记.csv        生成样表，用 Excel 或 WPS 填写
    gouji units import 单位登记.xlsx --dry-run  先看会改变什么，有没有错
    gouji units import 单位登记.xlsx
    gouji units missing --year 2024           谁还没有报送，逾期几天
    """


@units.command("import")
@click.argument("file", metavar="文件", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="只检查并显示会改变什么，不写入。")
@click.option("--replace", is_flag=True, help="文件即全部单位：其中没有的单位改为停用。")
def import_(file: Path, *, dry_run: bool, replace: bool) -> None:
    """从表格（.xlsx、.csv 等）导入单位；有一处错误即全部不导入。

    表头要有“单位名称”，还可以有：别名、地区、类型、上级（汇总单位）、主管（审核单位）、报送时限、公布时限、收件目录、状态。
    再次导入即更新；文件中没有的列保持原样。登记改变后，有关的报告自动重新核查。
    """
    from datetime import UTC, datetime

    from gouji.commands.opening import actor
    from gouji.enrolment import enrol, read_rows
    from gouji.register import changed

    _, store = _open()
    before = store.register().units
    enrolled = enrol(read_rows(file.read_bytes(), file.name), before, replace=replace)
    if enrolled.faults:
        for fault in enrolled.faults[:_MOST_FAULTS]:
            click.echo(str(fault), err=True)
        if (more := len(enrolled.faults) - _MOST_FAULTS) > 0:
            click.echo(f"另有 {more} 处", err=True)
        raise click.ClickException(f"{file.name} 有 {len(enrolled.faults)} 处错误，一个单位也没有导入")
    for row in enrolled.beside:
        click.echo(str(row), err=True)
    if dry_run:
        _tell(changed(before, enrolled.units, replace=replace), "将")
        return
    imported = store.import_units(enrolled.units, datetime.now(UTC), actor(), replace=replace)
    _tell(imported, "已")
    if imported.rechecks:
        click.echo(f"登记改变涉及 {imported.rechecks} 份报告，运行中的服务会自动重新核查。")


def _tell(imported: Imported, tense: str) -> None:
    kinds = (("新增", imported.new), ("更新", imported.updated), ("停用", imported.deactivated))
    for word, names in kinds:
        if names:
            more = f" 等 {len(names)} 个" if len(names) > _SHOWN else ""
            click.echo(f"{tense}{word}：{'、'.join(names[:_SHOWN])}{more}")
    counts = [f"{word} {len(names)}" for word, names in kinds[:2]]
    counts += [f"未变 {len(imported.unchanged)}", f"停用 {len(imported.deactivated)}"]
    click.echo(
        f"{'（试运行，没有写入）' if tense == '将' else ''}{'，'.join(counts)}；登记的单位共 {len(imported.units)} 个"
    )


@units.command("list")
@click.option("--region", help="地区。")
@click.option("--type", "kind", help="类型，如 县级部门。")
@click.option("--parent", help="上级/汇总单位。")
@click.option("--inactive", is_flag=True, help="连停用的一并列出。")
def list_(region: str | None, kind: str | None, parent: str | None, *, inactive: bool) -> None:
    """列出登记的单位，gouji.toml 中的也在内。"""
    from gouji.commands.columns import aligned

    register = _register(*_open())
    chosen = [
        unit
        for unit in register.units
        if (inactive or unit.active)
        and region in (None, unit.region)
        and kind in (None, unit.type)
        and (parent is None or register.named(unit.parent) is register.named(parent) is not None)
    ]
    if not chosen:
        click.echo("没有这样的单位。" if register.units else "还没有登记单位。用 gouji units template 生成样表。")
        return
    rows: list[tuple[str, ...]] = [("单位", "类型", "地区", "上级/汇总", "主管/审核", "报送时限", "公布时限", "状态")]
    rows += [_row(unit) for unit in chosen]
    for line in aligned(rows):
        click.echo(line)


def _row(unit: Unit) -> tuple[str, ...]:
    given = (unit.type, unit.region, unit.parent, unit.supervisor, unit.submit_by, unit.publish_by)
    return (unit.name, *(value or "" for value in given), "" if unit.active else "停用")


@units.command()
@click.argument("name", metavar="单位")
def show(name: str) -> None:
    """显示一个单位的登记，名称、别名都可以。"""
    from difflib import get_close_matches

    register = _register(*_open())
    unit = register.named(name)
    if unit is None:
        near = get_close_matches(name, [unit.name for unit in register.units], n=3, cutoff=0.5)
        hint = f"；是否指{'、'.join(f'“{one}”' for one in near)}？" if near else ""
        raise click.ClickException(f"没有登记名为“{name}”的单位{hint}")
    lines = zip(("类型", "地区", "上级/汇总", "主管/审核", "报送时限", "公布时限", "状态"), _row(unit)[1:], strict=True)
    click.echo(unit.name)
    for label, value in [("别名", "、".join(unit.aliases)), *lines, ("收件目录", unit.folder or "")]:
        if value:
            click.echo(f"  {label}：{value}")
    if below := register.below(unit):
        more = f" 等 {len(below)} 个" if len(below) > _SHOWN else ""
        click.echo(f"  汇总的下级：{'、'.join(one.name for one in below[:_SHOWN])}{more}")


@units.command()
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="写入文件；默认写到屏幕。")
def export(output: Path | None) -> None:
    """导出登记（CSV，可再导入）；停用的单位也在内。"""
    from gouji.enrolment.headings import written

    _write(written(_open()[1].register().units), output)


@units.command()
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="写入文件；默认写到屏幕。")
def template(output: Path | None) -> None:
    """生成一份样表（CSV），用 Excel 或 WPS 打开填写后导入。"""
    from gouji.enrolment import template

    _write(template(), output)


def _write(text: str, output: Path | None) -> None:
    """With a byte order mark, or Excel takes the Chinese for something else."""
    content = "\ufeff".encode() + text.encode()
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        output.write_bytes(content)


@units.command()
@click.option("--year", type=click.IntRange(2008, 2099), required=True, help="报告年度。")
@click.option("--region", help="只看这一地区。")
@click.option("--supervisor", help="只看由这一单位主管/审核的。")
@click.option("--overdue", is_flag=True, help="只看已逾期的。")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="按这一天计算逾期，默认今天。")
def missing(year: int, region: str | None, supervisor: str | None, as_of: object, *, overdue: bool) -> None:
    """列出还没有报送这一年度报告的单位，逾期最久的在前；有逾期的，退出码为 1。

    时限按登记的报送时限；没有登记的按《政府信息公开条例》第四十九条：部门次年1月31日，政府次年3月31日。乡镇街道没有法定
    时限，没有登记时限的不算逾期。
    """
    from datetime import datetime

    settings, store = _open()
    register = _register(settings, store)
    today = as_of.date() if isinstance(as_of, datetime) else datetime.now(settings.zone).date()
    everyone = [unit for unit in register.active if region in (None, unit.region)]
    everyone = [unit for unit in everyone if supervisor in (None, unit.supervisor)]
    if not everyone:
        click.echo("没有这样的单位。" if register.units else "还没有登记单位。用 gouji units template 生成样表。")
        return
    found = _missing(store, register, everyone, year, today)
    late = [one for one in found if one.overdue]
    _show_missing(late if overdue else found)
    counts = (f"应报 {len(everyone)} 个", f"已报 {len(everyone) - len(found)} 个", f"未报 {len(found)} 个")
    click.echo(f"{year} 年度：{'，'.join(counts)}，逾期 {len(late)} 个")
    if late:
        sys.exit(1)


def _missing(store: Store, register: Register, everyone: Iterable[Unit], year: int, today: object) -> list[Missing]:
    from datetime import date

    from gouji.register import by_unit, missing

    assert isinstance(today, date)
    return missing(everyone, year, by_unit(register, store.filed(year)), today)


def _show_missing(found: Sequence[Missing]) -> None:
    from gouji.commands.columns import aligned

    if not found:
        return
    rows: list[tuple[str, ...]] = [("单位", "地区", "主管/审核", "时限", "逾期", "情况")]
    rows += [
        (
            one.unit.name,
            one.unit.region or "",
            one.unit.supervisor or "",
            one.due.isoformat() if one.due else "无",
            f"{one.overdue} 天" if one.overdue else "",
            f"已收到文件，{one.word}" if one.word else "未报送",
        )
        for one in found
    ]
    for line in aligned(rows):
        click.echo(line)


def _open() -> tuple[Settings, Store]:
    from gouji.commands.opening import open_store
    from gouji.config import read_settings

    settings = read_settings()
    return settings, open_store(settings)


def _register(settings: Settings, store: Store) -> Register:
    from gouji.register import joined

    return joined(store.register(), settings.own_units)
