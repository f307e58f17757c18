"""Who has not filed: the register against the reports that came in, with the date by which each was due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gouji.register.register import Register
from gouji.unit import Unit, UnitType, type_by_name

#: 《政府信息公开条例》第四十九条: departments by 31 January, governments by 31 March of the year after.
OF_DEPARTMENTS, OF_GOVERNMENTS = "01-31", "03-31"
_NO_DATE = (UnitType.TOWNSHIP, UnitType.OTHER)


@dataclass(frozen=True, slots=True)
class Filed:
    """What came in for a unit and a year: local date, and whether it could be checked; `word` says why not."""

    on: date
    checked: bool
    word: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A unit that has not filed; `due` is None where no date binds it, `overdue` the days since then, 0 before it.

    `word` says what came in that could not be checked, None when nothing did.
    """

    unit: Unit
    due: date | None
    overdue: int
    word: str | None = None


def statutory(kind: UnitType | None) -> str | None:
    """The date of the regulations for this kind of body, as MM-DD; None for 乡镇街道, others, and where unknown."""
    if kind is None or kind in _NO_DATE:
        return None
    return OF_GOVERNMENTS if kind.is_government else OF_DEPARTMENTS


def due_on(unit: Unit, year: int) -> date | None:
    """By when its report for this year must have come in: the local date, else that of the regulations."""
    day = unit.submit_by or unit.publish_by or statutory(unit.type or type_by_name(unit.name))
    return unit.due(year, day)


def missing(units: Iterable[Unit], year: int, filed: Mapping[str, Filed], today: date) -> list[Missing]:
    """The units without a checked report, the longest overdue first; `filed` by the units' names."""
    found = [_missing(unit, year, filed.get(unit.name), today) for unit in units]
    return sorted(filter(None, found), key=lambda one: (-one.overdue, one.due or date.max, one.unit.name))


def _missing(unit: Unit, year: int, filed: Filed | None, today: date) -> Missing | None:
    if filed is not None and filed.checked:
        return None
    due = due_on(unit, year)
    overdue = max(0, (today - due).days) if due else 0
    return Missing(unit, due, overdue, filed.word if filed else None)


def by_unit(register: Register, came: Sequence[tuple[str, Filed]]) -> dict[str, Filed]:
    """What came in, by the names that the register has for the units; a checked report before any other."""
    found: dict[str, Filed] = {}
    for name, filed in came:
        unit = register.named(name)
        key = unit.name if unit else name
        if key not in found or (filed.checked and not found[key].checked):
            found[key] = filed
    return found
