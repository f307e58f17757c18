"""A report means the same whatever file it was written as, and every figure stands at its address."""

import pytest
from hypothesis import HealthCheck, given, settings

from drafts import drafts
from gouji.draft import sound
from gouji.model import Report
from gouji.parse import parse
from gouji.recognise import recognise
from writing import WRITERS


def meaning(report: Report):
    """All that a report says, without where in its file it says it."""
    return {
        "unit": report.unit,
        "year": report.year,
        "edition": report.edition,
        "title": report.title,
        "preface": [paragraph.text for paragraph in report.preface],
        "sections": [(s.numeral, s.title, s.kind, [p.text for p in s.paragraphs]) for s in report.sections],
        "cells": {a: (c.text, c.kind, c.value, c.unit, c.note) for a, c in report.cells.items()},
        "unplaced": [(one.text, one.reason) for one in report.unplaced],
    }


@pytest.mark.parametrize("form", ["ed2019", "ed2021"])
@pytest.mark.parametrize("kind", ["drawn", *WRITERS])
def test_every_figure_of_a_sound_report_is_at_its_address(form, kind):
    draft = sound(form)
    for number, address in enumerate(draft.cells):
        draft.cells[address] = str(number)
    document = draft.document()
    report = recognise(document if kind == "drawn" else parse(WRITERS[kind](document), f"报告.{kind}"))
    assert {address: cell.text for address, cell in report.cells.items()} == draft.cells
    assert report.unplaced == ()
    assert (report.unit, report.year, report.edition, report.title) == (draft.unit, draft.year, form, draft.title)


@given(drafts())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_three_formats_read_to_the_same_report(draft):
    document = draft.document()
    read = {kind: meaning(recognise(parse(write(document), f"报告.{kind}"))) for kind, write in WRITERS.items()}
    assert read["html"] == read["txt"]
    assert read["docx"] == read["txt"]
    assert read["txt"] == meaning(recognise(document))
