"""The page through a server that really listens."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from web_drops import submit
from web_sample import UNIT, sample_checked

from gouji.store import Store


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        thread.join(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)
    listening.close()


def test_a_browser_gets_the_list_the_report_and_the_style(address: str, store: Store):
    number = submit(store, "a.docx", sample_checked())
    with httpx2.Client(base_url=address) as browser:
        pages = [browser.get(path) for path in ("/", f"/submissions/{number}", "/static/gouji.css", "/healthz")]
        assert [page.status_code for page in pages] == [200, 200, 200, 200]
        assert UNIT in pages[0].text
        assert 'id="finding-6"' in pages[1].text


def test_a_rebound_name_is_refused_on_the_wire(address: str):
    assert httpx2.get(address, headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/submissions", "/static/gouji.css"])
def test_whoever_asks_only_whether_it_lives_gets_the_head(address: str, path: str):
    asked, got = httpx2.head(address + path), httpx2.get(address + path)
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["content-length"] == str(len(got.content))
