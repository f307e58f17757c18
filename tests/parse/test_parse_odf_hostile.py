"""Broken and hostile OpenDocument files end as a document or as a reason in words, soon."""

import random
import time

import pytest
from parse_odffile import SHEET, flat, p, package, table, zipped
from parse_views import sketch

from gouji.draft import sound
from gouji.errors import Unreadable
from gouji.model import Document
from gouji.parse import parse
from ofd_writing import as_ofd

BODY = p("一、总体情况") + table(["规章", "1"], ["行政许可", "2"])


def reason(content: bytes, name: str = "报告.odt") -> str:
    with pytest.raises(Unreadable) as refused:
        parse(content, name)
    return str(refused.value)


def ends_well(content: bytes, name: str) -> bool:
    """Whether a file ends as a document, as what it seems to hold, or as a reason."""
    try:
        return bool(parse(content, name))
    except Unreadable as refused:
        return bool(str(refused))


def repeated(row: str, rows: str, columns: str = "1") -> str:
    cell = f"<table:table-cell table:number-columns-repeated='{columns}'>{p(row)}</table:table-cell>"
    return f"<table:table><table:table-row table:number-rows-repeated='{rows}'>{cell}</table:table-row></table:table>"


def test_huge_spans_are_cut_to_the_table():
    wide = "table:number-columns-spanned='100000000' table:number-rows-spanned='100000000'"
    row = f"<table:table-row>{{}}<table:table-cell {wide}>{p('乙')}</table:table-cell></table:table-row>".format
    rows = row(f"<table:table-cell>{p('甲')}</table:table-cell>") + f"<table:table-row>{p('')}</table:table-row>"
    document = parse(zipped(f"<table:table>{rows}</table:table>"), "报告.odt")
    assert sketch(document.blocks[0]) == "0:甲 1:乙[2x1]"


def test_cells_that_cover_one_another_end_well():
    wide = "table:number-columns-spanned='100000000' table:number-rows-spanned='100000000'"
    cells = f"<table:table-row><table:table-cell {wide}>{p('甲')}</table:table-cell></table:table-row>"
    assert ends_well(zipped(f"<table:table>{cells * 2}</table:table>"), "报告.odt")


@pytest.mark.parametrize("rows", ["1048576", "99999999999"])
def test_a_million_filled_rows_are_refused(rows):
    assert "大得异常" in reason(zipped(repeated("1", rows, "2")))


def test_tables_repeated_within_repeated_cells_are_refused():
    inner = repeated("1", "20000")
    outer = repeated("x", "20000").replace(p("x"), inner)
    assert "大得异常" in reason(zipped(outer))


def test_a_split_cell_above_rows_without_end_is_refused():
    inner = table(["1"]).replace("<table:table>", "<table:table table:is-sub-table='true'>")
    split = f"<table:table-cell>{inner}</table:table-cell>"
    filling = "<table:table-row table:number-rows-repeated='99999999999'/>"
    whole = f"<table:table><table:table-row>{split}</table:table-row>{filling}</table:table>"
    assert "大得异常" in reason(zipped(whole))


def test_many_columns_are_refused():
    assert "大得异常" in reason(zipped(repeated("1", "1", "99999999")))


def test_blank_rows_and_columns_without_end_cost_nothing():
    filling = repeated("", "1048576", "16384").replace(p(""), "")
    assert parse(zipped(p("前") + filling), "报告.odt").blocks[0].text == "前"


def test_wide_spans_in_every_row_are_refused():
    row = "<table:table-row><table:table-cell table:number-columns-spanned='1024'/></table:table-row>"
    started = time.process_time()
    assert "大得异常" in reason(zipped(f"<table:table>{row * 30_000}</table:table>"))
    assert time.process_time() - started < 10


NESTS = {
    "tables": (
        "<table:table><table:table-row><table:table-cell>",
        "</table:table-cell></table:table-row></table:table>",
    ),
    "lists": ("<text:list><text:list-item>", "</text:list-item></text:list>"),
    "spans": ("<text:p><text:span>", "</text:span></text:p>"),
    "sections": ("<text:section>", "</text:section>"),
    "frames": ("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>"),
    "groups": ("<draw:g>", "</draw:g>"),
}


@pytest.mark.parametrize("depth", [60, 300, 100_000])
@pytest.mark.parametrize("name", NESTS)
def test_deep_nesting_ends(name, depth):
    opening, closing = NESTS[name]
    assert ends_well(zipped(opening * depth + p("甲") + closing * depth), "报告.odt")


def test_entities_are_refused():
    for doctype in ("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", "<!DOCTYPE x [<!ENTITY a 'ha'>]>"):
        content = flat(p("&a;")).replace(b"<office:document ", doctype.encode() + b"<office:document ", 1)
        assert "DOCTYPE" in reason(package({"content.xml": content}))


def test_bombs_are_refused():
    assert "大得异常" in reason(zipped(p("甲" * 20_000_000)))
    assert "大得异常" in reason(zipped(p("甲") * 2_000_000))
    assert "大得异常" in reason(zipped(p("甲"), styles_xml=b" " * 40_000_000))


def test_spaces_without_end_are_some():
    assert len(parse(zipped(p("甲<text:s text:c='999999999'/>乙")), "报告.odt").blocks[0].text) < 2000


LOCKED = "文件设有打开密码，无法核查；请取消密码后重新投递"


def test_locked_files_are_refused_in_words():
    manifest = (
        b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<m:file-entry m:full-path="content.xml">'
        b"<m:encryption-data/></m:file-entry></m:manifest>"
    )
    assert reason(package({"content.xml": b"\x01\x02", "META-INF/manifest.xml": manifest})) == LOCKED
    assert reason(package({"encrypted-package": b"\x01\x02", "META-INF/manifest.xml": manifest})) == LOCKED


def test_other_kinds_are_refused_in_words():
    slides = flat(BODY).replace(b"office:text", b"office:presentation")
    assert "不是文档或表格" in reason(package({"content.xml": slides}))
    assert "缺少正文" in reason(package({"content.xml": b"<x/>"}))


def test_styles_and_lists_in_circles_end():
    styles = (
        "<style:style style:family='paragraph' style:name='A' style:parent-style-name='B'/>"
        "<style:style style:family='paragraph' style:name='B' style:parent-style-name='A'/>"
    )
    document = parse(zipped("<text:p text:style-name='A'>甲</text:p>", styles=styles), "报告.odt")
    assert document.blocks[0].text == "甲"


FILES = {
    "报告.odt": zipped(BODY),
    "报告.fodt": flat(BODY),
    "报告.ods": zipped(table(["规章", "1"], ["行政许可", "2"]), kind=SHEET),
    "报告.ofd": as_ofd(sound("ed2021").document()),
}


@pytest.mark.parametrize("name", FILES)
def test_truncated_files_end_well(name):
    content = FILES[name]
    assert all(ends_well(content[: len(content) * tenth // 10], name) for tenth in range(10))


@pytest.mark.parametrize("name", FILES)
def test_files_with_bytes_changed_end_well(name):
    chance = random.Random(11)
    for _ in range(120):
        content = bytearray(FILES[name])
        for _ in range(chance.choice((1, 5, 40))):
            content[chance.randrange(4, len(content))] = chance.randrange(256)
        assert ends_well(bytes(content), name)


def test_the_files_are_sound():
    assert all(isinstance(parse(content, name), Document) for name, content in FILES.items())
