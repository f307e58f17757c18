"""Automatic numbers of Word documents are part of the text."""

import pytest
from parse_views import outline, texts
from parse_wordfile import p, row, run, table, tc, word

from gouji.parse import parse
from gouji.parse.numerals import written


def level(index: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    counting = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}">{counting}</w:lvl>'


def abstract(key: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def item(text: str, number: int = 1, depth: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def numbered(body: str, numbering: str, **parts: str) -> list[str]:
    return texts(parse(word(body, numbering=numbering, **parts), "报告.docx"))


SECTIONS = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
)


def test_sections_count_and_their_parts_begin_anew():
    body = (
        item("总体情况")
        + item("主动公开", depth=1)
        + item("依申请公开", depth=1)
        + item("主动公开政府信息情况")
        + item("甲", depth=1)
        + item("乙", depth=2)
    )
    assert numbered(body, SECTIONS + num(1, 0)) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "二、主动公开政府信息情况",
        "（一）甲",
        "1.乙",
    ]


def test_lists_of_one_abstract_list_go_on_unless_they_start_anew():
    overrides = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = item("甲") + item("乙", 2) + item("丙", 3) + item("丁", 3) + item("戊", 1)
    assert numbered(body, SECTIONS + num(1, 0) + num(2, 0) + num(3, 0, overrides)) == [
        "一、甲",
        "二、乙",
        "五、丙",
        "六、丁",
        "七、戊",
    ]


def test_a_list_may_define_a_level_of_its_own():
    overrides = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>'
    assert numbered(item("甲") + item("乙"), SECTIONS + num(1, 0, overrides)) == ["I.甲", "II.乙"]


def test_levels_name_those_above_them():
    levels = (
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimal", "%1.%2", more="<w:isLgl/>"),
        level(2, "lowerLetter", "%2-%3)"),
    )
    body = item("甲") + item("乙", depth=1) + item("丙", depth=2) + item("丁", depth=2)
    assert numbered(body, abstract(0, *levels) + num(1, 0)) == ["第一章\t甲", "1.1\t乙", "1-a)丙", "1-b)丁"]


@pytest.mark.parametrize(("restart", "last"), [("", "（一）丁"), ('<w:lvlRestart w:val="0"/>', "（三）丁")])
def test_a_level_that_never_restarts_counts_on(restart, last):
    levels = level(0, "decimal", "%1、"), level(1, "chineseCounting", "（%2）", more=restart)
    body = item("甲") + item("乙", depth=1) + item("丙", depth=1) + item("丙") + item("丁", depth=1)
    assert numbered(body, abstract(0, *levels) + num(1, 0))[-1] == last


def test_bullets_and_removed_numbers_leave_no_mark():
    bullet = abstract(1, level(0, "bullet", "\uf06c"))
    assert numbered(item("甲", 2) + item("乙", 0) + item("丙", 99), SECTIONS + bullet + num(2, 1)) == ["甲", "乙", "丙"]


def test_numbers_come_with_styles_too():
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:basedOn w:val="1"/></w:style>'
    )
    body = (
        p("甲", '<w:pStyle w:val="1"/>')
        + p("乙", '<w:pStyle w:val="2"/>')
        + p("丙", '<w:pStyle w:val="3"/>')
        + p("丁", '<w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert numbered(body, SECTIONS + num(1, 0), styles=styles) == ["一、甲", "（一）乙", "二、丙", "丁"]


def test_a_level_may_name_its_style():
    styles = (
        '<w:style w:type="paragraph" w:styleId="标题2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    levels = level(0, "decimal", "%1、"), level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="标题2"/>')
    assert numbered(p("甲", '<w:pStyle w:val="标题2"/>'), abstract(0, *levels) + num(1, 0), styles=styles) == [
        "（一）甲"
    ]


def test_a_list_may_be_linked_to_a_list_style():
    styles = (
        '<w:style w:type="numbering" w:styleId="样式"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        abstract(0, more='<w:numStyleLink w:val="样式"/>')
        + abstract(1, level(0, "chineseCounting", "%1、"))
        + num(1, 0)
        + num(2, 1)
    )
    assert numbered(item("甲") + item("乙"), numbering, styles=styles) == ["一、甲", "二、乙"]


def test_styles_in_a_circle_end_somewhere():
    styles = (
        '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    assert numbered(p("甲", '<w:pStyle w:val="a"/>'), SECTIONS, styles=styles) == ["甲"]


def test_a_cell_that_holds_nothing_but_its_number_shows_it():
    body = table(row("序号", "事项"), row(tc(item("")), "甲"), row(tc(item("")), "乙"))
    content = word(body, numbering=abstract(0, level(0, "decimal", "%1")) + num(1, 0))
    assert outline(parse(content, "报告.docx")) == [[["序号", "事项"], ["1", "甲"], ["2", "乙"]]]


def test_a_deleted_paragraph_is_not_counted():
    deleted = p(
        "<w:del>" + run("无") + "</w:del>", '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr>'
    )
    assert numbered(item("甲") + deleted + item("乙"), SECTIONS + num(1, 0)) == ["一、甲", "二、乙"]


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedParen", {1: "⑴"}),
        ("decimalEnclosedFullstop", {2: "⒉"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一〇〇"}),
        (
            "chineseCountingThousand",
            {10: "十", 19: "十九", 100: "一百", 101: "一百零一", 110: "一百一十", 1001: "一千零一", 1010: "一千零一十"},
        ),
        ("japaneseCounting", {10: "十", 21: "二十一", 100: "百", 101: "百一"}),
        ("ideographDigital", {1: "一", 10: "一〇", 21: "二一"}),
        ("chineseLegalSimplified", {2: "贰", 11: "壹拾壹"}),
        ("ideographLegalTraditional", {3: "參"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
        ("ideographZodiac", {1: "子"}),
        ("upperRoman", {4: "IV", 1994: "MCMXCIV"}),
        ("lowerRoman", {9: "ix"}),
        ("upperLetter", {1: "A", 27: "AA"}),
        ("lowerLetter", {28: "bb"}),
        ("numberInDash", {3: "- 3 -"}),
        ("none", {1: ""}),
        ("somethingNew", {7: "7"}),
        (None, {7: "7"}),
    ],
)
def test_numbers_are_written_as_word_writes_them(form, numbers):
    assert {number: written(number, form) for number in numbers} == numbers
