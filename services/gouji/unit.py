"""A unit that owes a report: what kind of body it is, and what the unit register says of it.

A noun module outside the stages. Kinds of bodies decide thresholds and duties: 乡镇街道 have no date of their own in
the regulations, only governments report 工作考核, and a fee that is plain in a prefecture is none in a township.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum

import msgspec


class Level(StrEnum):
    """The level of administration."""

    NATION = "国家"
    PROVINCE = "省级"
    PREFECTURE = "市级"
    COUNTY = "县级"
    TOWNSHIP = "乡级"


class UnitType(StrEnum):
    """What kind of body a unit is; the values are what people write in the register."""

    STATE_DEPARTMENT = "国务院部门"
    PROVINCE_GOVERNMENT = "省级政府"
    PROVINCE_DEPARTMENT = "省级部门"
    PREFECTURE_GOVERNMENT = "市级政府"
    PREFECTURE_DEPARTMENT = "市级部门"
    COUNTY_GOVERNMENT = "县级政府"
    COUNTY_DEPARTMENT = "县级部门"
    TOWNSHIP = "乡镇街道"
    OTHER = "其他"

    @property
    def is_government(self) -> bool:
        """Whether it is a people's government at or above the county."""
        return self.value.endswith("政府")

    @property
    def level(self) -> Level | None:
        """Its level, None for 其他."""
        if self is UnitType.STATE_DEPARTMENT:
            return Level.NATION
        if self is UnitType.TOWNSHIP:
            return Level.TOWNSHIP
        return next((level for level in Level if self.value.startswith(level)), None)


class Unit(msgspec.Struct, frozen=True):
    """A registered unit. `parent` is the government whose report its figures go into, `supervisor` who reviews it.

    `submit_by` and `publish_by` are local dates of the year in which a report is due, as `01-26`; None where only the
    statutory ones hold. `aliases` are other names it goes by, `folder` that of its inbox folder.
    """

    name: str
    aliases: tuple[str, ...] = ()
    region: str | None = None
    type: UnitType | None = None
    parent: str | None = None
    supervisor: str | None = None
    submit_by: str | None = None
    publish_by: str | None = None
    folder: str | None = None
    active: bool = True

    def answers_to(self, name: str) -> bool:
        return name in (self.name, self.folder, *self.aliases)

    def due(self, report_year: int, day: str | None) -> date | None:
        """A local date for the report of this year: in the year after it (02-29 is the 28th in a common year)."""
        if day is None:
            return None
        month, number = map(int, day.split("-"))
        return date(report_year + 1, month, min(number, monthrange(report_year + 1, month)[1]))


_GOVERNMENT = r"人民政府(?:办公[厅室])?"
_PLACE = r"[\u4e00-\u9fff]+?"
_PROVINCE = rf"{_PLACE}(?:省|自治区)"
_COUNTY = r"(?:县|旗|(?<!自治)(?<!开发)(?<!新)(?<!园)区)"
_NOT_OF_A_CITY = r"(?!.*[市州盟县旗])"
#: What names show, the first that fits; a city may be of any level, so 慈溪市公安局 fits none.
_SHOWN = (
    (re.compile(r"(?:国家|中华人民共和国|国务院|中国)(?!.*[省市县州旗])\S+"), UnitType.STATE_DEPARTMENT),
    (re.compile(rf"{_PLACE}(?:[镇乡]|苏木)人民政府|{_PLACE}街道(?:办事处)?"), UnitType.TOWNSHIP),
    (re.compile(rf"(?:{_PROVINCE})?{_PLACE}{_COUNTY}{_GOVERNMENT}"), UnitType.COUNTY_GOVERNMENT),
    (re.compile(rf"(?:{_PROVINCE})?{_PLACE}{_COUNTY}(?!.*人民政府)\S+"), UnitType.COUNTY_DEPARTMENT),
    (re.compile(rf"{_PROVINCE}{_GOVERNMENT}"), UnitType.PROVINCE_GOVERNMENT),
    (re.compile(rf"{_PROVINCE}{_NOT_OF_A_CITY}(?!.*人民政府)\S+"), UnitType.PROVINCE_DEPARTMENT),
    (re.compile(rf"(?:{_PROVINCE})?{_PLACE}自治州{_GOVERNMENT}"), UnitType.PREFECTURE_GOVERNMENT),
)


def type_by_name(name: str | None) -> UnitType | None:
    """What kind of body the name alone shows; None where it does not."""
    return next((kind for pattern, kind in _SHOWN if name and pattern.fullmatch(name)), None)
