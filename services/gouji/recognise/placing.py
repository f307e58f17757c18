"""The figures of the tables at their addresses, and how surely each of them was placed.

A figure is sure when its label and its heading say where it belongs and its row has a cell for every heading. What
speaks against that is its doubt, in words; what has no address at all is left unplaced with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from gouji.editions import NAMES, edition
from gouji.model import Cell, GridCell, Paragraph, Row, Unplaced
from gouji.recognise import columns
from gouji.recognise.columns import Header
from gouji.recognise.disputes import Pair
from gouji.recognise.labels import RowName, is_in_its_place
from gouji.recognise.rows import Line
from gouji.recognise.values import read_value
from gouji.text import compact, quoted

_UNKNOWN_HEADING = "所在列的表头不认识"
_Read = tuple[tuple[str | None, ...], Sequence[GridCell], Sequence[GridCell]]


class OpenTable(msgspec.Struct):
    """A table that is being read.

    `former` are the columns of the headings before a repeated part of them. `misprints` are headings that are only
    nearly official, by column; `doubts` what the reader of the file doubts about headings, by column (or "" for all);
    `extra` headings of columns that the form does not have; `widths` the keys of rows by how many cells they have.
    """

    key: str
    header: Header
    rows: list[Row]
    columns: tuple[str | None, ...] = ()
    former: tuple[str | None, ...] = ()
    pairs: tuple[Pair, ...] = ()
    headings: list[Paragraph] = []
    strays: list[Paragraph] = []
    extra: dict[str, Paragraph] = {}
    place: GridCell | None = None
    reading_header: bool = True
    misprints: dict[str, str] = {}
    doubts: dict[str, str] = {}
    names: list[RowName] = []
    by_key: dict[str, int] = {}
    widths: dict[int, list[str]] = {}

    def add(self, name: RowName, row: Row) -> None:
        """One more data row."""
        self.by_key.setdefault(name.key or "", len(self.rows))
        self.rows.append(row)
        self.names.append(name)


class Placing:
    """Cells and unplaced texts, as rows are placed one after the other."""

    def __init__(self) -> None:
        self.cells: dict[str, Cell] = {}
        self.unplaced: list[Unplaced] = []
        self.units = {c.name: c.unit for name in NAMES for c in edition(name).tables["二"].columns if c.unit}

    def add_row(self, table: OpenTable, line: Line, position: int, name: RowName) -> None:
        """A data row of 表二 or 表三 with its label at `position`."""
        table.reading_header = False
        head, behind = line.cells[position], line.cells[position + 1 :]
        names, values, beside = self._columns_of(table, behind)
        fits = len(values) == len(names)
        table.widths.setdefault(len(values), []).append(name.key or "")
        former = table.by_key.get(name.key or "")
        twice = Counter(names)
        official = _is_whole(table.key, name.key, names)
        shown = [cell for cell, column in zip(values, names, strict=True) if column] if fits and official else values
        row = row_of(name, head, [*shown, *beside], placed=fits and (official or None not in names) and former is None)
        table.add(name, row)
        if former is not None:
            self._repeated(table, table.rows[former], row)
        if former is not None or not fits:
            reason = "同名行重复出现" if former is not None else "本行格数与表头列数不符，或表头有不认识的列"
            self.leave_all([*values, *beside], reason)
            return
        shared = head.doubt or (
            f"本行比表头多出“{quoted(beside[0].text, 20)}”，各格对应哪一列不能确定" if beside else None
        )
        self.leave_all(beside, "本行比表头多出一格")
        exact = names in _columns_in_forms(table.key, name.key)
        for cell, column in zip(values, names, strict=True):
            if column is None:
                if official:
                    _note_extra(table, cell)
                self.leave(cell, _UNKNOWN_HEADING)
            elif twice[column] > 1:
                self.leave(cell, f"有两列的表头都是“{column}”")
            elif not _is_a_column_of(table.key, name.key, column):
                self.leave(cell, f"格式中“{quoted(head.text, 20)}”一行没有“{column}”列")
            else:
                doubt = shared or _merged_down(cell) or _of_heading(table, column, official=exact)
                self.place(f"{table.key}.{name.key}.{column}", cell, doubt)

    def add_subtotal(self, table: OpenTable, line: Line, position: int, group: GridCell | None = None) -> bool:
        """The figures behind a group's label, or 小计 in `group`, as a row without a key; False if they do not fit."""
        behind = line.cells[position + 1 :]
        names, values, beside = self._columns_of(table, behind)
        if not names or len(values) != len(names) or None in names or beside:
            return False
        table.add(RowName(None), row_of(RowName(None), group or line.cells[position], values, placed=True))
        return True

    def _columns_of(self, table: OpenTable, behind: Sequence[GridCell]) -> _Read:
        """The columns and value cells of a row in pairs, when they fit, and cells that stand beside all headings."""
        if (once := columns.folded(table.columns, behind)) is not None:
            return *once, ()
        drawn = columns.under_headings(table.key, table.header, behind)
        if drawn is not None:
            return drawn.names, drawn.cells, tuple(cell for cell in drawn.beside if compact(cell.text))
        if columns.is_drawn_with(table.header, behind) and columns.has_gaps(table.key, table.header):
            return (), behind, ()
        for names in _ways_to_read(table, behind):
            if len(behind) == len(names) > 0:
                return names, behind, ()
            rest = behind[len(names) :]
            if names and rest and names[-1] is not None and not any(compact(cell.text) for cell in rest):
                return names, behind[: len(names)], ()
        return table.columns, behind, ()

    def _repeated(self, table: OpenTable, first: Row, second: Row) -> None:
        """Two rows with one label: when they differ, it is not sure that the first is the one."""
        if first.texts != second.texts:
            self.cast_doubt(f"{table.key}.{first.key}.", f"“{quoted(first.label, 20)}”一行出现了两次，数字不同")

    def place(self, address: str, cell: GridCell, doubt: str | None = None) -> None:
        """One figure at its address."""
        reading = read_value(cell.text)
        unit = reading.unit
        if unit is None and reading.value is not None:
            unit = self.units.get(address.split(".", 2)[2])
        self.cells[address] = Cell(
            address,
            reading.text,
            reading.kind,
            cell.place,
            reading.value,
            unit,
            reading.residue,
            reading.note,
            cell.doubt or doubt or reading.doubt,
        )

    def cast_doubt(self, prefix: str, doubt: str) -> None:
        """Doubt on every cell of a row that was sure so far."""
        for address in [address for address in self.cells if address.startswith(prefix)]:
            cell = self.cells[address]
            self.cells[address] = msgspec.structs.replace(cell, doubt=cell.doubt or doubt)

    def doubt_misprints(self, table: OpenTable) -> None:
        """When the table is whole: doubt on rows whose label is nearly a row's, but does not stand in its place."""
        keys = [name.key if name.likeness == 1 else None for name in table.names]
        for position, name in enumerate(table.names):
            if name.key and name.likeness < 1 and not is_in_its_place(keys, position, name, table.key):
                label = quoted(table.rows[position].label, 20)
                self.cast_doubt(f"{table.key}.{name.key}.", f"行名“{label}”与格式不同，只是相近，位置也不相符")

    def doubt_odd_rows(self, table: OpenTable) -> None:
        """When 表三 is whole: doubt on rows with more cells than headings, or fewer than most rows have."""
        if table.key != "三":
            return
        lost = columns.official_when_some_are_lost(table.columns)
        if lost and table.widths.get(len(table.columns)):
            for key in table.widths.get(len(lost), ()):
                self.cast_doubt(f"三.{key}.", "本行比表头和其他各行多一格，各格对应哪一列不能确定")
        fitting = table.widths.get(len(table.columns), [])
        if (
            any(len(keys) > len(fitting) for width, keys in table.widths.items() if width > len(table.columns))
            and not lost
        ):
            for key in fitting:
                self.cast_doubt(f"三.{key}.", "其他各行多数都比表头多一格，本行各格对应哪一列不能确定")

    def leave_all(self, cells: Sequence[GridCell], reason: str) -> None:
        for cell in cells:
            self.leave(cell, reason)

    def leave(self, cell: GridCell, reason: str) -> None:
        """A text of a table that has no place, unless it is blank."""
        if compact(cell.text):
            self.unplaced.append(Unplaced(cell.text.strip(), cell.place, reason))


def row_of(name: RowName, head: GridCell, values: Sequence[GridCell], *, placed: bool) -> Row:
    """A data row as it was read."""
    texts, places = tuple(cell.text.strip() for cell in values), tuple(cell.place for cell in values)
    doubt = next((cell.doubt for cell in (head, *values) if cell.doubt), None)
    return Row(name.key, head.text.strip(), head.place, texts, places, placed, name.stray, doubt)


def _ways_to_read(table: OpenTable, behind: Sequence[GridCell]) -> Iterator[tuple[str | None, ...]]:
    """The columns as the headings say, without unknown ones over labels, as when some headings were lost, as before."""
    yield table.columns
    known = table.columns
    while known and known[0] is None:
        known = known[1:]
        yield known
    if table.key == "三":
        if not columns.is_drawn_with(table.header, behind):
            yield columns.official_when_some_are_lost(table.columns)
        yield table.former


def _merged_down(cell: GridCell) -> str | None:
    """Doubt on a figure that is drawn over several rows: it can be of one of them only."""
    if compact(cell.text) and cell.rowspan > 1:
        return f"“{quoted(cell.text, 20)}”这一格上下合并了{cell.rowspan}行，不知道是哪一行的数字"
    return None


def _of_heading(table: OpenTable, column: str, *, official: bool) -> str | None:
    doubt = table.doubts.get(column) or table.doubts.get("")
    if doubt is None and not official and column in table.misprints:
        return f"表头“{quoted(table.misprints[column], 20)}”与格式不同，只是相近"
    return doubt


def _is_whole(table: str, key: str | None, names: Sequence[str | None]) -> bool:
    """Whether the headings name all columns of the row in some edition, so that others are more than it has."""
    return any(set(official) <= set(names) for official in _columns_in_forms(table, key))


def _note_extra(table: OpenTable, cell: GridCell) -> None:
    """The heading of a column that the form does not have, where the drawing shows it, else the first unknown one."""
    over = columns.column_under(table.header, cell.column) if columns.is_drawn_with(table.header, [cell]) else []
    unknown = [one for one in (over or table.header.cells()) if columns.is_of_no_form(table.key, one.text)]
    for one in unknown[-1:] if over else unknown[:1]:
        table.extra.setdefault(compact(one.text), Paragraph(one.text.strip(), one.place))


@cache
def _columns_in_forms(table: str, key: str | None) -> tuple[tuple[str, ...], ...]:
    """The columns of a row in each edition that has it, under whichever of its names."""
    forms = [edition(name).tables[table] for name in NAMES]
    return tuple(
        tuple(column.name for column in form.columns_of(row))
        for form in forms
        for row in form.rows
        if key == row.key or key in row.aliases
    )


def _is_a_column_of(table: str, key: str | None, column: str) -> bool:
    """Whether some edition has this column in this row."""
    return any(column in names for names in _columns_in_forms(table, key))
