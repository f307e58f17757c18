"""A report written in the shapes in which text is saved, copied and sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gouji.model import Document, Paragraph, Table


def exact(table: Table) -> list[list[str]]:
    """Every position; what is merged has its text first and blanks behind."""
    height = max(cell.row + cell.rowspan for cell in table.cells)
    width = max(cell.column + cell.colspan for cell in table.cells)
    grid = [[""] * width for _ in range(height)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text
    return grid


def own(table: Table) -> list[list[str]]:
    """The cells that begin in each row."""
    return [[cell.text for cell in row] for row in table.rows()]


def _shape(write: Callable[[Table], Iterator[str]]) -> Callable[[Document], str]:
    def written(document: Document) -> str:
        lines: list[str] = []
        for block in document.blocks:
            lines += [block.text] if isinstance(block, Paragraph) else list(write(block))
        return "\n".join(lines)

    return written


def _cell_a_line(table: Table) -> Iterator[str]:
    yield from (text for row in own(table) for text in row)


def _cell_a_paragraph(table: Table) -> Iterator[str]:
    for row in own(table):
        for text in row:
            yield from ("", text, "")


def _split_labels(table: Table) -> Iterator[str]:
    for text in _cell_a_line(table):
        yield from (text[:5], text[5:]) if len(text) == 8 else (text,)


def _tabs_without_blank_lines(table: Table) -> Iterator[str]:
    height = max(cell.row + cell.rowspan for cell in table.cells)
    for row in range(height):
        standing = [cell for cell in table.cells if cell.row <= row < cell.row + cell.rowspan]
        for cell in sorted(standing, key=lambda cell: cell.column):
            yield "\t" + (cell.text if cell.row == row else "")


def _parted(separator: str) -> Callable[[Table], Iterator[str]]:
    def write(table: Table) -> Iterator[str]:
        yield from (separator.join(row) for row in own(table))

    return write


def _columns(table: Table) -> Iterator[str]:
    """Columns lined up with spaces; a Chinese character is two wide."""
    for row in own(table):
        yield "".join(text + " " * max(2, 14 - 2 * len(text)) for text in row).rstrip()


def _pipes(table: Table) -> Iterator[str]:
    first, *rest = exact(table)
    yield "| " + " | ".join(first) + " |"
    yield "|" + " --- |" * len(first)
    yield from ("| " + " | ".join(row) + " |" for row in rest)


def _bare_pipes(table: Table) -> Iterator[str]:
    yield from (" | ".join(row) for row in own(table))


def _ascii_box(table: Table) -> Iterator[str]:
    rows = exact(table)
    rule = "+" + "------+" * len(rows[0])
    yield rule
    for row in rows:
        yield "| " + " | ".join(row) + " |"
        yield rule


def _drawn_box(table: Table) -> Iterator[str]:
    rows = exact(table)
    yield "┌" + "┬".join("───" for _ in rows[0]) + "┐"
    for number, row in enumerate(rows):
        if number:
            yield "├" + "┼".join("───" for _ in row) + "┤"
        yield "│" + "│".join(row) + "│"
    yield "└" + "┴".join("───" for _ in rows[0]) + "┘"


SHAPES = {
    "cell a line": _shape(_cell_a_line),
    "cell a paragraph": _shape(_cell_a_paragraph),
    "labels split": _shape(_split_labels),
    "tabs, no blank lines": _shape(_tabs_without_blank_lines),
    "single spaces": _shape(_parted(" ")),
    "full-width spaces": _shape(_parted("\u3000")),
    "ascii commas": _shape(_parted(",")),
    "commas": _shape(_parted("，")),
    "enumeration commas": _shape(_parted("、")),
    "tabs": _shape(_parted("\t")),
    "lined up": _shape(_columns),
    "pipes": _shape(_pipes),
    "bare pipes": _shape(_bare_pipes),
    "ascii box": _shape(_ascii_box),
    "drawn box": _shape(_drawn_box),
}
