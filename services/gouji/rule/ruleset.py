"""An immutable set of rules with a content hash that every result carries."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

import msgspec

from gouji.errors import RuleFault, UnknownCode
from gouji.rule.definition import Rule, Status

#: The order of the catalogue's families; codes of other families come behind them.
FAMILIES = ("ED", "ID", "ST", "T2", "UN", "T3", "T4", "NA", "XY", "RO", "DL", "TQ", "PI", "FL")


def catalogue_order(code: str) -> tuple[int, str, int, str]:
    """Sort key: family in the catalogue's order, then number."""
    family, _, number = code.partition("-")
    place = FAMILIES.index(family) if family in FAMILIES else len(FAMILIES)
    digits = re.match(r"\d+", number)
    return place, family, int(digits[0]) if digits else 0, number


def _near(code: str, known: Collection[str]) -> list[str]:
    """The codes that may be meant: the one with the same number first (T3-1 is T3-01)."""
    number = catalogue_order(code)[:3]
    same = [one for one in known if catalogue_order(one)[:3] == number]
    alike = difflib.get_close_matches(code, known, n=3, cutoff=0.5)
    return list(dict.fromkeys([*same, *alike]))[:3]


class RuleSet(msgspec.Struct, frozen=True):
    """Rules in catalogue order, the files that could not be used, and the folders that some come from.

    `sources` are the files of the folders by their paths, as they were read. `slips` are costs of slips that a profile
    changes.

    `hash` is `sha256:…` over the content of every rule file that was selected, and what a profile says of them.
    """

    rules: tuple[Rule, ...]
    faults: tuple[RuleFault, ...]
    digests: dict[str, str]
    folders: tuple[str, ...] = ()
    sources: dict[str, bytes] = {}
    slips: dict[str, int] = {}

    @property
    def hash(self) -> str:
        lines = [f"{rule.code} {self.digests[rule.code]}" for rule in self.rules]
        lines += [f"{rule.code} {_canonical(rule.adjustments)}" for rule in self.rules if rule.adjustments]
        lines += [f"slips {_canonical(self.slips)}"] if self.slips else []
        lines += [f"! {fault.path} {fault.reason}" for fault in self.faults]
        return "sha256:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def rule(self, code: str) -> Rule:
        """The rule with this code; raises UnknownCode with the near ones."""
        self.require([code])
        return next(rule for rule in self.rules if rule.code == code)

    def require(self, codes: Collection[str]) -> None:
        """Raise UnknownCode for the first code that neither a rule nor a faulty file has."""
        known = [rule.code for rule in self.rules] + [fault.code for fault in self.faults if fault.code]
        for code in codes:
            if code not in known:
                raise UnknownCode(code, _near(code.upper(), known))

    def select(self, only: Collection[str] = (), without: Collection[str] = ()) -> RuleSet:
        """The rules with these codes, or all, less those; raises UnknownCode."""
        self.require([*only, *without])
        return msgspec.structs.replace(
            self,
            rules=tuple(r for r in self.rules if (not only or r.code in only) and r.code not in without),
            faults=tuple(
                f for f in self.faults if (not only or f.code in only) and (f.code is None or f.code not in without)
            ),
        )

    def in_force(self) -> tuple[Rule, ...]:
        """The rules that decide a verdict."""
        return tuple(rule for rule in self.rules if rule.status is Status.IN_FORCE)

    def on_trial(self) -> tuple[Rule, ...]:
        """The rules that run on everything, but of which only their owners see what they find."""
        return tuple(rule for rule in self.rules if rule.status is Status.TRIAL)


def _canonical(adjustments: object) -> str:
    """What a profile says of a rule, as text that does not depend on how its file is written."""
    return msgspec.json.encode(adjustments, order="sorted").decode()


def assemble(
    rules: Sequence[tuple[Rule, str]],
    faults: Sequence[RuleFault],
    folders: Sequence[str],
    sources: Mapping[str, bytes] = MappingProxyType({}),
) -> RuleSet:
    """A RuleSet of rules with their digests; of two with one code the first stays and the other is a fault."""
    kept: dict[str, tuple[Rule, str]] = {}
    all_faults = list(faults)
    for rule, digest in rules:
        if rule.code in kept:
            first = kept[rule.code][0].path
            all_faults.append(RuleFault(rule.path, f"编号 {rule.code} 与 {first} 重复，本文件不使用", rule.code))
        else:
            kept[rule.code] = (rule, digest)
    ordered = sorted(kept.values(), key=lambda pair: catalogue_order(pair[0].code))
    return RuleSet(
        tuple(rule for rule, _ in ordered),
        tuple(all_faults),
        {rule.code: digest for rule, digest in ordered},
        tuple(folders),
        dict(sources),
    )
