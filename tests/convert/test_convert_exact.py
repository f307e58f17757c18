"""What comes out of the converter is the report that went in, cell for cell."""

from __future__ import annotations

import pytest

from convert.offices import FORMS
from gouji.errors import NeedsConverter, Unreadable
from gouji.model import Paragraph
from gouji.parse import parse


def _drawn(document):
    return [
        block.text
        if isinstance(block, Paragraph)
        else sorted((cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in block.cells)
        for block in document.blocks
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_an_old_file_has_the_paragraphs_and_cells_of_the_new_one(warm, word_files, old_files, kind, form):
    odt = warm.to_odt(old_files[kind][form], kind)
    assert _drawn(parse(odt, "报告", kind="odt")) == _drawn(parse(word_files[form], "报告.docx"))


@pytest.mark.parametrize(
    ("spoilt", "kind"),
    [
        (lambda doc, rtf: doc[:8] + bytes(range(256)) * 200, "doc"),
        (lambda doc, rtf: doc[: len(doc) // 2], "doc"),
        (lambda doc, rtf: doc[: len(doc) * 9 // 10], "doc"),
        (lambda doc, rtf: b"<html><body><p>hello</p></body></html>", "doc"),
        (lambda doc, rtf: rtf[: len(rtf) // 2], "rtf"),
        (lambda doc, rtf: b"{\\rtf1" + b"{" * 200_000, "rtf"),
    ],
    ids=["garbage", "half", "nine tenths", "a page", "half an rtf", "nested"],
)
def test_a_damaged_file_is_refused_in_words_and_the_next_is_converted(warm, old_files, spoilt, kind):
    with pytest.raises(Unreadable, match=r"LibreOffice 读不出这个.*另存为 \.docx"):
        warm.to_odt(spoilt(old_files["doc"]["ed2021"], old_files["rtf"]["ed2021"]), kind)
    assert warm.to_odt(old_files["doc"]["ed2021"], "doc")


def test_other_formats_are_none_of_its_business(warm):
    with pytest.raises(NeedsConverter):
        warm.to_odt(b"%PDF-1.4", "pdf")
