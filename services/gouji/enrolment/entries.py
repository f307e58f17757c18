"""Rows → units, and everything that is wrong with them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from gouji.enrolment.headings import FIELDS, MOST_ABOVE, field_of, near
from gouji.enrolment.sheet import Row
from gouji.register import Register, changed, faults, name_key
from gouji.text import compact
from gouji.unit import Unit, UnitType

_SEVERAL = re.compile(r"[、,，;；|/\n]+")
#: What names end with: between such a space parts two names, elsewhere it only spreads one.
_ORGAN = re.compile(r".+(?:[局办委院厅部社所站队室镇乡府]|街道|中心|公司|委员会|管理处)")
_HOUR = re.compile(r"\s+\d{1,2}:\d\d(?::\d\d)?$")
_DAY = re.compile(
    r"(?:20\d\d[年\-/.]|次年|翌年|第二年|每年)?(\d{1,2}|元)[月\-/.](\d{1,2})"
    r"(?:[日号](?:\([^)]*\))?(?:\d{1,2}(?:[时点](?:\d{1,2}分)?|:\d\d))?)?(?:之?前|以前|止|截止)?"
)
_DIGITS = re.compile(r"20\d\d(\d\d)(\d\d)")
#: Rows of a roster that are no units: a heading between them, a sum, a remark below.
_BETWEEN = re.compile(r"\(?[一二三四五六七八九十]+[)、.].*|合计.*|总计.*|小计.*|共计.*|.{0,6}共\d+(?:个|家).*")
_BELOW = re.compile(
    r"(?:备注|注|说明|填表说明|填表人|填报人|制表人?|审核人?|联系人|联系电话|填表日期|填表单位)\d?[::].*"
)
_COUNTED = re.compile(r"\((?:共?\d+个?家?)\)$")
_COMMON_YEAR = 2023
_SHORTEST = 3
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
} | dict.fromkeys(
    (
        "乡",
        "镇",
        "街镇",
        "镇街道",
        "乡街道",
        "镇政府",
        "乡政府",
        "镇人民政府",
        "乡人民政府",
        "乡镇人民政府",
        "街道办",
        "街办",
    ),
    UnitType.TOWNSHIP,
)
#: The forms in which offices write the same kinds, by the level that they begin with.
_LEVELS = {"县": "县级", "区": "县级", "县区": "县级", "旗": "县级", "市": "市级", "省": "省级"}
_GOVERNMENT_TYPE = re.compile(r"(县区|[县区旗市省])级?人民政府")
_DEPARTMENT_TYPE = re.compile(
    r"(县区|[县区旗市省])(?:直|级|直属|级政府|政府)(?:部门|单位|机关|工作部门|组成部门)|(县|区|市|省)直"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row of the file; `row` is None for what is wrong with the whole of it."""

    row: int | None
    what: str

    def __str__(self) -> str:
        return f"第 {self.row} 行：{self.what}" if self.row else self.what


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The units of a file in its order, and what is wrong; with a fault the units are not to be used.

    `beside` are the rows that are no units, as headings between them, sums and remarks.
    """

    units: tuple[Unit, ...]
    faults: tuple[Fault, ...]
    beside: tuple[Fault, ...] = ()


def enrol(rows: Sequence[Row], before: Sequence[Unit] = (), *, replace: bool = False) -> Enrolled:
    """The units that rows describe, to be added to those `before` (or with `replace` to take their place)."""
    head, columns, found = _columns(rows)
    if found:
        return Enrolled((), tuple(found))
    given: dict[str, tuple[int, Unit]] = {}
    beside = [row for row in rows[head + 1 :] if _is_beside(row, columns)]
    for row in rows[head + 1 :]:
        if row in beside:
            continue
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
    told = tuple(Fault(row.number, f"“{compact(_first(row))}”不是单位，没有导入") for row in beside)
    return Enrolled(units, tuple(sorted(found, key=lambda fault: fault.row or 0)), told)


def _first(row: Row) -> str:
    return next((text for _, text in sorted(row.texts.items()) if not text.isdigit()), "")


def _is_beside(row: Row, columns: dict[str, int]) -> bool:
    """Whether a row is no unit: nothing but a heading or a remark, or a sum with its number."""
    words = {place: word for place, text in row.texts.items() if not (word := compact(text)).isdigit()}
    place = min(words, default=columns["name"])
    first = words.get(place, "")
    if place > columns["name"]:
        return False
    if _BELOW.fullmatch(first):
        return True
    sole = set(words.values()) == {first}
    return sole and (bool(_BETWEEN.fullmatch(first)) or _kind(_COUNTED.sub("", first)) is not None)


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
    for position, row in enumerate(rows[:MOST_ABOVE]):
        fields, unknown = _fields(row)
        if "name" in fields:
            return position, fields, unknown
    known = "、".join(words[0] for field, words in FIELDS.items() if field != "name")
    return 0, {}, [Fault(None, f"前 {MOST_ABOVE} 行中没有找到表头；表头要有“单位名称”，还可以有：{known}")]


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
    if "aliases" in columns:
        said["aliases"] = row.texts.get(columns["aliases"], "")
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
    parts = [one for part in _SEVERAL.split(text) for one in _spaced(part)]
    return tuple(one for one in dict.fromkeys(map(compact, parts)) if one and one != name)


def _spaced(text: str) -> list[str]:
    """The names that spaces part; one name, where its characters are only spread."""
    parts = text.split()
    return _joined(compact(text)) if not all(map(_ORGAN.fullmatch, parts)) or len(parts) == 1 else parts


def _joined(text: str) -> list[str]:
    """The two names of 县财政局财政局: a cell's lines, which a worksheet's reader puts together."""
    for cut in range(_SHORTEST, len(text) - _SHORTEST + 1):
        pair = [text[:cut], text[cut:]]
        shorter, longer = sorted(pair, key=len)
        if longer.endswith(shorter) and all(map(_ORGAN.fullmatch, pair)):
            return pair
    return [text]


def _type(text: str) -> UnitType:
    bare = compact(text)
    if (kind := _kind(bare)) is not None:
        return kind
    alike = difflib.get_close_matches(bare, [*UnitType, *_TYPES], n=2, cutoff=0.5)
    hint = f"，是否指{'、'.join(f'“{one}”' for one in alike)}" if alike else ""
    raise ValueError(f"不是类型{hint}；应为 {'、'.join(UnitType)} 之一，都不是的写“其他”")


def _kind(text: str) -> UnitType | None:
    """The type that this means; None for what is none."""
    bare = re.sub(r"[()/、]", "", text)
    if bare in _TYPES:
        return _TYPES[bare]
    if found := _GOVERNMENT_TYPE.fullmatch(bare):
        return UnitType(f"{_LEVELS[found[1]]}政府")
    if found := _DEPARTMENT_TYPE.fullmatch(bare):
        return UnitType(f"{_LEVELS[found[1] or found[2]]}部门")
    return next((kind for kind in UnitType if kind == bare), None)


def _day(text: str) -> str:
    bare = compact(_HOUR.sub("", unicodedata.normalize("NFKC", text)))
    found = _DAY.fullmatch(bare) or _DIGITS.fullmatch(bare)
    month, day = (int(found[1].replace("元", "1")), int(found[2])) if found else (0, 0)
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(_COMMON_YEAR, month)[1]:  # noqa: PLR2004 - months
        raise ValueError("不是每年都有的日期；应写月和日，如 01-26 或 1月26日")
    return f"{month:02}-{day:02}"


def _active(text: str) -> bool:
    try:
        return _ACTIVE[compact(text)]
    except KeyError:
        raise ValueError("应为启用或停用") from None
