"""Files that were not checked, and pages that do not exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient
from web_drops import NOW, drop, submit, take
from web_reading import read, words
from web_sample import UNIT, sample_checked

from gouji.store import Store
from gouji.submission import State


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (State.NOT_ASSESSABLE, "请填报单位按上述原因处理文件，再放入收件箱；改过的文件会作为新的一份收取。"),
        (State.REJECTED, "这份文件不再处理。如果它确是年度报告，请核对标题和正文后重新放入收件箱。"),
        (
            State.FAILED,
            (
                "这是系统自身的故障，不是报告的问题；文件没有丢失。"
                "请系统管理员按编号查看日志，排除后用 gouji reports recheck 重新核查。"
            ),
        ),
    ],
)
def test_the_reason_and_what_to_do(client: TestClient, store: Store, state: State, step: str):
    claim = take(store, drop("a.docx", unit_hint=UNIT, year_hint=2025))
    store.finish(claim, state, "原因如此", NOW)
    card = read(client, f"/submissions/{claim.id}").css_first(".card")
    assert [words(node) for node in card.css("p, h1")] == [str(state), f"{UNIT} 2025 年度", "原因如此", step]


def test_a_waiting_file_asks_for_patience(client: TestClient, store: Store):
    [recorded] = store.record_drops([drop("a.docx")], NOW)
    card = words(read(client, f"/submissions/{recorded.submission_id}").css_first(".card"))
    assert card.startswith("待处理 a.docx 文件已收取并归档，正在排队。一般几秒内会有结果，请稍后刷新本页。 刷新本页")


def test_a_retry_says_when(client: TestClient, store: Store):
    claim = take(store, drop("a.docx"))
    store.retry(claim, "规则进程超时", NOW + timedelta(minutes=5), NOW)
    card = words(read(client, f"/submissions/{claim.id}").css_first(".card"))
    assert "规则进程超时" in card
    assert "下次处理2026-01-15 09:17" in card


def test_a_duplicate_leads_to_the_first(client: TestClient, store: Store):
    first = submit(store, "a.docx", sample_checked())
    renamed = replace(drop("a.docx"), path=b"b.docx", raw_name=b"b.docx", display_name="b.docx")
    [second] = store.record_drops([renamed], NOW)
    assert second.duplicate_of == first
    card = read(client, f"/submissions/{second.submission_id}").css_first(".card")
    assert card.css_first("a").attributes["href"] == f"/submissions/{first}"


@pytest.mark.parametrize("path", ["/submissions/99", "/nothing", "/static/nothing.css", "/submissions/99/x"])
def test_what_is_not_there_is_said_in_chinese(client: TestClient, path: str):
    assert words(read(client, path, status=404).css_first("h1")) == "没有这个页面"


@pytest.mark.parametrize("number", ["0", "abc", "99999999999999999999"])
def test_what_is_no_number_is_refused(client: TestClient, number: str):
    assert words(read(client, f"/submissions/{number}", status=422).css_first("h1")) == "条件写得不对"


def test_nothing_can_be_changed_here(client: TestClient):
    assert client.post("/").status_code == 405
