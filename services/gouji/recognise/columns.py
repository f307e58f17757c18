"""Which figure each column of a table holds, from the headings above it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from gouji.editions import NAMES, edition
from gouji.model import CellKind, GridCell, Paragraph
from gouji.recognise.rows import Line
from gouji.recognise.values import read_value
from gouji.text import ALIKE, alike, compact, label, remembered, split_stray_digits

_FEWEST_HEADINGS = 3
_FOUR_CELLS = 15


class Header(msgspec.Struct, frozen=True):
    """The heading rows of a table so far, top to bottom."""

    lines: tuple[Line, ...] = ()

    def with_line(self, line: Line) -> Header:
        return Header((*self.lines, line))

    def cells(self) -> list[GridCell]:
        """Every heading cell once, in reading order."""
        return [cell for line in self.lines for place, cell in enumerate(line.cells) if place in line.own]

    def texts(self) -> tuple[Paragraph, ...]:
        """Every heading cell once, in reading order."""
        return tuple(Paragraph(cell.text, cell.place) for cell in self.cells() if cell.text.strip())

    def strays(self) -> tuple[Paragraph, ...]:
        """Numbers that stand where a heading should."""
        return tuple(text for text in self.texts() if read_value(text.text).kind is CellKind.COUNT)


@cache
def column_names(table: str) -> dict[str, str]:
    """Label → official column name, over both editions."""
    names: dict[str, str] = {}
    for form in (edition(name).tables[table] for name in NAMES):
        names |= {label(column.name): column.name for column in form.columns}
        names |= {label(alias): name for name, aliases in form.column_aliases.items() for alias in aliases}
    return names


@cache
def _silent(table: str) -> frozenset[str]:
    """Labels of heading cells that name no column."""
    forms = [edition(name).tables[table] for name in NAMES]
    words = {word for form in forms for word in (*form.not_columns, *form.groups, form.corner or "")}
    return frozenset(label(word) for word in words)


@remembered
def column_name(table: str, text: str) -> str | None:
    """The official name of the column with this heading, by meaning; a misprint is read when nothing else is near."""
    meaning = label(text)
    names = column_names(table)
    for candidate in (meaning, split_stray_digits(meaning)[0]):
        if candidate in names:
            return names[candidate]
    near = sorted(((alike(meaning, known), name) for known, name in names.items()), reverse=True)
    return near[0][1] if near and near[0][0] >= ALIKE and meaning not in _silent(table) else None


def is_heading(table: str, text: str) -> bool:
    """Whether the text is a heading of this table, one that names a column or not."""
    meaning = label(text)
    return meaning in _silent(table) or _is_corner(meaning) or column_name(table, text) is not None


def _is_corner(text: str) -> bool:
    """The sentence in the corner of 表三, also where it is written 钩稽."""
    return "稽关系" in text or "本列数据" in text


def simple_columns(table: str, line: Line) -> tuple[str | None, ...]:
    """The columns of a one-row header whose first cell heads the labels (表二)."""
    cells = [cell for cell in line.cells if cell.text.strip()]
    return tuple(column_name(table, cell.text) for cell in cells if label(cell.text) not in _silent(table))


def applicant_columns(header: Header) -> tuple[str | None, ...]:
    """The value columns of 表三 in order; None for one whose heading is not known."""
    official = tuple(edition(NAMES[-1]).tables["三"].column_by_name)
    leaves = _leaves_by_order(header)
    if header.lines[0].spans_known and set(by_grid := _leaves_by_grid("三", header)) >= set(official):
        leaves = by_grid
    found = tuple(name for name in leaves if name)
    if len(leaves) < len(official) and len(found) >= _FEWEST_HEADINGS and _is_subsequence(found, official):
        return official
    return leaves


def _leaves_by_order(header: Header) -> tuple[str | None, ...]:
    leaves: list[str | None] = []
    for line in header.lines:
        own = (cell for position, cell in enumerate(line.cells) if position in line.own)
        names = [cell.text for cell in own if _names_a_column(cell.text)]
        under = [column_name("三", text) for text in names if label(text) != label("法人或其他组织")]
        place = next((i for i, name in enumerate(leaves) if name == "法人或其他组织"), None)
        if place is not None:
            leaves[place : place + 1] = under
        else:
            leaves += [
                "法人或其他组织" if label(text) == label("法人或其他组织") else column_name("三", text)
                for text in names
            ]
    return tuple(leaves)


def _names_a_column(text: str) -> bool:
    meaning = label(text)
    if not meaning or read_value(text).kind is not CellKind.TEXT:
        return False
    return meaning == label("法人或其他组织") or (meaning not in _silent("三") and not _is_corner(meaning))


def _leaves_by_grid(table: str, header: Header) -> tuple[str | None, ...]:
    return tuple(column_name(table, leaf.text) for leaf in _leaf_headings(table, header))


def _leaf_headings(table: str, header: Header) -> list[GridCell]:
    """The lowest heading over each grid column, every heading once, label columns left out."""
    leaves: list[GridCell] = []
    for column in range(_width(header)):
        over = [cell for line in header.lines for cell in line.cells if _covers(cell, column) and cell.text.strip()]
        leaf = over[-1] if over else None
        if leaf is None or _is_corner(leaf.text) or label(leaf.text) in _silent(table):
            continue
        if not leaves or leaf is not leaves[-1]:
            leaves.append(leaf)
    return leaves


def under_headings(header: Header, values: Sequence[GridCell]) -> dict[str, GridCell]:
    """By column of 表三, the value cell drawn under its heading; empty unless each heading has just one.

    For a row whose number of cells is not that of the headings, in a table whose drawing is known.
    """
    lines = header.lines
    if not values or not lines or not lines[0].spans_known or lines[0].place.table != values[0].place.table:
        return {}
    found: dict[str, GridCell] = {}
    for leaf in _leaf_headings("三", header):
        name = column_name("三", leaf.text)
        below = [
            cell for cell in values if any(_covers(leaf, c) for c in range(cell.column, cell.column + cell.colspan))
        ]
        if name is None:
            continue
        if len(below) != 1 or name in found or below[0] in found.values():
            return {}
        found[name] = below[0]
    return found if set(found) >= set(edition(NAMES[-1]).tables["三"].column_by_name) else {}


def dispute_columns(header: Header) -> tuple[tuple[str, str], ...]:
    """The columns of 表四 in order as (group, outcome); empty when the headings do not name all fifteen."""
    groups = edition(NAMES[-1]).tables["四"].groups
    readings = [_pairs_by_order(header, groups)]
    if header.lines[0].spans_known:
        readings.insert(0, _pairs_by_grid(header, groups))
    return next((pairs for pairs in readings if len(set(pairs)) == len(pairs) == _FOUR_CELLS), ())


def _pairs_by_order(header: Header, groups: Sequence[str]) -> tuple[tuple[str, str], ...]:
    outcomes = [name for cell in header.cells() if (name := column_name("四", cell.text))]
    present = [cell.text for cell in header.cells() if label(cell.text) in groups]
    order = [label(text) for text in present]
    size = len(outcomes) // len(groups)
    if sorted(order) != sorted(groups) or not size:
        return ()
    return tuple((order[min(i // size, 2)], outcome) for i, outcome in enumerate(outcomes))


def _pairs_by_grid(header: Header, groups: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    last: GridCell | None = None
    for column in range(_width(header)):
        over = [cell for line in header.lines for cell in line.cells if _covers(cell, column) and cell.text.strip()]
        group = next((label(cell.text) for cell in over if label(cell.text) in groups), None)
        outcome = column_name("四", over[-1].text) if over else None
        if group and outcome and over[-1] is not last:
            last = over[-1]
            pairs.append((group, outcome))
    return tuple(pairs)


def _covers(cell: GridCell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.colspan


def _width(header: Header) -> int:
    return max(cell.column + cell.colspan for line in header.lines for cell in line.cells)


def _is_subsequence(some: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(name in rest for name in some)


def printed_unit(text: str) -> str | None:
    """The money unit that a heading prints: 采购总金额（元） is 元."""
    bare = compact(text)
    for unit in ("亿元", "万元", "元"):
        if f"({unit})" in bare or f"单位:{unit}" in bare:
            return unit
    return None
