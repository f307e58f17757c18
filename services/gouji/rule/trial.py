"""Rules tried out: their examples must hold, and small faults put into the 正例 should be noticed.

`tried_rules` takes a folder, a file, an installed pack (also by its folder) or the built-in rules, and gives a `Trial`
for each rule. A fault that the rule itself does not notice is put to all other rules in force.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Self

import msgspec

from gouji.check import Checker
from gouji.errors import GoujiError, RuleFault
from gouji.model import Checked, Outcome, Result
from gouji.rule.definition import Context, Example, Rule, Status
from gouji.rule.example import example_context
from gouji.rule.host import Trace
from gouji.rule.loading import load_rules, pack_roots
from gouji.rule.mutation import mutations, numbers_matter, written_sections
from gouji.rule.ruleset import RuleSet

#: What counts as noticing a fault: finding it, or saying that the report cannot be judged with it.
_NOTICED = (Outcome.FAIL, Outcome.NOT_CHECKED, Outcome.ERROR, Outcome.TIMEOUT)
_NOT_JUDGED = {
    Outcome.NOT_APPLICABLE: "规则不适用于这个例子",
    Outcome.WAITING: "还等着别的材料",
    Outcome.NOT_CHECKED: "未能核查",
    Outcome.ERROR: "规则出错",
    Outcome.TIMEOUT: "规则超时",
}


class Tried(msgspec.Struct, frozen=True):
    """One example of one rule: what happened, and why it is no pass."""

    rule: str
    example: str
    passed: bool
    reason: str | None = None


class Mutant(msgspec.Struct, frozen=True):
    """A fault put into an example: what was done, the lines that do it, and who noticed.

    `others` are codes of other rules in force that found something; they are asked only where the rule did not notice.
    """

    example: str
    kind: str
    words: str
    lines: tuple[str, ...]
    noticed: bool
    others: tuple[str, ...] = ()


class Trial(msgspec.Struct, frozen=True):
    """A rule tried out. `trace` is what it read of its last 正例; there may be nothing in it that could be changed."""

    rule: str
    title: str
    path: str
    tried: tuple[Tried, ...]
    mutants: tuple[Mutant, ...] = ()
    trace: Trace = Trace()

    @property
    def passed(self) -> bool:
        return all(one.passed for one in self.tried)

    @property
    def noticed(self) -> int:
        """How many faults the rule noticed itself."""
        return sum(mutant.noticed for mutant in self.mutants)

    @property
    def score(self) -> int | None:
        """That in per cent of all; None when there was nothing to change."""
        return self.noticed * 100 // len(self.mutants) if self.mutants else None


class Trials(msgspec.Struct, frozen=True):
    """All rules of a place, and the files there that could not be used."""

    trials: tuple[Trial, ...]
    faults: tuple[RuleFault, ...]

    @property
    def passed(self) -> bool:
        return not self.faults and all(trial.passed for trial in self.trials)


def try_examples(path: Path) -> Iterator[Tried]:
    """The examples of every rule in a folder, or of the rule in a file; a faulty file is a failed try."""
    found = tried_rules(path, mutate=False)
    for fault in found.faults:
        yield Tried(fault.code or Path(fault.path).name, "加载", passed=False, reason=fault.reason)
    for trial in found.trials:
        yield from trial.tried


def tried_rules(path: Path | None = None, *, mutate: bool = True) -> Trials:
    """Try every rule of a folder, a file, or an installed pack; without a path the built-in rules."""
    ruleset, own, faults = _loaded(path)
    with _Bench(ruleset, own) as bench:
        return Trials(tuple(bench.trial(rule, mutate=mutate) for rule in own), tuple(faults))


def _loaded(path: Path | None) -> tuple[RuleSet, list[Rule], Sequence[RuleFault]]:
    """All rules in force together with those of the place, the latter, and its faults.

    The source of a pack that is installed elsewhere takes the place of what is installed.
    """
    packs = [name for name, root in pack_roots().items() if _concerns(path, name, root)]
    if packs or path is None:
        ruleset = load_rules()
        prefixes = tuple(_prefix(name, pack_roots()[name], path) for name in packs)
        own = [rule for rule in ruleset.rules if _is_below(rule.path, prefixes)]
        return ruleset, own, [fault for fault in ruleset.faults if _is_below(fault.path, prefixes)]
    without = [name for name in pack_roots() if _is_source_of(path, name)]
    ruleset = load_rules(files=[path], without=without) if path.is_file() else load_rules([path], without=without)
    own = [rule for rule in ruleset.rules if _is_below(rule.path, (str(path),))]
    faults = [fault for fault in ruleset.faults if _is_below(fault.path, (str(path),))]
    return ruleset, own, faults


def _is_source_of(path: Path, name: str) -> bool:
    """Whether the path is, or lies in, a package of this name."""
    place = path.resolve()
    return any(
        one.name == name.rpartition(".")[2] and (one / "__init__.py").is_file() for one in (place, *place.parents)
    )


def _concerns(path: Path | None, name: str, root: Path) -> bool:
    """Whether an installed pack is what is to be tried: the built-in one, or one that the path lies in or holds."""
    if path is None:
        return name == next(iter(pack_roots()), None)
    place, root = path.resolve(), root.resolve()
    return place.is_relative_to(root) or root.is_relative_to(place)


def _prefix(name: str, root: Path, path: Path | None) -> str:
    """How the paths of the pack's rules begin that are meant."""
    if path is None or not path.resolve().is_relative_to(root.resolve()):
        return name
    inner = path.resolve().relative_to(root.resolve()).as_posix()
    return name if inner == "." else f"{name}/{inner}"


def _is_below(path: str, prefixes: Sequence[str]) -> bool:
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes)


class _Bench:
    """Checkers for each rule alone and for all that are in force, with one rule host; use as a context manager."""

    def __init__(self, ruleset: RuleSet, own: Sequence[Rule]) -> None:
        codes = {rule.code for rule in own}
        rules = tuple(
            msgspec.structs.replace(rule, status=Status.IN_FORCE) if rule.code in codes else rule
            for rule in ruleset.rules
        )
        self._ruleset = msgspec.structs.replace(ruleset, rules=rules, faults=())
        self._all = Checker(self._ruleset)
        in_force = self._ruleset.select([rule.code for rule in ruleset.in_force()])
        self._in_force = Checker(in_force, sharing=self._all)
        self._read = lru_cache(maxsize=64)(example_context)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._all.close()

    def trial(self, rule: Rule, *, mutate: bool) -> Trial:
        """The rule with its examples run, and, where they hold, with the faults that it was shown."""
        alone = Checker(self._ruleset.select([rule.code]), sharing=self._all)
        tried = tuple(self._try(rule, example, alone) for example in rule.examples)
        if not mutate or not all(one.passed for one in tried):
            return Trial(rule.code, rule.title, rule.path, tried)
        mutants: list[Mutant] = []
        read = Trace()
        for example in rule.examples:
            if not example.fails:
                read = self._all.trace(rule, self._read(example.text))
                mutants += self._mutants(rule, example, read, alone)
        return Trial(rule.code, rule.title, rule.path, tried, tuple(mutants), read)

    def _try(self, rule: Rule, example: Example, checker: Checker) -> Tried:
        expected = Outcome.FAIL if example.fails else Outcome.PASS
        try:
            checked = checker.judge(self._read(example.text))
        except GoujiError as problem:
            return Tried(rule.code, example.name, passed=False, reason=str(problem))
        result = _of(rule, checked)
        if result.outcome is expected:
            return Tried(rule.code, example.name, passed=True)
        return Tried(rule.code, example.name, passed=False, reason=_why_not(result, checked))

    def _mutants(self, rule: Rule, example: Example, read: Trace, alone: Checker) -> Iterator[Mutant]:
        before: set[str] | None = None
        demanded = [
            numeral
            for numeral, without in written_sections(example.text, read).items()
            if _result(rule, self._read(without), alone).outcome is not Outcome.PASS
        ]
        failing = [one.text for one in rule.examples if one.fails]
        numbers = bool(read.cells) or numbers_matter(failing, example.text)
        for mutation in mutations(example.text, self._read(example.text), read, numbers=numbers, demanded=demanded):
            noticed = _result(rule, mutation.context, alone).outcome in _NOTICED
            others: tuple[str, ...] = ()
            if not noticed:
                before = self._found(self._read(example.text)) if before is None else before
                others = tuple(sorted(self._found(mutation.context) - before - {rule.code}))
            yield Mutant(example.name, mutation.kind, mutation.words, mutation.lines, noticed, others)

    def _found(self, context: Context) -> set[str]:
        """The codes in force that find something."""
        checked = self._in_force.judge(context)
        return {result.rule for result in checked.results if result.outcome is Outcome.FAIL}


def _why_not(result: Result, checked: Checked) -> str:
    """What became of an example that does not hold."""
    if result.outcome is Outcome.PASS:
        return "应当报出问题，规则却没有发现"
    if result.outcome is Outcome.FAIL:
        return f"不应有问题，规则却报出：{'；'.join(finding.message for finding in checked.findings)}"
    words = _NOT_JUDGED[result.outcome]
    return f"{words}：{(result.reason or '没有说明原因').removeprefix(f'{words}：')}"


def _result(rule: Rule, context: Context, checker: Checker) -> Result:
    return _of(rule, checker.judge(context))


def _of(rule: Rule, checked: Checked) -> Result:
    return next(result for result in checked.results if result.rule == rule.code)
