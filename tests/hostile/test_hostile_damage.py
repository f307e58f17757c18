"""Sound files, cut off and with bytes changed: read, or refused in words; every byte, every tenth."""

import functools
import io
import os
import zipfile

import openpyxl
import pytest
from hostile_endings import endings, require_words
from hostile_pdf import drawing
from hostile_sheets import odf, ofd, ofd_text
from hostile_texts import attached, mail, saved_page
from hostile_word import p, table, word

from gouji.errors import Unreadable
from gouji.parse import parse
from seeded import seeded_report
from writing import as_docx, as_html, as_text

#: Every byte of the smaller samples is changed when this is 1; else every so many.
STEP = int(os.environ.get("GOUJI_TEST_FLIP_STEP", "7"))


def as_xlsx():
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["一、总体情况", 3])
    book.save(file)
    return file.getvalue()


def as_zip(content, name):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


SMALL = {
    "docx": lambda: word(p("一、总体情况") + table(2, 2)),
    "xlsx": as_xlsx,
    "odt": lambda: odf("<text:p>一、总体情况</text:p>"),
    "ofd": lambda: ofd(ofd_text("一、总体情况")),
    "pdf": lambda: drawing(b"BT /F 12 Tf 72 700 Td (2023) Tj ET"),
    "html": "<html><body><table><tr><td colspan=2>一、总体情况</td></tr></table></body></html>".encode,
    "txt": "一、总体情况\n\t行政许可\n\t3\n".encode,
    "csv": "一、总体情况,3\n行政许可,5\n".encode,
    "eml": lambda: mail("Content-Type: text/plain; charset=utf-8\r\n\r\n一、总体情况", attached("a.txt", b"2023")),
    "mht": lambda: saved_page("<p>一、总体情况</p>"),
    "zip": lambda: as_zip("一、总体情况".encode(), "报告.txt"),
}
WHOLE = {
    "docx": lambda: as_docx(report()),
    "html": lambda: as_html(report()),
    "txt": lambda: as_text(report()),
    "zip": lambda: as_zip(as_docx(report()), "报告.docx"),
    **{kind: SMALL[kind] for kind in ("xlsx", "odt", "ofd", "pdf", "eml", "mht", "csv")},
}


@functools.cache
def report():
    return seeded_report(7).document()


@functools.cache
def sample(kind):
    return WHOLE[kind]()


@pytest.mark.parametrize("tenth", range(1, 10))
@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_cut_off_at_a_tenth_ends_in_words(kind, tenth, reader, checker):
    content = sample(kind)
    endings(content[: len(content) * tenth // 10], f"报告.{kind}", checker, reader)


@pytest.mark.parametrize("kind", ["docx", "zip"])
def test_a_package_cut_off_is_never_half_read(kind, reader, checker):
    content = sample(kind)
    for cut in range(1, 40):
        [one] = endings(content[: len(content) * cut // 40], f"报告.{kind}", checker, reader)
        assert "没有传完" in one.reason or "为空" in one.reason


@pytest.mark.parametrize("kind", SMALL)
def test_every_byte_may_be_another(kind):
    """In this process, where a fault of ours shows as what it is."""
    content = SMALL[kind]()
    for at in range(0, len(content), STEP):
        for other in (0xFF, 0x01):
            changed = bytearray(content)
            changed[at] ^= other
            read_or_refused(bytes(changed), f"报告.{kind}")


def read_or_refused(content, name, *, kind=None):
    try:
        parse(content, name, kind=kind)
    except Unreadable as reason:
        require_words(str(reason))
