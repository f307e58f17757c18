"""How a page lies: from the file's coordinates to points from the upper left corner of what is seen."""

from __future__ import annotations

import ctypes
from math import atan2, degrees, isfinite

import msgspec
import pypdfium2_raw as pdfium

from gouji.errors import Unreadable
from gouji.parse.pdf.library import Handle

_LARGEST = 20_000.0


class View(msgspec.Struct, frozen=True):
    """The visible part of a page in the file's coordinates, and by how many quarters it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        wide, tall = self.right - self.left, self.top - self.bottom
        return (tall, wide) if self.quarters % 2 else (wide, tall)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the file is seen."""
        if self.quarters == 0:
            return x - self.left, self.top - y
        if self.quarters == 1:
            return y - self.bottom, x - self.left
        if self.quarters == 2:  # noqa: PLR2004 - upside down
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Where a box is seen: left, top, right, bottom."""
        x1, y1 = self.point(left, bottom)
        x2, y2 = self.point(right, top)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def turned(self, across: float, up: float) -> int | None:
        """The direction of writing as seen, in degrees clockwise; None for one that slants."""
        angle = -degrees(atan2(up, across)) + 90 * self.quarters
        quarter = round(angle / 90)
        return quarter % 4 * 90 if abs(angle - quarter * 90) < 15 else None  # noqa: PLR2004 - italics do not slant the line


def view_of(page: Handle, number: int) -> View:
    """How a page lies; raises Unreadable when it has no size that a page could have."""
    rect = pdfium.FS_RECTF()
    found = pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    sides = (rect.left, rect.bottom, rect.right, rect.top)
    if not found or not all(isfinite(side) and abs(side) < _LARGEST for side in sides):
        raise Unreadable(f"PDF 文件的第{number}页尺寸异常，无法读取；请重新导出后投递，或投递 Word 原件")
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    return View(left, bottom, right, top, pdfium.FPDFPage_GetRotation(page) % 4)


def turned_view(view: View, quarters: int) -> View:
    """The same page turned by so many quarters more, clockwise."""
    return msgspec.structs.replace(view, quarters=(view.quarters + quarters) % 4)
