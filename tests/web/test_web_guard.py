"""Only known hosts are answered, and every answer says what a browser may do with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from gouji.config import Settings
from gouji.store import Store
from gouji.web import create_app
from gouji.web.guard import HEADERS, Hosts


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8642", "127.0.0.1", "127.0.0.1:8642", "[::1]:8642", "nianbao.yunxi.example"]
)
def test_a_host_of_ours_is_known(host: str):
    assert Hosts(Settings(web_url="https://nianbao.yunxi.example/gouji")).know(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "localhost.evil.example",
        "evil@localhost",
        "localhost/evil",
        "localhost, evil",
        "[::1",
        "10.0.0.5",
    ],
)
def test_a_foreign_host_is_not(host: str):
    assert not Hosts(Settings(web_url="https://nianbao.yunxi.example")).know(host)


def test_where_all_addresses_are_listened_on_each_in_digits_is_known():
    hosts = Hosts(Settings(web_host="0.0.0.0"))
    assert [hosts.know(host) for host in ("10.0.0.5:8642", "[fe80::1]", "evil.example")] == [True, True, False]


def test_the_address_listened_on_is_known():
    hosts = Hosts(Settings(web_host="10.0.0.5"))
    assert [hosts.know(host) for host in ("10.0.0.5:8642", "10.0.0.6:8642")] == [True, False]


@pytest.mark.parametrize("path", ["/", "/api/submissions", "/healthz", "/static/gouji.css"])
def test_a_page_asked_for_under_a_foreign_name_is_refused(client: TestClient, path: str):
    answer = client.get(path, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert answer.text == "不认识这个主机名。若确要用它访问，请把设置 GOUJI_WEB_URL 写成该地址。\n"


@pytest.mark.parametrize("path", ["/", "/api/submissions", "/healthz", "/static/gouji.css", "/nothing", "/?year=x"])
def test_every_answer_has_the_headers(client: TestClient, path: str):
    headers = client.get(path).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS


def test_no_copy_of_a_report_is_kept(client: TestClient):
    kept = {path: client.get(path).headers.get("cache-control") for path in ("/", "/api/submissions", "/healthz")}
    assert set(kept.values()) == {"no-store"}
    assert client.get("/static/gouji.css").headers["cache-control"] == "public, max-age=86400"


def test_a_fault_of_ours_is_a_page_and_tells_nothing(app: FastAPI):
    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("geheim")

    client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    answer = client.get("/broken")
    assert answer.status_code == 500
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "这是系统自身的故障" in answer.text
    assert "geheim" not in answer.text


def test_a_database_that_is_away_is_said_so(tmp_path: Path):
    store = Store(f"sqlite:///{tmp_path / 'never-made.db'}")
    client = TestClient(create_app(Settings(home=tmp_path), store), base_url="http://localhost")
    page, data = client.get("/"), client.get("/api/submissions")
    assert (page.status_code, data.status_code) == (503, 503)
    assert "数据库暂时没有应答" in page.text
    assert data.json() == {"detail": "数据库暂时没有应答，请稍后再试；已收到的文件不会丢失。"}
    store.close()
