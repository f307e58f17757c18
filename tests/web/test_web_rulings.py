"""The page of a report says what people made of its findings; what is set aside stands apart and counts nowhere."""

from datetime import UTC, date, datetime

import pytest
from lxml import html
from web_sample import sample_checked, sample_findings

from gouji.digest import Disposition, Ruling

SAID_AT = datetime(2025, 2, 1, tzinfo=UTC)
FIRST = sample_findings()[0]


def say(store, state, *findings, **changes):
    values = {"reason": "<b>已核对</b>", "expires_on": date(2999, 1, 31), **changes}
    store.judge([one.fingerprint for one in findings], Ruling(state, "张三", SAID_AT, **values), "cli:张三")


@pytest.fixture
def page(full, client):
    """The page of the second version, as a tree."""
    number = next(view.id for view in full.list_submissions() if view.file_name == "报送稿.docx")
    return lambda: html.document_fromstring(client.get(f"/submissions/{number}").text)


def test_a_finding_that_counts_shows_how_it_stands(full, page):
    say(full, Disposition.CONFIRMED, FIRST, expires_on=None)
    (standing,) = page().xpath("//li[contains(@class, 'finding')]//span[@class='standing']")
    assert standing.text_content() == "已确认"
    assert "张三" in page().text_content()


def test_what_is_set_aside_stands_apart_and_is_not_counted(full, page):
    before = page()
    say(full, Disposition.EXEMPT, FIRST)
    after = page()
    (apart,) = after.xpath("//ol[@class='silenced']")
    assert FIRST.message in apart.text_content()
    assert "至 2999-01-31" in apart.text_content()
    assert "误报、已豁免，不计入" in after.text_content()
    heads = [tree.xpath("string(//span[contains(@class, 'total error')]/b)") for tree in (before, after)]
    assert int(heads[1]) == int(heads[0]) - 1


def test_a_reason_is_words_and_no_markup(full, page):
    say(full, Disposition.EXEMPT, FIRST)
    assert "<b>已核对</b>" in page().text_content()


def test_an_expired_exemption_says_so_and_counts(full, page):
    say(full, Disposition.EXEMPT, FIRST, expires_on=date(2025, 2, 2))
    assert not page().xpath("//ol[@class='silenced']")
    assert "已过期" in page().text_content()


def test_a_report_all_of_whose_findings_are_set_aside_has_nothing_to_mend(full, page, client):
    say(full, Disposition.FALSE_ALARM, *sample_checked().findings)
    assert "没有需要处理的问题" in page().text_content()


def test_the_api_tells_the_rulings_and_both_verdicts(full, client):
    number = next(view.id for view in full.list_submissions() if view.file_name == "送审稿.docx")
    say(full, Disposition.EXEMPT, FIRST)
    answer = client.get(f"/api/submissions/{number}").json()
    ruling = answer["rulings"][FIRST.fingerprint]
    assert (ruling["state"], ruling["standing"], ruling["person"]) == ("已豁免", "已豁免", "张三")
    assert answer["report"]["verdict"] == "有问题"
    assert answer["submission"]["verdict"] != "有问题"
    assert answer["submission"]["silenced"] == 1
