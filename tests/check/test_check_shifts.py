"""A row whose figures stand one cell off is one finding, and its repair moves them back."""

from __future__ import annotations

import pytest
from sound_tables import APPLICANTS, COLUMNS, report_of, row_keys

from gouji.check import Checker
from gouji.rule import load_rules


@pytest.fixture(scope="module")
def checker():
    with Checker(load_rules()) as opened:
        yield opened


def balanced(form, **by_applicant):
    """A 表三 with these numbers of applications, all granted in full."""
    figures = {(row, column): 0 for row in row_keys(form) for column in COLUMNS}
    for column, number in by_applicant.items():
        for row in ("R01", "R03", "R22"):
            figures[row, column] = number
    for row in row_keys(form):
        figures[row, "总计"] = sum(figures[row, column] for column in APPLICANTS)
    return figures


@pytest.mark.parametrize("form", ["ed2019", "ed2021"])
@pytest.mark.parametrize("row", ["R01", "R03", "R22"])
@pytest.mark.parametrize(("step", "words"), [(1, "整行右移了一格"), (-1, "整行左移了一格")])
def test_a_shifted_row_is_moved_back(checker, form, row, step, words):
    sound = balanced(form, 自然人=12, 商业企业=7, 法律服务机构=4)
    shifted = dict(sound)
    for place, column in enumerate(COLUMNS):
        shifted[row, column] = sound[row, COLUMNS[(place - step) % len(COLUMNS)]]
    findings = [f for f in checker.check(report_of(form, shifted)).findings if f.rule.startswith("T3")]
    assert len(findings) == 1
    first = findings[0].proposals[0]
    assert words in first.why
    assert {change.cell: int(change.after) for change in first.changes} == {
        f"三.{row}.{column}": sound[row, column] for column in COLUMNS if sound[row, column] != shifted[row, column]
    }


def test_one_figure_in_the_wrong_column_is_no_shifted_row(checker):
    figures = balanced("ed2021", 自然人=12, 商业企业=7) | {("R03", "商业企业"): 0, ("R03", "科研机构"): 7}
    (finding,) = [f for f in checker.check(report_of("ed2021", figures)).findings if f.severity == "error"]
    assert "错填到相邻的一格" in finding.proposals[0].why
    assert len(finding.proposals[0].changes) == 2
