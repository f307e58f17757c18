"""Separated values: the records of a spreadsheet, told apart from prose with commas."""

import csv
import io

import pytest
from parse_views import outline, rows, tables, texts

from gouji.draft import sound
from gouji.errors import Unreadable
from gouji.model import Document, Paragraph, Place
from gouji.parse import parse
from gouji.recognise import recognise


def read(text: str, encoding: str = "utf-8") -> Document:
    return parse(text.encode(encoding), "报告.csv")


def written(document: Document, separator: str = ",") -> str:
    """A report as a spreadsheet exports it: what is merged has its text first and blanks behind."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    for block in document.blocks:
        if isinstance(block, Paragraph):
            writer.writerow([block.text])
            continue
        height, width = max(c.row + c.rowspan for c in block.cells), max(c.column + c.colspan for c in block.cells)
        grid = [[""] * width for _ in range(height)]
        for cell in block.cells:
            grid[cell.row][cell.column] = cell.text
        writer.writerows(grid)
    return file.getvalue()


def figures(document: Document) -> dict[str, tuple[str, str, str | None]]:
    return {key: (cell.text, cell.kind, cell.doubt) for key, cell in recognise(document).cells.items()}


@pytest.mark.parametrize("form", ["ed2019", "ed2021"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "，", "；", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_report_reads_the_same_whatever_parts_its_fields(form, separator, encoding):
    draft = sound(form)
    draft.cells = {address: str(number) for number, address in enumerate(draft.cells)}
    drawn = draft.document()
    found = read(written(drawn, separator), encoding)
    assert found.format == "csv"
    assert texts(found) == texts(drawn)
    assert figures(found) == figures(drawn)


def test_places_are_lines_of_the_file_also_behind_line_ends_within_fields():
    document = read('标题\r\n\r\n"信息\r\n内容",本年制发件数\r\n规章,"1"\r\n文件,2\r\n')
    assert document.blocks[0] == Paragraph("标题", Place(line=1))
    assert [(cell.text, cell.place.line) for cell in tables(document)[0].cells] == [
        ("信息内容", 3),
        ("本年制发件数", 4),
        ("规章", 5),
        ("1", 5),
        ("文件", 6),
        ("2", 6),
    ]


def test_prose_with_unquoted_commas_is_one_paragraph():
    document = read("一、总体情况\n2023年,我局认真贯彻落实条例,成效明显。\n规章,0,0,0\n行政规范性文件,1,0,1\n")
    assert outline(document) == [
        "一、总体情况",
        "2023年,我局认真贯彻落实条例,成效明显。",
        [["规章", "0", "0", "0"], ["行政规范性文件", "1", "0", "1"]],
    ]


def test_fields_that_a_spreadsheet_must_not_take_for_numbers():
    assert outline(read('规章,="001",2\n文件,3,4\n')) == [[["规章", "001", "2"], ["文件", "3", "4"]]]


def test_a_line_that_names_the_separator_is_no_record():
    assert outline(read("sep=;\n规章;1,5;2\n文件;3;4\n")) == [[["规章", "1,5", "2"], ["文件", "3", "4"]]]


def test_a_text_that_only_is_called_csv_is_read_as_text():
    document = read("一、总体情况\n2023年，我局认真贯彻落实条例。\n")
    assert (document.format, texts(document)) == ("csv", ["一、总体情况", "2023年，我局认真贯彻落实条例。"])


def test_a_quote_that_is_never_closed_loses_nothing():
    assert "现行有效" in "".join(texts(read('一、总体情况\n"现行有效\n' + "正文。\n" * 50_000)))


@pytest.mark.parametrize("text", ["1," * 150_000, "1\n,2" * 150_000, "甲,1\n" * 600_000])
def test_files_larger_than_any_report_are_refused_in_words(text):
    with pytest.raises(Unreadable, match="过大"):
        read("规章,1\n文件,2\n" + text)


@pytest.mark.parametrize("name", ["报告.txt", "报告", "报告.xls", "报告.doc"])
def test_what_a_spreadsheet_exported_is_known_by_its_rows(name):
    drawn = sound("ed2021").document()
    found = parse(written(drawn).encode("gb18030"), name)
    assert (found.format, figures(found)) == ("csv", figures(drawn))


def test_a_table_called_a_workbook_that_is_text_with_tabs():
    drawn = sound("ed2019").document()
    found = parse(written(drawn, "\t").encode("gb18030"), "报告.xls")
    assert (found.format, figures(found)) == ("csv", figures(drawn))


def test_in_rows_of_different_length_no_blank_is_made_up():
    table = tables(read("信息内容,本年制发件数,本年废止件数\n规章,1\n行政规范性文件,2,3\n"))[0]
    assert not table.spans_known
    assert rows(table) == [["信息内容", "本年制发件数", "本年废止件数"], ["规章", "1"], ["行政规范性文件", "2", "3"]]


def test_figures_with_commas_between_thousands_are_not_parted():
    text = "信息内容\n本年制发件数\n规章\n1,095\n行政规范性文件\n2,000\n行政许可\n3,000\n"
    assert rows(tables(read(text))[0])[1] == ["规章", "1,095"]
