"""ST-10."""

from collections.abc import Iterator

from gouji.editions import RowForm, TableForm
from gouji.model import FoundTable, Row
from gouji.rule import ERROR, Finding, Quote, Report, Unchecked, rule
from gouji.text import compact, label, quoted
from gouji_rules.structure._tables import columns_of_rows, form_of, lone_label, row_words, stand_ins

_SHOWN = 6


@rule(
    "ST-10",
    title="行列数异常",
    severity=ERROR,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="按格式恢复表格的行列，使每一行的格数与表头一致，再逐格核对数字。",
)
def rows_have_their_cells(report: Report) -> Iterator[Finding | Unchecked]:
    """表二、表三每一行的格数应与表头的列数一致，同一行只能有一次，各列都应有表头。

    少一格或者多一格，后面的数字就都错了列，不能再按列理解。缺少整行的由 ST-08 指出，
    表四由 T4-05 指出，用了另一版格式的列由 ED-02 指出；行尾多余的空格不算。

    常见误报：合并单元格、分组行（“（三）不予公开”）没有自己的格子、表四。

    沿革：0.1 首次收入。

    反例：
        三.R05.格数 = 6
    正例：
        三.R05.自然人 =
    """
    for key in ("二", "三"):
        table = report.tables.get(key)
        if table is None:
            yield Unchecked(f"没有找到表{key}")
        elif doubt := next((row.doubt for row in table.rows if row.doubt and not row.placed), None):
            yield Unchecked(f"表{key}的格数存疑：{doubt}")
        else:
            yield from _judge(report, table)


def _judge(report: Report, table: FoundTable) -> Iterator[Finding | Unchecked]:
    _, form = form_of(report, table)
    rows = [*form.rows, *(RowForm(key, key, "") for key in stand_ins(form, table))]
    faults: list[tuple[str, Quote]] = []
    foreign = _in_columns_of_another_form(report, table, form)
    for row in rows:
        if row.key not in foreign:
            faults += _of_row(report, table, form, row)
    if not faults and (apart := _heading_apart(report, table, form)):
        yield Unchecked(f"表{table.key}的表头“{quoted(apart, 20)}”没有分成格，各列的数字无法归列")
    elif faults := faults or list(_of_columns(report, table, form)):
        words = [text for text, _ in faults]
        more = f"；等{len(words)}处" if len(words) > _SHOWN else ""
        yield Finding(
            f"表{table.key}的格数与格式不符：{'；'.join(words[:_SHOWN])}{more}",
            quotes=tuple(quote for _, quote in faults),
            covers=(table.key,),
            locator=table.key,
        )


def _of_row(report: Report, table: FoundTable, form: TableForm, row: RowForm) -> Iterator[tuple[str, Quote]]:
    due = len(form.columns_of(row))
    found = [one for one in table.rows if one.key == row.key]
    if not found and (lone := lone_label(report, form, row)):
        yield f"“{row_words(row)}”一行没有格子，应为{due}格", Quote(lone.text, lone.place)
    for one in found[:1]:
        if len(one.texts) != due:
            yield f"“{one.label}”一行有{len(one.texts)}格，应为{due}格", _quote(one)
    if len(found) > 1:
        yield f"“{found[1].label}”一行出现{len(found)}次，应为1次", _quote(found[1])


def _in_columns_of_another_form(report: Report, table: FoundTable, form: TableForm) -> set[str]:
    """The rows whose figures stand under headings that only the other form has: ED-02 says so of all of them."""
    own = set(form.column_by_name)
    rows = columns_of_rows(report).get(table.key, {})
    return {row for row, columns in rows.items() if not columns <= own}


def _of_columns(report: Report, table: FoundTable, form: TableForm) -> Iterator[tuple[str, Quote]]:
    """Columns of the form that no heading names, where every row has the right number of cells."""
    foreign = _in_columns_of_another_form(report, table, form)
    for row in form.rows:
        names = [column.name for column in form.columns_of(row)]
        found = None if row.key in foreign else table.row(row.key)
        gone = [name for name in names if f"{table.key}.{row.key}.{name}" not in report.cells]
        if found and gone:
            yield f"表头没有“{'”、“'.join(gone)}”列，“{found.label}”等行的数字无法归列", _quote(found)
            return


def _heading_apart(report: Report, table: FoundTable, form: TableForm) -> str | None:
    """A text without a place that names several columns of the table: their heading was not parted into cells."""
    names = [label(column.name) for column in form.columns]
    headed = {address.rsplit(".", 1)[1] for address in report.cells if address.startswith(f"{table.key}.")}
    for one in report.unplaced:
        text = label(one.text)
        gone = [name for name in names if name in text and name not in headed]
        if len(gone) > 1:
            return compact(one.text)
    return None


def _quote(row: Row) -> Quote:
    return Quote(row.label, row.place)
