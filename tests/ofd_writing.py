"""Writing a drawn document as an OFD file, laid out in pages as two kinds of programs do it."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable, Iterator

from gouji.model import Document, GridCell, Paragraph, Table

#: Millimetres.
WIDE, TALL, EDGE, EM, CELL_EM, LEADING, PADDING = 210.0, 297.0, 20.0, 4.2, 2.8, 1.35, 0.8
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def as_ofd(document: Document, style: str = "lines") -> bytes:
    """A file of pages; `style` is `lines` (stroked lines, runs of text) or `fills` (thin areas, single characters)."""
    pages = _Pages(STYLES[style])
    for block in document.blocks:
        if isinstance(block, Paragraph):
            pages.paragraph(block.text)
        else:
            pages.table(block)
    return package(pages.finished())


def package(pages: list[str], *, common: str = "", parts: dict[str, str] | None = None) -> bytes:
    """The file with these objects on its pages; `common` goes into the document's CommonData."""
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    members = {
        "OFD.xml": f'<ofd:OFD {SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>'
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 {WIDE} {TALL}"
        f"</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{f"Doc_0/Pages/Page_{number}/Content.xml": page(objects) for number, objects in enumerate(pages)},
        **(parts or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return file.getvalue()


def page(objects: str, more: str = "") -> str:
    layer = f'<ofd:Layer ID="9" Type="Body">{objects}</ofd:Layer>'
    return f"<ofd:Page {SPACE}>{more}<ofd:Content>{layer}</ofd:Content></ofd:Page>"


def text_object(x: float, y: float, text: str, em: float, *, deltas: str = "", attributes: str = "") -> str:
    """A text object whose first baseline begins at x, y."""
    box = f"{x:g} {y - em:g} {len(text) * em + 1:g} {em * 1.3:g}"
    code = f'<ofd:TextCode X="0" Y="{em:g}"{deltas}>{html.escape(text)}</ofd:TextCode>'
    return f'<ofd:TextObject ID="7" Boundary="{box}" Font="1" Size="{em:g}" {attributes}>{code}</ofd:TextObject>'


def path_object(box: tuple[float, float, float, float], data: str, attributes: str = "") -> str:
    written = " ".join(f"{side:g}" for side in box)
    return (
        f'<ofd:PathObject ID="8" Boundary="{written}" {attributes}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _width(text: str, em: float) -> float:
    return sum(em if ord(character) > 0x2000 else em / 2 for character in text)


def _run(x: float, y: float, text: str, em: float) -> str:
    """One object for a line, equal steps written short."""
    steps = [em if ord(character) > 0x2000 else em / 2 for character in text[:-1]]
    short, place = [], 0
    while place < len(steps):
        end = place
        while end < len(steps) and steps[end] == steps[place]:
            end += 1
        times = end - place
        short += [f"g {times} {steps[place]:g}"] if times > 2 else [f"{steps[place]:g}"] * times
        place = end
    return text_object(x, y, text, em, deltas=f' DeltaX="{" ".join(short)}"' if short else "")


def _letters(x: float, y: float, text: str, em: float) -> str:
    """An object for each character."""
    found = []
    for character in text:
        found.append(text_object(x, y, character, em))
        x += _width(character, em)
    return "".join(found)


def _stroked(x1: float, y1: float, x2: float, y2: float) -> str:
    data = f"M 0 0 L {x2 - x1:g} {y2 - y1:g}"
    return path_object((x1, y1, x2 - x1, y2 - y1), data, 'LineWidth="0.2"')


def _filled(x1: float, y1: float, x2: float, y2: float) -> str:
    wide, tall = max(x2 - x1, 0.2), max(y2 - y1, 0.2)
    data = f"M 0 0 L {wide:g} 0 L {wide:g} {tall:g} L 0 {tall:g} C"
    return path_object((x1 - 0.1, y1 - 0.1, wide, tall), data, 'Stroke="false" Fill="true"')


STYLES: dict[str, tuple[Callable[..., str], Callable[..., str]]] = {
    "lines": (_stroked, _run),
    "fills": (_filled, _letters),
}


def _lines(text: str, wide: float, em: float) -> list[str]:
    found = []
    for line in text.split("\n"):
        rest = ""
        for character in line:
            if rest and _width(rest + character, em) > wide:
                found.append(rest)
                rest = ""
            rest += character
        found.append(rest)
    return found


class _Pages:
    def __init__(self, style: tuple[Callable[..., str], Callable[..., str]]) -> None:
        self._rule, self._write = style
        self._pages: list[list[str]] = [[]]
        self._y = EDGE
        self._left: dict[tuple[int, int], list[str]] = {}

    def finished(self) -> list[str]:
        for number, objects in enumerate(self._pages, 1):
            objects.append(self._write(WIDE / 2 - 5, TALL - 12, f"— {number} —", 3.5))
        return ["".join(objects) for objects in self._pages]

    def _put(self, markup: str) -> None:
        self._pages[-1].append(markup)

    def _turn(self) -> None:
        self._pages.append([])
        self._y = EDGE

    def paragraph(self, text: str) -> None:
        indent = 2 * EM
        for place, line in enumerate(_lines("　　" + text, WIDE - 2 * EDGE, EM)):
            if self._y + EM * LEADING > TALL - EDGE:
                self._turn()
            shown, x = (line[2:], EDGE + indent) if not place else (line, EDGE)
            self._put(self._write(x, self._y + EM, shown, EM))
            self._y += EM * LEADING * 1.15
        self._y += 1.5

    def table(self, table: Table) -> None:
        count = max(cell.column + cell.colspan for cell in table.cells)
        edges = [EDGE + (WIDE - 2 * EDGE) * column / count for column in range(count + 1)]
        heights = _heights(table, edges)
        self._y += 1
        self._left = {}
        for first, last in self._portions(heights):
            self._portion(table, edges, heights, range(first, last))
        self._y += 3

    def _portions(self, heights: list[float]) -> Iterator[tuple[int, int]]:
        """Rows that fit on a page, page by page."""
        first, y = 0, self._y
        for row, height in enumerate(heights):
            if y + height > TALL - EDGE:
                if row > first:
                    yield first, row
                self._turn()
                first, y = row, self._y
            y += height
        yield first, len(heights)

    def _portion(self, table: Table, edges: list[float], heights: list[float], rows: range) -> None:
        tops = [self._y]
        for row in rows:
            tops.append(tops[-1] + heights[row])
        for cell in table.cells:
            first, last = max(cell.row, rows.start), min(cell.row + cell.rowspan, rows.stop)
            if first >= last:
                continue
            box = (
                edges[cell.column],
                tops[first - rows.start],
                edges[cell.column + cell.colspan],
                tops[last - rows.start],
            )
            self._cell(cell, box, ends=last == cell.row + cell.rowspan)
        self._y = tops[-1]

    def _cell(self, cell: GridCell, box: tuple[float, float, float, float], *, ends: bool) -> None:
        """A cell, or the part of it on this page; lines that do not fit go on the next."""
        left, top, right, bottom = box
        for y in (top, bottom):
            self._put(self._rule(left, y, right, y))
        for x in (left, right):
            self._put(self._rule(x, top, x, bottom))
        lines = self._left.pop((cell.row, cell.column), None)
        if lines is None:
            lines = _lines(cell.text, right - left - 2 * PADDING, CELL_EM) if cell.text else []
        fitting = len(lines) if ends else int((bottom - top) / (CELL_EM * LEADING))
        self._left[cell.row, cell.column] = lines[fitting:]
        lines = lines[:fitting]
        y = top + max((bottom - top - len(lines) * CELL_EM * LEADING) / 2, PADDING / 2) + CELL_EM
        for line in lines:
            x = left + max((right - left - _width(line, CELL_EM)) / 2, PADDING)
            self._put(self._write(x, y, line, CELL_EM))
            y += CELL_EM * LEADING


def _heights(table: Table, edges: list[float]) -> list[float]:
    """Heights of the rows, so that the text of every cell fits."""
    heights = [6.0] * max(cell.row + cell.rowspan for cell in table.cells)
    for cell in sorted(table.cells, key=lambda one: one.rowspan):
        wide = edges[cell.column + cell.colspan] - edges[cell.column] - 2 * PADDING
        needed = len(_lines(cell.text, wide, CELL_EM)) * CELL_EM * LEADING + 2 * PADDING
        rows = range(cell.row, cell.row + cell.rowspan)
        lacking = needed - sum(heights[row] for row in rows)
        if lacking > 0:
            heights[rows[0]] += lacking
    return heights
