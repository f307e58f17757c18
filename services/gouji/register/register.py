"""The register in memory: units by any of their names, and those below each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from gouji.text import compact
from gouji.unit import Unit


def name_key(name: str) -> str:
    """What two writings of one name have in common: width and white space set aside."""
    return compact(name)


class Register:
    """Units by name, alias or folder; a name goes before an alias, an active unit before one that is not.

    Never changed after it was made; made once for many reports.
    """

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self.units: tuple[Unit, ...] = tuple(units)
        self._by_name: dict[str, Unit] = {}
        for unit in self._in_order():
            self._by_name.setdefault(name_key(unit.name), unit)
        for unit in self._in_order():
            for name in (*unit.aliases, *filter(None, [unit.folder])):
                self._by_name.setdefault(name_key(name), unit)
        self._below: dict[str, list[Unit]] = {}
        for unit in self.units:
            parent = self.named(unit.parent) if unit.active else None
            if parent is not None and parent is not unit:
                self._below.setdefault(parent.name, []).append(unit)

    def _in_order(self) -> Sequence[Unit]:
        return sorted(self.units, key=lambda unit: not unit.active)

    def named(self, name: str | None) -> Unit | None:
        """The unit that goes by this name."""
        return self._by_name.get(name_key(name)) if name else None

    def below(self, unit: Unit | None) -> tuple[Unit, ...]:
        """The active units whose figures go into this one's report."""
        return tuple(self._below.get(unit.name, ())) if unit else ()

    def names_of(self, name: str) -> tuple[str, ...]:
        """All names under which reports of the unit of this name may be kept, its own first."""
        unit = self.named(name)
        return (name,) if unit is None else tuple(dict.fromkeys((unit.name, *unit.aliases, name)))

    @property
    def active(self) -> tuple[Unit, ...]:
        """The units that owe a report."""
        return tuple(unit for unit in self.units if unit.active)


@lru_cache(maxsize=4)
def joined(register: Register, own: tuple[Unit, ...]) -> Register:
    """The register with the units of gouji.toml: what stands there goes before what was imported.

    An entry takes the name, region and folder of its unit and adds aliases; all else stays as imported.
    """
    if not own:
        return register
    units = {unit.name: unit for unit in register.units}
    for entry in own:
        known = register.named(entry.name)
        if known is not None:
            units.pop(known.name, None)
        units[entry.name] = _over(entry, known)
    return Register(units.values())


def _over(entry: Unit, known: Unit | None) -> Unit:
    if known is None:
        return entry
    aliases = dict.fromkeys((*entry.aliases, *known.aliases, known.name))
    return msgspec.structs.replace(
        known,
        name=entry.name,
        aliases=tuple(alias for alias in aliases if alias != entry.name),
        region=entry.region or known.region,
        folder=entry.folder or known.folder,
        active=True,
    )
