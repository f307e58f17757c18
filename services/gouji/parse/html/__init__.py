"""HTML pages → Document. Everything visible is kept, menus too: recognition finds the report among them."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from gouji.model import Document
from gouji.parse.characters import trim
from gouji.parse.encoding import decode
from gouji.parse.grid import blocks
from gouji.parse.html.guard import refuse_hostile
from gouji.parse.html.walk import contents, spaced

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def read(content: bytes) -> Document:
    """The page; raises Unreadable when it is no text or larger than any report."""
    declared = _CHARSET.search(content[:4096])
    decoded = decode(content, declared[1].decode("ascii", "replace") if declared else None)
    refuse_hostile(decoded.text)
    page = LexborHTMLParser(decoded.text)
    title = page.css_first("title")
    hint = trim(spaced(title.text())) if title is not None else ""
    notes = (f"网页中有 {decoded.damaged} 个字符已损坏",) if decoded.damaged else ()
    return Document(blocks(contents(page.root)), "html", hint or None, notes)
