"""The form that a table of a report is held against."""

from __future__ import annotations

import re
from itertools import chain

from gouji.editions import NAMES, Edition, RowForm, TableForm, edition
from gouji.errors import Absent
from gouji.gathered import gathered
from gouji.model import FoundTable, Report, Row, Unplaced
from gouji.text import compact, label

_FIGURES_BEHIND = re.compile(r"(?:\s|[0-9.,，/+\-—])+$")
_LONGEST = 60


def form_of(report: Report, table: FoundTable) -> tuple[Edition, TableForm]:
    """The edition that the table's own headings say, else the report's; raises Absent when neither is known."""
    chosen = table.edition or report.edition
    if chosen not in NAMES:
        raise Absent(f"表{table.key}的格式", "报告年度和所用格式都无法确定")
    return edition(chosen), edition(chosen).tables[table.key]


@gathered
def columns_of_rows(report: Report) -> dict[str, dict[str, set[str]]]:
    """The columns in which rows have cells: by table, then by row."""
    found: dict[str, dict[str, set[str]]] = {}
    for address in report.cells:
        table, row, column = address.split(".", 2)
        found.setdefault(table, {}).setdefault(row, set()).add(column)
    return found


def stand_ins(form: TableForm, table: FoundTable) -> dict[str, tuple[str, ...]]:
    """Rows of the other edition that the table has in place of rows of its own."""
    return {
        key: rows for key, rows in form.stands_for.items() if table.row(key) and not any(table.row(row) for row in rows)
    }


def lone_label(report: Report, form: TableForm, row: RowForm) -> Unplaced | None:
    """The row's label where it stands in the report without cells that could be its figures, None when it does not.

    A label that is also a heading (其他, 总计) says nothing by itself.
    """
    names = {label(text) for text in (row.label, *row.aliases)} - {label(column.name) for column in form.columns}
    return next((one for one in report.unplaced if label(one.text) in names), None)


def run_together(report: Report, form: TableForm, row: RowForm) -> str | None:
    """The text in which the row's label and its figures stand as one, not parted into cells."""
    names = {label(text) for text in (row.label, *row.aliases)} - {label(column.name) for column in form.columns}
    prose = (paragraph.text for section in report.sections for paragraph in section.paragraphs)
    for text in chain((one.text for one in report.unplaced), prose):
        bare = _FIGURES_BEHIND.sub("", text) if len(text) < _LONGEST else text
        if bare != text and label(bare) in names:
            return compact(text)
    return None


def row_words(row: RowForm) -> str:
    """The label without the remark that the form prints behind it."""
    return row.label.split("（区分")[0]


def is_group(form: TableForm, text: str) -> bool:
    """Whether a label is that of a group of rows: （三）不予公开, which has no figures of its own in the form."""
    return label(text) in {label(group) for group in form.groups}


def unknown_rows(form: TableForm, table: FoundTable) -> list[Row]:
    """The rows whose label the form does not have; subtotals of its groups are known."""
    return [row for row in table.rows if row.key is None and not is_group(form, row.label)]
