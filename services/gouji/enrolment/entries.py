"""Rows → units, and everything that is wrong with them."""

from __future__ import annotations

import difflib
import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from gouji.enrolment.headings import FIELDS, field_of, near
from gouji.enrolment.sheet import Row
from gouji.register import Register, changed, faults, name_key
from gouji.text import compact
from gouji.unit import Unit, UnitType

_MOST_ABOVE = 5
_SEVERAL = re.compile(r"[、,，;；|/\n]+")
_DAY = re.compile(r"(?:20\d\d[年\-/.]|次年|翌年)?(\d{1,2})[月\-/.](\d{1,2})日?(?:之?前|以前|止)?(?:0?0:00(?::00)?)?")
_COMMON_YEAR = 2023
_ACTIVE = dict.fromkeys(("启用", "是", "有效", "在用"), True) | dict.fromkeys(("停用", "否", "无效", "撤销"), False)
_TYPES = {
    "县政府": UnitType.COUNTY_GOVERNMENT,
    "区政府": UnitType.COUNTY_GOVERNMENT,
    "县区政府": UnitType.COUNTY_GOVERNMENT,
    "市政府": UnitType.PREFECTURE_GOVERNMENT,
    "省政府": UnitType.PROVINCE_GOVERNMENT,
    "县直部门": UnitType.COUNTY_DEPARTMENT,
    "区直部门": UnitType.COUNTY_DEPARTMENT,
    "县部门": UnitType.COUNTY_DEPARTMENT,
    "市直部门": UnitType.PREFECTURE_DEPARTMENT,
    "市部门": UnitType.PREFECTURE_DEPARTMENT,
    "省直部门": UnitType.PROVINCE_DEPARTMENT,
    "省部门": UnitType.PROVINCE_DEPARTMENT,
    "乡镇": UnitType.TOWNSHIP,
    "街道": UnitType.TOWNSHIP,
    "镇街": UnitType.TOWNSHIP,
    "乡镇政府": UnitType.TOWNSHIP,
    "街道办事处": UnitType.TOWNSHIP,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row of the file; `row` is None for what is wrong with the whole of it."""

    row: int | None
    what: str

    def __str__(self) -> str:
        return f"第 {self.row} 行：{self.what}" if self.row else self.what


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The units of a file in its order, and what is wrong; with a fault the units are not to be used."""

    units: tuple[Unit, ...]
    faults: tuple[Fault, ...]


def enrol(rows: Sequence[Row], before: Sequence[Unit] = (), *, replace: bool = False) -> Enrolled:
    """The units that rows describe, to be added to those `before` (or with `replace` to take their place)."""
    head, columns, found = _columns(rows)
    if found:
        return Enrolled((), tuple(found))
    given: dict[str, tuple[int, Unit]] = {}
    for row in rows[head + 1 :]:
        unit, wrong = _unit(row, columns)
        found += [Fault(row.number, what) for what in wrong]
        if unit is None:
            continue
        if (earlier := given.get(name_key(unit.name))) is not None:
            found.append(Fault(row.number, f"单位“{unit.name}”在第 {earlier[0]} 行已有一次"))
        else:
            given[name_key(unit.name)] = (row.number, unit)
    known = {name_key(unit.name): unit for unit in before}
    given = {key: (number, _completed(unit, known.get(key), columns)) for key, (number, unit) in given.items()}
    units = tuple(unit for _, unit in given.values())
    if not units and not found:
        found.append(Fault(None, "表头下面没有单位"))
    found += _together(units, given, before, replace=replace)
    return Enrolled(units, tuple(sorted(found, key=lambda fault: fault.row or 0)))


def _completed(unit: Unit, known: Unit | None, columns: dict[str, int]) -> Unit:
    """The unit with what is known of it from before, where the file has no column for that."""
    if known is None:
        return unit
    kept = {field: getattr(known, field) for field in FIELDS if field not in columns and field != "active"}
    return msgspec.structs.replace(unit, **kept)


def _together(
    units: Sequence[Unit], given: dict[str, tuple[int, Unit]], before: Sequence[Unit], *, replace: bool
) -> list[Fault]:
    """What is wrong between the units, those that are already registered included."""
    whole = changed(before, units, replace=replace).units
    rows = {unit.name: number for number, unit in given.values()}
    said = {unit.name for unit in Register(before).active}
    found = []
    for name, what in faults(whole):
        where = "" if name in rows else f"已登记的“{name}”：" if name in said else ""
        found.append(Fault(rows.get(name), where + what))
    return found


def _columns(rows: Sequence[Row]) -> tuple[int, dict[str, int], list[Fault]]:
    """Where the heading is, the column of each field, and what is wrong with the heading."""
    for position, row in enumerate(rows[:_MOST_ABOVE]):
        fields, unknown = _fields(row)
        if "name" in fields:
            return position, fields, unknown
    known = "、".join(words[0] for field, words in FIELDS.items() if field != "name")
    return 0, {}, [Fault(None, f"前 {_MOST_ABOVE} 行中没有找到表头；表头要有“单位名称”，还可以有：{known}")]


def _fields(row: Row) -> tuple[dict[str, int], list[Fault]]:
    fields: dict[str, int] = {}
    wrong: list[Fault] = []
    for place, text in row.texts.items():
        try:
            field = field_of(text)
        except KeyError:
            alike = "、".join(f"“{word}”" for word in near(text))
            hint = f"；是否指{alike}？" if alike else "；不需要的列请删去"
            wrong.append(Fault(row.number, f"不认识表头“{text}”{hint}"))
            continue
        if field in fields:
            wrong.append(Fault(row.number, f"有两列的表头都是“{FIELDS[field][0]}”"))
        elif field is not None:
            fields[field] = place
    return fields, wrong


def _unit(row: Row, columns: dict[str, int]) -> tuple[Unit | None, list[str]]:
    """The unit of a row; None without a name. What is wrong with any of its cells is told, not only the first."""
    said = {field: " ".join(row.texts.get(place, "").split()) for field, place in columns.items()}
    name = compact(said.get("name", ""))
    if not name:
        return None, ["没有单位名称"]
    wrong: list[str] = []
    values: dict[str, Any] = {}
    readers: dict[str, Callable[[str], Any]] = {
        "aliases": lambda text: _aliases(text, name),
        "type": _type,
        "submit_by": _day,
        "publish_by": _day,
        "active": _active,
        "parent": compact,
    }
    for field, text in said.items():
        if field == "name" or not text:
            continue
        try:
            values[field] = readers.get(field, str)(text)
        except ValueError as problem:
            wrong.append(f"{FIELDS[field][0]}“{text}”{problem}")
    return Unit(name, **values), wrong


def _aliases(text: str, name: str) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(map(compact, _SEVERAL.split(text))) if one and one != name)


def _type(text: str) -> UnitType:
    bare = compact(text)
    if bare in _TYPES:
        return _TYPES[bare]
    try:
        return UnitType(bare)
    except ValueError:
        alike = difflib.get_close_matches(bare, [*UnitType, *_TYPES], n=2, cutoff=0.5)
        hint = f"，是否指{'、'.join(f'“{one}”' for one in alike)}" if alike else ""
        raise ValueError(f"不是类型{hint}；应为 {'、'.join(UnitType)} 之一") from None


def _day(text: str) -> str:
    found = _DAY.fullmatch(compact(text))
    month, day = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(_COMMON_YEAR, month)[1]:  # noqa: PLR2004 - months
        raise ValueError("不是每年都有的日期；应写月和日，如 01-26 或 1月26日")
    return f"{month:02}-{day:02}"


def _active(text: str) -> bool:
    try:
        return _ACTIVE[compact(text)]
    except KeyError:
        raise ValueError("应为启用或停用") from None
