"""Every case of every rule: see `rule_cases`."""

import pytest
from rule_cases import Case, case_files, judge, read_cases

CASES = [(code, case) for code, path in case_files().items() for case in read_cases(path)]


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}: {case.name}" for code, case in CASES])
def test_a_rule_says_of_each_case_what_it_must(code: str, case: Case):
    judge(code, case)


def test_no_two_cases_of_a_rule_have_one_name():
    names = [(code, case.name) for code, case in CASES]
    assert sorted(set(names)) == sorted(names)
