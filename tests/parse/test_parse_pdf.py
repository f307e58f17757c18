"""PDF files: what can be seen on the page is read, and a file that cannot be trusted is refused in words."""

from __future__ import annotations

import itertools
import random

import pytest
from pdf_writer import Canvas, pdf, stream

from gouji.errors import Unreadable
from gouji.model import Paragraph, Table
from gouji.parse.pdf import read

PROSE = (
    "本机关认真贯彻落实《中华人民共和国政府信息公开条例》，依法做好政府信息公开各项工作，主动公开政府信息一百二十条，"
    "按时办理政府信息公开申请，没有发生因政府信息公开引起的行政复议和行政诉讼，监督保障机制运行正常。"
)
XS, YS = (60, 200, 300, 400), (100, 120, 140, 160)
ROWS = (("信息内容", "上年", "本年"), ("规章", "12", "7"), ("规范性文件", "0", "45"))


def page(text=PROSE, y=60.0, size=10.0):
    """A page with prose on it, in lines of forty characters."""
    canvas = Canvas()
    for number, at in enumerate(range(0, len(text), 40)):
        canvas.text(60, y + number * size * 1.6, text[at : at + 40], size)
    return canvas


def tables(content):
    return [block for block in read(content).blocks if isinstance(block, Table)]


def texts(content):
    return [block.text for block in read(content).blocks if isinstance(block, Paragraph)]


def grid(table):
    return [[(cell.text, cell.rowspan, cell.colspan) for cell in row] for row in table.rows()]


def simple(rows):
    return [[(text, 1, 1) for text in row] for row in rows]


def test_a_ruled_table_is_read_cell_for_cell_with_its_places():
    canvas = Canvas()
    canvas.table(XS, YS, ROWS)
    (table,) = tables(pdf(canvas))
    assert grid(table) == simple(ROWS)
    assert table.cells[4].place.words() == "第1页第1个表格第2行第2列"


def test_merged_cells_follow_from_missing_lines():
    canvas = Canvas()
    for y in YS:
        canvas.line(60, y, 400, y) if y != 140 else canvas.line(200, y, 400, y)
    canvas.line(60, 100, 60, 160)
    canvas.line(200, 100, 200, 160)
    canvas.line(300, 120, 300, 160)
    canvas.line(400, 100, 400, 160)
    canvas.centred(200, 400, 114, "申请人情况")
    canvas.centred(60, 200, 145, "三、本年度办理结果")
    for row, y in ((0, 134), (1, 154)):
        canvas.text(240, y, str(row))
        canvas.text(340, y, str(row + 5))
    (table,) = tables(pdf(canvas))
    assert grid(table) == [
        [("", 1, 1), ("申请人情况", 1, 2)],
        [("三、本年度办理结果", 2, 1), ("0", 1, 1), ("5", 1, 1)],
        [("1", 1, 1), ("6", 1, 1)],
    ]


def draw_thin_areas(canvas):
    for y in YS:
        canvas.fill(60, y, 400, y + 0.5)
    for x in XS:
        canvas.fill(x, 100, x + 0.5, 160)


def draw_boxes(canvas):
    for left, right in itertools.pairwise(XS):
        for top, bottom in itertools.pairwise(YS):
            canvas.box(left + 0.7, top + 0.7, right - 0.7, bottom - 0.7)


def draw_dashes(canvas):
    for y in YS:
        canvas.line(60, y, 400, y, dash="[3 2] 0")
    for x in XS:
        for top in range(100, 160, 4):
            canvas.line(x, top, x, top + 2)


def draw_dots(canvas):
    for y in YS:
        for x in range(120, 801, 3):
            canvas.fill(x / 2, y, x / 2 + 0.7, y + 0.7)
    for x in XS:
        for y in range(200, 321, 3):
            canvas.fill(x, y / 2, x + 0.7, y / 2 + 0.7)


def draw_double_lines(canvas):
    for shift in (0, 2):
        for y in YS:
            canvas.line(60, y + shift, 402, y + shift)
        for x in XS:
            canvas.line(x + shift, 100, x + shift, 162)


def draw_panes(canvas):
    canvas.fill(60, 100, 400, 160)
    for left, right in itertools.pairwise(XS):
        for top, bottom in itertools.pairwise(YS):
            canvas.fill(left + 0.5, top + 0.5, right - 0.5, bottom - 0.5, "1 1 1")


@pytest.mark.parametrize("draw", [draw_thin_areas, draw_boxes, draw_dashes, draw_dots, draw_double_lines, draw_panes])
def test_rulings_are_found_however_they_are_drawn(draw):
    canvas = Canvas()
    draw(canvas)
    canvas.table(XS, YS, ROWS, draw="none")
    assert [grid(table) for table in tables(pdf(canvas))] == [simple(ROWS)]


def test_a_coloured_ground_under_a_paragraph_is_no_table():
    canvas = Canvas()
    canvas.fill(50, 40, 480, 120, "0.8 0.9 1")
    canvas.fill(50, 40, 480, 70, "0.7 0.8 1")
    canvas.text(60, 60, "一、总体情况")
    canvas.text(60, 90, "本年度主动公开政府信息12条。")
    assert texts(pdf(canvas)) == ["一、总体情况", "本年度主动公开政府信息12条。"]


def test_a_stray_line_inside_a_cell_parts_nothing():
    canvas = Canvas()
    canvas.table(XS, YS, ROWS)
    canvas.line(210, 110, 260, 110)
    canvas.line(330, 122, 330, 128)
    (table,) = tables(pdf(canvas))
    assert grid(table) == simple(ROWS)


def test_characters_drawn_twice_to_look_bold_are_read_once():
    canvas = Canvas()
    canvas.table(XS, YS, ROWS)
    canvas.table([x + 0.4 for x in XS], YS, ROWS, draw="none")
    canvas.text(60, 60, "二、主动公开11条")
    canvas.text(60.3, 60.2, "二、主动公开11条")
    content = pdf(canvas)
    assert grid(tables(content)[0]) == simple(ROWS)
    assert texts(content) == ["二、主动公开11条"]


def test_radicals_are_read_as_the_ideographs_that_they_stand_for():
    radicals = {"一": "⼀", "民": "⺠", "人": "⼈", "西": "⻄", "行": "⾏"}
    content = pdf(page("西安市人民政府一年行政许可"), to_unicode=lambda character: radicals.get(character, character))
    assert texts(content) == ["西安市人民政府一年行政许可"]


def test_text_set_downwards_is_one_label():
    canvas = Canvas()
    canvas.table((60, 90, 400), (100, 300), (("", "12"),))
    for number, character in enumerate("三、本年度办理结果"):
        canvas.text(70, 130 + number * 12, character)
    assert tables(pdf(canvas))[0].cells[0].text == "三、本年度办理结果"


@pytest.mark.parametrize(("turn", "y"), [(90, 130), (270, 280)])
def test_text_that_was_turned_is_one_label(turn, y):
    canvas = page()
    canvas.table((60, 90, 400), (200, 400), (("", "12"),))
    canvas.text(72, y + 100, "三、本年度办理结果", turn=turn)
    assert tables(pdf(canvas))[0].cells[0].text == "三、本年度办理结果"


def test_lines_of_a_paragraph_are_one_and_an_indent_begins_another():
    canvas = Canvas()
    whole = PROSE * 2
    lines = ["　　" + whole[:38], *(whole[at : at + 40] for at in range(38, len(whole), 40)), "　　第二段从这里开始。"]
    for number, line in enumerate(lines):
        shift = 20 if line.startswith("　") else 0
        canvas.text(60 + shift, 60 + number * 18, line.strip("　"))
    assert texts(pdf(canvas)) == [whole, "第二段从这里开始。"]


@pytest.mark.parametrize("number", ["- {} -", "— {} —", "第{}页", "第{}页 共3页", "{}", "{}/3", "·{}·"])
def test_heads_feet_and_page_numbers_are_left_out(number):
    pages = []
    for ordinal in (1, 2, 3):
        canvas = page(f"第{'一二三'[ordinal - 1]}页的正文。", y=200)
        canvas.text(200, 30, "云溪县教育局政府信息公开工作年度报告")
        canvas.text(280, 820, number.format(ordinal))
        pages.append(canvas)
    assert texts(pdf(*pages)) == ["第一页的正文。", "第二页的正文。", "第三页的正文。"]


def continued(first, second, *, heading=True):
    """A table on two pages, its heading row drawn on both."""
    one, two = page("正文在表格前面。", y=60), Canvas()
    one.table(XS, (700, 720, 740, 760), first)
    top = 60
    rows = (first[0], *second) if heading else second
    two.table(XS, [top + 20 * number for number in range(len(rows) + 1)], rows)
    two.text(60, 400, "表格后面的文字。")
    return pdf(one, two)


@pytest.mark.parametrize("heading", [True, False])
def test_a_table_over_two_pages_is_one_and_its_heading_stands_once(heading):
    more = (("行政许可", "3", "4"), ("行政处罚", "5", "6"))
    (table,) = tables(continued(ROWS, more, heading=heading))
    assert grid(table) == simple((*ROWS, *more))
    assert [cell.place.page for cell in table.cells if cell.column == 0] == [1, 1, 1, 2, 2]


def test_a_row_that_the_end_of_the_page_cuts_is_one_row():
    one, two = Canvas(), Canvas()
    one.table(XS, (700, 720, 740, 760), (*ROWS[:2], ("", "3", "4")))
    one.text(62, 754, "要求行政机关确认或重新出具")
    two.table(XS, (60, 80, 100), (("", "", ""), ("行政处罚", "5", "6")))
    two.text(62, 74, "已获取信息")
    (table,) = tables(pdf(one, two))
    assert grid(table) == simple(
        (*ROWS[:2], ("要求行政机关确认或重新出具已获取信息", "3", "4"), ("行政处罚", "5", "6"))
    )


def test_blank_figures_are_not_merged_with_the_row_above():
    (table,) = tables(continued(ROWS, (("行政许可", "", ""), ("行政处罚", "5", "6")), heading=False))
    assert grid(table) == simple((*ROWS, ("行政许可", "", ""), ("行政处罚", "5", "6")))


def test_figures_that_run_over_a_ruling_are_doubtful_and_left_as_drawn():
    canvas = Canvas()
    canvas.table(XS, YS, (ROWS[0], ("规章", "", ""), ROWS[2]))
    canvas.text(294, 134, "123")
    (table,) = tables(pdf(canvas))
    assert [(cell.text, "横跨表格线" in (cell.doubt or "")) for cell in table.cells[4:6]] == [("1", True), ("23", True)]
    assert all(cell.doubt is None for cell in table.cells if cell.row != 1)


def test_two_figures_in_a_cell_are_doubtful():
    canvas = Canvas()
    canvas.table(XS, YS, (ROWS[0], ("规章", "1 2", "7"), ROWS[2]))
    (table,) = tables(pdf(canvas))
    assert table.cells[4].text == "1 2"
    assert "两组数字" in (table.cells[4].doubt or "")


def test_a_figure_on_two_lines_is_doubtful():
    canvas = Canvas()
    canvas.table(XS, YS, (ROWS[0], ("规章", "", "7"), ROWS[2]))
    canvas.text(240, 129, "146", 8)
    canvas.text(240, 138, "5", 8)
    (table,) = tables(pdf(canvas))
    assert "分成两行" in (table.cells[4].doubt or "")


def test_columns_without_lines_follow_from_the_figures():
    canvas = Canvas()
    rows = [
        ("信息内容", "本年制发件数", "现行有效件数"),
        ("规章", "0", "12"),
        ("行政规范性文件", "", "345"),
        ("行政许可", "7", "6"),
    ]
    canvas.text(60, 60, "二、主动公开政府信息情况，以下各项数字均为本机关的数字。")
    canvas.table((60, 200, 320, 440), (100, 120, 140, 160, 180), rows, draw="none")
    (table,) = tables(pdf(canvas))
    assert grid(table) == simple(rows)


def test_a_table_with_level_lines_only_is_read():
    canvas = Canvas()
    for y in (100, 120, 160):
        canvas.line(60, y, 400, y)
    canvas.table(XS, YS, ROWS, draw="none")
    assert [grid(table) for table in tables(pdf(canvas))] == [simple(ROWS)]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_page_is_read_as_it_lies(rotate):
    canvas = page()
    canvas.table(XS, (200, 220, 240, 260), ROWS)
    turned = read(pdf(canvas, rotate=rotate))
    assert turned.blocks == read(pdf(canvas)).blocks


def test_what_the_crop_box_cuts_off_is_not_read():
    canvas = page("看得见的文字。", y=400)
    canvas.text(60, 20, "裁掉的文字")
    assert texts(pdf(canvas, crop=(0, 0, 595, 800))) == ["看得见的文字。"]


@pytest.mark.parametrize("hidden", [{"color": "1 1 1"}, {"mode": 3}])
def test_text_that_nobody_sees_is_left_out_and_told_of(hidden):
    canvas = page("看得见的文字。")
    canvas.text(60, 200, "看不见的文字", **hidden)
    document = read(pdf(canvas))
    assert [block.text for block in document.blocks] == ["看得见的文字。"]
    assert document.notes == ("第1页有看不见的文字（白色、透明或被遮住），没有读入",)


def test_white_text_on_a_dark_ground_is_read():
    canvas = Canvas()
    canvas.table(XS, YS, (("", "", ""), *ROWS[1:]))
    canvas.fill(61, 101, 399, 119, "0 0 0.5")
    for x, text in zip(XS, ROWS[0], strict=False):
        canvas.text(x + 10, 114, text, color="1 1 1")
    assert grid(tables(pdf(canvas))[0]) == simple(ROWS)


def test_a_watermark_is_no_text():
    canvas = page("正文。")
    canvas.text(200, 500, "内部资料", 60, turn=45, color="0.8 0.8 0.8")
    assert texts(pdf(canvas)) == ["正文。"]


def refused(content):
    with pytest.raises(Unreadable) as raised:
        read(content)
    return str(raised.value)


def test_fonts_that_do_not_say_what_they_show_are_refused():
    assert "没有说明自己的文字" in refused(pdf(page(), to_unicode="none"))
    assert "没有说明自己的文字" in refused(pdf(page(), to_unicode=lambda c: chr(0xE000 + ord(c) % 6000)))
    assert "乱码" in refused(pdf(page(), to_unicode=lambda c: chr(0x4E00 + ord(c) * 7919 % 20000)))


def test_single_characters_in_a_font_that_nobody_has_are_marked():
    """Without the font pdfium gives no single character of Chinese."""
    canvas = page(PROSE * 3)
    canvas.table((60, 200, 300, 400), (400, 420, 440, 460), (ROWS[0], ("规章", "无", "7"), ROWS[2]))
    document = read(pdf(canvas, embedded=False))
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [(cell.text, bool(cell.doubt)) for cell in table.cells[3:6]] == [
        ("规章", False),
        ("\ufffd", True),
        ("7", False),
    ]
    assert "第1页有读不出的字" in document.notes[0]
    for character in PROSE:
        canvas.text(60, 500, character)
        canvas.parts[-1] = canvas.parts[-1].replace(" 60 ", f" {60 + len(canvas.parts) % 40 * 10} ")
    assert "字体没有嵌入" in refused(pdf(canvas, embedded=False))


def test_a_scan_is_refused_with_advice():
    canvas = Canvas()
    canvas.image(0, 0, 595, 842)
    words = refused(pdf(canvas))
    assert "扫描件" in words
    assert "Word 原件" in words


def test_recognised_text_under_a_scan_is_not_relied_on():
    canvas = Canvas()
    canvas.text(60, 60, PROSE[:40], mode=3)
    canvas.image(0, 0, 595, 842)
    assert "机器识别" in refused(pdf(canvas))


def test_a_page_that_is_a_scan_is_named():
    scan = Canvas()
    scan.image(0, 0, 595, 842)
    assert "第2页是扫描图片" in refused(pdf(page(), scan, page()))


def test_a_report_whose_tables_are_pictures_is_refused():
    canvas = page("云溪县教育局2023年政府信息公开工作年度报告")
    canvas.image(60, 300, 500, 600)
    assert "图片里可能有表格" in refused(pdf(canvas))


def test_a_locked_file_is_refused_and_one_that_anybody_may_open_is_read():
    assert "打开密码" in refused(pdf(page("正文。"), password="secret"))
    assert texts(pdf(page("正文。"), password="")) == ["正文。"]


def test_what_is_no_pdf_is_refused_in_words():
    assert "损坏" in refused(b"%PDF-1.7\n")
    assert "损坏" in refused(b"%PDF-1.7\n" + bytes(1000))


def test_a_page_tree_that_loops_ends():
    outcome = attempt(pdf(page("正文。"), loop=True))
    assert outcome == "Unreadable" or "正文。" in outcome


def test_too_many_pages_are_refused():
    assert "页" in refused(pdf(page("正文。"), count=100_000))


@pytest.mark.parametrize("place", ["1e38", "nan", "-1e30"])
def test_places_that_are_none_are_left_out(place):
    canvas = page("正文。")
    canvas.parts.append(f"{place} 0 m {place} 100 l S 0 0 {place} {place} re f")
    canvas.parts.append(f"BT /F1 10 Tf 1 0 0 1 {place} {place} Tm <6587> Tj ET")
    canvas.parts.append("BT /F1 1000000000 Tf 1 0 0 1 10 10 Tm <6587> Tj ET")
    assert texts(pdf(canvas)) == ["正文。"]


def test_paths_and_characters_without_number_are_refused():
    many = page("正文。")
    many.parts += [f"{number % 500} 0 m {number % 500} 9 l S" for number in range(70_000)]
    assert "图形多得异常" in refused(pdf(many))
    long = Canvas()
    for number in range(700):
        long.text(1, 1 + number, f"{number:04}" + PROSE[:50] * 2, 2)
    assert "文字多得异常" in refused(pdf(long))


def attempt(content):
    try:
        return "".join(block.text for block in read(content).blocks if isinstance(block, Paragraph))
    except Unreadable:
        return "Unreadable"


def test_a_file_cut_short_or_changed_ends_in_words_or_in_text():
    canvas = page()
    canvas.table(XS, (300, 320, 340, 360), ROWS)
    whole = pdf(canvas, page())
    for tenth in range(10):
        attempt(whole[: len(whole) * tenth // 10])
    generator = random.Random(7)
    for _ in range(150):
        changed = bytearray(whole)
        changed[generator.randrange(len(changed))] = generator.randrange(256)
        attempt(bytes(changed))


def test_forms_within_forms_end():
    content = pdf(page("正文。")).replace(b"/XObject", b"/XObjecX")
    assert texts(content) == ["正文。"]
    assert stream(b"x").endswith(b"endstream")


def test_frames_of_single_cells_set_apart_are_one_row_without_blank_cells():
    canvas = Canvas()
    for left, text in ((60, "规章"), (164, "12"), (268, "7")):
        canvas.box(left, 100, left + 100, 120)
        canvas.centred(left, left + 100, 114, text)
    (table,) = tables(pdf(canvas))
    assert grid(table) == simple([["规章", "12", "7"]])


def test_a_table_whose_columns_alone_are_ruled_is_read_by_its_lines():
    canvas = Canvas()
    canvas.table(XS, YS, ROWS, draw="nothing")
    for x in XS:
        canvas.line(x, 100, x, 160)
    (table,) = tables(pdf(canvas))
    assert grid(table) == simple(ROWS)


def test_a_table_of_which_every_other_row_is_ruled_is_read_by_its_lines():
    canvas = Canvas()
    canvas.table(XS, YS, ROWS, draw="nothing")
    for x in XS:
        canvas.line(x, 100, x, 120)
    for y in YS:
        canvas.line(60, y, 400, y)
    canvas.line(60, 100, 60, 160)
    canvas.line(400, 100, 400, 160)
    (table,) = tables(pdf(canvas))
    assert grid(table) == simple(ROWS)
    assert all(cell.doubt is None for cell in table.cells)


def test_a_heading_on_two_lines_in_a_column_wider_than_most_is_one():
    canvas = Canvas()
    for x, *lines in (
        (200, "商业", "企业"),
        (235, "科研", "机构"),
        (272, "社会公益", "组织"),
        (326, "法律服务", "机构"),
        (380, "其他"),
    ):
        for number, line in enumerate(lines):
            canvas.text(x, 100 + number * 13, line, 9)
    for row, label in enumerate(("信访举报投诉类申请", "重复申请", "要求提供公开出版物")):
        canvas.text(60, 135 + row * 20, label, 9)
        for x in (200, 235, 272, 326, 380):
            canvas.text(x, 135 + row * 20, str(x + row), 9)
    (table,) = tables(pdf(canvas))
    assert [cell.text for cell in table.cells if cell.row == 0 and cell.text] == [
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
    ]
