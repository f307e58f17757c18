"""pdfium, opened and closed: one thread at a time, because it knows no threads."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

import pypdfium2_raw as pdfium

from gouji.errors import Unreadable

#: Longer than any report; a yearbook is none.
MOST_PAGES = 300

_ALONE = Lock()
_LOCKED = "PDF 文件设有打开密码，无法读取；请取消密码后重新投递，或投递 Word 原件"
_PROTECTED = "PDF 文件用本程序不支持的方式加密，无法读取；请取消加密后重新导出，或投递 Word 原件"
_BROKEN = "PDF 文件已损坏或不完整，无法打开；请重新导出后投递，或投递 Word 原件"
_WORDS = {pdfium.FPDF_ERR_PASSWORD: _LOCKED, pdfium.FPDF_ERR_SECURITY: _PROTECTED}

Handle = Any


@cache
def _ready() -> None:
    pdfium.FPDF_InitLibrary()


@contextmanager
def opened(content: bytes) -> Iterator[Handle]:
    """The document; raises Unreadable when it is locked, broken or of more pages than any report."""
    with _ALONE:
        _ready()
        held = ctypes.create_string_buffer(content, len(content))
        document = pdfium.FPDF_LoadMemDocument64(held, len(content), None)
        if not document:
            raise Unreadable(_WORDS.get(pdfium.FPDF_GetLastError(), _BROKEN))
        try:
            yield document
        finally:
            pdfium.FPDF_CloseDocument(document)


def page_count(document: Handle) -> int:
    """How many pages there are; raises Unreadable for none and for too many."""
    count: int = pdfium.FPDF_GetPageCount(document)
    if count < 1:
        raise Unreadable(_BROKEN)
    if count > MOST_PAGES:
        raise Unreadable(f"PDF 文件有{count}页，不像年度报告；请只投递年度报告本身")
    return count


@contextmanager
def page_of(document: Handle, number: int) -> Iterator[Handle]:
    """A page, numbered from 1; raises Unreadable when it is broken."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        raise Unreadable(f"PDF 文件的第{number}页已损坏，无法读取；请重新导出后投递，或投递 Word 原件")
    try:
        yield page
    finally:
        pdfium.FPDF_ClosePage(page)


def title(document: Handle) -> str | None:
    """The title in the document's properties."""
    size = pdfium.FPDF_GetMetaText(document, b"Title", None, 0)
    if not 2 < size < 1000:  # noqa: PLR2004 - bytes of UTF-16 with its end
        return None
    text = ctypes.create_string_buffer(size)
    pdfium.FPDF_GetMetaText(document, b"Title", text, size)
    return text.raw[: size - 2].decode("utf-16-le", "replace").strip() or None
