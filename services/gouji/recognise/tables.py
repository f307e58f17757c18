"""Tables 二, 三 and 四 found in a document's rows, every figure at its address.

The rows of all tables are read one after the other, because a table may be cut in two, three may be drawn as one,
and headings of sections may stand inside. What a row is follows from its words: a caption, a heading, a data row
with a label of the form, or something that is kept as unplaced.
"""

from __future__ import annotations

from collections.abc import Sequence

from gouji.model import Cell, CellKind, FoundTable, GridCell, Paragraph, Unplaced
from gouji.recognise import columns, disputes
from gouji.recognise.columns import CAPTION, Header
from gouji.recognise.labels import RowName, groups, is_exactly_a_row, label_in, names_only_a_row, row_name
from gouji.recognise.placing import OpenTable, Placing, row_of
from gouji.recognise.rows import Line
from gouji.recognise.values import read_value
from gouji.text import compact, label, quoted

_FEWEST_VALUES = 5
_LONGEST_HEADING = 20
_SUBTOTAL = ("小计", "合计")
#: How many labels of rows beside each other are headings; of 表三 a group and its first row may be two.
_FEWEST_TRANSPOSED = {"三": 3, "二": 2}


class TableReader:
    """Takes the rows of a document one by one and collects the tables, cells and unplaced texts."""

    def __init__(self) -> None:
        self._placing = Placing()
        self._tables: dict[str, OpenTable] = {}
        self._current: OpenTable | None = None
        self._transposed = False
        self._group: GridCell | None = None

    @property
    def cells(self) -> dict[str, Cell]:
        return self._placing.cells

    @property
    def unplaced(self) -> list[Unplaced]:
        return self._placing.unplaced

    @property
    def is_reading(self) -> bool:
        """Whether a row would belong to a table."""
        return self._current is not None

    def end_table(self) -> None:
        """A heading of a section or prose: what follows belongs to another table or to a further part of this."""
        self._current = None
        self._transposed = False

    def take(self, line: Line) -> None:
        """Read one row."""
        if not any(compact(cell.text) for cell in line.cells) and not self._is_blank_disputes(line):
            return
        self._note_group(line)
        if self._take_caption(line) or self._take_transposed(line) or self._take_subtotal(line):
            return
        if self._take_data(line) or self._take_header(line):
            return
        if self._current is not None:
            self._take_unknown(line)
        elif self._transposed or _speaks_of_the_form(line):
            self._placing.leave_all(line.cells, "表格的行列与格式不同，没有认出是哪张表的哪一行")

    def found(self) -> dict[str, FoundTable]:
        """The tables in the order of the form; call it when all rows were taken."""
        for read in self._tables.values():
            if read.key != "四":
                self._placing.doubt_misprints(read)
                self._placing.doubt_odd_rows(read)
        if (disputed := self._tables.get("四")) is not None:
            disputed.rows = disputes.joined_rows(disputed.rows)
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
                extra=tuple(table.extra.values()),
            )
            for key in ("二", "三", "四")
            if (table := self._tables.get(key)) is not None and table.place is not None
        }

    # -- which row it is

    def _take_caption(self, line: Line) -> bool:
        cell = line.only_text
        if cell is None or not compact(cell.text).startswith(CAPTION):
            return False
        table = self._open("二", line)
        table.headings.append(Paragraph(cell.text, cell.place))
        table.header, table.columns = Header(), ()
        return True

    def _take_transposed(self, line: Line) -> bool:
        """A heading row that consists of the form's rows: figures below it stand in no row of the form."""
        own = [cell for position, cell in enumerate(line.cells) if position in line.own and compact(cell.text)]
        for key, fewest in _FEWEST_TRANSPOSED.items():
            labels = sum(is_exactly_a_row(key, cell.text) for cell in own)
            if labels >= fewest and labels * 2 > len(own):
                self._current, self._transposed = None, True
                self._placing.leave_all(own, f"表{key}的行和列互换了")
                return True
        return False

    def _take_header(self, line: Line) -> bool:
        for key in ("四", "三", "二"):
            names = sum(_is_heading(key, cell) for cell in line.cells if cell.text.strip())
            filled = sum(bool(cell.text.strip()) for cell in line.cells)
            if key == "三" and any(names_only_a_row(cell.text) for cell in line.cells):
                continue
            numbers = len(_numbers(line))
            # A group's label with figures behind it is a row of subtotals; a heading row may hold a stray number.
            if names > numbers and names * 2 > filled - numbers and self._may_be(key, names, line):
                self._add_header(key, line)
                return True
        return False

    def _may_be(self, key: str, names: int, line: Line) -> bool:
        """Whether these headings open or continue table `key`: a kind of case does, a lone 总计 or 其他 does not."""
        current = self._current is not None and self._current.key == key
        if key == "四" and any(label(cell.text) in groups(key) for cell in line.cells):
            return True
        return current or names > 1 or any("稽关系" in cell.text for cell in line.cells)

    def _add_header(self, key: str, line: Line) -> None:
        table = self._open(key, line)
        self._transposed = False
        if not table.reading_header or (key == "二" and table.header.lines):
            table.header, table.former = Header(), table.columns
        table.header = table.header.with_line(line)
        table.reading_header = True
        own = Header((line,))
        table.headings += own.texts()
        table.strays += own.strays()
        self._note_headings(table, own)
        if key == "二":
            table.columns = columns.simple_columns("二", line)
        elif key == "三":
            table.columns = columns.applicant_columns(table.header)
        else:
            table.pairs = disputes.dispute_columns(table.header)
            for text in own.texts():
                if columns.is_of_no_form(key, text.text) and len(text.text) <= _LONGEST_HEADING:
                    table.extra.setdefault(compact(text.text), text)

    def _note_headings(self, table: OpenTable, header: Header) -> None:
        """The units that headings print, and what is not sure about headings."""
        for cell in header.cells():
            name = columns.column_name(table.key, cell.text)
            if name is not None and table.key == "二" and (unit := columns.printed_unit(cell.text)):
                self._placing.units[name] = unit
            if name is not None and columns.is_misprinted(table.key, cell.text):
                table.misprints[name] = cell.text.strip()
            if cell.doubt and (name is not None or label(cell.text) in groups(table.key)):
                table.doubts[name or ""] = cell.doubt

    def _take_data(self, line: Line) -> bool:
        if self._current is not None and self._current.key == "四":
            return self._take_disputes(self._current, line)
        for key in [self._current.key] if self._current is not None else ["三", *(self._tables.keys() & {"二"})]:
            position, name = label_in(key, line)
            if position is not None and self._has_values(key, line, position):
                if self._current is None and key in self._tables and name.key in self._tables[key].by_key:
                    return False
                self._placing.add_row(self._open(key, line), line, position, name)
                return True
        return False

    def _has_values(self, key: str, line: Line, position: int) -> bool:
        """A data row has cells behind its label, none of which is a heading."""
        behind = line.cells[position + 1 :]
        if key == "三" and self._current is None and len(behind) < _FEWEST_VALUES:
            return False
        return bool(behind) and not any(
            columns.column_name(key, cell.text) for cell in behind if read_value(cell.text).kind is CellKind.TEXT
        )

    def _note_group(self, line: Line) -> None:
        """The group of 表三 that the rows from here on belong to, until another one begins."""
        own = [cell for at, cell in enumerate(line.cells) if at in line.own and _is_lowest_group(cell)]
        self._group = own[-1] if own else self._group

    def _take_subtotal(self, line: Line) -> bool:
        """A row 小计 within a group of 表三: its figures are those of the group."""
        table = self._current
        if table is None or table.key != "三" or self._group is None:
            return False
        at = next((at for at in sorted(line.own) if label(line.cells[at].text) in _SUBTOTAL), None)
        if at is None or any(read_value(cell.text).kind is CellKind.TEXT for cell in line.cells[at + 1 :]):
            return False
        head = next((cell for cell in reversed(line.cells[:at]) if _is_lowest_group(cell)), self._group)
        table.reading_header = False
        return self._placing.add_subtotal(table, line, at, head)

    # -- 表四

    def _take_disputes(self, table: OpenTable, line: Line) -> bool:
        if table.header.lines and (pairs := disputes.row_pairs(table.header, line))[0]:
            self._add_disputes(table, *pairs)
            return True
        if not self._is_disputes(line):
            return False
        self._add_disputes(table, table.pairs, disputes.row_values(line, len(table.pairs)))
        return True

    def _is_disputes(self, line: Line) -> bool:
        texts = [cell for cell in line.cells if compact(cell.text)]
        numeric = [cell for cell in texts if _may_be_a_figure(cell)]
        return self._is_blank_disputes(line) or (len(line.cells) >= _FEWEST_VALUES and len(numeric) * 2 > len(texts))

    def _is_blank_disputes(self, line: Line) -> bool:
        """The row under the headings of 表四 counts even when nothing was filled in."""
        table = self._current
        blank = not any(compact(cell.text) for cell in line.cells)
        return (
            blank and table is not None and table.key == "四" and len(table.pairs) == len(line.cells) and not table.rows
        )

    def _add_disputes(self, table: OpenTable, pairs: tuple[disputes.Pair, ...], values: Sequence[GridCell]) -> None:
        """A row of figures: the only one, or one of a part or a kind that has none yet."""
        addresses = [f"四.{group}.{outcome}" for group, outcome in pairs]
        table.reading_header = False
        if all(row.placed and not any(row.texts) for row in table.rows):
            table.rows.clear()  # an empty row between the headings and the figures
        elif any(row.placed for row in table.rows) and (not pairs or any(a in self.cells for a in addresses)):
            self._placing.leave_all(values, "表四有多于一行的数据")
            return
        placed = bool(pairs) and len(values) == len(pairs)
        table.add(RowName("四"), row_of(RowName("四"), values[0], values, placed=placed))
        if not placed:
            reason = "表四数据行的格数与表头不符" if pairs else "表四的表头不完整"
            self._placing.leave_all(values, reason)
            return
        for cell, address, (_, outcome) in zip(values, addresses, pairs, strict=True):
            doubt = table.doubts.get(outcome) or table.doubts.get("")
            self._placing.place(address, cell, doubt)

    # -- the rest

    def _take_unknown(self, line: Line) -> None:
        """A row of an open table with a label that the form does not know, or with none."""
        table = self._current
        assert table is not None
        if table.key == "三" and (group := _group_with_figures(line)) is not None:
            table.reading_header = False
            if self._placing.add_subtotal(table, line, group):
                return
        filled = [cell for cell in line.cells if compact(cell.text)]
        head = next((cell for cell in filled if read_value(cell.text).kind is CellKind.TEXT), None)
        values = [cell for cell in filled if cell is not head]
        if head is not None and values:
            table.add(RowName(None), row_of(RowName(None), head, values, placed=False))
        reason = f"表{table.key}中没有“{quoted(head.text, 30)}”这一行" if head else f"表{table.key}中没有标签的一行"
        self._placing.leave_all([cell for cell in filled if label(cell.text) not in groups(table.key)], reason)

    def _open(self, key: str, line: Line) -> OpenTable:
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = OpenTable(
                key,
                Header(),
                [],
                headings=[],
                strays=[],
                misprints={},
                doubts={},
                names=[],
                by_key={},
                widths={},
                extra={},
            )
            table.place = line.cells[0]
        self._current = table
        return table


def _is_lowest_group(cell: GridCell) -> bool:
    """Whether this is the label of a group of results, and not that of all of them."""
    return label(cell.text) in groups("三") and "办理结果" not in cell.text


def _group_with_figures(line: Line) -> int | None:
    """Where the lowest label of a group stands that has nothing but figures behind it; None where none has."""
    own = [at for at, cell in enumerate(line.cells) if label(cell.text) in groups("三")]
    behind = line.cells[own[-1] + 1 :] if own else ()
    readings = [read_value(cell.text).kind for cell in behind]
    figures = sum(kind in (CellKind.COUNT, CellKind.DELTA) for kind in readings)
    return own[-1] if figures and CellKind.TEXT not in readings else None


def _is_heading(key: str, cell: GridCell) -> bool:
    """A heading of this table; the groups of 表三 are those of its rows."""
    return columns.is_heading(key, cell.text) and (key != "三" or label(cell.text) not in groups("三"))


def _may_be_a_figure(cell: GridCell) -> bool:
    """A value, or what stands in doubt where one should be, as a number that is shown as a date."""
    if read_value(cell.text).kind is not CellKind.TEXT:
        return True
    return cell.doubt is not None and not columns.is_heading("四", cell.text)


def _numbers(line: Line) -> list[GridCell]:
    return [cell for cell in line.cells if cell.text.strip() and read_value(cell.text).kind is CellKind.COUNT]


def _speaks_of_the_form(line: Line) -> bool:
    """Whether a row that belongs to no table has a label or a heading of the form beside a number."""
    if not _numbers(line):
        return False
    texts = [cell.text for cell in line.cells if read_value(cell.text).kind is CellKind.TEXT]
    return any(
        columns.column_name(key, text) is not None or row_name(key, text).key is not None
        for text in texts
        for key in ("二", "三", "四")
    )
