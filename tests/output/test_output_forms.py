"""JSON and text are written report by report and are what they would be written at once; the page needs no network."""

import json
import re

import pytest
from lxml import html
from output_samples import NASTY, RULES, WRONG, examined, from_the_service, of_everything, written

from gouji.output import Filed, as_text, report_object


@pytest.mark.parametrize("files", [[], of_everything()[:1], of_everything()[:4]])
def test_json_is_the_whole_object_byte_by_byte(files):
    whole = {
        "schema": "gouji.check/1",
        "ruleset": RULES.hash,
        "reports": [report_object(filed.examined) for filed in files],
    }
    assert written("json", files).decode() == json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def test_json_of_hostile_reports_can_be_read():
    assert len(json.loads(written("json", of_everything()))["reports"]) == 5


def test_text_sums_up_several_reports():
    text = written("text", of_everything()[:4]).decode()
    assert text.splitlines()[-1] == "共 4 份：合规 1，有问题 1，无法核查 1，已退出 1"
    assert text == as_text([filed.examined for filed in of_everything()[:4]], colour=False) + "\n"


@pytest.fixture(scope="module")
def page():
    return written("html", of_everything()).decode("utf-8")


def test_the_page_needs_nothing_from_elsewhere(page):
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script | //link | //img | //iframe | //@src")
    assert all(address.startswith("#") for address in tree.xpath("//@href"))
    assert not re.search(r"url\(|@import", page)


def test_the_page_says_every_finding_with_its_evidence(page):
    text = html.document_fromstring(page).text_content()
    for filed in of_everything()[:4]:
        for finding in filed.findings:
            assert finding.rule in text
            assert finding.basis in text
        assert filed.examined.file in text
    for reason in ("没有文字", "不是年报", "除以零"):
        assert reason in text


def test_hostile_words_stay_words(page):
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "\x00" not in page
    assert "\x0b" not in page
    assert NASTY[0] == "="


def test_every_link_of_the_page_leads_somewhere(page):
    tree = html.document_fromstring(page)
    assert {address[1:] for address in tree.xpath("//@href")} <= set(tree.xpath("//@id"))


def test_what_is_set_aside_is_shown_apart_and_not_counted():
    filed = from_the_service(WRONG)
    text = html.document_fromstring(written("html", [filed]).decode()).text_content()
    assert "已豁免 1 项，不计入" in text
    assert f"错误 {sum(f.severity.value == 'error' for f in filed.findings) - 1}" in text


@pytest.mark.parametrize("form", ["text", "json", "html", "csv", "xlsx"])
def test_the_same_files_give_the_same_bytes(form):
    files = of_everything()[:4]
    assert written(form, files) == written(form, files)


def test_a_sound_report_says_so():
    assert "没有发现问题" in written("html", [Filed(examined())]).decode() or examined().checked.findings
