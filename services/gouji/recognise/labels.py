"""Which row of the form a label names, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from gouji.editions import NAMES, edition
from gouji.model import CellKind
from gouji.recognise import columns
from gouji.recognise.rows import Line
from gouji.recognise.values import read_value
from gouji.text import ALIKE, alike, label, remembered, split_stray_digits

#: A label this much alike is a misprint of the official one wherever it stands in its place among the others.
_NEARLY = 0.85


class RowName(msgspec.Struct, frozen=True):
    """Which row a label names: its key (None when unknown), and digits that stood behind the label.

    `likeness` is 1 for an official label or one in use, less for a misprint.
    """

    key: str | None
    stray: str | None = None
    likeness: float = 1.0


@cache
def _row_keys(table: str) -> dict[str, str]:
    keys: dict[str, str] = {}
    for form in (edition(name).tables[table] for name in NAMES):
        for row in form.rows:
            keys |= {label(text): row.key for text in (row.label, *row.aliases) if label(text) not in keys}
    return keys


@cache
def groups(table: str) -> frozenset[str]:
    """The labels of groups of rows, which have no figures of their own."""
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
    if bare in groups(table):
        return RowName(None)
    likeness, key = max(((alike(bare, known), key) for known, key in keys.items()), default=(0.0, ""))
    return RowName(key, stray, likeness) if likeness >= ALIKE else RowName(None)


def is_exactly_a_row(table: str, text: str) -> bool:
    """Whether a text is a label of the form, letter for letter, and no heading of a column."""
    meaning = label(text)
    return meaning in _row_keys(table) and columns.column_name(table, text) is None


def names_only_a_row(text: str) -> bool:
    """Whether a text is a label of 表三 and cannot be one of its headings, as 其他 and 总计 can."""
    return row_name("三", text).key is not None and not columns.is_heading("三", text)


def label_in(table: str, line: Line) -> tuple[int | None, RowName]:
    """The last of a row's leading cells that names a row; a number alone before it is the row's ordinal."""
    found: tuple[int | None, RowName] = (None, RowName(None))
    headings, ordinals, before = 0, 0, ""
    for position, cell in enumerate(line.cells):
        kind = read_value(cell.text).kind
        if kind is CellKind.BLANK:
            continue
        if kind is CellKind.COUNT and not ordinals and found[0] is None:
            ordinals = 1
            continue
        if kind is not CellKind.TEXT:
            break
        name = row_name(table, cell.text)
        # 其他 and 总计 head a column as well as a row: beside another heading they are no row.
        headings += cell.text != before and columns.column_name(table, cell.text) is not None
        before = cell.text
        if name.key is not None:
            found = (position, name)
        elif ordinals and label(cell.text) not in groups(table):
            break
    return (None, RowName(None)) if headings > 1 else found


def is_in_its_place(keys: Sequence[str | None], position: int, name: RowName, table: str) -> bool:
    """Whether a misprinted label stands where the form has its row.

    `keys` are the keys of the table's rows in order, `position` that of the row in question. Its place is between its
    neighbours; where other rows are missing there too, it must be nearly the official label.
    """
    before = next((key for key in reversed(keys[:position]) if key is not None), None)
    after = next((key for key in keys[position + 1 :] if key is not None), None)
    for form in (edition(one).tables[table] for one in NAMES):
        order = [row.key for row in form.rows]
        low = order.index(before) if before in order else -1
        high = order.index(after) if after in order else len(order)
        between = order[low + 1 : high]
        if name.key in between and (len(between) == 1 or name.likeness >= _NEARLY):
            return True
    return False
