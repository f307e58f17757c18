"""The prose against 表三: what is written from the table has no finding, and one changed number of it has one."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_cases import rules

from gouji.check import Checker
from gouji.rule.example import example_context

CODES = [code for rule in rules().rules if (code := rule.code).startswith("NA-")]
CHECKER = Checker(rules().select(CODES))

#: Ways to tell the figures of 表三, in the words of different offices.
TOLD = (
    "2023年，新收政府信息公开申请{R01}件，上年结转{R02}件，办结{R22}件，结转下年度继续办理{R23}件。",
    (
        "全年办结政府信息公开申请{R22}件，其中予以公开{R03}件、部分公开{R04}件、不予公开{REFUSED}件、无法提供{GONE}件、"
        "不予处理{LEFT}件、其他处理{R21c}件。"
    ),
    (
        "依申请公开情况：收到申请{R01}件（另有上年结转{R02}件），答复{R22}件；其中：同意公开{R03}件；部分公开{R04}件；"
        "不予公开{REFUSED}件；无法提供{GONE}件；不予处理{LEFT}件；其他处理{R21c}件。"
    ),
    "答复政府信息公开申请{R22}件（含上年度结转{R02}件，另有{R23}件顺延）。",
    "在办结的{R22}件政府信息公开申请中，予以公开及部分公开{OPEN}件，因本机关不掌握等原因无法提供{GONE}件。",
    "本机关共收到政府信息公开申请{R01}件，结转下年{R23}件。办理结果为：{R03}件予以公开，{R04}件部分公开，{REFUSED}件不予公开。",
)


def report(numbers: dict[str, int], prose: str) -> str:
    """A report in the notation of examples: every row in one applicant's column and in the total."""
    rows = (f"三.{row}.{column} = {number}" for row, number in numbers.items() for column in ("自然人", "总计"))
    return "\n".join((f"一：{prose}", *rows))


def found(text: str) -> list[str]:
    checked = CHECKER.judge(example_context(text))
    return [f"{finding.rule} {finding.message}" for finding in checked.findings]


@st.composite
def tables(draw: st.DrawFn) -> dict[str, int]:
    """Rows of 表三 that balance."""
    results = {row: draw(st.integers(1, 60)) for row in ("R03", "R04", "R07", "R11", "R13", "R14", "R17", "R21c")}
    total = sum(results.values())
    carried = draw(st.integers(1, total - 1))
    forward = draw(st.integers(1, 40))
    return {"R01": total - carried + forward, "R02": carried, **results, "R22": total, "R23": forward}


def filled(template: str, numbers: dict[str, int]) -> str:
    groups = {
        "REFUSED": numbers["R07"] + numbers["R11"],
        "GONE": numbers["R13"] + numbers["R14"],
        "LEFT": numbers["R17"],
        "OPEN": numbers["R03"] + numbers["R04"],
    }
    return template.format(**numbers, **groups)


@pytest.mark.parametrize("template", TOLD)
@given(numbers=tables())
@settings(max_examples=12, deadline=None)
def test_what_is_written_from_the_table_has_no_finding(template: str, numbers: dict[str, int]):
    assert found(report(numbers, filled(template, numbers))) == []


@pytest.mark.parametrize("template", TOLD)
@given(numbers=tables(), data=st.data())
@settings(max_examples=12, deadline=None)
def test_one_changed_number_of_it_is_found(template: str, numbers: dict[str, int], data: st.DataObject):
    prose = filled(template, numbers)
    places = [found.span() for found in re.finditer(r"(?<!2023)(?<=\D)\d+(?=件)", prose)]
    start, end = data.draw(st.sampled_from(places))
    changed = prose[:start] + str(int(prose[start:end]) + 1000) + prose[end:]
    assert len(found(report(numbers, changed))) == 1
