"""Plain text: one cell a line behind a TAB, or one row a line."""

import pytest
from parse_views import outline, rows, tables, texts

from gouji.errors import Unreadable
from gouji.model import Document, GridCell, Paragraph, Place, Table
from gouji.parse import parse


def read(text: str) -> Document:
    return parse(text.encode(), "报告.txt")


def test_cells_paragraphs_and_rows_keep_their_lines():
    document = read("一、总体情况\n\t信息内容\n\t本年新\n制作数量\n\n\t规章\n\t0\n\n二、其他\n")
    table = Place(line=2, table=1)
    assert document == Document(
        (
            Paragraph("一、总体情况", Place(line=1)),
            Table(
                (
                    GridCell(0, 0, "信息内容", Place(line=2, table=1, row=1, column=1)),
                    GridCell(0, 1, "本年新制作数量", Place(line=3, table=1, row=1, column=2)),
                    GridCell(1, 0, "规章", Place(line=6, table=1, row=2, column=1)),
                    GridCell(1, 1, "0", Place(line=7, table=1, row=2, column=2)),
                ),
                table,
                spans_known=False,
            ),
            Paragraph("二、其他", Place(line=9)),
        ),
        "txt",
    )


def test_a_line_with_only_a_tab_is_a_blank_cell():
    assert outline(read("甲\n\t\n\t\n\t2.重复申请\n\t0\n")) == ["甲", [["", "", "2.重复申请", "0"]]]


def test_blank_lines_between_rows_do_not_end_a_table():
    assert outline(read("\t规章\n\t0\n\n\n \n\u3000\n\t规范性文件\n\t2\n")) == [[["规章", "0"], ["规范性文件", "2"]]]


def test_white_space_at_the_edges_is_dropped_and_within_it_stays():
    assert outline(read("\xa0 一 、总体\u3000情况 \u200b\n\t \xa00 \n\t１ ２\n")) == [
        "一 、总体\u3000情况",
        [["0", "１ ２"]],
    ]


def test_several_tabs_before_a_cell_are_one():
    assert outline(read("\t\t规章\n \t0\n")) == [[["规章", "0"]]]


@pytest.mark.parametrize(
    "prose",
    [
        " 五、存在的主要问题及改进情况",
        "五 、存在的问题",
        "（一）取得的成效",
        "(二)下一步打算",
        "无。",
        "2019年，我局在政府信息公开工作方面取得了一些成绩。",
        "注：本表数据截至年底",
        "下一步，我局将严格按照条例的要求不断健全制度规范程序创新形式丰富内容拓宽渠道抓好政务公开的各个关键环节",
        "其他需要说明的事项",
    ],
)
@pytest.mark.parametrize("last_cell", ["0", "", "/", "21654145元"])
def test_prose_right_behind_the_last_cell_is_no_part_of_it(prose, last_cell):
    document = read(f"\t行政强制\n\t0\n\t{last_cell}\n{prose}\n下一段。\n")
    if last_cell == "" and prose == "其他需要说明的事项":  # short words behind a blank cell may be its own
        assert outline(document) == [[["行政强制", "0", prose]], "下一段。"]
    else:
        assert outline(document) == [[["行政强制", "0", last_cell]], prose.strip(), "下一段。"]


def test_prose_behind_an_incomplete_last_row_is_prose_too():
    document = read("\t结果维持\n\t结果纠正\n\t总计\n\n\t\n\t0\n 五、存在的主要问题及改进情况\n2019年我局认真贯彻。\n")
    assert outline(document) == [
        [["结果维持", "结果纠正", "总计"], ["", "0"]],
        "五、存在的主要问题及改进情况",
        "2019年我局认真贯彻。",
    ]


def test_a_heading_between_two_tables_without_blank_lines_parts_them():
    document = read("\t政府集中采购\n\t9\n三、收到和处理政府信息公开申请情况\n\t申请人情况\n\t自然人\n\n\t新收\n\t0\n")
    assert outline(document) == [
        [["政府集中采购", "9"]],
        "三、收到和处理政府信息公开申请情况",
        [["申请人情况", "自然人"], ["新收", "0"]],
    ]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("对外公开\n总数量", "对外公开总数量"),
        ("本年新\n制作\n数量", "本年新制作数量"),
        ("第二十条第\n（一）项", "第二十条第（一）项"),
        (
            "（二）部分公开\n（区分处理的，只计这一情形，\n不计其他情形）",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        ),
        ("146078.86\n元", "146078.86元"),
        ("146078.\n86元", "146078.86元"),
    ],
)
def test_a_label_or_figure_broken_over_lines_is_one_cell(written, read_as):
    for rest in ("\n\t0\n", "\n\n\t规章\n\t0\n", "\n"):
        found = tables(read(f"\t0\n\n\t甲\n\t{written}{rest}"))[0]
        assert rows(found)[1][:2] == ["甲", read_as]


def test_two_figures_in_one_cell_are_not_run_into_one():
    assert outline(read("\t规章\n\t12\n3\n\t0\n")) == [[["规章", "12\n3", "0"]]]


def test_a_long_label_in_the_middle_of_a_row_goes_on():
    label = (
        "（本列数据的勾稽关系为：第一项加第二项之和，\n"
        "等于第三项加第四项之和，各列均应当如此，总计一列也不例外，请认真核对后填报，再次提醒）"
    )
    assert outline(read(f"\t{label}\n\t申请人情况\n\n\t新收\n\t0\n")) == [
        [[label.replace("\n", ""), "申请人情况"], ["新收", "0"]]
    ]


def test_one_row_a_line_is_a_table_too():
    text = (
        "二、主动公开政府信息情况\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n第二十条第（五）项\n"
        "信息内容\t本年处理决定数量\n行政许可\t5\n\t\t2.重复申请\t\t1\n行政强制\t\t\n三、收到情况\n"
    )
    assert outline(read(text)) == [
        "二、主动公开政府信息情况",
        [
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", "0", "0", "0"],
            ["第二十条第（五）项"],
            ["信息内容", "本年处理决定数量"],
            ["行政许可", "5"],
            ["", "", "2.重复申请", "", "1"],
            ["行政强制", "", ""],
        ],
        "三、收到情况",
    ]


def test_a_leading_tab_of_every_row_is_only_a_mark():
    assert outline(read("\t规章\t0\t0\n\t规范性文件\t2\t2\n")) == [[["规章", "0", "0"], ["规范性文件", "2", "2"]]]


@pytest.mark.parametrize(
    "line",
    [
        "一、\t总体情况",
        "（一）\t主动公开情况",
        "1.\t属于国家秘密",
        "●\t要点",
        "2019年，\t我局认真贯彻落实。",
        "一、总体情况\t1",
        "联系人：张三\t电话：123",
    ],
)
def test_a_tab_within_prose_makes_no_table(line):
    assert outline(read(f"标题\n{line}\n正文。\n")) == ["标题", line, "正文。"]


def test_prose_indented_with_tabs_is_prose():
    text = (
        "\t某局2019年政府信息公开工作年度报告\n\n\t一、总体情况\n\t2019年，我局认真贯彻落实《中华人民共和国政府信息公开条例》，"
        "扎实推进政府信息公开各项工作，取得了一定成效。\n\n\t二、主动公开政府信息情况\n\n\t信息内容\n\t本年新制作数量\n\n\t规章\n\t0\n\n"
        "\t六、其他需要报告的事项\n\t无其他事项。\n"
    )
    assert outline(read(text)) == [
        "某局2019年政府信息公开工作年度报告",
        "一、总体情况",
        "2019年，我局认真贯彻落实《中华人民共和国政府信息公开条例》，扎实推进政府信息公开各项工作，取得了一定成效。",
        [["二、主动公开政府信息情况"], ["信息内容", "本年新制作数量"], ["规章", "0"]],
        "六、其他需要报告的事项",
        "无其他事项。",
    ]


def test_lines_with_nothing_but_a_tab_between_prose_are_nothing():
    assert outline(read("标题\n\t\n\n\t\n一、总体情况\n")) == ["标题", "一、总体情况"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_the_same(end):
    document = read(end.join(("标题", "\t规章", "\t0", "", "二、其他", "")))
    assert [block.place.line for block in document.blocks] == [1, 2, 5]
    assert outline(document) == ["标题", [["规章", "0"]], "二、其他"]


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_what_only_python_calls_a_line_end_ends_no_line(separator):
    assert [p.place.line for p in read(f"某局{separator}年度报告\n" + "一、总体情况\n" * 9).blocks] == list(
        range(1, 11)
    )


def test_the_characters_of_a_cell_stay_as_they_are():
    assert outline(read("\t[bookmark: _GoBack]58\n\t１，０９５\n\t危及“三安全一稳定”\n\t增1\n")) == [
        [["[bookmark: _GoBack]58", "１，０９５", "危及“三安全一稳定”", "增1"]]
    ]


def test_a_table_a_thousand_rows_long_is_one_table():
    document = read("".join(f"\t行{n}\n\t{n}\n\n" for n in range(1000)))
    assert len(tables(document)) == 1
    assert len(rows(tables(document)[0])) == 1000
    assert texts(document) == []


def test_a_text_longer_than_any_report_is_refused():
    with pytest.raises(Unreadable, match="文本过大"):
        read("甲\n" * 1_100_000)


def test_a_cell_does_not_swallow_a_page_of_short_lines():
    assert len(texts(read("\t甲\n" + "乙\n" * 20_000))) > 19_000


def test_a_label_broken_before_the_figures_of_its_row_is_one_cell():
    document = read("一、本年新收政\n府信息公开申请数量\t1\t0\n二、上年结\n转政府信息公开\n申请数量\t2\t0\n")
    (table,) = document.blocks
    assert [[cell.text for cell in row] for row in table.rows()] == [
        ["一、本年新收政府信息公开申请数量", "1", "0"],
        ["二、上年结转政府信息公开申请数量", "2", "0"],
    ]
    assert [row[0].place.line for row in table.rows()] == [1, 3]
