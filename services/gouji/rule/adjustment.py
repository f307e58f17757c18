"""What a profile changes about a rule, and for which reports: in a province, at a level, for a kind of body, a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from gouji.model import Severity
from gouji.unit import Level, UnitType

if TYPE_CHECKING:
    from gouji.rule.definition import Context, Rule


class Reach(msgspec.Struct, frozen=True):
    """The reports that an adjustment is for: all that is named must fit; empty is every report.

    A region fits a unit that is registered there, or whose name begins with it. What is not known of a unit does not
    fit. `years` are the first and the last report year.
    """

    regions: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    types: tuple[UnitType, ...] = ()
    years: tuple[int, int] | None = None

    def covers(self, context: Context) -> bool:
        """Whether the report is one of them."""
        kind, year = context.unit_type, context.report.year
        if self.types and kind not in self.types:
            return False
        if self.levels and (kind is None or kind.level not in self.levels):
            return False
        if self.years and (year is None or not self.years[0] <= year <= self.years[1]):
            return False
        return not self.regions or self._in_region(context)

    def words(self) -> str:
        """Which reports they are, for people."""
        years = f"{self.years[0]}至{self.years[1]}年度" if self.years else ""
        named = ("、".join(names) for names in (self.regions, self.levels, self.types))
        return "，".join(filter(None, [*named, years])) or "全部报告"

    def _in_region(self, context: Context) -> bool:
        registered = (context.unit and context.unit.region) or ""
        names = (registered, context.report.unit or "", context.unit.name if context.unit else "")
        return any(name.startswith(region) for region in self.regions for name in names)


class Adjustment(msgspec.Struct, frozen=True):
    """A profile's word on one rule: `off` is the reason why it is not run, `on` that it is.

    `severity` takes the place of that of every finding of the rule; `parameters` take that of its defaults.
    """

    off: str | None = None
    on: bool = False
    severity: Severity | None = None
    parameters: dict[str, Any] = {}
    reach: Reach = Reach()


def adjusted(rule: Rule, context: Context) -> tuple[Rule, str | None]:
    """The rule as it is for this report, and why it is not run on it (None when it is); the last word counts."""
    off: str | None = None
    severity, parameters = rule.imposed, dict(rule.overrides)
    for word in rule.adjustments:
        if word.reach.covers(context):
            off = word.off if word.off is not None else None if word.on else off
            severity = word.severity or severity
            parameters |= word.parameters
    return msgspec.structs.replace(rule, imposed=severity, overrides=parameters), off
