"""Workbooks of Excel: what a person sees on the screen, in the cells where it stands."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parse_views import outline, rows, sketch, tables, texts
from parse_workbooks import S, c, package, relations, row, styles, workbook, worksheet

from formats.writers import as_sheet
from gouji.draft import sound
from gouji.errors import Unreadable
from gouji.model import Document, GridCell, Paragraph, Place, Table
from gouji.parse import parse
from gouji.parse.sheets.figures import shown, shown_text


def read(*found: str, **sheet) -> Document:
    rest = {key: sheet.pop(key) for key in ("strings", "style", "properties", "more") if key in sheet}
    return parse(workbook({"年报": worksheet("".join(found), **sheet)}, **rest), "报告.xlsx")


def labelled(*cells: str) -> str:
    """A small table with these value cells (B2, C2 …) in its second row."""
    heads = "".join(c(f"{letter}1", f"列{letter}") for letter in "BCD"[: max(len(cells), 1)])
    return row(1, c("A1", "信息内容"), heads) + row(2, c("A2", "规章"), *cells)


def value(code: str, stored: str) -> GridCell:
    document = read(labelled(c("B2", stored, s=1, t="n")), style=styles((code,)))
    return tables(document)[0].cells[3]


def test_blocks_have_the_sheet_and_the_name_of_their_cell():
    document = read(
        row(1, c("A1", "一、总体情况")),
        row(3, c("A3", "规章"), c("B3", "本年\n新收")),
        row(4, c("A4", "件"), c("B4", 7)),
        merges=("A3:A4",),
    )
    table = Place(paragraph=2, table=1, sheet="年报", cell="A3")

    def place(row, column, cell):
        return Place(paragraph=2, table=1, row=row, column=column, sheet="年报", cell=cell)

    assert document == Document(
        (
            Paragraph("一、总体情况", Place(paragraph=1, sheet="年报", cell="A1")),
            Table(
                (
                    GridCell(0, 0, "规章", place(1, 1, "A3"), 2, 1),
                    GridCell(0, 1, "本年新收", place(1, 2, "B3")),
                    GridCell(1, 1, "7", place(2, 2, "B4")),
                ),
                table,
            ),
        ),
        "xlsx",
    )


@pytest.mark.parametrize("form", ["ed2019", "ed2021"])
def test_a_report_keeps_its_words_and_its_grids(form):
    drawn = sound(form).document()
    found = parse(as_sheet(drawn), "报告.xlsx")
    assert texts(found) == texts(drawn)
    assert [sketch(table) for table in tables(found)] == [sketch(table) for table in tables(drawn)]


@pytest.mark.parametrize(
    ("code", "stored", "shown"),
    [
        ("General", "1095", "1095"),
        ("General", "12.300000000000001", "12.3"),
        ("General", "1E5", "100000"),
        ("General", "1E-7", "0.0000001"),
        ("#,##0", "1095", "1,095"),
        ("#,##0.00", "12345678.9", "12,345,678.90"),
        ("0.00", "12.3", "12.30"),
        ("#,##0.##", "1234.5", "1,234.5"),
        ("000", "7", "007"),
        ("0%", "0.5", "50%"),
        ('0"件"', "12", "12件"),
        ('General"个"', "3", "3个"),
        ('"¥"#,##0.00', "146078.86", "¥146,078.86"),
        ("[$¥-804]#,##0.00", "146078.86", "¥146,078.86"),
        ("0;[Red]-0", "-3", "-3"),
        ("+0;-0;0", "5", "+5"),
        ('"增"0;"减"0', "-5", "减5"),
        ("[<1]0.00;0", "3", "3"),
        ("# ?/?", "0.25", "0.25"),
        ("0.00E+00", "12345", "12345"),
        ('yyyy"年"m"月"d"日"', "45306", "2024年1月15日"),
        ("yyyy/m/d h:mm", "45306.5", "2024/1/15 12:00"),
        ("[h]:mm", "30", "30"),
        ('_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "1095", "1,095"),
        ("@", "12", "12"),
        ("", "12", "12"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(code, stored, shown):
    cell = value(code, stored)
    assert (cell.text, cell.doubt) == (shown, None)


@pytest.mark.parametrize(
    ("code", "stored", "shown", "said"),
    [
        ("0.00", "12.3456", "12.35", "12.3456"),
        ("0", "0.4", "0", "0.4"),
        ("0", "-0.4", "0", "-0.4"),
        ('0!.0,"万"', "12345", "1.2万", "12345"),
        ("#,##0,", "1234567", "1,235", "1234567"),
        (";;;", "5", "", "5"),
        ('m"月"d"日"', "3", "1月3日", "3"),
        ("yyyy/m/d", "60", "1900/2/29", "60"),
        ("h:mm", "3", "0:00", "3"),
        ("yyyy/m/d", "-1", "-1", "-1"),
        ("0000-0000", "12345678", "1234-5678", "12345678"),
    ],
)
def test_a_number_shown_as_another_one_is_in_doubt_and_both_are_told(code, stored, shown, said):
    cell = value(code, stored)
    assert cell.text == shown
    assert cell.doubt is not None
    assert said in cell.doubt
    assert shown in cell.doubt


@pytest.mark.parametrize(("code", "shown"), [("0;-0;;@", ""), ('_ * "-"??_ ;;"-"', "-"), ("#", "")])
def test_a_zero_that_the_format_does_not_show_is_what_is_seen_and_a_note_says_so(code, shown):
    document = read(labelled(c("B2", "0", s=1, t="n")), style=styles((code,)))
    assert tables(document)[0].cells[3].text == shown
    assert tables(document)[0].cells[3].doubt is None
    assert document.notes == ("工作表“年报”有 1 个单元格存的数是 0（如 B2），其格式不显示 0，按显示的内容核查",)


def test_what_is_text_stays_as_it_was_written():
    found = tables(read(labelled(c("B2", "０12"), c("C2", "1,095"), c("D2", " 增1 "))))[0]
    assert rows(found)[1] == ["规章", "０12", "1,095", "增1"]


def test_booleans_and_errors_are_words():
    found = tables(read(labelled(c("B2", "1", t="b"), c("C2", "#REF!", t="e"), c("D2", "完成", t="str", f="A1&B1"))))[0]
    assert rows(found)[1] == ["规章", "TRUE", "#REF!", "完成"]


def test_a_formula_has_the_result_that_is_kept_in_the_file():
    assert rows(tables(read(labelled(c("B2", "12", t="n", f="SUM(B3:B9)"))))[0])[1] == ["规章", "12"]


def test_a_formula_without_a_result_is_no_figure_and_says_what_to_do():
    cell = tables(read(labelled(c("B2", f="SUM(B3:B9)"))))[0].cells[3]
    assert cell.text == ""
    assert cell.doubt == ("单元格是公式（=SUM(B3:B9)），文件里没有算出的结果；请用 Excel 或 WPS 打开并保存后投递")


def test_shared_strings_are_put_together_without_their_phonetics():
    strings = (
        "<si><t>信息内容</t></si><si><r><t>规</t></r><r><rPr/><t>章_x000D_</t></r>"
        "<rPh sb='0' eb='1'><t>guizhang</t></rPh></si>"
        "<si><t>本年制发件数</t><phoneticPr/></si>"
    )
    found = read(
        row(1, c("A1", "0", t="s"), c("B1", "2", t="s")), row(2, c("A2", "1", t="s"), c("B2", 3)), strings=strings
    )
    assert outline(found) == [[["信息内容", "本年制发件数"], ["规章", "3"]]]


def test_a_text_that_the_file_does_not_have_is_damage():
    with pytest.raises(Unreadable, match="没有第 7 号文字"):
        read(row(1, c("A1", "7", t="s"), c("B1", 1)), strings="<si><t>甲</t></si>")


def test_rows_and_cells_without_names_follow_each_other():
    rows_ = "<row><c t='inlineStr'><is><t>规章</t></is></c><c><v>1</v></c></row>" * 2
    assert outline(read(rows_)) == [[["规章", "1"], ["规章", "1"]]]


def test_hidden_rows_columns_and_sheets_are_left_out_and_told():
    sheet = worksheet(
        row(1, c("A1", "信息内容"), c("B1", "去年"), c("C1", "今年"))
        + row(2, c("A2", "旧行"), c("B2", 1), c("C2", 2), more='hidden="1"')
        + row(3, c("A3", "规章"), c("B3", 1), c("C3", 2)),
        before='<cols><col min="2" max="2" hidden="1"/><col min="9" max="16384" hidden="1"/></cols>',
    )
    book = workbook({"年报": sheet, "旧表": sheet, "密": sheet}, states={"旧表": "hidden", "密": "veryHidden"})
    document = parse(book, "报告.xlsx")
    assert outline(document) == [[["信息内容", "今年"], ["规章", "2"]]]
    assert [cell.place.cell for cell in tables(document)[0].cells] == ["A1", "C1", "A3", "C3"]
    assert document.notes == (
        "有隐藏的工作表没有读取：“旧表”、“密”",
        "工作表“年报”有隐藏的行或列，其中的内容没有读取",
    )


def test_a_merged_cell_that_begins_in_a_hidden_row_shows_in_what_is_left_of_it():
    document = read(
        row(1, c("A1", "规章"), c("B1", 1), more='hidden="1"') + row(2, c("B2", 2)) + row(3, c("B3", 3)),
        merges=("A1:A3",),
    )
    assert sketch(tables(document)[0]) == "0:规章[2x1] 1:2 / 1:3"


def test_prose_in_one_cell_is_a_paragraph_for_each_of_its_lines():
    text = "一、总体情况\n2023年，我局认真贯彻落实条例。\r\n（一）主动公开。"
    assert outline(read(row(1, c("A1", text)), row(2, c("A2", "规章"), c("B2", 1)))) == [
        "一、总体情况",
        "2023年，我局认真贯彻落实条例。",
        "（一）主动公开。",
        [["规章", "1"]],
    ]


def test_three_tables_below_each_other_are_parted_by_headings_without_blank_rows():
    document = read(
        row(1, c("A1", "云溪县2023年政府信息公开工作年度报告")),
        row(2, c("A2", "二、主动公开政府信息情况")),
        row(3, c("A3", "第二十条第（一）项")),
        row(4, c("A4", "信息内容"), c("B4", "本年制发件数")),
        row(5, c("A5", "规章"), c("B5", 0)),
        row(6, c("A6", "第二十条第（五）项")),
        row(7, c("A7", "信息内容"), c("B7", "本年处理决定数量")),
        row(8, c("A8", "行政许可")),
        row(9, c("A9", "三、收到和处理政府信息公开申请情况")),
        row(10, c("A10", "一、本年新收政府信息公开申请数量"), c("B10", 0), c("C10", 1)),
        row(11, c("A11", "三、本年度办理结果"), c("B11", "")),
        row(12, c("A12", "（一）予以公开"), c("B12", 0), c("C12", 1)),
        row(13, c("A13", "注：本表由办公室填报")),
    )
    assert outline(document) == [
        "云溪县2023年政府信息公开工作年度报告",
        "二、主动公开政府信息情况",
        [
            ["第二十条第（一）项", ""],
            ["信息内容", "本年制发件数"],
            ["规章", "0"],
            ["第二十条第（五）项", ""],
            ["信息内容", "本年处理决定数量"],
            ["行政许可", ""],
        ],
        "三、收到和处理政府信息公开申请情况",
        [
            ["一、本年新收政府信息公开申请数量", "0", "1"],
            ["三、本年度办理结果", "", ""],
            ["（一）予以公开", "0", "1"],
        ],
        "注：本表由办公室填报",
    ]


def test_tables_side_by_side_are_two():
    document = read(
        row(1, c("A1", "统计表")),
        row(2, c("A2", "信息内容"), c("B2", "件数"), c("E2", "信息内容"), c("F2", "金额")),
        row(3, c("A3", "规章"), c("B3", 1), c("E3", "收费"), c("F3", 2)),
        row(4, c("A4", "文件"), c("B4", 3)),
        merges=("A1:F1",),
    )
    assert outline(document) == [
        "统计表",
        [["信息内容", "件数"], ["规章", "1"], ["文件", "3"]],
        [["信息内容", "金额"], ["收费", "2"]],
    ]


def test_a_blank_column_between_labels_and_figures_makes_no_two_tables():
    document = read(
        row(1, c("A1", "信息内容"), c("C1", "件数"), c("D1", "总计")), row(2, c("A2", "规章"), c("C2", 1), c("D2", 1))
    )
    assert outline(document) == [[["信息内容", "件数", "总计"], ["规章", "1", "1"]]]


def test_a_table_of_its_own_on_each_sheet():
    sheets = {name: worksheet(row(1, c("A1", "规章"), c("B1", 1))) for name in ("表二", "表三")}
    document = parse(workbook(sheets), "报告.xlsx")
    assert [table.place for table in tables(document)] == [
        Place(paragraph=1, table=1, sheet="表二", cell="A1"),
        Place(paragraph=2, table=2, sheet="表三", cell="A1"),
    ]


def test_a_blank_row_with_borders_is_a_row_of_the_table():
    document = read(
        row(1, c("A1", "结果维持"), c("B1", "结果纠正")),
        row(2, c("A2", s=1), c("B2", s=1)),
        row(3, c("A3", s=1), c("B3", s=1)),
        style=styles((), bordered=True),
    )
    assert outline(document) == [[["结果维持", "结果纠正"], ["", ""]]]


def test_text_centred_over_blank_cells_is_as_good_as_merged():
    style = styles(()).replace("</cellXfs>", '<xf><alignment horizontal="centerContinuous"/></xf></cellXfs>')
    document = read(
        row(1, c("A1", "行政复议", s=1), c("B1", s=1), c("C1", "总计", s=1)),
        row(2, c("A2", 1), c("B2", 2), c("C2", 3)),
        style=style,
    )
    assert sketch(tables(document)[0]) == "0:行政复议[1x2] 2:总计 / 0:1 1:2 2:3"


def test_a_heading_with_its_numeral_in_a_cell_of_its_own():
    assert outline(read(row(1, c("A1", "一、"), c("B1", "总体情况")))) == ["一、总体情况"]


def test_dates_since_1904():
    cell = read(
        labelled(c("B2", "43844", s=1, t="n")), style=styles(("yyyy/m/d",)), properties='<workbookPr date1904="1"/>'
    )
    assert tables(cell)[0].cells[3].text == "2024/1/15"


def test_a_workbook_in_the_strict_variant_is_read():
    strict = {"main": "http://purl.oclc.org/ooxml/spreadsheetml/main"}
    book = package(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations([("r1", "officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": (
                f'<workbook xmlns="{strict["main"]}" xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships">'
                '<sheets><sheet name="甲" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": relations([("rId1", "worksheet", "worksheets/sheet1.xml")]),
            "xl/worksheets/sheet1.xml": worksheet(row(1, c("A1", "规章"), c("B1", 1)), namespace=strict["main"]),
        }
    )
    assert outline(parse(book, "报告.xlsx")) == [[["规章", "1"]]]


def test_a_binary_workbook_is_refused_in_words():
    with pytest.raises(Unreadable, match="xlsb"):
        parse(package({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83\x01"}), "报告.xlsb")


def test_cells_at_the_far_end_of_a_sheet_cost_nothing():
    document = read(
        row(1, c("A1", "规章"), c("B1", 1)), row(1_048_576, c("XFD1048576", "甲")), merges=("A2:XFD1048575",)
    )
    assert outline(document) == [[["规章", "1"]], "甲"]


def test_a_sheet_merged_into_one_cell_shows_its_first_cell():
    document = read(
        row(1, c("A1", "甲"), c("B1", "乙")), row(1_048_576, c("XFD1048576", "丙")), merges=("A1:XFD1048576",)
    )
    assert outline(document) == ["甲"]


def test_merged_ranges_that_overlap_do_not_hide_figures_elsewhere():
    document = read(
        row(1, c("A1", "规章"), c("B1", 1), c("C1", 2)), row(2, c("A2", "文件"), c("C2", 4)), merges=("A1:B2", "B2:C2")
    )
    assert sketch(tables(document)[0]).endswith("4")


@pytest.mark.parametrize(
    "content",
    [
        worksheet("".join(row(n, *(c(f"{a}{n}", 1) for a in "ABCDEFGHIJ")) for n in range(1, 30_000))),
        worksheet(
            row(1, c("A1", 1), c("XFD1", 1)) * 1
            + "".join(f"<row r='{n}'><c r='A{n}'><v>1</v></c></row>" for n in range(1, 250_000))
        ),
    ],
    ids=["wide", "long"],
)
def test_a_sheet_larger_than_any_report_is_refused(content):
    with pytest.raises(Unreadable, match="大得异常"):
        parse(workbook({"甲": content}), "报告.xlsx")


def test_entities_in_shared_strings_are_refused():
    bomb = "<!DOCTYPE a [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'>]>" + f'<sst xmlns="{S}"><si><t>&b;</t></si></sst>'
    book = workbook({"甲": worksheet(row(1, c("A1", "0", t="s")))}, strings="", more={})
    parts = {"xl/sharedStrings.xml": bomb}
    with pytest.raises(Unreadable, match="DOCTYPE"):
        parse(replaced(book, parts), "报告.xlsx")


def replaced(book: bytes, parts: dict[str, str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    return package(kept | parts)


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_file_cut_short_is_refused_in_words(tenth):
    content = as_sheet(sound("ed2021").document())
    with pytest.raises(Unreadable):
        parse(content[: len(content) * tenth // 10], "报告.xlsx")


def test_a_workbook_of_openpyxl_with_comments_shows_only_its_cells():
    book = openpyxl.Workbook()
    book.active["A1"] = "一、总体情况"
    book.active["A1"].comment = openpyxl.comments.Comment("请核对", "审核人")
    file = io.BytesIO()
    book.save(file)
    assert outline(parse(file.getvalue(), "报告.xlsx")) == ["一、总体情况"]


@settings(max_examples=600, deadline=None)
@given(
    st.one_of(st.decimals(allow_nan=True).map(str), st.floats().map(repr), st.text(max_size=8)),
    st.one_of(
        st.text(alphabet='0#?,.%;-+"万元!\\_*[]<>=1ymdhsaEe/@ ', max_size=60),
        st.sampled_from(["0" * 250 + "." + "0" * 40, "0" + "," * 90, "%" * 90 + "0", "[<]0", "yyyy" * 60]),
    ),
)
def test_no_number_and_no_format_is_more_than_a_cell_can_bear(written, code):
    figure = shown(written, code)
    assert figure.cell.text or figure.cell.doubt or figure.hides_zero or not written.strip()
    shown_text(written, code)
