"""A report to which one thing happened: every figure is at its address or doubtful, and nothing else is found."""

from functools import cache
from random import Random

import pytest
from accidents import ACCIDENTS, sheet_of

from gouji.check import Checker
from gouji.model import Severity
from gouji.parse import parse
from gouji.recognise import recognise, split
from gouji.rule import load_rules
from gouji.text import compact
from seeded import seeded_report
from writing import WRITERS

SEEDS = range(3)
KINDS = ("drawn", "txt", "html")


@cache
def checker():
    return Checker(load_rules())


def suffered(name, seed, form, *, numbered):
    """The sheet after the accident; with every figure another number where it is `numbered`."""
    draft = seeded_report(seed, form)
    if numbered:
        draft.cells = {address: str(100 + number) for number, address in enumerate(draft.cells)}
    sheet = sheet_of(draft)
    ACCIDENTS[name][0](sheet, Random(seed))
    return sheet


def read(sheet, kind):
    document = sheet.document()
    if kind != "drawn":
        document = parse(WRITERS[kind](document), f"报告.{kind}")
    documents = split(document)
    assert len(documents) == 1
    return recognise(documents[0])


def misplaced(name, seed, form, kind):
    """Figures that stand, without a doubt, where they do not belong."""
    sheet = suffered(name, seed, form, numbered=True)
    truth = sheet.truth()
    report = read(sheet, kind)
    return {
        address: cell.text
        for address, cell in report.cells.items()
        if cell.doubt is None and compact(cell.text) != compact(truth.get(address, ""))
    }


def false_findings(name, seed, form, kind):
    """Errors and warnings that are not named for the accident."""
    checked = checker().check(read(suffered(name, seed, form, numbered=False), kind))
    return [
        f"{one.rule} {one.message[:90]}"
        for one in checked.findings
        if one.severity is not Severity.INFO and one.rule not in ACCIDENTS[name][1]
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["ed2019", "ed2021"])
@pytest.mark.parametrize("name", ACCIDENTS)
def test_a_figure_is_right_or_doubtful_and_nothing_else_is_found(name, form, kind):
    for seed in SEEDS:
        assert misplaced(name, seed, form, kind) == {}
        assert false_findings(name, seed, form, kind) == []


def test_there_are_accidents_enough():
    assert len(ACCIDENTS) >= 25
