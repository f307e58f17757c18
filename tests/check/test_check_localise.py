"""A valid table has no finding, one changed figure has exactly one cause: laws of localisation over many tables."""

import time
from decimal import Decimal
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sound_tables import APPLICANTS, COLUMNS, identities_of, report_of, row_keys, valid_cases, valid_tables

from gouji.check import Checker
from gouji.localise import Equation, localise
from gouji.model import Certainty, Confidence, Severity
from gouji.rule import load_rules

FORMS = ("ed2019", "ed2021")
MANY = settings(deadline=None, max_examples=150)


@pytest.fixture(scope="module")
def checker():
    """All rules in force."""
    with Checker(load_rules()) as checker:
        yield checker


@pytest.fixture(scope="module")
def identities():
    """The identities of the form alone."""
    ruleset = load_rules()
    with Checker(ruleset.select([rule.code for rule in ruleset.rules if rule.linear and rule.code[0] == "T"])) as alone:
        yield alone


def causes(checked):
    """What is wrong; what is only remarkable is left out."""
    return [one for one in checked.findings if one.severity is not Severity.INFO]


def changed(draw, figures, key):
    """The figures with another one at `key`, near to it or not."""
    before = figures[key]
    near = [before + 1, before - 1, before * 10, before + 9, int(str(before)[::-1])]
    other = draw(st.one_of(st.sampled_from([n for n in near if n >= 0]), st.integers(0, 100)))
    assume(other != before)
    return figures | {key: other}


@st.composite
def tables_with_changes(draw, count):
    """A form, valid figures, and the same with `count` figures changed in different rows and columns."""
    form = draw(st.sampled_from(FORMS))
    figures = draw(valid_tables(form))
    rows = draw(st.lists(st.sampled_from(row_keys(form)), min_size=count, max_size=count, unique=True))
    columns = draw(st.lists(st.sampled_from(COLUMNS), min_size=count, max_size=count, unique=True))
    wrong = figures
    for key in zip(rows, columns, strict=True):
        wrong = changed(draw, wrong, key)
    return form, figures, wrong


def proposed(finding):
    return [{(c.cell, c.before, c.after) for c in proposal.changes} for proposal in finding.proposals]


def differences(right, wrong):
    return {(f"三.{r}.{c}", str(wrong[r, c]), str(right[r, c])) for r, c in right if right[r, c] != wrong[r, c]}


@MANY
@given(data=st.data(), form=st.sampled_from(FORMS))
def test_a_valid_table_has_no_finding(checker, data, form):
    assert causes(checker.check(report_of(form, data.draw(valid_tables(form)), **data.draw(valid_cases())))) == []


@MANY
@given(table=tables_with_changes(1))
def test_one_changed_figure_is_one_finding_that_names_it_and_its_value(identities, table):
    form, right, wrong = table
    (finding,) = identities.check(report_of(form, wrong)).findings
    ((address, before, after),) = differences(right, wrong)
    code, *members = identities_of(address.split(".")[1])
    assert (finding.rule, list(finding.members)) == (code, members)
    assert [(p.rank, p.certainty) for p in finding.proposals] == [(1, "唯一")]
    assert finding.certainty is Certainty.UNIQUE
    assert proposed(finding) == [{(address, before, after)}]
    assert finding.cells == (address,)
    assert finding.expected == {address: Decimal(after)}
    assert f"“{before}”应为 {after}" in finding.message
    assert "若此数无误，则" in finding.message


OTHER_TEXTS = st.one_of(st.integers(0, 200).map(str), st.sampled_from(["", "/", "-1", "-12", "2.5", "若干", "+3"]))


@MANY
@given(data=st.data(), form=st.sampled_from(FORMS), text=OTHER_TEXTS)
def test_one_changed_cell_of_table_three_is_one_finding_of_all_rules(checker, data, form, text):
    figures = data.draw(valid_tables(form))
    row, column = data.draw(st.sampled_from(sorted(figures)))
    assume(text != str(figures[row, column]))
    (finding,) = causes(checker.check(report_of(form, figures, **{f"三.{row}.{column}": text})))
    assert f"三.{row}.{column}" in finding.cells


@MANY
@given(data=st.data(), form=st.sampled_from(FORMS), text=OTHER_TEXTS.filter(lambda text: text not in ("若干", "+3")))
def test_one_changed_cell_of_table_four_is_one_finding_of_all_rules(checker, data, form, text):
    cases = data.draw(valid_cases())
    address = data.draw(st.sampled_from(sorted(cases)))
    assume(text != str(cases[address]))
    (finding,) = causes(checker.check(report_of(form, plenty(form), **(cases | {address: text}))))
    assert address in finding.cells


def plenty(form):
    """A table with so many applications that any number of cases may have followed."""
    figures = {(row, column): 0 for row in row_keys(form) for column in COLUMNS}
    return figures | {(row, column): 900 for row in ("R01", "R03", "R22") for column in ("自然人", "总计")}


@MANY
@given(data=st.data(), form=st.sampled_from(FORMS), factor=st.integers(2, 1000))
def test_figures_so_many_times_as_great_are_repaired_alike(identities, data, form, factor):
    figures = data.draw(valid_tables(form))
    key = data.draw(st.sampled_from(sorted(figures)))
    other = data.draw(st.integers(0, 50).filter(lambda figure: figure != figures[key]))
    wrong = {at: figure * factor for at, figure in (figures | {key: other}).items()}
    (finding,) = identities.check(report_of(form, wrong)).findings
    assert proposed(finding) == [{(f"三.{key[0]}.{key[1]}", str(wrong[key]), str(figures[key] * factor))}]


@MANY
@given(table=tables_with_changes(2))
def test_two_changed_figures_are_two_findings_or_one_that_names_both(identities, table):
    form, right, wrong = table
    findings = identities.check(report_of(form, wrong)).findings
    assert 1 <= len(findings) <= 2
    named = {change for finding in findings for changes in proposed(finding) for change in changes}
    said = {address for finding in findings for address in finding.cells}
    assert differences(right, wrong) <= named or {address for address, _, _ in differences(right, wrong)} <= said


@MANY
@given(table=tables_with_changes(3))
def test_what_is_called_unique_is_right_or_as_small_as_the_truth(identities, table):
    """Three wrong figures may look like others; but no repair needs more figures than were changed."""
    form, right, wrong = table
    findings = identities.check(report_of(form, wrong)).findings
    assert findings
    smallest = [min(len(changes) for changes in proposed(finding)) for finding in findings if finding.proposals]
    assert sum(smallest) <= len(differences(right, wrong))


@MANY
@given(table=tables_with_changes(2))
def test_every_repair_named_makes_everything_balance(identities, table):
    form, _, wrong = table
    findings = identities.check(report_of(form, wrong)).findings
    for finding in findings:
        others = [one for one in findings if one is not finding]
        for changes in proposed(finding):
            mended = {address: after for address, _, after in changes}
            left = identities.check(report_of(form, wrong, **mended)).findings
            assert {one.locator for one in left} <= {one.locator for one in others}


@MANY
@given(table=tables_with_changes(1))
def test_what_else_would_have_to_be_wrong_makes_everything_balance_too(identities, table):
    form, right, wrong = table
    (finding,) = identities.check(report_of(form, wrong)).findings
    otherwise = {change.cell: change.after for change in finding.proposals[0].otherwise}
    assert otherwise.keys().isdisjoint({address for address, _, _ in differences(right, wrong)})
    assert not otherwise or identities.check(report_of(form, wrong, **otherwise)).findings == ()


@MANY
@given(data=st.data(), form=st.sampled_from(FORMS), columns=st.permutations(COLUMNS))
def test_swapped_columns_never_crash(identities, data, form, columns):
    right = data.draw(valid_tables(form))
    wrong = {
        (row, column): right[row, other]
        for row in row_keys(form)
        for column, other in zip(COLUMNS, columns, strict=True)
    }
    checked = identities.check(report_of(form, wrong))
    assert {result.outcome.value for result in checked.results} <= {"pass", "fail", "not_applicable"}
    broken = any(sum(wrong[row, c] for c in APPLICANTS) != wrong[row, "总计"] for row in row_keys(form))
    assert bool(checked.findings) is broken


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10_000), form=st.sampled_from(FORMS))
def test_a_hopeless_table_is_given_up_in_milliseconds_and_says_so(identities, seed, form):
    random = Random(seed)
    report = report_of(form, {(row, column): random.randint(0, 30) for row in row_keys(form) for column in COLUMNS})
    begun = time.process_time()
    checked = identities.check(report)
    assert time.process_time() - begun < 0.1
    hopeless, *chances = checked.findings
    assert hopeless.rule == "T3-01"
    assert "等" in hopeless.message
    assert "无法定位：" in hopeless.message
    assert (hopeless.proposals, hopeless.certainty) == ((), Certainty.UNLOCATED)
    assert all(one.confidence != Confidence.CERTAIN for one in chances)  # a figure that mends two sums by chance


def equations(*rows):
    return [Equation(key, coefficients, Decimal(0)) for key, coefficients in enumerate(rows)]


def decimals(**values):
    return {name: Decimal(str(value)) for name, value in values.items()}


def repairs(causes):
    return [[{name: f"{v:f}" for name, v in repair.items()} for repair in cause.repairs] for cause in causes]


def test_equations_that_hold_have_no_cause():
    assert localise(equations({"a": 1, "b": -1}), decimals(a=3, b=3)) == []


def test_a_figure_in_two_broken_equations_explains_both():
    causes = localise(equations({"a": 1, "b": -1}, {"a": 1, "c": -1}), decimals(a=4, b=3, c=3))
    assert [cause.keys for cause in causes] == [(0, 1)]
    assert repairs(causes) == [[{"a": "3"}]]


def test_a_tie_names_all_of_its_figures():
    causes = localise(equations({"a": 1, "b": -1}), decimals(a=4, b=3))
    assert sorted(map(str, repairs(causes)[0])) == ["{'a': '3'}", "{'b': '4'}"]


def test_independent_ties_are_causes_of_their_own():
    """Two ties that are linked by an equation that holds are still told apart."""
    causes = localise(
        equations({"a": 1, "b": 1, "t": -1}, {"c": 1, "d": 1, "u": -1}, {"t": 1, "u": 1, "w": -1, "x": -1}),
        decimals(a=1, b=0, t=0, c=2, d=0, u=0, w=0, x=0),
    )
    assert [cause.keys for cause in causes] == [(0,), (1,)]
    assert repairs(causes) == [[{"a": "0"}], [{"c": "0"}]]


def test_nothing_is_repaired_by_a_negative_figure():
    causes = localise(equations({"a": 1, "b": 1, "t": -1}), decimals(a=5, b=1, t=3))
    assert sorted(repairs(causes)[0], key=str) == [{"a": "2"}, {"t": "6"}]


def test_whole_numbers_are_not_repaired_by_fractions():
    (cause,) = localise(equations({"a": 2, "b": -1}), decimals(a=1, b=3))
    assert repairs([cause]) == [[{"b": "2"}]]


def test_money_is_repaired_to_its_cents():
    causes = localise(equations({"a": 1, "b": 1, "t": -1}), decimals(a="0.1", b="0.2", t="0.4"))
    assert {"t": "0.3"} in repairs(causes)[0]


def test_digits_beyond_every_float_are_exact():
    big = 10**40
    causes = localise(equations({"a": 1, "t": -1}, {"a": 1, "u": -1}), decimals(a=big + 1, t=big, u=big))
    assert repairs(causes) == [[{"a": str(big)}]]


def test_more_wrong_figures_than_are_searched_for_are_named_where_they_stand_alone():
    """Six figures of a square, each in a row and a column of its own."""
    size = 6
    rows = [{f"x{i}{j}": 1 for j in range(size)} | {f"r{i}": -1} for i in range(size)]
    columns = [{f"x{i}{j}": 1 for i in range(size)} | {f"c{j}": -1} for j in range(size)]
    values = {name: Decimal(0) for row in (*rows, *columns) for name in row}
    values |= {f"x{i}{i}": Decimal(i + 1) for i in range(size)}
    causes = localise(equations(*rows, *columns), values)
    assert repairs(causes) == [[{f"x{i}{i}": "0"}] for i in range(size)]
    assert {cause.proven for cause in causes} == {False}


@given(seed=st.integers(0, 1000))
def test_the_order_of_the_equations_does_not_matter(seed):
    random = Random(seed)
    names = [f"x{i}" for i in range(8)]
    system = equations(*({name: random.choice((1, -1)) for name in random.sample(names, 3)} for _ in range(6)))
    values = {name: Decimal(random.randint(0, 5)) for name in names}
    shuffled = random.sample(system, len(system))

    def told(causes):
        return [(cause.keys, sorted(map(sorted, (repair.items() for repair in cause.repairs)))) for cause in causes]

    assert told(localise(system, values)) == told(localise(shuffled, values))
