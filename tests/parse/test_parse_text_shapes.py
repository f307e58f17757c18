"""Text in the shapes in which people save and copy it: tables told from prose, no figure in another place."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from parse_text_shapes import SHAPES
from parse_views import outline, rows, tables, texts

from drafts import drafts
from gouji.draft import Draft, sound
from gouji.errors import Unreadable
from gouji.model import Document
from gouji.parse import parse
from gouji.recognise import recognise
from shared_reports import shared


def read(text: str) -> Document:
    return parse(text.encode(), "报告.txt")


def figures(document: Document) -> dict[str, tuple[str, str, str | None]]:
    return {key: (cell.text, cell.kind, cell.doubt) for key, cell in recognise(document).cells.items()}


def numbered(form: str) -> Draft:
    """A report in which every figure is another one."""
    draft = sound(form)
    draft.cells = {address: str(number) for number, address in enumerate(draft.cells)}
    return draft


@pytest.mark.parametrize("form", ["ed2019", "ed2021"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_report_reads_the_same_in_each_shape(form, shape):
    drawn = numbered(form).document()
    found = read(SHAPES[shape](drawn))
    assert texts(found) == texts(drawn)
    assert figures(found) == figures(drawn)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"])
@pytest.mark.parametrize("shape", ["cell a line", "pipes", "lined up"])
def test_a_shape_is_the_same_in_each_encoding(shape, encoding):
    drawn = numbered("ed2021").document()
    found = parse(SHAPES[shape](drawn).encode(encoding), "报告.txt")
    assert figures(found) == figures(drawn)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(drafts())
def test_a_figure_stands_where_it_stood_or_nowhere(draft):
    drawn = draft.document()
    measure = figures(drawn)
    for shape, write in SHAPES.items():
        found = figures(read(write(drawn)))
        wrong = {key: cell for key, cell in found.items() if cell[2] is None and measure.get(key) != cell}
        assert not wrong, shape


@pytest.mark.parametrize("shape", SHAPES)
def test_real_reports_have_each_figure_where_it_stood_or_nowhere(shape):
    for path in sorted(shared("reports").glob("pt-*.html")):
        page = parse(path.read_bytes(), path.name)
        assert isinstance(page, Document)
        measure = {key: cell for key, cell in figures(page).items() if cell[2] is None}
        found = figures(read(SHAPES[shape](page)))
        assert not {key: cell for key, cell in found.items() if cell[2] is None and measure.get(key) != cell}, path.name
        assert len(found) > len(measure) * 0.9, path.name


def test_every_cell_has_the_line_on_which_it_stands():
    document = read("正文。\n\n信息内容\n本年制\n发件数\n\n规章\n1\n行政规范性文件\n2\n行政许可\n3\n")
    assert [(cell.text, cell.place.line) for cell in tables(document)[0].cells] == [
        ("信息内容", 3),
        ("本年制发件数", 4),
        ("规章", 7),
        ("1", 8),
        ("行政规范性文件", 9),
        ("2", 10),
        ("行政许可", 11),
        ("3", 12),
    ]


def test_a_row_with_a_figure_too_few_is_in_doubt():
    found = tables(read("信息内容\n本年制发件数\n本年废止件数\n规章\n1\n行政规范性文件\n2\n3\n"))[0]
    assert [(cell.text, bool(cell.doubt)) for cell in found.cells if cell.text in "123"] == [
        ("1", True),
        ("2", False),
        ("3", False),
    ]


def test_a_label_without_figures_has_blank_cells_in_doubt():
    found = tables(read("信息内容\n本年制发件数\n规章\n行政规范性文件\n2\n行政许可\n3\n行政处罚\n4\n"))[0]
    assert rows(found) == [
        ["信息内容", "本年制发件数"],
        ["规章", ""],
        ["行政规范性文件", "2"],
        ["行政许可", "3"],
        ["行政处罚", "4"],
    ]
    assert found.cells[3].doubt == "原文每格一行，本行标签之后没有数，按空白读取"


def test_a_renamed_row_among_official_ones_is_a_row():
    found = tables(read("信息内容\n本年处理决定数量\n行政许可\n3\n政务服务事项\n5\n行政处罚\n4\n"))[0]
    assert rows(found)[2] == ["政务服务事项", "5"]


def test_in_columns_lined_up_a_row_with_a_blank_cell_is_in_doubt():
    found = tables(read("信息内容  本年制发件数  本年废止件数\n规章  1  2\n行政规范性文件        3\n"))[0]
    assert [bool(cell.doubt) for cell in found.cells] == [False] * 7 + [True]


@pytest.mark.parametrize(
    "text",
    [
        "一、总体情况\n主要做了以下工作：规章、行政规范性文件全部公开\n行政许可 12 件\n",
        "行政许可\n我局依法公开行政许可事项。\n行政处罚\n我局依法公开行政处罚事项。\n",
        "（一）主动公开\n1.机构职能\n2.政策文件\n3.行政许可\n",
        "表格见附件|请下载\n联系人|张三\n",
        "2023年 我局 认真 贯彻 落实\n条例 的 各项 要求\n",
        "--------\n正文\n--------\n",
    ],
)
def test_prose_is_no_table(text):
    assert texts(read(text)) == [line for line in text.split("\n") if line]


def test_marks_of_markdown_are_no_part_of_the_words():
    document = parse(
        (
            "# 云溪县2023年政府信息公开工作年度报告\n\n---\n\n## **一、总体情况**\n\n> 1. 主动公开[指南](http://a/b)\n"
            "- 依申请公开&nbsp;`3`件，\\*见下表\n\n"
            "| 信息内容 | 本年制<br>发件数 |\n|:--|--:|\n| **规章** | 1 |\n| 甲\\|乙 | \\- |\n"
        ).encode(),
        "报告.md",
    )
    assert document.format == "md"
    assert outline(document) == [
        "云溪县2023年政府信息公开工作年度报告",
        "一、总体情况",
        "1. 主动公开指南",
        "依申请公开 3件，*见下表",
        [["信息内容", "本年制发件数"], ["规章", "1"], ["甲|乙", "-"]],
    ]


def test_asterisks_and_numbers_of_a_plain_text_stay():
    assert texts(read("1. 甲**乙**\n- 丙\n")) == ["1. 甲**乙**", "- 丙"]


def test_a_cell_over_several_lines_of_a_box_is_one():
    box = "+----+----+\n| 信息 | 本年制 |\n| 内容 | 发件数 |\n+----+----+\n| 规章 | 1 |\n| 文件 | 2 |\n+----+----+\n"
    assert outline(read(box)) == [[["信息内容", "本年制发件数"], ["规章", "1"], ["文件", "2"]]]


def test_seeds_without_the_blank_lines_between_their_rows_keep_their_cells():
    for path in sorted(shared("seeds").glob("00[0-3]*.txt")):
        whole = parse(path.read_bytes(), path.name)
        lines = path.read_text().split("\n")
        bare = parse("\n".join(line for line in lines if line.strip(" \r")).encode(), path.name)
        assert {key: cell[:2] for key, cell in figures(bare).items()} == {
            key: cell[:2] for key, cell in figures(whole).items()
        }, path.name


@pytest.mark.parametrize(
    "text",
    [
        "总计\n" * 200_000,
        "信息内容\n0\n" * 100_000,
        "".join(f"行政许{n}\n" for n in range(9_999)),
        "|" * 1_000_000,
        "| 0 " * 200_000,
        "|---|\n" * 200_000,
        "# " + " " * 900_000 + "x",
        "# 甲\n" + "`" * 900_000,
        "# 甲\n" + "*a" * 400_000,
        "规章" + " 0" * 400_000,
        "规章" + "、一" * 400_000,
        "┌─┬" * 300_000,
    ],
    ids=range(12),
)
def test_texts_made_to_take_long_do_not(text):
    start = time.process_time()
    try:
        assert read(text).blocks
    except Unreadable as fault:
        assert "没有文字" in str(fault)  # noqa: PT017 - either is an answer
    assert time.process_time() - start < 8
