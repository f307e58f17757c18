"""The paths and images of a page: ruling lines, filled areas, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise
from math import isfinite

import msgspec
import pypdfium2_raw as pdfium

from gouji.errors import Unreadable
from gouji.parse.pdf.library import Handle

MOST_OBJECTS, MOST_SEGMENTS, _DEEPEST = 60_000, 200_000, 8
#: A filled area no thicker than this is a line (points).
_THIN = 3.0
LOST_SQUARE = 4.0
_SLANT = 0.7

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
_EVERYTHING: Box = (-1e9, -1e9, 1e9, 1e9)
_MOST_CLIPS, _MOST_CORNERS = 16, 64
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Area(msgspec.Struct, frozen=True):
    """A filled rectangle: left, bottom, right, top in the file's coordinates, how light it is (0 to 255), and its
    ordinal among the objects of the page.
    """

    box: Box
    light: float
    order: int


class Picture(msgspec.Struct, frozen=True):
    """An image: its box in the file's coordinates, its ordinal, and whether what lies below shows through."""

    box: Box
    order: int
    clear: bool


class Written(msgspec.Struct, frozen=True):
    """A text object: its ordinal, pdfium's handle, and what it stands in (a form, or the page)."""

    order: int
    item: Handle
    matrix: Matrix


class Shapes(msgspec.Struct):
    """What is drawn on a page besides text. `lines` are boxes without height or width; `texts` the text objects by
    their address; `outlines` counts curved filled paths, which characters may be made of.
    """

    lines: list[Box] = []
    areas: list[Area] = []
    pictures: list[Picture] = []
    texts: dict[int, Written] = {}
    outlines: int = 0
    objects: int = 0
    segments: int = 0


def shapes(page: Handle, number: int) -> Shapes:
    """Everything drawn on a page; raises Unreadable when there is more than on any report."""
    found = Shapes()
    reader = _Reader(found, number)
    count = pdfium.FPDFPage_CountObjects(page)
    reader.take((pdfium.FPDFPage_GetObject(page, index) for index in range(count)), count, _IDENTITY, 0)
    return found


class _Reader:
    """Collects shapes; its buffers are used over and over."""

    def __init__(self, found: Shapes, number: int) -> None:
        self.found = found
        self._number = number
        self._matrix = pdfium.FS_MATRIX()
        self._floats = tuple(ctypes.c_float() for _ in range(4))
        self._ints = tuple(ctypes.c_int() for _ in range(2))

    def take(self, objects: Iterator[Handle], count: int, matrix: Matrix, depth: int) -> None:
        self._bound(count)
        for item in objects:
            self.found.objects += 1
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
                address = ctypes.cast(item, ctypes.c_void_p).value or 0
                self.found.texts[address] = Written(self.found.objects, item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._image(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = pdfium.FPDFFormObj_CountObjects(item)
                held = (pdfium.FPDFFormObj_GetObject(item, index) for index in range(inner))
                self.take(held, inner, _times(self._matrix_of(item), matrix), depth + 1)

    def _bound(self, more: int) -> None:
        if self.found.objects + more > MOST_OBJECTS or self.found.segments > MOST_SEGMENTS:
            raise Unreadable(f"PDF 文件的第{self._number}页图形多得异常，不像年度报告；请核对文件，或投递 Word 原件")

    def _matrix_of(self, item: Handle) -> Matrix:
        held = self._matrix
        if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(held)):
            return _IDENTITY
        return held.a, held.b, held.c, held.d, held.e, held.f

    def _image(self, item: Handle, matrix: Matrix) -> None:
        corners = [_at(_times(self._matrix_of(item), matrix), x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        box = _around(corners)
        if not all(map(isfinite, box)):
            return
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            self._thin(box)
        else:
            clear = bool(pdfium.FPDFPageObj_HasTransparency(item))
            self.found.pictures.append(Picture(box, self.found.objects, clear))

    def _path(self, item: Handle, matrix: Matrix) -> None:
        fill, stroke = self._ints
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        count = pdfium.FPDFPath_CountSegments(item)
        self.found.segments += max(count, 0)
        self._bound(0)
        parts, curved = self._parts(item, count, _times(self._matrix_of(item), matrix))
        drawn, filled = len(self.found.lines), len(self.found.areas)
        if stroke.value and self._is_painted(item, pdfium.FPDFPageObj_GetStrokeColor):
            for part in parts:
                self._edges(part)
        elif fill.value and curved:
            self.found.outlines += 1
        elif fill.value and self._is_painted(item, pdfium.FPDFPageObj_GetFillColor):
            self._filled(item, [_around(part) for part in parts if len(part) > 1])
        if len(self.found.lines) > drawn or len(self.found.areas) > filled:
            self._clip(item, matrix, drawn, filled)

    def _clip(self, item: Handle, matrix: Matrix, drawn: int, filled: int) -> None:
        """Cuts the lines and areas found last down to what the page's clips leave of them."""
        path = pdfium.FPDFPageObj_GetClipPath(item)
        window = _EVERYTHING
        for number in range(min(pdfium.FPDFClipPath_CountPaths(path), _MOST_CLIPS)):
            window = _common(window, self._clip_box(path, number, matrix))
        if window is _EVERYTHING:
            return
        cut = (_common(line, window) for line in self.found.lines[drawn:])
        self.found.lines[drawn:] = [box for box in cut if box[0] <= box[2] and box[1] <= box[3]]
        self.found.areas[filled:] = [
            msgspec.structs.replace(area, box=box)
            for area in self.found.areas[filled:]
            if (box := _common(area.box, window))[0] < box[2] and box[1] < box[3]
        ]

    def _clip_box(self, path: Handle, number: int, matrix: Matrix) -> Box:
        x, y = self._floats[:2]
        points = []
        for index in range(min(pdfium.FPDFClipPath_CountPathSegments(path, number), _MOST_CORNERS)):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, number, index)
            if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                points.append(_at(matrix, x.value, y.value))
        return _around(points) if points else _EVERYTHING

    def _parts(self, item: Handle, count: int, matrix: Matrix) -> tuple[list[list[tuple[float, float]]], bool]:
        """The path's corners, a list for each part of it that is drawn without lifting the pen."""
        x, y = self._floats[:2]
        parts: list[list[tuple[float, float]]] = []
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                return [], True
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = _at(matrix, x.value, y.value)
            if kind == pdfium.FPDF_SEGMENT_MOVETO or not parts:
                parts.append([])
            parts[-1].append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                parts[-1].append(parts[-1][0])
        return parts, False

    def _is_painted(self, item: Handle, color: Handle) -> bool:
        values = tuple(ctypes.c_uint() for _ in range(4))
        return not color(item, *values) or values[3].value > 0

    def _light(self, item: Handle) -> float:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
        return 0.3 * red.value + 0.59 * green.value + 0.11 * blue.value

    def _edges(self, part: list[tuple[float, float]]) -> None:
        """The upright and level lines along a path."""
        for (x1, y1), (x2, y2) in pairwise(part):
            if abs(y1 - y2) <= _SLANT < abs(x1 - x2):
                self.found.lines.append((min(x1, x2), (y1 + y2) / 2, max(x1, x2), (y1 + y2) / 2))
            elif abs(x1 - x2) <= _SLANT < abs(y1 - y2):
                self.found.lines.append(((x1 + x2) / 2, min(y1, y2), (x1 + x2) / 2, max(y1, y2)))

    def _filled(self, item: Handle, boxes: list[Box]) -> None:
        """Thin areas are lines, an area with a hole nearly as large is a frame, others are backgrounds."""
        large = []
        for box in boxes:
            if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
                self._thin(box)
            else:
                large.append(box)
        if len(large) == 2 and all(abs(a - b) <= _THIN for a, b in zip(*large, strict=True)):  # noqa: PLR2004
            self._edges(_corners(large[0]))
        elif large:
            light = self._light(item)
            self.found.areas += (Area(box, light, self.found.objects) for box in large)

    def _thin(self, box: Box) -> None:
        left, bottom, right, top = box
        if right - left >= top - bottom:
            self.found.lines.append((left, (bottom + top) / 2, right, (bottom + top) / 2))
        else:
            self.found.lines.append(((left + right) / 2, bottom, (left + right) / 2, top))


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _corners(box: Box) -> list[tuple[float, float]]:
    left, bottom, right, top = box
    return [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]


def _around(points: list[tuple[float, float]]) -> Box:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    if outer is _IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def panes(found: Shapes) -> list[Box]:
    """Light areas painted on a dark one: cells whose lines are the dark that shows between them."""
    dark = [area for area in found.areas if area.light < 160]  # noqa: PLR2004 - grey
    if not dark:
        return []
    return [
        area.box
        for area in found.areas
        if any(
            below.order < area.order and area.light - below.light > 60 and _holds(below.box, area.box)  # noqa: PLR2004
            for below in dark[:200]
        )
    ]


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] - _SLANT <= inner[0]
        and outer[1] - _SLANT <= inner[1]
        and inner[2] <= outer[2] + _SLANT
        and inner[3] <= outer[3] + _SLANT
    )


def lost(found: Shapes, read: AbstractSet[int], places: AbstractSet[tuple[int, int]]) -> list[tuple[float, float]]:
    """Where text objects stand of which pdfium gives no character: it has no font for them, and the file none either.

    `read` are the addresses of those that it gave; `places` where characters stand, in squares of `LOST_SQUARE` points:
    a copy drawn to look bold is given once.
    """
    missed = []
    for address, written in found.texts.items():
        if address in read or not _is_missing(pdfium.FPDFTextObj_GetFont(written.item)):
            continue
        matrix = pdfium.FS_MATRIX()
        if pdfium.FPDFPageObj_GetMatrix(written.item, ctypes.byref(matrix)):
            x, y = _at(written.matrix, matrix.e, matrix.f)
            if isfinite(x) and isfinite(y) and (int(x / LOST_SQUARE), int(y / LOST_SQUARE)) not in places:
                missed.append((x, y))
    return missed


def _is_missing(font: Handle) -> bool:
    """Whether the file has not got a font, and pdfium has it not either: all but the Latin ones."""
    if pdfium.FPDFFont_GetIsEmbedded(font) != 0:
        return False
    name = ctypes.create_string_buffer(64)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    return not name.value.lower().startswith((b"helvetica", b"times", b"courier", b"arial", b"symbol", b"zapf"))
