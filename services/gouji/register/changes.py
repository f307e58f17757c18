"""What an import makes of the register: the units as they are to be, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from gouji.register.register import name_key
from gouji.unit import Unit


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changed: names of units; `units` is the whole register as it then is.

    `rechecks` is how many reports are checked again for it.
    """

    units: tuple[Unit, ...]
    new: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    deactivated: tuple[str, ...] = ()
    rechecks: int = 0

    @property
    def touched(self) -> tuple[str, ...]:
        """The units of which something is not what it was."""
        return (*self.new, *self.updated, *self.deactivated)


def changed(before: Sequence[Unit], given: Sequence[Unit], *, replace: bool) -> Imported:
    """The register after an import of `given`, each the whole of what is to be known of its unit.

    Units are told apart by their names. Those that are not given stay, or with `replace` become inactive.
    """
    units = {name_key(unit.name): unit for unit in before}
    became: dict[str, list[str]] = {"new": [], "updated": [], "unchanged": []}
    for unit in given:
        known = units.get(name_key(unit.name))
        became["new" if known is None else "unchanged" if known == unit else "updated"].append(unit.name)
        units[name_key(unit.name)] = unit
    kept = {name_key(unit.name) for unit in given}
    gone = [unit for key, unit in units.items() if replace and unit.active and key not in kept]
    for unit in gone:
        units[name_key(unit.name)] = msgspec.structs.replace(unit, active=False)
    return Imported(
        tuple(units.values()),
        new=tuple(became["new"]),
        updated=tuple(became["updated"]),
        unchanged=tuple(became["unchanged"]),
        deactivated=tuple(unit.name for unit in gone),
    )
