"""The same report in every format that people send reads to the same cells, and to the same findings.

Two hundred reports, both editions, each with merged cells; every other one has one figure changed, so that there is
something to find. What LibreOffice writes is tried with every other one, sound and faulty ones by turns. What Word says
is the measure; it is itself held against what was drawn.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache
from random import Random

import pytest

from formats.office import saved_as
from formats.writers import WRITERS
from gouji.check import Checker
from gouji.convert import Converter
from gouji.model import Bundle, Checked, Document
from gouji.parse import parse
from gouji.reader import Reader
from gouji.recognise import recognise
from gouji.rule import load_rules
from seeded import seeded_report

SEEDS = 200
#: Reports that go through one start of LibreOffice.
BATCH = 25
BATCHES = range(0, SEEDS, BATCH)
#: LibreOffice writes every so manieth of them: it takes a second for each; GOUJI_TEST_REPORT_STEP=1 has it write all.
STEP = int(os.environ.get("GOUJI_TEST_REPORT_STEP", "2"))


@cache
def checker() -> Checker:
    return Checker(load_rules())


@cache
def drawn(seed: int) -> Document:
    draft = seeded_report(seed)
    if seed % 2:
        random = Random(seed)
        address = random.choice(sorted(a for a in draft.cells if a.startswith(("三", "四"))))
        draft.cells[address] = str(int(draft.cells[address]) + random.choice([1, 2, 10]))
    return draft.document()


@cache
def written(seed: int, ending: str) -> bytes:
    return WRITERS[ending](drawn(seed))


def files(seeds: range, ending: str) -> dict[str, bytes]:
    return {str(seed): written(seed, ending) for seed in seeds}


def judged(document: Document) -> Checked:
    return checker().check(recognise(document))


@cache
def measure_of(seed: int) -> Checked:
    return judged(drawn(seed))


def figures(checked: Checked) -> dict[str, tuple[str, str]]:
    """What stands in each cell, and what it was read as."""
    return {
        address: (cell.text, f"{cell.kind} {cell.value} {cell.unit}")
        for address, cell in checked.report.cells.items()
        if cell.doubt is None
    }


def found(checked: Checked) -> list[tuple[str, tuple[str, ...], str]]:
    return [(finding.rule, finding.cells, finding.message) for finding in checked.findings]


def identity(checked: Checked) -> tuple[str | None, int | None, str | None]:
    return checked.report.unit, checked.report.year, checked.report.edition


def require_same(
    contents: Mapping[str, bytes],
    name: str,
    read: Callable[[bytes, str], Document | Bundle] = parse,
    *,
    doubts: bool = False,
) -> None:
    """Every cell and finding as drawn. With `doubts` a cell may be in doubt instead, and nothing is built on it."""
    for seed, content in contents.items():
        document = read(content, name)
        assert isinstance(document, Document)
        own, measure = judged(document), measure_of(int(seed))
        expected = figures(measure)
        doubtful = {address for address, cell in own.report.cells.items() if cell.doubt}
        assert doubts or not doubtful, f"{name} {seed}"
        assert figures(own) == {a: v for a, v in expected.items() if a not in doubtful}, f"{name} {seed}"
        assert identity(own) == identity(measure), f"{name} {seed}"
        if doubtful:
            assert all(one in found(measure) for one in found(own)), f"{name} {seed}"
        else:
            assert found(own) == found(measure), f"{name} {seed}"


def test_half_of_the_reports_have_a_fault_and_the_others_none():
    errors = [any(f.severity == "error" for f in judged(drawn(seed)).findings) for seed in range(SEEDS)]
    assert not any(errors[::2])
    assert all(errors[1::2])


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_a_report_reads_the_same_in_each_format_that_python_writes(ending):
    require_same(files(range(SEEDS), ending), f"报告.{ending}")


@pytest.mark.parametrize("first", BATCHES)
def test_a_word_report_reads_the_same_as_odt(first):
    require_same(saved_as("odt", files(range(first, first + BATCH, STEP), "docx")), "报告.odt")


@pytest.mark.parametrize("first", BATCHES)
def test_a_word_report_reads_the_same_as_pdf(first):
    """A figure that its narrow cell breaks over two lines may be two: that is a doubt, never another figure."""
    require_same(saved_as("pdf", files(range(first, first + BATCH, STEP), "docx")), "报告.pdf", doubts=True)


@pytest.fixture(scope="module")
def reader():
    with Converter() as converter, Reader(convert=converter.to_odt) as opened:
        yield opened


@pytest.mark.parametrize("first", BATCHES)
@pytest.mark.parametrize(("kind", "ending"), [("doc", "wps"), ("rtf", "rtf")])
def test_a_word_report_reads_the_same_through_the_converter(reader, kind, ending, first):
    sent = saved_as(kind, files(range(first, first + BATCH, STEP), "docx"))
    require_same(sent, f"报告.{ending}", read=reader.read)


@pytest.mark.parametrize("first", BATCHES)
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_a_sheet_reads_the_same_as_another_program_saves_it(ending, first):
    sent = files(range(first, first + BATCH, STEP), "xlsx")
    require_same(saved_as(ending, sent, "xlsx"), f"报告.{ending}")
