"""All kinds of faults, and why some rules have none."""

from __future__ import annotations

from mutations import form, outline, plausible, prose, tables, years
from mutations.fault import FAULTS

MODULES = (form, outline, plausible, prose, tables, years)
#: In the order of the catalogue's codes.
KINDS = sorted(FAULTS, key=lambda kind: kind.code)
#: Rules in force whose fault cannot be put into a sound report of either edition.
WITHOUT = {
    "ST-18": "只用于2018年度及以前的报告，没有可以注入的2019、2021年格式报告",
}
