"""The list of submissions: what became of each, filters, paging."""

from __future__ import annotations

from datetime import timedelta

import pytest
from starlette.testclient import TestClient
from web_drops import NOW, notice, submit
from web_reading import read, units, words
from web_sample import UNIT, sample_checked

from gouji.config import Settings
from gouji.store import Store


def test_an_empty_list_says_where_the_inbox_is(client: TestClient, settings: Settings):
    page = read(client, "/")
    assert words(page.css_first(".empty code")) == str(settings.inbox_path)
    assert page.css("table, form") == []


def test_the_newest_is_on_top(client: TestClient, full: Store):
    expected = ["城管局.docx", "司法局.docx", "通知.docx", "云溪市卫生健康局", "云溪市水务局", UNIT, UNIT]
    assert units(read(client, "/")) == expected


def test_a_row_says_what_became_of_the_report(client: TestClient, full: Store):
    row = read(client, f"/?unit={UNIT}").css("tbody tr")[0]
    assert [words(cell) for cell in row.css("td")] == [
        "2025", "第 2 版", "已核查", "有问题", "3", "2", "1", "2026-01-15 09:12",
    ]  # fmt: skip
    assert words(row.css_first("th")) == f"{UNIT} 报送稿.docx"


def test_a_row_of_a_file_that_was_not_checked_gives_the_reason(client: TestClient, full: Store):
    [row] = read(client, "/?state=无法核查").css("tbody tr")
    assert words(row.css_first("th")) == "云溪市卫生健康局 扫描件.pdf没有文字"


def test_the_summary_counts_every_state(client: TestClient, full: Store):
    tally = [words(link) for link in read(client, "/").css(".tally a")]
    assert tally == ["全部 7", "待处理 1", "已核查 3", "无法核查 1", "已退出 1", "出错 1", "刷新"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=出错", ["司法局.docx"]),
        ("verdict=合规", ["云溪市水务局"]),
        ("unit=水务", ["云溪市水务局"]),
        ("year=2025", [UNIT, UNIT]),
        ("state=&verdict=&unit=+&year=2024", ["云溪市水务局"]),
        ("unit=%25", []),
        ("unit=%00", ["云溪市卫生健康局", "云溪市水务局", UNIT, UNIT]),
    ],
)
def test_filters(client: TestClient, full: Store, query: str, expected: list[str]):
    assert units(read(client, f"/?{query}")) == expected


def test_the_form_keeps_what_was_asked(client: TestClient, full: Store):
    page = read(client, "/?unit=水务&year=2024&verdict=合规&state=已核查")
    assert [field.attributes["value"] for field in page.css("form input")] == ["水务", "2024"]
    assert [words(option) for option in page.css("option[selected]")] == ["合规", "已核查"]


def test_no_match_is_said_and_leads_back(client: TestClient, full: Store):
    page = read(client, "/?year=1999")
    assert words(page.css_first(".empty")) == "没有符合条件的报告 查看全部 7 份"


def test_a_condition_that_makes_no_sense_is_named(client: TestClient, full: Store):
    page = read(client, "/?year=abc&state=好", status=422)
    assert words(page.css_first("article")) == "条件写得不对 不能理解的条件：state、year 返回报告列表"


def test_turning_pages_shows_each_report_once(client: TestClient, full: Store):
    seen, path = [], "/?limit=3"
    while path:
        page = read(client, path)
        seen.append(len(units(page)))
        older = page.css_first(".turn [rel=next]")
        path = older.attributes["href"] if older else ""
    assert seen == [3, 3, 1]


def test_a_page_keeps_the_filters(client: TestClient, full: Store):
    older = read(client, "/?unit=云溪&limit=1").css_first("[rel=next]").attributes["href"]
    page = read(client, older)
    assert units(page) == ["云溪市水务局"]
    assert page.css_first("input[name=unit]").attributes["value"] == "云溪"


def test_undelivered_notices_show(client: TestClient, store: Store):
    submit(store, "a.docx", sample_checked(), notices=[notice("1", "email", "mailto:a@b.example")])
    claim = store.claim_notice(store.due_notices(NOW)[0], NOW, timedelta(minutes=1))
    store.notice_failed(claim, "邮箱不存在", NOW)
    assert words(read(client, "/").css_first(".reason.bad")) == "1 条通知未能送达"
    submit(store, "b.docx", sample_checked("云溪市水务局", 2024), content="2")
    [link] = [link for link in read(client, "/").css(".tally a") if words(link) == "通知未能送达 1"]
    page = read(client, link.attributes["href"])
    assert units(page) == [UNIT]
    assert page.css_first(".tally a.bad").attributes["aria-current"] == "true"
    assert [one["id"] for one in client.get("/api/submissions?undelivered=1").json()["submissions"]] == [1]
