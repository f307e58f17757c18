"""What a rule pack tests itself with: its examples, and the small faults that its rules should notice.

    import pytest
    from gouji.testing import rule_examples, rule_trials

    @pytest.mark.parametrize("example", rule_examples("gouji_rules_yunxi"), ids=str)
    def test_the_example_holds(example):
        example.check()

    @pytest.mark.parametrize("rule", rule_trials("gouji_rules_yunxi"), ids=str)
    def test_small_faults_are_noticed(rule):
        rule.check(at_least=60)

A pack is named by its package, installed under the entry-point group `gouji.rules`; a folder of rules by its path. A
file that cannot be used is an example that does not hold, so that it cannot be forgotten. Nothing here needs pytest.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from gouji.rule.loading import pack_roots
from gouji.rule.trial import Mutant, Trial, Trials, tried_rules


class RuleExample(msgspec.Struct, frozen=True):
    """One 反例 or 正例 of a rule, or a file that cannot be used (`reason` says why)."""

    rule: str
    name: str
    place: Path
    reason: str | None = None

    def __str__(self) -> str:
        return f"{self.rule} {self.name}"

    def check(self) -> None:
        """Raise AssertionError, with the reason in Chinese, when the example does not hold."""
        if self.reason is not None:
            raise AssertionError(f"{self.rule}：{self.reason}")
        trial = _trial(_tried(self.place, mutate=False), self.rule)
        tried = next(one for one in trial.tried if one.example == self.name)
        if not tried.passed:
            raise AssertionError(f"{self.rule} {self.name}：{tried.reason}")


class RuleTrial(msgspec.Struct, frozen=True):
    """A rule whose 正例 are given small faults."""

    rule: str
    place: Path

    def __str__(self) -> str:
        return self.rule

    def unnoticed(self) -> tuple[Mutant, ...]:
        """The faults in what the rule reads that it does not notice; `others` says which rules in force do."""
        return tuple(mutant for mutant in self._trial().mutants if not mutant.noticed)

    def check(self, at_least: int) -> None:
        """Raise AssertionError, naming the faults, when the rule notices less than so many per cent of them."""
        trial = self._trial()
        if trial.score is not None and trial.score < at_least:
            missed = "\n".join(f"  {one.example} {one.kind} {one.words}" for one in self.unnoticed())
            raise AssertionError(
                f"{self.rule} 只发现了 {trial.score}% 的小错，应不少于 {at_least}%；没有发现：\n{missed}"
            )

    def _trial(self) -> Trial:
        return _trial(_tried(self.place, mutate=True), self.rule)


def rule_examples(pack: str | Path) -> list[RuleExample]:
    """Every example of every rule of a pack or folder, and one for each file there that cannot be used."""
    place = _place(pack)
    found = _tried(place, mutate=False)
    faults = [
        RuleExample(fault.code or Path(fault.path).name, "加载", place, f"{fault.path}：{fault.reason}")
        for fault in found.faults
    ]
    return faults + [RuleExample(one.rule, one.example, place) for trial in found.trials for one in trial.tried]


def rule_trials(pack: str | Path) -> list[RuleTrial]:
    """Every rule of a pack or folder."""
    place = _place(pack)
    return [RuleTrial(trial.rule, place) for trial in _tried(place, mutate=False).trials]


def _place(pack: str | Path) -> Path:
    """Where the rules are; raises LookupError for a pack that is not installed and a folder that is not there."""
    if isinstance(pack, str) and pack in pack_roots():
        return pack_roots()[pack]
    if Path(pack).exists():
        return Path(pack)
    known = "、".join(pack_roots())
    raise LookupError(f"没有安装名为 {pack} 的规则包（入口点组 gouji.rules），也没有这个目录；已安装 {known}")


@cache
def _tried(place: Path, *, mutate: bool) -> Trials:
    return tried_rules(place, mutate=mutate)


def _trial(found: Trials, code: str) -> Trial:
    return next(trial for trial in found.trials if trial.rule == code)
