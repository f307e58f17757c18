"""How an example says what stands around its report: the register, the filing, units below, prose alike.

登记.类型 = 县级部门              its entry in the register: 名称, 类型, 别名, 地区, 上级, 报送时限 = 01-26, 公布时限
收到 = 2024-02-03                the day on which the report came in;  版次 = 2;  首次收到 = 2024-01-20
原公布 = 2024-01-20              the date of publication that the version before states
下级.云溪县财政局.三.R01.总计 = 2  a figure of a unit whose report goes into this one
下级.云溪县财政局 = 未报           its report is missing (or 已报: it is there, and all that is not named is 0)
下级.云溪县财政局.三.R01.总计 = 不明  its report is there, and this figure cannot be read
雷同.云溪县财政局 = 0.93          another unit's prose is as like this one's
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from gouji.editions import edition
from gouji.model import Filing, Resemblance, Subordinate
from gouji.rule.definition import Context
from gouji.unit import Unit, UnitType

AROUND = re.compile(r"^(登记|下级|雷同)\.(.+?)\s*=\s*(.*)$|^(收到|版次|首次收到|原公布)\s*=\s*(.+)$")
_REGISTERED = {
    "名称": "name",
    "别名": "aliases",
    "地区": "region",
    "类型": "type",
    "上级": "parent",
    "报送时限": "submit_by",
    "公布时限": "publish_by",
}


def with_line(context: Context, found: re.Match[str]) -> Context:
    """The context with what one line says; raises KeyError and ValueError for what means nothing."""
    what, name, value = found[1] or found[4], found[2], (found[3] or found[5] or "").strip()
    if what == "登记":
        unit = context.unit or Unit(context.report.unit or "")
        given: Any = UnitType(value) if name == "类型" else tuple(value.split("、")) if name == "别名" else value
        return msgspec.structs.replace(context, unit=msgspec.structs.replace(unit, **{_REGISTERED[name]: given}))
    if what == "下级":
        return msgspec.structs.replace(context, subordinates=_with_subordinate(context, name, value))
    if what == "雷同":
        alike = Resemblance(name, float(value))
        return msgspec.structs.replace(context, peers=(*(context.peers or ()), alike))
    filing = context.filing or Filing(date((context.report.year or 2023) + 1, 1, 15))
    if what == "版次":
        filing = msgspec.structs.replace(filing, version=int(value))
    else:
        field = {"收到": "received_on", "首次收到": "first_received_on", "原公布": "former_published_on"}[what]
        filing = msgspec.structs.replace(filing, **{field: date.fromisoformat(value)})
    return msgspec.structs.replace(context, filing=filing)


def _with_subordinate(context: Context, name: str, value: str) -> tuple[Subordinate, ...]:
    unit, _, address = name.partition(".")
    known = {one.name: one for one in context.subordinates or ()}
    form = edition(context.report.edition or "")
    zeros = {a: Decimal(0) for key, table in form.tables.items() for a in table.addresses(key)}
    if address:
        if address not in zeros:
            raise KeyError(address)
        cells = dict((known[unit].cells if unit in known else None) or zeros)
        cells.pop(address, None)
        known[unit] = Subordinate(unit, cells if value == "不明" else {**cells, address: Decimal(value)})
    else:
        known[unit] = Subordinate(unit, {"未报": None, "已报": zeros}[value])
    return tuple(known.values())
