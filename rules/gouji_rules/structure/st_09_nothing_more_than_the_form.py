"""ST-09."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.editions import TableForm, edition
from gouji.errors import Absent
from gouji.model import CellKind, FoundTable, Row
from gouji.recognise.values import read_value
from gouji.rule import ERROR, WARNING, Finding, Quote, Report, rule
from gouji.text import label, quoted
from gouji_rules.structure._tables import form_of, is_group, unknown_rows

_SHOWN = 6
#: The rows of each group of 表三, first and last.
_GROUPS = {
    "不予公开": ("R05", "R12"),
    "无法提供": ("R13", "R15"),
    "不予处理": ("R16", "R20"),
    "其他处理": ("R21a", "R21c"),
}


@rule(
    "ST-09",
    title="多余行/列",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="删去格式没有的行和列（如“备注”“小计”），需要说明的写在正文里。",
)
def nothing_more_than_the_form(report: Report) -> Iterator[Finding]:
    """三张表的行和列都应是格式规定的，不应增加。

    自己增加的行、列没有口径，汇总时不会被读取。表三的分组行（“（三）不予公开”等）按格式没有自己的格子，有的软件会加上小计：
    小计可以接受，但应等于本组各行之和，不等的是错误。

    常见误报：分组小计、序号列、单位说明（“单位：件”）、续表的表头，不报；行名印错一两个字的按格式的行读取；
    不认识的行同时缺少格式的行的，可能就是写错的那一行，由 ST-08 一并指出；另一版格式的行列由 ED-02 指出。

    沿革：0.1 首次收入。

    反例：
        二.增列 = 备注
    正例：
        三.小计.不予公开 = 0,0,0,0,0,0,0
    """
    if not report.tables:
        raise Absent("三张表")
    for table in report.tables.values():
        form = form_of(report, table)[1] if table.key != "四" else edition("ed2021").tables["四"]
        yield from _unknown(table, form)
        for row in table.rows:
            if row.placed and _is_subtotal(table, form, row):
                yield from _subtotal(report, table, form, row)


def _unknown(table: FoundTable, form: TableForm) -> Iterator[Finding]:
    rows = unknown_rows(form, table) if table.key != "四" else []
    for what, texts, quotes in (
        ("行", [row.label for row in rows], [Quote(row.label, row.place) for row in rows]),
        ("列", [one.text for one in table.extra], [Quote(one.text, one.place) for one in table.extra]),
    ):
        if texts:
            shown = "、".join(f"“{quoted(text, 30)}”" for text in texts[:_SHOWN])
            more = f"等{len(texts)}{what}" if len(texts) > _SHOWN else ""
            yield Finding(
                f"表{table.key}有格式没有的{what}：{shown}{more}；应删去，需要说明的写在正文里",
                quotes=tuple(quotes),
                locator=f"{table.key}.{what}",
            )


def _is_subtotal(table: FoundTable, form: TableForm, row: Row) -> bool:
    """Whether a row is a group's: without a key, or that of the old form's only row beside the rows in its place."""
    if row.key is None:
        return is_group(form, row.label)
    return any(table.row(member) for member in form.stands_for.get(row.key, ()))


def _subtotal(report: Report, table: FoundTable, form: TableForm, row: Row) -> Iterator[Finding]:
    members = _members(form, row.label)
    faults: list[tuple[str, str, Decimal]] = []
    for column, text in zip(table.columns, row.texts, strict=False):
        reading = read_value(text)
        total = _sum(report, [f"三.{key}.{column}" for key in members])
        if (
            reading.kind is CellKind.COUNT
            and reading.value is not None
            and total is not None
            and reading.value != total
        ):
            faults.append((column, f"“{column}”列小计{reading.value}，各行之和{total}", reading.value - total))
    if faults:
        yield Finding(
            f"表三分组行“{quoted(row.label, 20)}”的小计与本组各行之和不等："
            f"{'；'.join(words for _, words, _ in faults)}；应相等，或者删去小计",
            quotes=(Quote(row.label, row.place),),
            difference=faults[0][2],
            severity=ERROR,
            title="分组小计不符",
            locator=f"三.{label(row.label)}",
        )


def _members(form: TableForm, text: str) -> list[str]:
    """The rows whose figures make the subtotal of a group; those of all results for 本年度办理结果."""
    first, last = _GROUPS.get(label(text), ("", ""))
    if not first:
        return [row.key for row in form.rows if row.key in form.sums["办理结果"]]
    return [row.key for row in form.rows if first <= row.key <= last]


def _sum(report: Report, addresses: list[str]) -> Decimal | None:
    """The sum of these cells, a blank as 0; None when one is missing, doubtful or no number, or all are blank."""
    cells = [report.cells.get(address) for address in addresses]
    if not cells or any(cell is None or cell.doubt or cell.kind is CellKind.TEXT for cell in cells):
        return None
    values = [cell.value for cell in cells if cell is not None and cell.value is not None]
    return sum(values, Decimal(0)) if values else None
