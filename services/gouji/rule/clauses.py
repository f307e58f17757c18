"""The way back: each clause of the law and of the form, and the rules that watch it; those that nothing watches too.

Nothing here is kept by hand but the list of clauses itself (`_clauses.toml` of a rule pack): a rule watches a clause
that its basis cites, and the rows and sections that it is seen to read (`gouji.rule.reading`). A rule that reads more
than half of a table's rows watches the table as a whole, and no row of it in particular.
"""

from __future__ import annotations

import importlib.util
import tomllib
from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points
from pathlib import Path

import msgspec

from gouji.editions import NAMES, RowForm, edition
from gouji.rule.citation import Clause, cited, clause
from gouji.rule.definition import Rule, Status
from gouji.rule.reading import EVERYTHING, read_by

FILE = "_clauses.toml"
_GROUP = "gouji.rules"
_TABLES = ("二", "三", "四")
#: A rule that reads so few rows of a small table is about them.
_FEW = 2


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An act or document with those of its clauses that concern annual reports, by name, and what they are about."""

    name: str
    clauses: dict[str, str]


class Watched(msgspec.Struct, frozen=True):
    """A clause, what it is about, the rules that cite it, and the rows of tables that report on it with their rules."""

    clause: Clause
    matter: str
    citing: tuple[str, ...]
    rows: tuple[WatchedRow, ...] = ()

    @property
    def by_anything(self) -> bool:
        return bool(self.citing or any(row.own or row.whole for row in self.rows))


class WatchedRow(msgspec.Struct, frozen=True):
    """A row of a table (`三.R16`): rules that read it in particular, and those of its whole table."""

    key: str
    label: str
    editions: tuple[str, ...]
    own: tuple[str, ...]
    whole: tuple[str, ...]


class WatchedSection(msgspec.Struct, frozen=True):
    """A section of the form and the rules that read its heading or its prose."""

    numeral: str
    title: str
    rules: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """All of it: clauses by act, sections, the rows of the three tables, and rules that look at the whole document."""

    clauses: tuple[Watched, ...]
    sections: tuple[WatchedSection, ...]
    rows: tuple[WatchedRow, ...]
    everything: tuple[str, ...]

    @property
    def unwatched(self) -> tuple[Watched, ...]:
        """The clauses that no rule watches."""
        return tuple(one for one in self.clauses if not one.by_anything)


def watched_clauses(rules: Sequence[Rule]) -> Table:
    """Derive the table from these rules; retired ones watch nothing."""
    living = [rule for rule in rules if rule.status is not Status.RETIRED]
    places = {rule.code: read_by(rule) for rule in living}
    rows = tuple(_rows(places))
    citing = {rule.code: cited(rule.basis) for rule in living}
    return Table(
        tuple(_clauses(citing, rows)),
        tuple(_sections(places)),
        rows,
        tuple(code for code, read in places.items() if EVERYTHING in read),
    )


def _acts() -> Iterator[Act]:
    for entry in sorted(entry_points(group=_GROUP), key=lambda entry: (entry.name != "builtin", entry.name)):
        spec = importlib.util.find_spec(entry.value)
        for root in (spec.submodule_search_locations or ()) if spec else ():
            file = Path(root, FILE)
            if file.is_file():
                yield from msgspec.convert(tomllib.loads(file.read_text("utf-8"))["acts"], list[Act])


def _clauses(citing: dict[str, tuple[Clause, ...]], rows: tuple[WatchedRow, ...]) -> Iterator[Watched]:
    """The listed clauses, and behind those of its act each one that only a rule knows."""
    listed = {clause(act.name, name): matter for act in _acts() for name, matter in act.clauses.items()}
    of_rows = {row.key: cited(_basis(row.key)) for row in rows}
    wholes = {(one.act, one.article) for one in listed}
    further = [one for clauses in citing.values() for one in clauses if one not in listed]
    further = [one for one in further if one.part or one.item or (one.act, one.article) not in wholes]
    acts = list(dict.fromkeys(one.act for one in (*listed, *further)))
    for one in sorted(dict.fromkeys([*listed, *further]), key=lambda one: acts.index(one.act)):
        yield Watched(
            one,
            listed.get(one, ""),
            tuple(code for code, clauses in citing.items() if any(one.within(other) for other in clauses)),
            tuple(row for row in rows if any(one.within(other) for other in of_rows[row.key])),
        )


def _basis(key: str) -> str:
    return next(row.basis for table, row, _ in _forms() if f"{table}.{row.key}" == key)


def _forms() -> Iterator[tuple[str, RowForm, str]]:
    """Every row of every edition: its table, the row, and the edition's name."""
    for key in _TABLES:
        rows = [(row, name) for name in NAMES for row in edition(name).tables[key].rows]
        # Only the keys of 表三 are numbers; in 表二 the rows of the later form come behind those of the first.
        for row, name in sorted(rows, key=lambda pair: pair[0].key) if key == "三" else rows:
            yield key, row, name


def _rows(places: dict[str, frozenset[str]]) -> Iterator[WatchedRow]:
    editions: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for table, row, name in _forms():
        editions.setdefault(f"{table}.{row.key}", []).append(name)
        labels.setdefault(f"{table}.{row.key}", row.label.partition("（区分")[0])
    whole = {
        table: tuple(code for code, read in places.items() if _reads_all(table, read, editions)) for table in _TABLES
    }
    for key, names in editions.items():
        table = key.partition(".")[0]
        own = tuple(code for code, read in places.items() if key in read and code not in whole[table])
        yield WatchedRow(key, labels[key], tuple(names), own, whole[table])


def _reads_all(table: str, read: frozenset[str], editions: dict[str, list[str]]) -> bool:
    """Whether a rule that reads these places reads most rows that the table has in an edition."""
    for name in NAMES:
        own = [key for key, names in editions.items() if key.startswith(f"{table}.") and name in names]
        if sum(key in read for key in own) > max(len(own) // 2, _FEW):
            return True
    return False


def _sections(places: dict[str, frozenset[str]]) -> Iterator[WatchedSection]:
    for form in edition(NAMES[-1]).sections:
        yield WatchedSection(
            form.numeral, form.title, tuple(code for code, read in places.items() if form.numeral in read)
        )
