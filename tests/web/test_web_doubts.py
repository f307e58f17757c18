"""What was not checked is said on the report's page: figures that are not sure, and years before the form."""

from __future__ import annotations

from datetime import timedelta

from starlette.testclient import TestClient
from web_drops import NOW, submit
from web_reading import read, words

from gouji.check import check
from gouji.rule import load_rules
from gouji.rule.example import example_report
from gouji.store import Store


def test_a_doubtful_figure_is_listed_with_its_place_and_the_reason(client: TestClient, full: Store):
    report = example_report("三.R01.自然人 = 1 2\n三.R04.自然人 = 1 2\n单位 = 云溪县档案局")
    checked = check(report, load_rules().select(["T3-03"]))
    done = submit(full, "云溪县档案局.docx", checked, content="存疑", now=NOW + timedelta(days=9))
    page = read(client, f"/submissions/{done}")
    (shown,) = [words(node) for node in page.css(".rest details") if words(node).startswith("存疑的数字")]
    assert shown.startswith("存疑的数字，没有据此判断 1")
    assert "等2格存疑" in shown
    assert "数字之间有空白" in shown


def test_a_report_of_the_years_before_the_form_says_what_was_checked(client: TestClient, full: Store):
    checked = check(example_report("年度 = 2016\n单位 = 云溪县档案局"), load_rules())
    done = submit(full, "云溪县档案局.docx", checked, content="旧", now=NOW + timedelta(days=9))
    page = read(client, f"/submissions/{done}")
    (empty,) = page.css(".findings .empty")
    assert words(empty).startswith("没有发现问题2018年度及以前没有全国统一格式，只核查了")
    assert "2018年度及以前（没有统一格式）" in words(page.css(".facts")[0])
