"""Labels and headings that no cell was parted from: what stands there is not called missing."""

from __future__ import annotations

import msgspec

from gouji.check import Checker
from gouji.draft import sound
from gouji.model import Document, Paragraph, Place, Table
from gouji.recognise import recognise
from gouji.rule import load_rules


def with_row_as_prose(label: str, text: str) -> Document:
    """A sound report whose row of this label stands before its table as a line of text."""
    document = sound().document()
    blocks = []
    for block in document.blocks:
        row = next((c.row for c in block.cells if c.text == label), None) if isinstance(block, Table) else None
        if row is not None:
            blocks.append(Paragraph(text, Place(paragraph=1)))
            block = msgspec.structs.replace(block, cells=tuple(c for c in block.cells if c.row != row))  # noqa: PLW2901
        blocks.append(block)
    return msgspec.structs.replace(document, blocks=tuple(blocks))


def test_a_row_whose_figures_run_into_its_label_is_not_called_missing():
    checked = Checker(load_rules()).check(recognise(with_row_as_prose("规章", "规章000")))
    assert [finding.rule for finding in checked.findings] == []
    (result,) = (result for result in checked.results if result.rule == "ST-08")
    assert "“规章000”行名与数字连在一起" in (result.reason or "")


def test_a_row_that_prose_only_speaks_of_is_missing():
    checked = Checker(load_rules()).check(recognise(with_row_as_prose("规章", "本年没有制定规章。")))
    assert "ST-08" in [finding.rule for finding in checked.findings]
