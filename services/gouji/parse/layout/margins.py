"""Running heads and feet, page numbers: what stands on the pages and belongs to none of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from gouji.parse.layout.region import Region
from gouji.parse.layout.writing import Written

_NUMBER = r"[0-9０-９]{1,4}"
_PAGE_NUMBER = re.compile(
    rf"[\W_]*(?:第\s*(?:{_NUMBER}|[一二三四五六七八九十百]+)\s*页|(?:P|p|Page|page)?\.?\s*{_NUMBER})"
    rf"[\W_]*(?:(?:[/／∕|｜]|共|of|总)\s*(?:{_NUMBER}|[一二三四五六七八九十百]+)\s*页?)?[\W_]*"
)
#: The margins in which heads and feet stand (parts of the page's height).
_MARGIN = 0.14
_MOST_LINES = 3
#: A row of figures, with its digits masked.
_FIGURES = re.compile(r"#\s+#\s+#")
_DIGITS = re.compile(r"[0-9０-９]+")


def without_margins(pages: Sequence[Region]) -> list[Region]:
    """The pages without their heads, feet and numbers."""
    repeated = _repeated(pages)
    return [msgspec.structs.replace(page, lines=_own_lines(page, repeated)) for page in pages]


def _own_lines(page: Region, repeated: set[tuple[str, int]]) -> tuple[Written, ...]:
    """The lines of a page that are no heads and feet; a page number is the outermost line."""
    outermost = {id(line) for line in (*page.lines[:1], *page.lines[-1:])}
    gone = set()
    for line in _edge_lines(page):
        text = line.text
        if (id(line) in outermost and _is_page_number(text)) or any(
            (_masked(text), at) in repeated for at in _places(line)
        ):
            gone.add(id(line))
    # Behind a foot that was left out the page number may be the outermost line.
    rest = [line for line in page.lines if id(line) not in gone]
    outermost = {id(line) for line in (*rest[:1], *rest[-1:])}
    gone |= {id(line) for line in _edge_lines(page) if id(line) in outermost and _is_page_number(line.text)}
    return tuple(line for line in page.lines if id(line) not in gone)


def _edge_lines(page: Region) -> Iterator[Written]:
    """The outermost lines above and below everything else, as far as they stand in the margins."""
    tops = [piece.top for piece in page.pieces]
    bottoms = [piece.bottom for piece in page.pieces]
    highest, lowest = min(tops, default=page.height), max(bottoms, default=0.0)
    for line in page.lines[:_MOST_LINES]:
        if line.baseline < min(highest, page.height * _MARGIN):
            yield line
    for line in page.lines[-_MOST_LINES:]:
        if line.top > max(lowest, page.height * (1 - _MARGIN)):
            yield line


def _is_page_number(text: str) -> bool:
    return len(text) < 24 and _PAGE_NUMBER.fullmatch(text) is not None  # noqa: PLR2004 - characters


def _repeated(pages: Sequence[Region]) -> set[tuple[str, int]]:
    """Texts at the same height of two pages and of every third."""
    counted: Counter[tuple[str, int]] = Counter()
    for page in pages:
        found = set()
        for line in _edge_lines(page):
            masked = _masked(line.text)
            if not _FIGURES.search(masked) and any(character.isalpha() for character in masked):
                found |= {(masked, at) for at in _places(line)}
        counted.update(found)
    return {what for what, count in counted.items() if count > 1 and count * 3 >= len(pages)}


def _places(line: Written) -> tuple[int, int]:
    """Its height, in steps that overlap, so that no two near ones fall apart."""
    return round(line.baseline / 6) * 2, int(line.baseline / 6) * 2 + 1


def _masked(text: str) -> str:
    return _DIGITS.sub("#", text)
