"""HTML pages → Document. The report among what a site puts around it; a page without a report is kept whole."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Sequence
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from gouji.model import Document
from gouji.parse.characters import trim
from gouji.parse.encoding import decode
from gouji.parse.grid import blocks
from gouji.parse.html.article import Articles, only
from gouji.parse.html.guard import refuse_hostile
from gouji.parse.html.looks import Looks
from gouji.parse.html.rows import gathered, settled
from gouji.parse.html.unseen import refuse_unseen
from gouji.parse.html.walk import Reader, spaced
from gouji.parse.pieces import Content, joined
from gouji.published import day_of, published

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_ESCAPED = "网页中有重复转义的字符（如 &nbsp; 显示为文字），已按原意读取"
_DELETED = "网页中有标为已删除的文字，未计入核查"


def read(content: bytes) -> Document:
    """The page; raises Unreadable when it is no text, larger than any report, or gets its text from elsewhere."""
    declared = _CHARSET.search(content[:4096])
    decoded = decode(content, declared[1].decode("ascii", "replace") if declared else None)
    refuse_hostile(decoded.text)
    plain = decoded.encoding == "utf-8" and not decoded.damaged and b"\0" not in content
    page = LexborHTMLParser(content.removeprefix(BOM_UTF8) if plain else decoded.text)
    articles = Articles()
    reader = Reader(Looks(sheet.text() for sheet in page.css("style")), articles)
    reader.read(page.root)
    title = page.css_first("title")
    hint = trim(spaced(title.text())) if title is not None else ""
    refuse_unseen(page, articles, hint)
    contents, kept = reader.contents, articles.kept()
    published_on = _published(page, contents)
    if kept is not None:
        contents = list(only(contents, kept, reader.spans))
    notes = [f"网页中有 {decoded.damaged} 个字符已损坏"] if decoded.damaged else []
    notes += [_ESCAPED] * reader.escaped + [_DELETED] * reader.deleted
    contents = gathered(contents, reader.boxes) if reader.boxes else contents
    return Document(
        blocks(joined(settled(contents, reader.rows))),
        "html",
        hint or None,
        tuple(notes),
        published_on=published_on,
        guessed_encoding=decoded.guessed_encoding,
    )


def _published(page: LexborHTMLParser, contents: Sequence[Content]) -> date | None:
    """The date of publication: as the page declares it for machines, else as it stands anywhere around the article."""
    for node in page.css("meta[name][content]"):
        if (node.attributes.get("name") or "").lower() == "pubdate":
            return day_of(node.attributes.get("content") or "")
    return published(content for content in contents if isinstance(content, str))
