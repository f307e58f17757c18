"""Figures, numerals and the words around them."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.draft import sound
from gouji.model import Place
from gouji.prose import (
    Figure,
    Mention,
    Reader,
    breakdowns,
    claimed,
    disputes,
    ended,
    figures,
    handlings,
    intakes,
    mentions,
    narrative,
    read_paragraph,
    settled,
)
from gouji.prose import stated_totals as totals
from gouji.prose.clauses import whole_sentences
from gouji.prose.handling import Handling, said
from gouji.prose.numerals import chinese
from gouji.recognise import recognise

HERE = Place(line=1)
_DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """A number up to 99999 in Chinese, the usual way."""
    if number == 0:
        return "零"
    words = ""
    for scale, name in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            words += _DIGITS[digit] + name
        elif words and not words.endswith("零") and number:
            words += "零"
    return words[1:] if words.startswith("一十") else words


@given(st.integers(0, 99_999))
def test_a_chinese_numeral_is_read_back(number: int):
    assert chinese(written(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二〇二三", 2023),
        ("两百", 200),
        ("十二万", 120_000),
        ("一亿零五万", 100_050_000),
        ("万", None),
        ("三四十", None),
    ],
)
def test_other_ways_to_write_a_number(text: str, number: int | None):
    assert chinese(text) == number


@given(st.integers(0, 999_999), st.sampled_from(["件", "条", "份", "篇", "次", "起"]))
def test_a_count_is_found_where_it_stands(number: int, measure: str):
    text = f"全年公开信息{number:,}{measure}，办理答复"
    (figure,) = figures(text)
    assert (figure.value, figure.measure, figure.approximate) == (Decimal(number), measure, False)
    assert text[figure.start : figure.end] == f"{number:,}{measure}"


@given(st.text("收到公开申请件条一二十百千万余近约其中，。（）、0123456789,.％《》“”", max_size=60))
def test_figures_lie_in_order_inside_the_sentence(text: str):
    found = figures(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


def test_an_approximate_figure_is_no_count():
    assert [one.counts for one in figures("公开信息20余条、约30条、40条、50%、60人")] == [
        False,
        False,
        True,
        False,
        False,
    ]


def test_a_figure_has_the_words_of_its_clause():
    assert mentions("2023年，共收到申请12件（含网上申请5件），答复11件次") == (
        Mention(Figure(Decimal(12), "件", 11, 14), "共收到申请", ""),
        Mention(Figure(Decimal(5), "件", 20, 22), "含网上申请", "", 1),
        Mention(Figure(Decimal(11), "件次", 26, 30), "答复", ""),
    )


def test_a_list_over_semicolons_is_one_sentence():
    assert whole_sentences("公开信息7条：规章4条；规划3条。做到“应公开。尽公开”！\n召开会议1次") == [
        "公开信息7条：规章4条；规划3条。",
        "做到“应公开。尽公开”！",
        "召开会议1次",
    ]


@given(st.text("，。局申请一二三“”\n", max_size=5000))
def test_no_character_is_lost_between_sentences(text: str):
    assert "".join("".join(whole_sentences(text)).split()) == "".join(text.split())


def test_white_space_inside_a_sentence_does_not_matter():
    (passage,) = read_paragraph("共收到\u3000政府信息公开申请 12 件。", HERE)
    assert [one.number for one in intakes(passage, Reader("云溪县水利局", 2023))] == [12]
    assert passage.quote.text == "共收到\u3000政府信息公开申请 12 件。"


def test_a_total_in_the_sentence_before_is_quoted_with_its_own_sentence():
    *_, last = read_paragraph("全年公开信息30条。其中政策类20条，公告类15条。", HERE)
    (one,) = breakdowns(last)
    assert (one.words, one.whole.text, one.passage.text) == (
        "30 < 20 + 15",
        "全年公开信息30条。",
        "其中政策类20条，公告类15条。",
    )


@pytest.mark.parametrize(
    "unit",
    [
        "局",
        "其中1件",
        "；其中5条",
        "未因",
        "行政复议、",
        "由1条其中",
        "九",
        "1,",
        "“",
        "（",
        "政府信息公开申请",
        "（1条",
        "未收到的",
        "予以公开1件",
        "不予公开、",
        "1件（含部分公开",
        "不掌握、等原因无法提供",
        "上年结转",
        "全部办结，",
        "均获维持",
        "零败诉",
        "分别1件、",
    ],
)
def test_a_hostile_paragraph_costs_no_more_than_its_length(unit: str):
    text = "2023年未收到" + unit * (10_000 // len(unit))
    reader = Reader("云溪县水利局", 2023)
    begun = time.process_time()
    for passage in read_paragraph(text, HERE, None, "依申请公开"):
        for read in (intakes, handlings, settled, disputes, ended, claimed, totals):
            list(read(passage, reader))
        breakdowns(passage)
    assert time.process_time() - begun < 3


@given(
    st.integers(0, 99_999), st.sampled_from(["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"])
)
def test_an_outcome_is_read_with_its_number(number: int, outcome: str):
    (passage,) = read_paragraph(f"全年办结的政府信息公开申请中，{outcome}{number:,}件。", HERE)
    assert [(one.named, one.number) for one in handlings(passage, Reader("云溪县水利局", 2023))] == [(outcome, number)]


@pytest.mark.parametrize("handling", list(Handling))
def test_every_handling_can_be_said(handling: Handling):
    said_of = {one.handling for words in WORDS for one in said(words, 2023)}
    assert handling in said_of


WORDS = (
    "上年结转，结转下年度，结转，办结，予以公开，部分公开，不予公开，无法提供，不予处理，其他处理，撤回申请",
    "属于国家秘密，其他法律行政法规禁止公开，危及“三安全一稳定”，保护第三方合法权益，属于三类内部事务信息，属于四类过程性信息",
    "属于行政执法案卷，属于行政查询事项，本机关不掌握相关政府信息，没有现成信息需要另行制作，补正后申请内容仍不明确",
    "信访举报投诉类申请，重复申请，要求提供公开出版物，无正当理由大量反复申请，要求行政机关确认或重新出具已获取信息",
    "申请人无正当理由逾期不补正，申请人逾期未按收费通知要求缴纳费用",
)


@given(st.text("收到公开申请件予以部分不一二（）、，。；其中上年结转分别各1203", max_size=60))
def test_what_is_read_of_applications_stands_in_the_sentence(text: str):
    for passage in read_paragraph(text, HERE, None, "依申请公开"):
        for one in handlings(passage, Reader("云溪县水利局", 2023)):
            assert one.words in passage.plain
            assert one.number >= 0


def test_the_prose_of_a_report_is_read_once():
    report, other = (recognise(sound(year=2023).document()) for _ in range(2))
    told = narrative(report)
    assert narrative(report) is told
    assert narrative(report).handlings is told.handlings
    assert narrative(other) is not told
