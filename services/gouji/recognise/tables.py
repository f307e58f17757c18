"""Tables 二, 三 and 四 found in a document's rows, every figure at its address.

The rows of all tables are read one after the other, because a table may be cut in two, three may be drawn as one,
and headings of sections may stand inside. What a row is follows from its words: a caption, a heading, a data row
with a label of the form, or something that is kept as unplaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from gouji.editions import NAMES, edition
from gouji.model import Cell, CellKind, FoundTable, GridCell, Paragraph, Row, Unplaced
from gouji.recognise import columns
from gouji.recognise.columns import Header
from gouji.recognise.rows import Line
from gouji.recognise.values import read_value
from gouji.text import ALIKE, alike, compact, label, quoted, remembered, split_stray_digits

_CAPTION = "第二十条第"
_FEWEST_VALUES = 5


class RowName(msgspec.Struct, frozen=True):
    """Which row a label names: its key (None when unknown), and digits that stood behind the label."""

    key: str | None
    stray: str | None = None


@cache
def _row_keys(table: str) -> dict[str, str]:
    keys: dict[str, str] = {}
    for form in (edition(name).tables[table] for name in NAMES):
        for row in form.rows:
            keys |= {label(text): row.key for text in (row.label, *row.aliases) if label(text) not in keys}
    return keys


@cache
def _groups(table: str) -> frozenset[str]:
    return frozenset(label(group) for name in NAMES for group in edition(name).tables[table].groups)


@remembered
def row_name(table: str, text: str) -> RowName:
    """The row with this label; digits behind it are set aside, a misprint is read when nothing else is near."""
    keys = _row_keys(table)
    meaning = label(text)
    bare, stray = split_stray_digits(meaning)
    for candidate, digits in ((meaning, None), (bare, stray)):
        if candidate in keys:
            return RowName(keys[candidate], digits)
    near = sorted(((alike(bare, known), key) for known, key in keys.items()), reverse=True)
    if near and near[0][0] >= ALIKE and bare not in _groups(table):
        return RowName(near[0][1], stray)
    return RowName(None)


def _names_only_a_row(text: str) -> bool:
    """Whether a text is a label of 表三 and cannot be one of its headings, as 其他 and 总计 can."""
    return row_name("三", text).key is not None and not columns.is_heading("三", text)


class _Open(msgspec.Struct):
    """A table that is being read."""

    key: str
    header: Header
    rows: list[Row]
    columns: tuple[str | None, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    headings: list[Paragraph] = []
    strays: list[Paragraph] = []
    place: GridCell | None = None
    reading_header: bool = True


class TableReader:
    """Takes the rows of a document one by one and collects the tables, cells and unplaced texts."""

    def __init__(self) -> None:
        self.cells: dict[str, Cell] = {}
        self.unplaced: list[Unplaced] = []
        self._tables: dict[str, _Open] = {}
        self._current: _Open | None = None
        self._units = {c.name: c.unit for name in NAMES for c in edition(name).tables["二"].columns if c.unit}

    def end_table(self) -> None:
        """A heading of a section or prose: what follows belongs to another table or to a further part of this."""
        self._current = None

    def take(self, line: Line) -> None:
        """Read one row."""
        if not any(compact(cell.text) for cell in line.cells) and not self._is_blank_disputes(line):
            return
        if self._take_caption(line) or self._take_data(line) or self._take_header(line):
            return
        if self._current is not None:
            self._take_unknown(line)

    def found(self) -> dict[str, FoundTable]:
        """The tables in the order of the form."""
        return {
            key: FoundTable(
                key=key,
                edition=None,
                place=table.place.place,
                headings=tuple(table.headings),
                columns=tuple(name for name in table.columns if name)
                or tuple(f"{group}.{outcome}" for group, outcome in table.pairs),
                rows=tuple(table.rows),
                strays=tuple(table.strays),
            )
            for key in ("二", "三", "四")
            if (table := self._tables.get(key)) is not None and table.place is not None
        }

    # -- which row it is

    def _take_caption(self, line: Line) -> bool:
        cell = line.only_text
        if cell is None or not compact(cell.text).startswith(_CAPTION):
            return False
        table = self._open("二", line)
        table.headings.append(Paragraph(cell.text, cell.place))
        table.header, table.columns = Header(), ()
        return True

    def _take_header(self, line: Line) -> bool:
        for key in ("四", "三", "二"):
            names = sum(columns.is_heading(key, cell.text) for cell in line.cells if cell.text.strip())
            filled = sum(bool(cell.text.strip()) for cell in line.cells)
            if key == "三" and any(_names_only_a_row(cell.text) for cell in line.cells):
                continue
            numbers = len(self._numbers(line))
            # A group's label with figures behind it is a row of subtotals; a heading row may hold a stray number.
            if names > numbers and names * 2 > filled - numbers and self._may_be(key, names, line):
                self._add_header(key, line)
                return True
        return False

    def _may_be(self, key: str, names: int, line: Line) -> bool:
        """Whether these headings open or continue table `key`; a lone 总计 or 其他 says nothing."""
        current = self._current is not None and self._current.key == key
        return current or names > 1 or any("稽关系" in cell.text for cell in line.cells)

    def _add_header(self, key: str, line: Line) -> None:
        table = self._open(key, line)
        if not table.reading_header or (key == "二" and table.header.lines):
            table.header = Header()
        table.header = table.header.with_line(line)
        table.reading_header = True
        own = Header((line,))
        table.headings += own.texts()
        table.strays += own.strays()
        if key == "二":
            table.columns = columns.simple_columns("二", line)
            self._note_units(line)
        elif key == "三":
            table.columns = columns.applicant_columns(table.header)
        else:
            table.pairs = columns.dispute_columns(table.header)

    def _take_data(self, line: Line) -> bool:
        if self._current is not None and self._current.key == "四" and self._is_disputes(line):
            self._add_disputes(line)
            return True
        for key in [self._current.key] if self._current is not None else ["三", *(self._tables.keys() & {"二"})]:
            if key == "四":
                return False
            position, name = self._row_label(key, line)
            if position is not None and self._has_values(key, line, position):
                self._add_row(self._open(key, line), line, position, name)
                return True
        return False

    def _row_label(self, key: str, line: Line) -> tuple[int | None, RowName]:
        """The last of the leading cells that names a row."""
        found: tuple[int | None, RowName] = (None, RowName(None))
        headings = 0
        for position, cell in enumerate(line.cells):
            kind = read_value(cell.text).kind
            if kind is CellKind.BLANK:
                continue
            if kind is not CellKind.TEXT:
                break
            name = row_name(key, cell.text)
            # 其他 and 总计 head a column as well as a row: beside another heading they are no row.
            headings += columns.column_name(key, cell.text) is not None
            if name.key is not None:
                found = (position, name)
        return (None, RowName(None)) if headings > 1 else found

    def _has_values(self, key: str, line: Line, position: int) -> bool:
        """A data row has cells behind its label, none of which is a heading."""
        behind = line.cells[position + 1 :]
        if key == "三" and self._current is None and len(behind) < _FEWEST_VALUES:
            return False
        return bool(behind) and not any(
            columns.column_name(key, cell.text) for cell in behind if read_value(cell.text).kind is CellKind.TEXT
        )

    # -- what a row says

    def _add_row(self, table: _Open, line: Line, position: int, name: RowName) -> None:
        table.reading_header = False
        values = line.cells[position + 1 :]
        names = table.columns
        if len(values) > len(names) and not any(compact(cell.text) for cell in values[len(names) :]) and names:
            values = values[: len(names)]
        elif len(values) != len(names) and (drawn := columns.under_headings(table.header, values)):
            self._leave_all([cell for cell in values if cell not in drawn.values()], "所在列的表头不认识")
            names, values = tuple(drawn), tuple(drawn.values())
        repeated = any(row.key == name.key for row in table.rows)
        placed = len(values) == len(names) and None not in names and not repeated
        table.rows.append(self._row(name, line.cells[position], values, placed=placed))
        reason = "同名行重复出现" if repeated else "本行格数与表头列数不符，或表头有不认识的列"
        for cell, column in zip(values, names, strict=False) if len(values) == len(names) and not repeated else ():
            if column is None:
                self._leave(cell, "所在列的表头不认识")
            else:
                self._place(f"{table.key}.{name.key}.{column}", cell)
        if len(values) != len(names) or repeated:
            self._leave_all(values, reason)

    def _row(self, name: RowName, head: GridCell, values: Sequence[GridCell], *, placed: bool) -> Row:
        texts, places = tuple(cell.text.strip() for cell in values), tuple(cell.place for cell in values)
        return Row(name.key, head.text.strip(), head.place, texts, places, placed, name.stray)

    def _place(self, address: str, cell: GridCell) -> None:
        reading = read_value(cell.text)
        unit = reading.unit
        if unit is None and reading.value is not None:
            unit = self._units.get(address.split(".", 2)[2])
        self.cells[address] = Cell(
            address, reading.text, reading.kind, cell.place, reading.value, unit, reading.residue, reading.note
        )

    def _note_units(self, line: Line) -> None:
        for cell in line.cells:
            name = columns.column_name("二", cell.text)
            if name is None:
                continue
            if unit := columns.printed_unit(cell.text):
                self._units[name] = unit

    def _is_disputes(self, line: Line) -> bool:
        texts = [cell for cell in line.cells if compact(cell.text)]
        numeric = [cell for cell in texts if read_value(cell.text).kind is not CellKind.TEXT]
        return self._is_blank_disputes(line) or (len(line.cells) >= _FEWEST_VALUES and len(numeric) * 2 > len(texts))

    def _is_blank_disputes(self, line: Line) -> bool:
        """The row under the headings of 表四 counts even when nothing was filled in."""
        table = self._current
        blank = not any(compact(cell.text) for cell in line.cells)
        return (
            blank and table is not None and table.key == "四" and len(table.pairs) == len(line.cells) and not table.rows
        )

    def _add_disputes(self, line: Line) -> None:
        table = self._open("四", line)
        table.reading_header = False
        values, pairs = line.cells, table.pairs
        if any(row.placed for row in table.rows):
            self._leave_all(values, "表四有多于一行的数据")
            return
        placed = bool(pairs) and len(values) == len(pairs)
        table.rows.append(self._row(RowName("四"), values[0], values, placed=placed))
        if not placed:
            self._leave_all(values, "表四数据行的格数与表头不符" if pairs else "表四的表头不完整")
            return
        for cell, (group, outcome) in zip(values, pairs, strict=True):
            self._place(f"四.{group}.{outcome}", cell)

    def _take_unknown(self, line: Line) -> None:
        """A row of an open table with a label that the form does not know, or with none."""
        table = self._current
        assert table is not None
        filled = [cell for cell in line.cells if compact(cell.text)]
        head = next((cell for cell in filled if read_value(cell.text).kind is CellKind.TEXT), None)
        values = [cell for cell in filled if cell is not head]
        if head is not None and values:
            table.rows.append(self._row(RowName(None), head, values, placed=False))
        reason = f"表{table.key}中没有“{quoted(head.text, 30)}”这一行" if head else f"表{table.key}中没有标签的一行"
        self._leave_all([cell for cell in filled if label(cell.text) not in _groups(table.key)], reason)

    def _leave_all(self, cells: Sequence[GridCell], reason: str) -> None:
        for cell in cells:
            self._leave(cell, reason)

    def _leave(self, cell: GridCell, reason: str) -> None:
        if compact(cell.text):
            self.unplaced.append(Unplaced(cell.text.strip(), cell.place, reason))

    def _numbers(self, line: Line) -> list[GridCell]:
        return [cell for cell in line.cells if cell.text.strip() and read_value(cell.text).kind is CellKind.COUNT]

    def _open(self, key: str, line: Line) -> _Open:
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = _Open(key, Header(), [], headings=[], strays=[], place=line.cells[0])
        self._current = table
        return table
