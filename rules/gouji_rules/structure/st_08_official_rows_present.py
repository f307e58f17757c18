"""ST-08."""

from collections.abc import Iterator

from gouji.editions import Edition, RowForm, edition_for
from gouji.model import FoundTable
from gouji.rule import ERROR, Confidence, Finding, Quote, Report, Unchecked, rule
from gouji_rules.structure._tables import form_of, lone_label, row_words, run_together, stand_ins, unknown_rows


@rule(
    "ST-08",
    title="必填行缺失",
    severity=ERROR,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="按格式补上缺少的行；没有数据的填0，不能删行。",
    explains=("ST-09",),
)
def official_rows_present(report: Report) -> Iterator[Finding | Unchecked]:
    """表二、表三应有格式规定的每一行，没有数据的行填0，不能删去。

    删去的行（常见的是“规章”）使读者无从知道是没有还是没报，汇总时也会错行。每张表报一项，列出缺少的行；2021年格式的表三仍用
    旧格式的一行“（六）其他处理”代替三行的，单独报一项。用哪一版格式看表头；版式与年度不符由 ED-01 指出。

    常见误报：行名分成两行、行名印错一两个字、行名的通行写法（“规范性文件”）。整张表都没有找到的，本规则不下结论。

    沿革：0.1 首次收入。

    反例：
        去掉 二.规章
    正例：
        年度 = 2023
        二.行政规范性文件.标签 = 规范性文件
    """
    for key in ("二", "三"):
        table = report.tables.get(key)
        if table is None:
            yield Unchecked(f"没有找到表{key}")
        else:
            yield from _judge(report, table)


def _judge(report: Report, table: FoundTable) -> Iterator[Finding | Unchecked]:
    edition, form = form_of(report, table)
    stood_for = stand_ins(form, table)
    due = edition_for(report.year) if report.year is not None else None
    for key, replaced in stood_for.items():
        if due is not None and key in due.tables[table.key].row_by_key:
            continue  # the row of the year's own form, beside a table of another one (ED-01)
        yield _old_row(table, key, [form.row_by_key[row] for row in replaced], edition)
    excused = {row for rows in stood_for.values() for row in rows}
    absent = [row for row in form.rows if not table.row(row.key) and row.key not in excused]
    absent = [row for row in absent if lone_label(report, form, row) is None]
    glued = {row.key: text for row in absent if (text := run_together(report, form, row))}
    if glued:
        yield Unchecked(f"表{table.key}的“{next(iter(glued.values()))}”行名与数字连在一起，没有分成格")
        absent = [row for row in absent if row.key not in glued]
    if absent:
        yield _missing(table, absent, edition)


def _old_row(table: FoundTable, key: str, replaced: list[RowForm], edition: Edition) -> Finding:
    row = table.row(key)
    assert row is not None
    return Finding(
        f"表{table.key}“{row.label}”仍是旧格式的一行；{edition.title}应为{len(replaced)}行："
        + "、".join(f"“{one.label}”" for one in replaced),
        quotes=(Quote(row.label, row.place),),
        locator=f"{table.key}.{key}",
    )


def _missing(table: FoundTable, absent: list[RowForm], edition: Edition) -> Finding:
    unknown = unknown_rows(edition.tables[table.key], table)
    remark = f"（表中有不认识的行{'、'.join(f'“{row.label}”' for row in unknown)}，请核对）" if unknown else ""
    return Finding(
        f"表{table.key}缺少{edition.title}规定的{len(absent)}行："
        + "、".join(f"“{row_words(row)}”" for row in absent)
        + remark
        + "；没有数据的也应保留并填0",
        quotes=tuple(Quote(row.label, row.place) for row in unknown),
        confidence=Confidence.LIKELY if unknown else Confidence.CERTAIN,
        covers=tuple(f"{table.key}.{row.key}" for row in absent),
        locator=table.key,
    )
