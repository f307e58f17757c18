"""What must hold between the units of a register; every fault at once, each with the unit that it is of."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from gouji.register.register import Register, name_key
from gouji.unit import Level, Unit, UnitType, type_by_name

_ORDER = tuple(Level)
_NEAR = 3


def faults(units: Sequence[Unit]) -> list[tuple[str, str]]:
    """(unit, what is wrong in Chinese) for everything in the register of these units that contradicts itself."""
    active = [unit for unit in units if unit.active]
    register = Register(active)
    found = [*_shared_names(active)]
    for unit in active:
        found += [(unit.name, why) for why in _of_parent(unit, register)]
    return found


def _shared_names(units: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    """Names that mean two units: reports could go to either."""
    taken: dict[str, tuple[Unit, str]] = {}
    for kind, own in (("名称", lambda u: (u.name,)), ("别名", lambda u: u.aliases), ("收件目录", _folders)):
        for unit in units:
            for name in own(unit):
                other, as_what = taken.setdefault(name_key(name), (unit, kind))
                if other is not unit:
                    yield unit.name, f"{kind}“{name}”已是“{other.name}”的{as_what}"


def _folders(unit: Unit) -> tuple[str, ...]:
    return (unit.folder,) if unit.folder else ()


def _of_parent(unit: Unit, register: Register) -> Iterator[str]:
    if not unit.parent:
        return
    parent = register.named(unit.parent)
    if parent is None:
        names = [one.name for one in register.units]
        near = difflib.get_close_matches(unit.parent, names, n=_NEAR, cutoff=0.6)
        hint = f"；是否指{'、'.join(f'“{name}”' for name in near)}？" if near else "；上级也要在登记表中"
        yield f"没有名为“{unit.parent}”的上级/汇总单位{hint}"
    elif parent is unit:
        yield "上级/汇总单位是它自己"
    elif _returns(unit, register):
        yield f"上级/汇总单位绕成了圈：{_circle(unit, register)}"
    else:
        yield from _unfit(unit, parent)


def _chain(unit: Unit, register: Register) -> Iterator[Unit]:
    """The unit's parent, its parent's parent …, each once."""
    seen = {unit.name}
    above = register.named(unit.parent)
    while above is not None:
        yield above
        if above.name in seen:
            return
        seen.add(above.name)
        above = register.named(above.parent)


def _returns(unit: Unit, register: Register) -> bool:
    return any(above is unit for above in _chain(unit, register))


def _circle(unit: Unit, register: Register) -> str:
    return " → ".join([unit.name, *(above.name for above in _chain(unit, register))])


def _unfit(unit: Unit, parent: Unit) -> Iterator[str]:
    """Figures of a higher body do not go into those of a lower one, nor into those of a department."""
    kind, above = unit.type, parent.type or type_by_name(parent.name)
    if above is None or above is UnitType.OTHER:
        return
    if not above.is_government and above is not UnitType.TOWNSHIP:
        yield f"上级/汇总单位“{parent.name}”的类型是{above}；应为本级政府，部门之间不汇总"
    elif kind and kind.level and above.level and _ORDER.index(kind.level) < _ORDER.index(above.level):
        yield f"上级/汇总单位“{parent.name}”是{above}，级别低于本单位（{kind}）"
