"""Saved web pages (.mht) → Document: the page among the parts of the file, in the charset that its part declares.

Chromium, Internet Explorer and Word (单个文件网页) write one page and what it shows; a page of frames keeps its text in
the parts that the frames load.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

import msgspec

from gouji.errors import Unreadable
from gouji.model import Block, Document, Paragraph, Place, Table
from gouji.parse import anchors, html
from gouji.parse.encoding import decode
from gouji.parse.mail import mime
from gouji.parse.mail.mime import Part

_PAGE_KINDS = ("text/html", "application/xhtml+xml")
_FRAMESET = re.compile(r"<frameset\b", re.IGNORECASE)
_FRAMES = re.compile(r"<i?frame(?:set)?\b", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD = 4096


def read(content: bytes) -> Document:
    """The page; raises Unreadable when there is none in the file, or when it is larger than any report."""
    headers, _ = mime.split(content)
    parts = list(mime.parts(content))
    pages = [part for part in parts if part.kind in _PAGE_KINDS and part.body.strip()]
    if not pages:
        raise Unreadable("网页归档里没有网页（可能没有传完）；请在浏览器中重新另存，或复制正文到 .docx 后投递")
    if any(page.cut for page in pages):
        raise Unreadable("网页归档在网页中间断开，没有传完；请在浏览器中重新另存，或复制正文到 .docx 后投递")
    root = _root(parts, pages, mime.parameter(headers, "start"))
    text = _text(root)
    if not _FRAMES.search(text) or anchors.are_enough(text):
        return _document([text])
    return _document(_framed([text, *(_text(part) for part in pages if part is not root)]))


def _root(parts: Sequence[Part], pages: Sequence[Part], start: str | None) -> Part:
    """The part that the file names as its beginning, else the first page."""
    named = (part for part in parts if start and (part.headers.get("content-id") or "").strip() == start.strip())
    found = next(named, None)
    return found if found in pages and found is not None else pages[0]


def _framed(texts: Sequence[str]) -> list[str]:
    """Of a page and the frames that it loads, the one that holds the report; all where it is spread over several."""
    best = max(texts, key=anchors.count)
    return [best] if anchors.are_enough(best) else list(texts)


def _text(part: Part) -> str:
    content = part.content()
    declared = part.charset or ((found := _META.search(content[:_HEAD])) and found[1].decode("ascii"))
    return decode(content, declared or None).text


def _document(texts: Sequence[str]) -> Document:
    """The pages one after the other as one document, its paragraphs and tables counted through.

    A page that loads the others is not asked for text of its own.
    """
    shells = [text for text in texts if len(texts) > 1 and _FRAMESET.search(text)]
    pages = [html.read(codecs.BOM_UTF8 + text.encode("utf-8", "replace")) for text in texts if text not in shells]
    blocks: list[Block] = []
    for page in pages:
        tables = sum(isinstance(block, Table) for block in blocks)
        blocks += [_moved(block, len(blocks), tables) for block in page.blocks]
    hint = next((page.title_hint for page in pages if page.title_hint), None)
    notes = tuple(dict.fromkeys(note for page in pages for note in page.notes))
    days = {page.published_on for page in pages if page.published_on}
    return Document(tuple(blocks), "mht", hint, notes, published_on=days.pop() if len(days) == 1 else None)


def _moved(block: Block, paragraphs: int, tables: int) -> Block:
    if not paragraphs:
        return block
    place = _behind(block.place, paragraphs, tables)
    if isinstance(block, Paragraph):
        return msgspec.structs.replace(block, place=place)
    cells = (msgspec.structs.replace(cell, place=_behind(cell.place, paragraphs, tables)) for cell in block.cells)
    return msgspec.structs.replace(block, cells=tuple(cells), place=place)


def _behind(place: Place, paragraphs: int, tables: int) -> Place:
    """The place when so many blocks, so many of them tables, stand before its page."""
    return msgspec.structs.replace(
        place,
        paragraph=place.paragraph and place.paragraph + paragraphs,
        table=place.table and place.table + tables,
    )
