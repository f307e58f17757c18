"""Names of bodies taken apart: the places they lead with, and what the body does. 科技局 and 科学技术局 are one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

#: Kinds of places from the top down, with the last character of their names.
PROVINCE, CITY, COUNTY, TOWN = range(4)
_CLASS = {
    "省": PROVINCE,
    "治区": PROVINCE,
    "市": CITY,
    "州": CITY,
    "盟": CITY,
    "地区": CITY,
    "县": COUNTY,
    "旗": COUNTY,
}
_PLACE = re.compile(
    r"(?:(?![委局厅及]|政府)[\u4e00-\u9fff]){2,8}?(?:实验区|开发区|示范区|高新区|管理区|合作区|新区|园区|片区)"
    r"|(?:(?![委局厅及]|政府)[\u4e00-\u9fff]){2,5}?(?:省|自治区|自治州|自治县|地区|州(?=[\u4e00-\u9fff])|盟|市(?![场容]|政(?![务数府协])|民(?![政族宗]))|县|旗|区(?![域划])|街道|镇(?!化)|乡(?![建规村镇统融]))"
)
#: Longer names that end in 区 are those of zones.
_LONGEST_COUNTY = 4
_LEVEL_ONLY = re.compile(
    r"^(?:本|我|该|全)?(?:[省州盟县区旗镇乡]|市(?![场容]|政(?![务数府协])|民(?![政族宗])))(?=[\u4e00-\u9fff]{2})"
)
_SUFFIX = re.compile(
    r"(?:管理委员会|委员会|人民政府|办公[室厅]|办事处|管委会|服务中心|中心|管理局|分局|局|厅|委|办|署|院|所|站|处|大队|支队|总队)$"
)
#: What bodies of a vertical system lead with: 国家税务总局云溪县税务局.
_SYSTEM = re.compile(r"^国家[\u4e00-\u9fff]{2,6}?局(?=[\u4e00-\u9fff]{3,})")
#: What stands under a bureau or a commission, and is named for what it does itself.
_UNDER = re.compile(r"(?:中心|[院所站馆队])$")
#: What kind of body it is, without what it does: of 市场监督管理局 and 市场监管局 only 局.
_KIND = re.compile(r"(?:委员会|办公[室厅]|分局|中心|局|厅|委|办|署|院|处)$")
_GOVERNMENT = re.compile(r"政府|街道办|办事处|管委会|管理委员会|党工委|[省市县区旗镇乡]委")


@dataclass(frozen=True, slots=True)
class Name:
    """A body's name: its places from the top down, and the rest; `office` is the rest without 局, 委 and the like."""

    text: str
    places: tuple[str, ...]
    rest: str

    @property
    def office(self) -> str:
        return _SUFFIX.sub("", self.rest)

    @property
    def is_government(self) -> bool:
        """Whether it governs a place, or is only the name of one."""
        return not self.rest or bool(_GOVERNMENT.search(self.rest))


@lru_cache(maxsize=1024)
def read_name(text: str) -> Name:
    """云溪县科学技术局 as 云溪县 and 科学技术局; 县科技局 as 科技局, its place not named."""
    places: list[str] = []
    rest = _SYSTEM.sub("", text)
    while found := _PLACE.match(rest):
        places.append(found[0])
        rest = rest[found.end() :]
    return Name(text, tuple(places), rest if places else _LEVEL_ONLY.sub("", rest))


def place_class(place: str) -> int:
    """Which kind of place this is; a zone stands on the level of counties."""
    if place.endswith(("镇", "乡", "街道")):
        return TOWN
    return next((level for ending, level in _CLASS.items() if place.endswith(ending)), COUNTY)


def is_short_for(short: str, long: str) -> bool:
    """Whether the characters of one stand in the other in order: 宁海县科技局 and 宁海县科学技术局."""
    letters = iter(long)
    return all(character in letters for character in short)


def same_office(one: Name, other: Name) -> bool:
    """Whether two bodies may do the same: either is short for the other, 局 or 委 aside.

    People shorten freely: 市监 for 市场监督管理, 城管 for 城市管理, 科工信 for 工业信息化和科学技术.
    """
    if one.is_government and other.is_government:
        return True
    short, long = sorted((one.office, other.office), key=len)
    if not short or is_short_for(short, long):
        return True
    return any(
        set(_KIND.sub("", brief.rest)) <= set(whole.text) for brief, whole in ((one, other), (other, one)) if brief.rest
    )


def near_office(one: Name, other: Name) -> bool:
    """Whether half of the characters of one are the other's too, or one may stand under the other.

    水利局 and 水务局 may be one body, renamed; 疾控中心 may be a part of 卫生健康局.
    """
    if bool(_UNDER.search(one.rest)) != bool(_UNDER.search(other.rest)):
        return True
    mine, theirs = set(one.office), set(other.office)
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def other_place(name: Name, own: Name) -> str | None:
    """The place of `name` that contradicts `own`: of the same kind and called otherwise; None when none does."""
    mine = {place_class(place): place for place in own.places}
    if any(place in own.text for place in name.places[-1:]):
        return None
    for place in name.places:
        twin = mine.get(place_class(place))
        if twin is None or _bare(place) in own.text or _bare(twin) in name.text or _same_zone(place, twin):
            continue
        return place
    return None


def _same_zone(one: str, other: str) -> bool:
    """云溪经开区 and 云溪经济开发区; the names of counties are not shortened like that."""
    short, long = sorted((one, other), key=len)
    return len(long) > _LONGEST_COUNTY and long.endswith("区") and is_short_for(short, long)


def _bare(place: str) -> str:
    """云溪 of 云溪县; what is left must still say something."""
    bare = re.sub(r"(?:自治区|自治州|自治县|地区|街道|[省市州盟县区旗镇乡])$", "", place)
    return bare if len(bare) > 1 else place
