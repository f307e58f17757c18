"""The catalogue: every code that the subject knows, whether there is a rule for it, and if not, why.

A rule pack may carry one as `_catalogue.toml`; the built-in pack has that of the subject.
"""

from __future__ import annotations

import importlib.util
import tomllib
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import msgspec

from gouji.rule.definition import Rule
from gouji.rule.ruleset import RuleSet, catalogue_order

FILE = "_catalogue.toml"
_GROUP = "gouji.rules"


class Further(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule that the subject's catalogue does not have, and where it comes from."""

    title: str
    source: str


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of families and codes in order, why codes have no rule, and rules that are in no catalogue."""

    families: dict[str, str] = {}
    codes: dict[str, str] = {}
    reasons: dict[str, str] = {}
    further: dict[str, Further] = {}


class Entry(msgspec.Struct, frozen=True):
    """A code with its rule, or the reason why there is none; with neither it is missing."""

    code: str
    title: str
    rule: Rule | None = None
    reason: str | None = None
    catalogued: bool = True


def catalogue() -> Catalogue:
    """What the installed packs carry, put together; the built-in pack first."""
    whole = Catalogue()
    for entry in sorted(entry_points(group=_GROUP), key=lambda entry: (entry.name != "builtin", entry.name)):
        spec = importlib.util.find_spec(entry.value)
        for root in (spec.submodule_search_locations or ()) if spec else ():
            file = Path(root, FILE)
            if file.is_file():
                one = msgspec.convert(tomllib.loads(file.read_text("utf-8")), Catalogue)
                whole = Catalogue(
                    {**one.families, **whole.families},
                    {**one.codes, **whole.codes},
                    {**one.reasons, **whole.reasons},
                    {**one.further, **whole.further},
                )
    return whole


def entries(ruleset: RuleSet, whole: Catalogue) -> Iterator[Entry]:
    """Every code of the catalogue and of the loaded rules, in the catalogue's order."""
    rules = {rule.code: rule for rule in ruleset.rules}
    for code in sorted({*whole.codes, *whole.further, *rules}, key=catalogue_order):
        rule = rules.get(code)
        further = whole.further.get(code)
        title = rule.title if rule else whole.codes.get(code) or (further.title if further else code)
        known = code in whole.codes or code in whole.further
        yield Entry(code, title, rule, None if rule else whole.reasons.get(code), known)
