"""The words of the official forms, where a reader must tell a label of a table from a line of prose."""

from __future__ import annotations

import re
from functools import cache

from gouji.editions import NAMES, edition
from gouji.text import ALIKE, alike, compact, label, remembered

_CAPTION = "第二十条第"
#: The sentence in the corner of 表三, also where it is written 钩稽.
_CORNER = re.compile("[勾钩]稽关系|本列数据")
#: No label of the official forms is longer; the sentence in the corner of 表三 is.
_LONGEST = 60


@cache
def _row_labels() -> frozenset[str]:
    forms = [edition(name).tables[key] for name in NAMES for key in ("二", "三")]
    rows = {text for form in forms for row in form.rows for text in (row.label, *row.aliases)}
    groups = {group for name in NAMES for key in ("二", "三") for group in edition(name).tables[key].groups}
    return frozenset(label(text) for text in rows | groups if label(text))


@cache
def _headings() -> frozenset[str]:
    forms = [table for name in NAMES for table in edition(name).tables.values()]
    words = {column.name for form in forms for column in form.columns}
    words |= {alias for form in forms for aliases in form.column_aliases.values() for alias in aliases}
    words |= {word for form in forms for word in form.not_columns}
    words |= {group for name in NAMES for group in edition(name).tables["四"].groups}
    return frozenset(label(word) for word in words)


@cache
def _groups() -> frozenset[str]:
    return frozenset(label(group) for name in NAMES for group in edition(name).tables["三"].groups)


def meaning(text: str) -> str:
    """The label as it is compared: without numbering, brackets and punctuation."""
    return label(text)


def is_group(text: str) -> bool:
    """Whether a label stands for several rows, and has no figures of its own."""
    return label(text) in _groups()


@remembered
def is_caption(text: str) -> bool:
    """`第二十条第（一）项`, which stands over a block of 表二."""
    return compact(text).startswith(_CAPTION) and len(compact(text)) < len("第二十条第（一）项") * 2


@remembered
def is_row_label(text: str) -> bool:
    """Whether this is the label of a row or of a group of rows; a misprint counts when nothing but it differs."""
    if len(text) > _LONGEST:
        return False
    meaning = label(text)
    return meaning in _row_labels() or any(alike(meaning, known) >= ALIKE for known in _row_labels())


@remembered
def is_heading(text: str) -> bool:
    """Whether this is one of the headings over the columns of a table; a misprint counts as above."""
    if len(text) > _LONGEST:
        return False
    meaning = label(text)
    if meaning in _headings() or _CORNER.search(compact(text)):
        return True
    return meaning not in _row_labels() and any(alike(meaning, known) >= ALIKE for known in _headings())


def is_official(text: str) -> bool:
    """Whether a form has this text in one of its tables: a caption, a heading, or the label of a row."""
    return is_caption(text) or is_heading(text) or is_row_label(text)


def is_printed(text: str) -> bool:
    """The same, for the very words of a form, not for what only looks like them."""
    return is_caption(text) or meaning(text) in _row_labels() | _headings() or _CORNER.search(compact(text)) is not None
