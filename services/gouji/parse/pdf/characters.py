"""The characters of a page, where they stand and how they are drawn."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from math import hypot, isfinite

import msgspec
import pypdfium2_raw as pdfium

from gouji.errors import Unreadable
from gouji.parse.pdf.library import Handle

MOST_CHARACTERS = 60_000
_INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_FILLING_MODES = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP)
_HYPHENS = (0x02, 0xFFFE)


class Style(msgspec.Struct, frozen=True):
    """What the characters of one text object share.

    `across`, `up` is the direction of writing; `size` the em in points; `color` red, green, blue, alpha of what is
    painted, None when nothing is.
    """

    object: int
    across: float
    up: float
    size: float
    color: tuple[int, int, int, int] | None


class Character(msgspec.Struct, frozen=True):
    """A character in the file's coordinates: its pen position, its advance box and its ink, left bottom right top.

    `code` is what pdfium reads, `known` whether the font says which character it is.
    """

    code: int
    known: bool
    x: float
    y: float
    loose: tuple[float, float, float, float]
    style: Style


def characters(page: Handle, number: int) -> list[Character]:
    """The characters in the order in which they are drawn, generated ones left out."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        raise Unreadable(f"PDF 文件的第{number}页无法读取文字；请重新导出后投递，或投递 Word 原件")
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > MOST_CHARACTERS:
            raise Unreadable(f"PDF 文件的第{number}页文字多得异常，不像年度报告；请核对文件，或投递 Word 原件")
        return list(_characters(text, count))
    finally:
        pdfium.FPDFText_ClosePage(text)


def _characters(text: Handle, count: int) -> Iterator[Character]:
    x, y = ctypes.c_double(), ctypes.c_double()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    rect = pdfium.FS_RECTF()
    at_rect = ctypes.byref(rect)
    generated, unicode_of = pdfium.FPDFText_IsGenerated, pdfium.FPDFText_GetUnicode
    origin, loose_box = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox
    fails, object_of = pdfium.FPDFText_HasUnicodeMapError, pdfium.FPDFText_GetTextObject
    style: Style | None = None
    for index in range(count):
        if generated(text, index):
            continue
        item = object_of(text, index)
        key = ctypes.cast(item, ctypes.c_void_p).value or 0
        if style is None or style.object != key:
            style = _style(text, index, item, key)
        code = unicode_of(text, index)
        if code in _HYPHENS and pdfium.FPDFText_IsHyphen(text, index):
            code = 0x2D
        origin(text, index, at_x, at_y)
        loose_box(text, index, at_rect)
        box = rect.left, rect.bottom, rect.right, rect.top
        if not 0.05 * style.size < box[2] - box[0] < 1.6 * style.size or not _is_upright(style):
            box = _ink(text, index, x.value, style.size)
        if isfinite(x.value) and isfinite(y.value):
            yield Character(code, not fails(text, index), x.value, y.value, box, style)


def _is_upright(style: Style) -> bool:
    return style.up == 0 and style.across > 0


def _ink(text: Handle, index: int, x: float, size: float) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    if right.value <= left.value and top.value <= bottom.value:
        return x, bottom.value, x + size * 0.5, top.value
    return left.value, bottom.value, right.value, top.value


def _style(text: Handle, index: int, item: Handle, key: int) -> Style:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
        matrix.a, matrix.d = 1.0, 1.0
    size = pdfium.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d)
    return Style(key, matrix.a, matrix.b, abs(size), _color(text, index, item))


def _color(text: Handle, index: int, item: Handle) -> tuple[int, int, int, int] | None:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
    if mode in _INVISIBLE_MODES:
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    read = pdfium.FPDFText_GetFillColor if mode in _FILLING_MODES else pdfium.FPDFText_GetStrokeColor
    if not read(text, index, red, green, blue, alpha):
        return (0, 0, 0, 255)
    return (red.value, green.value, blue.value, alpha.value) if alpha.value else None


@lru_cache(maxsize=20_000)
def readable(code: int) -> bool:
    """Whether a code is a character that somebody may have written: no control, no private use, no replacement."""
    if code < 0x20 or code > 0x10FFFF:  # noqa: PLR2004 - where Unicode begins to print, and ends
        return code in {0x09, 0x0A, 0x0D}
    return code != 0xFFFD and unicodedata.category(chr(code)) not in {"Co", "Cn", "Cs", "Cc"}  # noqa: PLR2004
