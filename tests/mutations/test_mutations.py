"""A fault of each kind, put into sound reports of both editions, is found, and nothing else is said of it."""

import pytest

from gouji.check import Checker
from gouji.rule import Status, load_rules
from mutations.base import sound_case
from mutations.fault import FORMS, Fault, outcome, spoilt
from mutations.kinds import KINDS, WITHOUT

REPORTS = 2
#: Not every report can have every fault.
TRIES = 120
FEWEST_KINDS = 60


@pytest.fixture(scope="module")
def checker():
    with Checker(load_rules()) as one:
        yield one


def _cases(kind: Fault, form: str):
    """The first reports that can have the fault."""
    found = 0
    for number in range(TRIES):
        case = spoilt(kind, form, number)
        if case is not None:
            found += 1
            yield number, case
        if found == REPORTS:
            return


@pytest.mark.parametrize("kind", KINDS, ids=[f"{kind.code} {kind.name}" for kind in KINDS])
def test_a_fault_is_found_and_nothing_else_is_said(kind, checker):
    for form in kind.forms:
        cases = list(_cases(kind, form))
        assert cases, f"no report of {form} can have it"
        for number, case in cases:
            result = outcome(kind, case, checker)
            assert result.found, f"{form} {number}: {[one.message for one in result.checked.findings]}"
            assert not result.false, f"{form} {number}: {[f'{one.rule} {one.message}' for one in result.false]}"


def test_there_are_kinds_of_faults_for_every_rule_in_force():
    assert len(KINDS) >= FEWEST_KINDS
    assert len({(kind.code, kind.name) for kind in KINDS}) == len(KINDS)
    in_force = {rule.code for rule in load_rules().rules if rule.status is Status.IN_FORCE}
    assert in_force - {kind.code for kind in KINDS} == set(WITHOUT)
    assert all(WITHOUT.values())


@pytest.mark.parametrize("form", FORMS)
def test_the_reports_are_sound_before_they_are_spoilt(form, checker):
    for number in range(12):
        case = sound_case(number, form, with_before=number % 2 == 0)
        grave = [one for one in checker.judge(case.context()).findings if one.severity != "info"]
        assert not grave, f"{form} {number}: {[f'{one.rule} {one.message}' for one in grave]}"
