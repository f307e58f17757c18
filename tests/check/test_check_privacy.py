"""Nothing that is said of a report repeats a personal number that stands in it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.check import Checker
from gouji.privacy import Datum, leaks, masked
from gouji.rule import load_rules
from gouji.rule.example import example_report

MOBILE = "13912345678"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    place = draw(st.sampled_from(["110101", "330282", "650102"]))
    born = draw(st.dates(min_value=date(1900, 1, 1), max_value=date(2020, 1, 1)))
    first = f"{place}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return first + "10X98765432"[sum(int(d) * w for d, w in zip(first, WEIGHTS, strict=True)) % 11]


@given(identity_numbers(), st.sampled_from(["", "身份证号", "（", "公民身份号码："]))
def test_an_identity_number_is_known_by_its_check_digit_and_masked(number: str, before: str):
    text = f"{before}{number}，已答复"
    (leak,) = leaks(text)
    assert (leak.datum, text[leak.start : leak.end]) == (Datum.IDENTITY, number)
    assert number[2:-3] not in masked(text)
    assert list(leaks(masked(text))) == []


@given(identity_numbers(), st.integers(1, 9))
def test_a_number_with_another_last_digit_is_no_identity_number(number: str, more: int):
    last = "0123456789X"[("0123456789X".index(number[-1]) + more) % 11]
    assert Datum.IDENTITY not in {leak.datum for leak in leaks(number[:-1] + last)}


@given(st.text())
def test_masking_twice_changes_nothing_more(text: str):
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023年1月1日至2023年12月31日",
        "0574-63812345、12345热线",
        "http://www.example.gov.cn/art/2023/1/13/13912345678.html",
        "统一社会信用代码110101199003070038",
        "主动公开1,095,123,456,789条",
    ],
)
def test_other_long_numbers_are_left_as_they_are(text: str):
    assert masked(text) == text


def test_a_finding_of_another_rule_that_quotes_the_sentence_does_not_repeat_it():
    report = example_report(f"一：2023年，本局共收到政府信息公开申请12件，联系人手机{MOBILE}。")
    with Checker(load_rules()) as checker:
        findings = checker.check(report).findings
    said = [text for one in findings for text in (one.message, *(quote.text for quote in one.quotes))]
    assert {"NA-02", "PI-02"} <= {one.rule for one in findings}
    assert not any(MOBILE in text for text in said)
    assert any("139****5678" in text for text in said)


def test_a_number_that_a_quotation_cuts_is_masked_too():
    assert masked("申请人身份证号1101011990…") == "申请人身份证号11********…"
