"""A report is hostile input, and no page asks for anything from elsewhere."""

from __future__ import annotations

import re

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient
from web_drops import submit
from web_reading import read, words
from web_sample import sample_checked, sample_report

from gouji.model import Document, Finding, GridCell, Paragraph, Place, Quote, Severity, Table, Unplaced
from gouji.store import Store

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}"


@pytest.fixture
def hostile(store: Store) -> int:
    place, cell_place = Place(paragraph=1), Place(table=1, row=1, column=1)
    table = Table((GridCell(0, 0, HOSTILE, cell_place),), Place(table=1))
    report = msgspec.structs.replace(
        sample_report(unit=HOSTILE),
        document=Document((Paragraph(HOSTILE, place), table), "txt", title_hint=HOSTILE, notes=(HOSTILE,)),
        unplaced=(Unplaced(HOSTILE, cell_place, HOSTILE),),
        cells={},
    )
    finding = Finding(
        rule="X-01",
        title=HOSTILE,
        message=HOSTILE,
        severity=Severity.ERROR,
        quotes=(Quote(HOSTILE, place), Quote(HOSTILE[:20], place)),
        cells=(f"三.{HOSTILE}.总计",),
        equation=HOSTILE,
        basis=HOSTILE,
        advice=HOSTILE,
        fingerprint="1",
    )
    return submit(store, HOSTILE, sample_checked(report=report, findings=(finding,)))


@pytest.mark.parametrize("path", ["/", "/submissions/{}", "/?unit=" + HOSTILE])
def test_it_is_shown_and_never_run(client: TestClient, hostile: int, path: str):
    page = read(client, path.format(hostile))
    assert page.css("script, img, [onerror]") == []
    assert "49" not in words(page)
    assert HOSTILE in page.html or "&lt;script&gt;" in page.html


def test_a_name_cannot_turn_the_line_around(client: TestClient, store: Store):
    number = submit(store, "报告\u202excod.docx", sample_checked(unit="云溪\u202e市"))
    for path in ("/", f"/submissions/{number}"):
        turned = [node for node in read(client, path).css("main *") if "\u202e" in (node.text(deep=False) or "")]
        assert {node.tag for node in turned} == {"bdi"}


@pytest.mark.parametrize("path", ["/", "/submissions/2", "/submissions/4", "/nothing"])
def test_nothing_comes_from_elsewhere(client: TestClient, full: Store, path: str):
    text = client.get(path).text
    assert re.findall(r"(?:https?:)?//[^\s\"'<]+", text) == []
    page = HTMLParser(text)
    assert page.css("script, style, [style], iframe, object") == []
    for node in page.css("link[href], img[src]"):
        assert client.get(node.attributes.get("href") or node.attributes["src"]).status_code == 200


def test_the_style_sheet_asks_for_nothing(client: TestClient):
    style = client.get("/static/gouji.css")
    assert style.headers["content-type"].startswith("text/css")
    assert re.findall(r"url\(|@import|https?:", style.text) == []


def test_behind_a_proxy_every_link_keeps_the_path(app, full: Store):
    client = TestClient(app, base_url="http://localhost", root_path="/gouji")
    for path in ("/", "/submissions/2"):
        page = HTMLParser(client.get(path).text)
        links = [node.attributes["href"] for node in page.css("[href^='/']")]
        assert links
        assert all(link.startswith("/gouji/") for link in links)
