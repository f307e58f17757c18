"""The figures of a table row by row, as its form has them, and what of it cannot be looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import msgspec

from gouji.editions import NAMES, RowForm, TableForm, address_words, edition
from gouji.errors import Absent
from gouji.gathered import gathered
from gouji.model import Cell, CellKind, Report, Unchecked
from gouji.text import quoted

_SHOWN = 8
_EMPTY = (CellKind.BLANK, CellKind.SLASH)


class Line(msgspec.Struct, frozen=True):
    """A row of the form with the report's cells by the names of their columns, without those missing or doubtful."""

    row: RowForm
    cells: dict[str, Cell]

    def number(self, column: str) -> Decimal | None:
        """The count in this column; None when the cell is missing or holds no count."""
        cell = self.cells.get(column)
        return cell.value if cell and cell.kind in (CellKind.COUNT, CellKind.DELTA) else None

    def states_nothing(self, *columns: str) -> bool:
        """Whether none of these columns says anything: blank, a slash, or not there."""
        return all(is_empty(self.cells[column]) for column in columns if column in self.cells)


def form_of(report: Report, key: str) -> TableForm:
    """The form of table 二, 三 or 四; raises Absent when the table or the report's edition is not known."""
    report.table(key)
    if report.edition not in NAMES:
        raise Absent("所用格式", "报告年度和所用格式都无法确定")
    return edition(report.edition).tables[key]


def lines(report: Report, key: str) -> list[Line]:
    """The rows of a table of which the report has cells, in the order of the form; raises Absent."""
    form_of(report, key)
    return _lines(report).get(key, [])


@gathered
def _lines(report: Report) -> dict[str, list[Line]]:
    """The lines of every table that the report has, in a known form."""
    return {key: list(_lines_of(report, key)) for key in report.tables if key in edition(report.edition or "").tables}


def _lines_of(report: Report, key: str) -> Iterator[Line]:
    form = form_of(report, key)
    names = _column_names(form)
    for row in _rows(form, report, key):
        prefix = f"{key}.{row.key}."
        there = ((name, report.cells.get(prefix + name)) for name in row.columns or names)
        cells = {name: cell for name, cell in there if cell is not None and cell.doubt is None}
        if cells:
            yield Line(row, cells)


def gaps(report: Report, key: str, concerned: Callable[[RowForm], bool] = lambda _: True) -> Iterator[Unchecked]:
    """The concerned rows with cells that were not found, not placed or doubtful, each kind as one unchecked part."""
    form = form_of(report, key)
    missing = [
        row.label.partition("（区分")[0]
        for row in _rows(form, report, key)
        if concerned(row)
        and any(f"{key}.{row.key}.{name}" not in report.cells for name in row.columns or _column_names(form))
    ]
    if missing:
        shown = "、".join(f"“{label}”" for label in missing[:3])
        yield Unchecked(f"表{key}{shown}{f' 等{len(missing)}行' if len(missing) > 3 else '行'}没有找到或者没有对应到列")  # noqa: PLR2004 - what a reason names
    concerned_keys = {row.key for row in _rows(form, report, key) if concerned(row)}
    doubtful = [
        cell for cell in report.cells.values() if cell.doubt and cell.table == key and cell.row in concerned_keys
    ]
    if doubtful:
        more = f" 等{len(doubtful)}格" if len(doubtful) > 1 else ""
        yield Unchecked(f"{address_words(doubtful[0].address, report.edition)}{more}存疑：{doubtful[0].doubt}")


def is_empty(cell: Cell) -> bool:
    """Whether nothing is filled in: blank, or a slash in place of 0."""
    return cell.kind in _EMPTY


def named(cells: list[Cell], report: Report) -> str:
    """Cells with what they say, of many the first: 行政处罚·本年增/减“/”、……等12格."""
    shown = "、".join(
        f"{_words(cell, report)}{f'“{quoted(cell.text, 30)}”' if cell.text else '空白'}" for cell in cells[:_SHOWN]
    )
    return shown + (f" 等{len(cells)}格" if len(cells) > _SHOWN else "")


def _words(cell: Cell, report: Report) -> str:
    """The cell in the form's words without its table: 行政处罚·本年增/减."""
    return address_words(cell.address, report.edition).partition(" ")[2]


def _column_names(form: TableForm) -> tuple[str, ...]:
    return tuple(form.column_by_name)


def _rows(form: TableForm, report: Report, key: str) -> list[RowForm]:
    """The rows of the form; those that one row of another edition stands in for, as that one."""
    table = report.table(key)
    replaced = {
        row: stand_in
        for stand_in, stood_for in form.stands_for.items()
        if table.row(stand_in) and not any(table.row(row) for row in stood_for)
        for row in stood_for
    }
    if not replaced:
        return list(form.rows)
    rows = [row for row in form.rows if row.key not in replaced]
    own = [edition(name).tables[key].row_by_key for name in NAMES]
    return rows + [next(rows[new] for rows in own if new in rows) for new in dict.fromkeys(replaced.values())]
