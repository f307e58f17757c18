"""Laws of the rules that compare two years: a report that follows from the last has no finding, one change has one."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_cases import rules

from drafts import drafts
from gouji.check import Checker
from gouji.draft import Draft, sound
from gouji.model import Outcome, Report
from gouji.recognise import recognise
from gouji.rule.definition import Context
from gouji.unit import Unit, UnitType

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
CODES = ["T2-12", "T2-13", "T3-01", "T3-02", "T3-03", "T3-07", "T3-11", "XY-01", "XY-02", "XY-03", "XY-04", "XY-06"]
counts = st.integers(0, 30)


class Pair(msgspec.Struct):
    """Two years of one unit, the second following from the first."""

    before: Draft
    now: Draft

    def reports(self) -> tuple[Report, Report]:
        return recognise(self.before.document()), recognise(self.now.document())


def _applications(draft: Draft, carried: dict[str, int], received: list[int], forward: list[int]) -> dict[str, int]:
    """Fill in 表三 so that it is valid; what is carried forward, at most what there is."""
    rest: dict[str, int] = {}
    rows: dict[str, dict[str, int]] = {"R01": {}, "R02": carried, "R13": {}, "R22": {}, "R23": rest}
    for name, new, kept in zip(APPLICANTS, received, forward, strict=True):
        there = new + carried.get(name, 0)
        rest[name] = min(kept, there // 2, new // 2)
        rows["R01"][name] = new
        rows["R13"][name] = rows["R22"][name] = there - rest[name]
    for row, figures in rows.items():
        for name, figure in figures.items():
            draft.cells[f"三.{row}.{name}"] = str(figure)
        draft.cells[f"三.{row}.总计"] = str(sum(figures.values()))
    return rest


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    year = draw(st.sampled_from([2020, 2021, 2023]))
    pair = Pair(sound(year=year - 1), sound(year=year))
    sixes = st.lists(counts, min_size=6, max_size=6)
    rest = _applications(pair.before, {}, draw(sixes), draw(sixes))
    _applications(pair.now, rest, draw(sixes), draw(sixes))
    if year > 2021:
        stock, issued = draw(counts), draw(counts)
        repealed = draw(st.integers(0, stock + issued))
        row = "二.行政规范性文件"
        pair.before.cells[f"{row}.现行有效件数"] = str(stock)
        pair.now.cells |= {
            f"{row}.本年制发件数": str(issued),
            f"{row}.本年废止件数": str(repealed),
            f"{row}.现行有效件数": str(stock + issued - repealed),
        }
    elif year == 2020:
        items, more = draw(counts), draw(counts)
        pair.before.cells |= {"二.行政许可.上一年项目数量": str(items), "二.行政许可.本年增/减": f"+{more}"}
        pair.now.cells["二.行政许可.上一年项目数量"] = str(items + more)
    return pair


@pytest.fixture(scope="module")
def checker():
    with Checker(rules().select(CODES)) as checker:
        yield checker


def serious(checker: Checker, before: Report, now: Report):
    """The findings but for 制发 that is all repealed, which is only asked about."""
    return [f for f in checker.judge(Context(now, before)).findings if f.severity != "info"]


@given(pair=pairs())
@settings(max_examples=60, deadline=None)
def test_a_report_that_follows_from_last_years_has_no_finding(checker, pair):
    before, now = pair.reports()
    assert serious(checker, before, now) == []


@given(pair=pairs(), name=st.sampled_from([*APPLICANTS, "总计"]), more=st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_a_wrong_carry_over_is_one_finding_that_names_the_cell(checker, pair, name, more):
    address = f"三.R02.{name}"
    right = pair.now.cells[address]
    pair.now.cells[address] = str(int(right) + more)
    before, now = pair.reports()
    (finding,) = serious(checker, before, now)
    assert "XY-01" in (finding.rule, *finding.members)
    assert address in finding.cells
    assert any(change.after == right for p in finding.proposals for change in p.changes if change.cell == address)


@given(earlier=drafts(), later=drafts(), kind=st.sampled_from([None, *UnitType]))
@settings(max_examples=80, deadline=None)
def test_whatever_two_years_say_every_rule_answers(earlier, later, kind):
    now = recognise(later.document())
    before = msgspec.structs.replace(recognise(earlier.document()), year=now.year - 1)
    with Checker(rules()) as checker:
        checked = checker.judge(Context(now, before, Unit(later.unit, type=kind)))
    assert [result for result in checked.results if result.outcome in (Outcome.ERROR, Outcome.TIMEOUT)] == []
    assert all(set(finding.cells) <= set(now.cells) for finding in checked.findings)
