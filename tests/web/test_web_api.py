"""The list and the report as JSON, and whether the service is well."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from web_drops import NOW, drop, notice, submit, take
from web_sample import UNIT, sample_checked, sample_findings

from gouji.config import Settings
from gouji.model import Examined, Status
from gouji.output import report_object
from gouji.store import Store
from gouji.submission import State
from gouji.web import create_app


def test_a_submission_in_the_list(client: TestClient, store: Store):
    submit(store, "a.docx", sample_checked(), notices=[notice("1", "email", "mailto:a@b.example")])
    answer = client.get("/api/submissions").json()
    sha256 = answer["submissions"][0].pop("sha256")
    assert len(sha256) == 64
    assert answer == {
        "submissions": [
            {
                "id": 1,
                "state": "已核查",
                "reason": "第 1 版，有问题：错误 3、警告 2、提示 1",
                "file_name": "a.docx",
                "unit": UNIT,
                "year": 2025,
                "region": None,
                "version": 1,
                "verdict": "有问题",
                "edition": "ed2021",
                "format": "docx",
                "errors": 3,
                "warnings": 2,
                "infos": 1,
                "received_at": "2026-01-15T01:12:00Z",
                "finished_at": "2026-01-15T01:12:00Z",
                "attempts": 1,
                "next_try_at": None,
                "duplicate_of": None,
                "size": 48211,
                "notices_waiting": 1,
                "notices_failed": 0,
                "parent_id": None,
                "part": None,
                "members": 0,
                "silenced": 0,
            }
        ],
        "next": None,
    }


def test_the_filters_are_those_of_the_page(client: TestClient, store: Store):
    submit(store, "a.docx", sample_checked())
    submit(store, "b.docx", sample_checked("云溪市水务局", 2024))
    store.record_drops([drop("c.docx")], NOW)

    def ids(query: str) -> list[int]:
        return [one["id"] for one in client.get(f"/api/submissions?{query}").json()["submissions"]]

    assert [ids(q) for q in ("", "year=2024", "state=待处理", "unit=农业&verdict=有问题", "verdict=合规")] == [
        [3, 2, 1], [2], [3], [1], [],
    ]  # fmt: skip


def test_next_leads_through_the_whole_list(client: TestClient, store: Store):
    for number in range(5):
        store.record_drops([drop(f"{number}.docx")], NOW)
    seen, path = [], "/api/submissions?limit=2&state=待处理"
    while path:
        answer = client.get(path).json()
        seen.append([one["id"] for one in answer["submissions"]])
        path = answer["next"]
    assert seen == [[5, 4], [3, 2], [1]]


def test_a_checked_report_is_the_object_of_the_command_line(client: TestClient, store: Store):
    checked = sample_checked()
    number = submit(store, "a.docx", checked)
    answer = client.get(f"/api/submissions/{number}").json()
    sha256 = answer["submission"]["sha256"]
    assert answer["report"] == report_object(Examined("a.docx", Status.CHECKED, None, sha256, "docx", checked))


def test_what_only_the_service_knows_of_a_report(client: TestClient, store: Store):
    first = submit(store, "a.docx", sample_checked(findings=sample_findings()[:2]))
    second = submit(store, "b.docx", sample_checked(findings=sample_findings()[1:3]))
    answer = client.get(f"/api/submissions/{second}").json()
    assert answer["ruleset"] == "sha256:3f9c1e7ab2d4"
    assert answer["checked_at"] == "2026-01-15T01:12:00Z"
    assert answer["statuses"] == {"b" * 16: "still", "c" * 16: "new"}
    assert [(one["version"], one["submission_id"]) for one in answer["versions"]] == [(2, second), (1, first)]
    assert answer["fixed"] + answer["unverified"] == ["a" * 16]


@pytest.mark.parametrize(("state", "status"), [(State.NOT_ASSESSABLE, "not_assessable"), (State.REJECTED, "rejected")])
def test_a_file_that_was_not_checked_has_its_reason(client: TestClient, store: Store, state: State, status: str):
    claim = take(store, drop("a.pdf"))
    store.finish(claim, state, "没有文字", NOW)
    report = client.get(f"/api/submissions/{claim.id}").json()["report"]
    assert (report["file"], report["status"], report["reason"], report["findings"]) == ("a.pdf", status, "没有文字", [])


def test_without_a_result_there_is_no_report(client: TestClient, store: Store):
    waiting = store.record_drops([drop("a.docx")], NOW)[0].submission_id
    failed = take(store, drop("b.docx"))
    store.finish(failed, State.FAILED, "处理进程被终止", NOW)
    reports = [client.get(f"/api/submissions/{number}").json()["report"] for number in (waiting, failed.id)]
    assert reports == [None, None]


def test_no_notice_gives_its_target_away(client: TestClient, store: Store):
    number = submit(store, "a.docx", sample_checked(), notices=[notice("1", "wecom", "wecom:693a91f6-7xxx")])
    [told] = client.get(f"/api/submissions/{number}").json()["notices"]
    assert "target" not in told
    assert (told["recipient"], told["state"], told["last_error"]) == ("企业微信 store:1", "pending", None)


def test_faults_are_json_too(client: TestClient):
    missing, misasked = client.get("/api/submissions/7"), client.get("/api/submissions?year=x")
    assert (missing.status_code, missing.json()) == (404, {"detail": "没有编号为 7 的文件"})
    assert (misasked.status_code, misasked.json()) == (422, {"detail": "不能理解的条件：year"})


def test_the_interface_describes_itself_without_loading_anything(client: TestClient):
    described = client.get("/api/openapi.json").json()
    assert sorted(described["paths"]) == ["/api/submissions", "/api/submissions/{submission_id}", "/healthz"]
    assert [client.get(path).status_code for path in ("/docs", "/redoc")] == [404, 404]


class TestHealth:
    def test_an_idle_service_is_well(self, client: TestClient):
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok", "reasons": [], "waiting": 0})

    def test_a_busy_service_is_well(self, client: TestClient, store: Store):
        store.record_drops([drop("a.docx")], NOW - timedelta(minutes=14))
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok", "reasons": [], "waiting": 1})

    def test_a_file_that_waits_too_long_is_told(self, client: TestClient, store: Store):
        store.record_drops([drop("a.docx")], NOW - timedelta(minutes=16))
        answer = client.get("/healthz")
        expected = {"status": "late", "reasons": ["最早的一份文件已等待 960 秒"], "waiting": 1}
        assert (answer.status_code, answer.json()) == (503, expected)

    def test_a_database_that_is_away_is_told(self, tmp_path: Path):
        store = Store(f"sqlite:///{tmp_path}/no-such-folder/gouji.db")
        app: FastAPI = create_app(Settings(home=tmp_path), store)
        answer = TestClient(app, base_url="http://localhost").get("/healthz")
        expected = {"status": "unavailable", "reasons": ["数据库没有应答"]}
        assert (answer.status_code, answer.json()) == (503, expected)
        store.close()
