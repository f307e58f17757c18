"""Which figure each column of a table holds, from the headings above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from gouji.editions import NAMES, edition
from gouji.model import CellKind, GridCell, Paragraph
from gouji.recognise.rows import Line
from gouji.recognise.values import read_value
from gouji.text import ALIKE, alike, compact, label, remembered, split_stray_digits

CAPTION = "第二十条第"
_FEWEST_HEADINGS = 3
_MOST_LINES = 7
#: Headings of columns that hold no figures: ordinals and labels.
_REMARK_ON_UNITS = re.compile(r"\(?(?:计量)?单位:|续表|附?表[一二三四五六\d]|\(?\d{4}年")
_LABEL_HEADINGS = ("序号", "编号", "项目", "类别", "类型", "事项", "内容", "指标", "名称", "单位", "数据项", "办理情况")


class Header(msgspec.Struct, frozen=True):
    """The heading rows of a table so far, top to bottom."""

    lines: tuple[Line, ...] = ()

    def with_line(self, line: Line) -> Header:
        """With one more row; the first ones go when there are more than any form has."""
        return Header((*self.lines[-_MOST_LINES:], line))

    def cells(self) -> list[GridCell]:
        """Every heading cell once, in reading order."""
        return [cell for line in self.lines for place, cell in enumerate(line.cells) if place in line.own]

    def texts(self) -> tuple[Paragraph, ...]:
        """Every heading cell once, in reading order."""
        return tuple(Paragraph(cell.text, cell.place) for cell in self.cells() if cell.text.strip())

    @property
    def width(self) -> int:
        """How many columns of the grid the headings cover."""
        return max(cell.column + cell.colspan for line in self.lines for cell in line.cells)

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
    words = {word for form in forms for word in (*form.not_columns, *form.groups, form.corner or "", *_LABEL_HEADINGS)}
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


def is_misprinted(table: str, text: str) -> bool:
    """Whether a heading names a column only because it is nearly the official one."""
    meaning = label(text)
    names = column_names(table)
    exact = meaning in names or split_stray_digits(meaning)[0] in names
    return not exact and column_name(table, text) is not None


def is_heading(table: str, text: str) -> bool:
    """Whether the text is a heading of this table, one that names a column or not."""
    meaning = label(text)
    return meaning in _silent(table) or _is_corner(meaning) or column_name(table, text) is not None


def is_of_no_form(table: str, text: str) -> bool:
    """Whether a text that stands among headings names nothing of this table: 备注, 法人小计."""
    meaning = label(text)
    if not meaning or read_value(text).kind is not CellKind.TEXT or compact(text).startswith(CAPTION):
        return False
    return not is_heading(table, text) and not _REMARK_ON_UNITS.match(compact(text))


def _is_corner(text: str) -> bool:
    """The sentence in the corner of 表三, also where it is written 钩稽."""
    return "稽关系" in text or "本列数据" in text


def simple_columns(table: str, line: Line) -> tuple[str | None, ...]:
    """The columns of a one-row header whose first cell heads the labels (表二)."""
    cells = [cell for cell in line.cells if cell.text.strip() and not compact(cell.text).startswith(CAPTION)]
    return tuple(column_name(table, cell.text) for cell in cells if label(cell.text) not in _silent(table))


def applicant_columns(header: Header) -> tuple[str | None, ...]:
    """The value columns of 表三 in order; None for one whose heading is not known."""
    read = _leaves_by_order(header)
    known = header.lines[0].spans_known or _is_even(header)
    if known and len(set(drawn := _leaves_by_grid("三", header)) - {None}) >= _FEWEST_HEADINGS:
        # Read in order, headings that are drawn askew stand as the form has them.
        askew = sorted(map(str, drawn)) == sorted(map(str, read)) and read == _official()
        return read if askew else drawn
    return read


def _is_even(header: Header) -> bool:
    """Whether every row of headings has a cell for each column, so that the order of cells is the drawing."""
    sizes = {len(line.cells) for line in header.lines}
    return len(sizes) == 1 and sizes.pop() > len(_official())


def _official() -> tuple[str, ...]:
    return tuple(edition(NAMES[-1]).tables["三"].column_by_name)


def official_when_some_are_lost(found: tuple[str | None, ...]) -> tuple[str, ...]:
    """All columns of 表三 where headings name most of them in order, and the others got lost; else none.

    For rows that have a cell for each of them.
    """
    official = _official()
    names = tuple(name for name in found if name)
    lost = len(found) < len(official) and len(names) >= _FEWEST_HEADINGS and _is_subsequence(names, official)
    return official if lost else ()


#: Headings over others, which stand for these until their row is read.
_OVER = ("申请人情况", "法人或其他组织")


def _leaves_by_order(header: Header) -> tuple[str | None, ...]:
    """The headings row by row, those of a lower row in place of the heading that is over them."""
    leaves: list[str | None] = []
    for line in header.lines:
        own = (cell for position, cell in enumerate(line.cells) if position in line.own)
        names = [_over(cell.text) or column_name("三", cell.text) for cell in own if _names_a_column(cell.text)]
        place = next((i for i, name in enumerate(leaves) if name in _OVER), None)
        if place is not None and names:
            leaves[place : place + 1] = names
        else:
            leaves += names
    return tuple(name for name in leaves if name != _OVER[0])


def _over(text: str) -> str | None:
    return next((name for name in _OVER if label(text) == label(name)), None)


def _names_a_column(text: str) -> bool:
    meaning = label(text)
    if not meaning or read_value(text).kind is not CellKind.TEXT:
        return False
    return _over(text) is not None or (meaning not in _silent("三") and not _is_corner(meaning))


def _leaves_by_grid(table: str, header: Header) -> tuple[str | None, ...]:
    return tuple(column_name(table, leaf.text) for leaf in _leaf_headings(table, header))


def _leaf_headings(table: str, header: Header) -> list[GridCell]:
    """The lowest heading over each grid column, every heading once, label columns left out."""
    leaves: list[GridCell] = []
    for column in range(header.width):
        over = [cell for cell in column_under(header, column) if read_value(cell.text).kind is CellKind.TEXT]
        leaf = over[-1] if over else None
        if leaf is None or _is_corner(leaf.text) or label(leaf.text) in _silent(table):
            continue
        if compact(leaf.text).startswith(CAPTION):
            continue
        if not leaves or leaf is not leaves[-1]:
            leaves.append(leaf)
    return leaves


class UnderHeadings(msgspec.Struct, frozen=True):
    """The cells of a row as they are drawn: the column of each (None for a heading that names none), and the rest."""

    names: tuple[str | None, ...]
    cells: tuple[GridCell, ...]
    beside: tuple[GridCell, ...]


def under_headings(table: str, header: Header, values: Sequence[GridCell]) -> UnderHeadings | None:
    """The value cells as they are drawn under the headings; None unless every heading has just one of its own.

    For rows of the table of which the headings are, when its drawing is known.
    """
    if not is_drawn_with(header, values):
        return None
    found: list[tuple[str | None, GridCell]] = []
    for leaf in _leaf_headings(table, header):
        below = [cell for cell in values if _overlap(leaf, cell)]
        if len(below) != 1 or any(cell is below[0] for _, cell in found):
            return None
        found.append((column_name(table, leaf.text), below[0]))
    names, cells = tuple(name for name, _ in found), tuple(cell for _, cell in found)
    if len(set(names) - {None}) < len([name for name in names if name]) or not any(names):
        return None
    return UnderHeadings(names, cells, tuple(cell for cell in values if not any(cell is one for one in cells)))


def folded(
    names: Sequence[str | None], values: Sequence[GridCell]
) -> tuple[tuple[str | None, ...], tuple[GridCell, ...]] | None:
    """Columns and cells of a file that repeats a merged cell in each of its columns, every one of them once.

    None unless a heading stands in several columns side by side and every row's figure stands in all of them.
    """
    if len(names) != len(values) or len(set(names)) == len(names):
        return None
    pairs = list(zip(names, values, strict=True))
    kept = [pairs[0]]
    for (name, value), (before, other) in zip(pairs[1:], pairs, strict=False):
        if name is None or name != before:
            kept.append((name, value))
        elif value.text != other.text:
            return None
    return tuple(name for name, _ in kept), tuple(value for _, value in kept)


def is_drawn_with(header: Header, values: Sequence[GridCell]) -> bool:
    """Whether the headings and the cells are of one table whose drawing is known."""
    lines = header.lines
    return bool(values and lines) and lines[0].spans_known and lines[-1].place.table == values[0].place.table


def has_gaps(table: str, header: Header) -> bool:
    """Whether between the headings, or behind them, the table has columns without one."""
    covered = [range(leaf.column, leaf.column + leaf.colspan) for leaf in _leaf_headings(table, header)]
    columns = {column for one in covered for column in one}
    return bool(columns) and len(columns) < header.width - min(columns)


def _overlap(one: GridCell, other: GridCell) -> bool:
    return one.column < other.column + other.colspan and other.column < one.column + one.colspan


def _covers(cell: GridCell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.colspan


def column_under(header: Header, column: int) -> list[GridCell]:
    """The headings over a column of the grid, top to bottom."""
    return [cell for line in header.lines for cell in line.cells if _covers(cell, column) and cell.text.strip()]


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
