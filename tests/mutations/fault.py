"""A kind of fault: what it does to a sound report, and which rule must say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from gouji.check import Checker
from gouji.model import Checked, Finding, Severity
from mutations.base import Case, sound_case

FORMS = ("ed2019", "ed2021")
Inject = Callable[[Case], bool | None]


class Fault(msgspec.Struct, frozen=True):
    """`inject` spoils a case; False where this case has nothing to spoil. `also` are codes that may speak too.

    `forms` are the editions that it can be put into; `with_before` gives the case its report of the year before.
    """

    code: str
    name: str
    inject: Inject
    forms: tuple[str, ...] = FORMS
    also: tuple[str, ...] = ()
    with_before: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """What became of one fault in one report: whether its rule spoke, and which errors and warnings are not of it."""

    found: bool
    false: tuple[Finding, ...]
    checked: Checked


FAULTS: list[Fault] = []


def fault(
    code: str, name: str, *, forms: Sequence[str] = FORMS, also: Sequence[str] = (), with_before: bool = False
) -> Callable[[Inject], Inject]:
    """Register a kind of fault."""

    def register(inject: Inject) -> Inject:
        FAULTS.append(Fault(code, name, inject, tuple(forms), tuple(also), with_before))
        return inject

    return register


def spoilt(kind: Fault, form: str, number: int) -> Case | None:
    """The report of this number with the fault, None where it cannot have it."""
    case = sound_case(number, form, with_before=kind.with_before)
    return None if kind.inject(case) is False else case


def outcome(kind: Fault, case: Case, checker: Checker) -> Outcome:
    """Judge a spoilt report."""
    checked = checker.judge(case.context())
    mine = [one for one in checked.findings if kind.code in (one.rule, *one.members)]
    allowed = {kind.code, *kind.also}
    false = (one for one in checked.findings if not allowed & {one.rule, *one.members})
    return Outcome(bool(mine), tuple(one for one in false if one.severity is not Severity.INFO), checked)
