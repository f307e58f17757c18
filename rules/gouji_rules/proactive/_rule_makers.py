"""Who may make 规章, as far as a unit's name tells: 《立法法》 names the makers, and nobody else ever is one.

State Council departments; governments of provinces, autonomous regions and municipalities, of cities with districts and
of autonomous prefectures. A city's name does not say whether it has districts, so `X市人民政府` stays unclear.
"""

from __future__ import annotations

import re
from enum import StrEnum

from gouji.text import compact
from gouji.unit import Unit, UnitType

_NATIONAL = re.compile(r"(国务院|国家|中华人民共和国|中国人民银行|中国(?=气象局|地震局|民用航空局)|审计署|海关总署).*")
_PLACE = re.compile(r"省|自治区|市(?!场|政)|县|区|州|盟|旗|镇|乡|街道")
_OFFICE = r"(?:人民)?政府(?P<office>办公厅|办公室|办)?"
_PROVINCE = re.compile(rf"(?:(?:北京|天津|上海|重庆)市|[^市县州盟旗镇乡]+?(?:省|自治区)){_OFFICE}")
_PREFECTURE = re.compile(rf"(?:.+?(?:省|自治区))?[^省市县区]+自治州{_OFFICE}")
_CITY = re.compile(rf"(?:.+?(?:省|自治区))?(?P<city>[^省市县区盟旗镇乡]{{1,8}}市){_OFFICE}")
_BELOW = re.compile(rf".*(?:(?:市|县|区|盟|旗|镇|乡|苏木){_OFFICE}|街道办事处)")
_DEPARTMENT = re.compile(
    r".*(?:局|厅|委员会|管委会|委|办公室|办|中心|支队|大队|总队|队|院|站|所|处|馆|校|学院|大学|公司|集团|银行|支行|部)"
)


class Power(StrEnum):
    """Whether a unit may make 规章; COPIES: it may not, but often copies the figures of a government that may."""

    HAS = "has"
    LACKS = "lacks"
    COPIES = "copies"
    UNCLEAR = "unclear"


_MAKERS = (UnitType.STATE_DEPARTMENT, UnitType.PROVINCE_GOVERNMENT, UnitType.PREFECTURE_GOVERNMENT)
_NO_MAKERS = (
    UnitType.PROVINCE_DEPARTMENT,
    UnitType.PREFECTURE_DEPARTMENT,
    UnitType.COUNTY_GOVERNMENT,
    UnitType.COUNTY_DEPARTMENT,
    UnitType.TOWNSHIP,
)


def power_of(name: str | None, unit: Unit | None) -> Power:
    """What is known of a unit's power: as its registered kind says, else its name; UNCLEAR where neither tells."""
    by_name = rule_making_power(name)
    kind = unit.type if unit else None
    if kind in _MAKERS:
        return Power.HAS
    if kind in _NO_MAKERS:
        return by_name if by_name is Power.COPIES else Power.LACKS
    return by_name


def rule_making_power(unit: str | None) -> Power:
    """What the unit's name says of its power; UNCLEAR where the name alone does not tell."""
    name = compact(unit or "")
    if found := _NATIONAL.fullmatch(name):
        return _national(name, found[1])
    if _PROVINCE.fullmatch(name) or _PREFECTURE.fullmatch(name):
        return Power.HAS
    if city := _CITY.fullmatch(name):
        below_prefecture = "自治州" in city["city"]
        return Power.LACKS if below_prefecture else Power.COPIES if city["office"] else Power.UNCLEAR
    if _BELOW.fullmatch(name):
        return Power.LACKS
    if not _DEPARTMENT.fullmatch(name):
        return Power.UNCLEAR
    return _department(name)


def _national(name: str, prefix: str) -> Power:
    """A department of the State Council, unless a place stands in its name: 国家税务总局云溪县税务局."""
    if _PLACE.search(name.removeprefix(prefix).removeprefix("市场")):
        return Power.LACKS
    return Power.HAS if name.endswith(("局", "部", "委员会", "署", "院", "银行", "办公厅")) else Power.UNCLEAR


def _department(name: str) -> Power:
    place = _PLACE.search(name)
    if place is None:
        return Power.LACKS if name.endswith(("局", "厅")) else Power.UNCLEAR
    of_county = re.search(r"[县区旗]", name.replace("自治区", ""))
    return Power.COPIES if name.endswith(("司法局", "司法厅")) and not of_county else Power.LACKS
