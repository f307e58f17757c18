"""How the tests read a page: as a browser parses it, as a person reads it."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node
from starlette.testclient import TestClient

from gouji.web.guard import CONTENT_SECURITY_POLICY


def read(client: TestClient, path: str, status: int = 200) -> HTMLParser:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    return HTMLParser(answer.text)


def words(node: Node | HTMLParser | None) -> str:
    assert node is not None
    text = node.text() if isinstance(node, Node) else node.body.text()
    return " ".join(text.split())


def units(page: HTMLParser) -> list[str]:
    return [words(node) for node in page.css("a.unit")]
