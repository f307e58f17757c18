"""The official formats as data: sections, tables, rows, columns and units of each edition.

Sources: 国办公开办函〔2019〕60号 (`ed2019`, report years 2019 and 2020) and 〔2021〕30号 (`ed2021`, from 2021). Reports
for 2018 and earlier had no national form and have no edition here.
"""

from __future__ import annotations

import tomllib
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import msgspec

from gouji.text import compact, label

NAMES = ("ed2019", "ed2021")

#: How the basis of a rule names the form where the rule holds for both editions.
EITHER_DOCUMENT = "国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）"
FIRST_YEAR = 2019

#: The name of what reports for 2018 and earlier were, which had no national form, and what demanded them.
PRE2019 = "pre2019"
PRE2019_BASIS = "《中华人民共和国政府信息公开条例》（2007年国务院令第492号）第三十一条、第三十二条"
PRE2019_REMARK = "2018年度及以前没有全国统一格式，只核查了标题和年度、法定内容、正文数字的加总，表格没有核查"


class Column(msgspec.Struct, frozen=True):
    """A value column; `kind` is count, delta or money, `unit` the money unit that its heading prints."""

    name: str
    kind: str = "count"
    unit: str | None = None
    total: bool = False


class RowForm(msgspec.Struct, frozen=True):
    """A data row: its key in addresses, printed label, other labels in use, and the law that asks for it.

    `columns` are the columns that it has, empty for all of its table; `item` the caption of its block in 表二.
    """

    key: str
    label: str
    basis: str
    aliases: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    item: str | None = None
    total: bool = False


class TableForm(msgspec.Struct, frozen=True, dict=True):
    """One of the three tables. `sums` are named sums of rows or columns that rules use."""

    section: str
    columns: tuple[Column, ...]
    rows: tuple[RowForm, ...]
    not_columns: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    column_aliases: dict[str, tuple[str, ...]] = {}
    sums: dict[str, tuple[str, ...]] = {}
    stands_for: dict[str, tuple[str, ...]] = {}
    corner: str | None = None

    @cached_property
    def row_by_key(self) -> dict[str, RowForm]:
        return {row.key: row for row in self.rows}

    @cached_property
    def column_by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    def columns_of(self, row: RowForm) -> tuple[Column, ...]:
        """The columns that this row has."""
        return tuple(column for column in self.columns if not row.columns or column.name in row.columns)

    def addresses(self, table: str) -> list[str]:
        """Every cell of the table, row by row."""
        return [f"{table}.{row.key}.{column.name}" for row in self.rows for column in self.columns_of(row)]


class SectionForm(msgspec.Struct, frozen=True):
    """One of the six sections; `terms` are groups of words of which a heading must have one each."""

    numeral: str
    title: str
    kind: str
    terms: tuple[tuple[str, ...], ...]
    variants: tuple[str, ...] = ()


class Edition(msgspec.Struct, frozen=True, dict=True):
    """An official format."""

    name: str
    document: str
    title: str
    years: tuple[int, int]
    fingerprints: tuple[str, ...]
    sections: tuple[SectionForm, ...]
    tables: dict[str, TableForm]

    @cached_property
    def marks(self) -> frozenset[str]:
        """The fingerprints as labels."""
        return frozenset(mark(text) for text in self.fingerprints)


def mark(text: str) -> str:
    """A heading as it is compared with fingerprints; the number in a caption of 表二 is its meaning."""
    return compact(text) if text.startswith("第二十条") else label(text)


@cache
def edition(name: str) -> Edition:
    """The edition of this name; KeyError when there is none."""
    if name not in NAMES:
        raise KeyError(name)
    return msgspec.convert(_merged(_read("common"), _read(name)), Edition)


def edition_for(year: int) -> Edition | None:
    """The edition that a report for this year must use; None before 2019."""
    return next((form for form in map(edition, NAMES) if form.years[0] <= year <= form.years[1]), None)


def basis_for(basis: str, year: int | None) -> str:
    """The basis with the document of this report year alone, where it names those of both editions.

    A document that was not yet issued when the report was due is no basis for it.
    """
    form = edition_for(year) if year is not None else None
    if form is None:
        return basis
    later = [edition(name).document for name in NAMES if edition(name).years[0] > form.years[1]]
    parts = basis.replace(EITHER_DOCUMENT, form.document).split("；")
    return "；".join(part for part in parts if not part.startswith(tuple(later))) or basis


def address_words(address: str, name: str | None) -> str:
    """A cell's address in the form's own words: `表三 一、本年新收政府信息公开申请数量·总计`."""
    table, row, column = address.split(".", 2)
    for candidate in (name, *NAMES):
        form = edition(candidate).tables.get(table) if candidate in NAMES else None
        if form and row in form.row_by_key:
            return f"表{table} {form.row_by_key[row].label.split('（区分')[0]}·{column}"
    return f"表{table} {row}·{column}"


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


def _merged(common: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    merged = {**common, **own, "tables": dict(common["tables"])}
    for key, table in own["tables"].items():
        shared = common["tables"].get(key, {})
        rows = sorted([*shared.get("rows", []), *table.get("rows", [])], key=lambda row: row["key"])
        merged["tables"][key] = {**shared, **table, "rows": rows if shared else table["rows"]}
    return merged
