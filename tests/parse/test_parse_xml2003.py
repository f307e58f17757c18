"""XML workbooks of Excel 2003."""

from html import escape

import pytest
from parse_views import outline, rows, sketch, tables, texts

from gouji.draft import sound
from gouji.errors import Unreadable
from gouji.model import Document, Paragraph, Place
from gouji.parse import parse

HEAD = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">'
)
STYLES = (
    '<Styles><Style ss:ID="Default"/><Style ss:ID="s1"><NumberFormat ss:Format="#,##0"/></Style>'
    '<Style ss:ID="s2"><NumberFormat ss:Format="Short Date"/></Style>'
    '<Style ss:ID="s3"><NumberFormat ss:Format="Fixed"/></Style></Styles>'
)


def cell(data: str | float, *, more: str = "") -> str:
    kind = "String" if isinstance(data, str) else "Number"
    return f'<Cell {more}><Data ss:Type="{kind}">{escape(str(data))}</Data></Cell>'


def sheet(rows_: str, name: str = "年报", *, more: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{rows_}</Table>{more}</Worksheet>'


def read(*sheets: str, name: str = "报告.xls") -> Document:
    return parse(f"{HEAD}{STYLES}{''.join(sheets)}</Workbook>".encode(), name)


def written(document: Document) -> str:
    """A report as one worksheet, blank rows around its tables."""
    lines, number = [], 1
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(f'<Row ss:Index="{number}">{cell(block.text)}</Row>')
            number += 1
            continue
        for row in block.rows():
            found = "".join(
                cell(
                    int(one.text) if one.text.isdigit() else one.text,
                    more=f'ss:Index="{one.column + 1}" ss:MergeAcross="{one.colspan - 1}" '
                    f'ss:MergeDown="{one.rowspan - 1}"',
                )
                for one in row
            )
            lines.append(f'<Row ss:Index="{number + 1 + row[0].row}">{found}</Row>')
        number += max(one.row + one.rowspan for one in block.cells) + 2
    return sheet("".join(lines))


@pytest.mark.parametrize("form", ["ed2019", "ed2021"])
def test_a_report_keeps_its_words_and_its_grids(form):
    drawn = sound(form).document()
    found = read(written(drawn))
    assert found.format == "xlsxml"
    assert texts(found) == texts(drawn)
    assert [sketch(table) for table in tables(found)] == [sketch(table) for table in tables(drawn)]


def test_indices_leave_rows_and_cells_out():
    document = read(sheet('<Row ss:Index="3">' + cell("规章", more='ss:Index="2"') + cell(1) + "</Row>"))
    assert [one.place.cell for one in tables(document)[0].cells] == ["B3", "C3"]
    assert tables(document)[0].place == Place(paragraph=1, table=1, sheet="年报", cell="B3")


def test_numbers_are_shown_by_their_formats():
    date = '<Cell ss:StyleID="s2"><Data ss:Type="DateTime">{}T00:00:00.000</Data></Cell>'.format
    document = read(
        sheet(
            "<Row>"
            + cell("甲")
            + cell(1095, more='ss:StyleID="s1"')
            + date("2024-01-15")
            + date("1900-01-03")
            + '<Cell ss:StyleID="s3"><Data ss:Type="Number">12.345</Data></Cell>'
            '<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell></Row>'
        )
    )
    found = tables(document)[0].cells
    assert [one.text for one in found] == ["甲", "1,095", "2024/1/15", "1900/1/3", "12.35", "TRUE", "#REF!"]
    assert [one.doubt is None for one in found] == [True, True, True, False, False, True, True]
    assert "存的数是3，" in found[3].doubt


def test_comments_are_left_out_and_parts_of_rich_text_put_together():
    rich = (
        '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>规</B><Font>章</Font></ss:Data>'
        "<Comment><ss:Data><Font>请核对</Font></ss:Data></Comment></Cell>"
    )
    assert outline(read(sheet(f"<Row>{rich}{cell(3)}</Row>"))) == [[["规章", "3"]]]


def test_a_formula_without_a_result_is_in_doubt():
    document = read(sheet(f'<Row>{cell("甲")}<Cell ss:Formula="=SUM(R[1]C)"/>{cell(1)}</Row>'))
    assert "SUM(R[1]C)" in tables(document)[0].cells[1].doubt


def test_hidden_rows_columns_and_sheets_are_left_out_and_told():
    lines = f"<Row>{cell('甲')}{cell('乙')}{cell('丙')}</Row>" * 2
    hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    document = read(
        sheet(f'<Column ss:Index="2" ss:Hidden="1"/><Row ss:Hidden="1">{cell("旧")}</Row>{lines}'),
        sheet(lines, "旧表", more=hidden),
    )
    assert [rows(table) for table in tables(document)] == [[["甲", "丙"], ["甲", "丙"]]]
    assert document.notes == (
        "有隐藏的工作表没有读取：“旧表”",
        "工作表“年报”有隐藏的行或列，其中的内容没有读取",
    )


@pytest.mark.parametrize(
    "content",
    [
        HEAD + sheet(f"<Row>{cell('甲')}</Row>"),
        HEAD.replace("<Workbook", "<!DOCTYPE a [<!ENTITY b 'c'>]><Workbook") + sheet("<Row/>") + "</Workbook>",
    ],
    ids=["cut off", "entities"],
)
def test_broken_and_hostile_files_are_refused_in_words(content):
    with pytest.raises(Unreadable, match="XML"):
        parse(content.encode(), "报告.xls")


def test_huge_indices_and_spans_cost_nothing():
    wide = 'ss:Index="16384" ss:MergeAcross="999999999" ss:MergeDown="999999999"'
    document = read(
        sheet(
            '<Column ss:Hidden="1" ss:Index="20000" ss:Span="999999999"/>'
            f"<Row>{cell('甲')}{cell(1)}</Row>"
            f'<Row ss:Index="999999999" ss:Hidden="1" ss:Span="999999999">{cell("乙")}</Row>'
            f'<Row ss:Index="5">{cell("丙", more=wide)}</Row>'
        )
    )
    assert outline(document) == [[["甲", "1"]], "丙"]
