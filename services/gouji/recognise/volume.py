"""Several reports in one file: where each of them begins.

A report begins at its title, or at its 一、总体情况 where it has none. Titles and headings are repeated for many
reasons (a cover, a contents page, a running head, a quotation, an appended blank form), so that a further report is
taken for one only when it says again what the one before has said: three of the six sections and rows of the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from gouji.model import Block, CellKind, Document, Paragraph, Table
from gouji.recognise import identity
from gouji.recognise.body import Item, candidate, read_tables
from gouji.recognise.headings import Heading
from gouji.recognise.rows import located_lines
from gouji.text import compact

_FEWEST_KINDS = 3
_FEWEST_ROWS = 8
_LONGEST_TITLE = 60
#: What stands in the title of a form that is still to be filled in.
_TEMPLATE = re.compile(r"[xX×*＊_○〇□]{2,}|模板|样式|样本|范本|参考格式|格式（?试行|填报说明")
_TEMPLATE_NOTE = "文件中另附有空白模板，没有作为报告核查"


class _Spot(msgspec.Struct, frozen=True):
    """Where an item stands: the block, and for a table's row the row, else None."""

    block: int
    row: int | None


class _Part(msgspec.Struct):
    """A stretch of the document that begins at a title or a first section; `end` is exclusive, in items."""

    start: int
    end: int
    title: str | None
    kinds: frozenset[str] = frozenset()
    rows: frozenset[tuple[str, str]] = frozenset()
    figures: int = 0

    @property
    def is_body(self) -> bool:
        return len(self.kinds) >= _FEWEST_KINDS and len(self.rows) >= _FEWEST_ROWS

    @property
    def is_template(self) -> bool:
        return self.is_body and (not self.figures or bool(self.title and _TEMPLATE.search(self.title)))


def split(document: Document) -> tuple[Document, ...]:
    """The reports of a file, in order, each as a document of its own; the document itself when it is one.

    Blank forms beside a report are left out, with a note. Places are those in the file.
    """
    located = list(located_lines(document))
    items = [item for item, _, _ in located]
    headings = [candidate(item) for item in items]
    starts = _starts(items, headings)
    if len(starts) < 2:  # noqa: PLR2004 - a second report
        return (document,)
    ends = [*(start for start, _ in starts[1:]), len(items)]
    parts = [
        _measured(_Part(start, end, title), items, headings) for (start, title), end in zip(starts, ends, strict=True)
    ]
    parts[0].start = 0
    volumes = _volumes(parts)
    filled = [part for part in volumes if not part.is_template]
    if not filled or len(volumes) < 2:  # noqa: PLR2004 - a second report
        return (document,)
    spots = [_Spot(block, row) for _, block, row in located]
    notes = (_TEMPLATE_NOTE,) if len(filled) < len(volumes) else ()
    hint = document.title_hint if len(filled) == 1 else None
    return tuple(
        msgspec.structs.replace(
            document, blocks=_blocks(document, spots, part), title_hint=hint, notes=(*document.notes, *notes)
        )
        for part in filled
    )


def _starts(items: Sequence[Item], headings: Sequence[Heading | None]) -> list[tuple[int, str | None]]:
    """Where reports may begin: titles, and first sections that no title announces."""
    starts: list[tuple[int, str | None]] = []
    announced = False
    for position, item in enumerate(items):
        if title := _title(item):
            starts.append((_first_line(items, position), title))
            announced = True
        elif (heading := headings[position]) is not None and heading.kind == "overview":
            if not announced:
                starts.append((position, None))
            announced = False
        elif heading is not None and heading.kind:
            announced = False
    return starts


def _title(item: Item) -> str | None:
    """The text of a line that is a report's title, or the last line of one."""
    if isinstance(item, Paragraph):
        text = item.text
    else:
        only = item.only_text
        if only is None:
            return None
        text = only.text
    if len(text) > 2 * _LONGEST_TITLE:
        return None
    bare = compact(text)
    if not identity.is_title(bare):
        return None
    return bare


def _first_line(items: Sequence[Item], position: int) -> int:
    """The first line of the title that ends at `position`: a line before it that only names the unit or the year."""
    while position and isinstance(before := items[position - 1], Paragraph) and identity.begins_title(before.text):
        position -= 1
    return position


def _measured(part: _Part, items: Sequence[Item], headings: Sequence[Heading | None]) -> _Part:
    span = range(part.start, part.end)
    part.kinds = frozenset(h.kind for at in span if (h := headings[at]) is not None and h.kind)
    reader = read_tables([items[at] for at in span], [headings[at] for at in span])
    part.rows = frozenset((address.split(".")[0], address.split(".")[1]) for address in reader.cells)
    part.figures = sum(cell.kind is not CellKind.BLANK for cell in reader.cells.values())
    return part


def _volumes(parts: list[_Part]) -> list[_Part]:
    """The parts joined into reports: what does not repeat the one before belongs to it, what precedes one to that."""
    joined: list[_Part] = []
    waiting: int | None = None
    for number, part in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else None
        if joined and joined[-1].is_body and not part.rows and following is not None and _leads(part, following):
            waiting = part.start if waiting is None else waiting
            continue
        if waiting is not None:
            part.start = waiting
            waiting = None
        if joined and not (joined[-1].is_body and part.is_body and _repeats(part, joined[-1])):
            joined[-1] = _union(joined[-1], part)
        else:
            joined.append(part)
    return joined


def _leads(part: _Part, following: _Part) -> bool:
    """Whether a part without tables is the cover or the contents page of the report behind it."""
    return following.is_body and (part.title is not None and part.title == following.title)


def _repeats(part: _Part, former: _Part) -> bool:
    rows = part.rows & former.rows
    return len(part.kinds & former.kinds) >= _FEWEST_KINDS and len(rows) >= _FEWEST_ROWS


def _union(one: _Part, other: _Part) -> _Part:
    return _Part(
        one.start,
        other.end,
        one.title or other.title,
        one.kinds | other.kinds,
        one.rows | other.rows,
        one.figures + other.figures,
    )


def _blocks(document: Document, spots: Sequence[_Spot], part: _Part) -> tuple[Block, ...]:
    """The blocks between two items; a table that both share is cut between its rows."""
    first, last = spots[part.start], spots[part.end] if part.end < len(spots) else _Spot(len(document.blocks), None)
    return tuple(_cut(document.blocks, first, last))


def _cut(blocks: Sequence[Block], first: _Spot, last: _Spot) -> Iterator[Block]:
    for number, block in enumerate(blocks):
        if number < first.block or number > last.block or (number == last.block and last.row is None):
            continue
        if isinstance(block, Paragraph):
            yield block
            continue
        low = first.row if number == first.block and first.row is not None else 0
        high = last.row if number == last.block else None
        cells = tuple(cell for cell in block.cells if cell.row >= low and (high is None or cell.row < high))
        if len(cells) == len(block.cells):
            yield block
        elif cells:
            yield Table(cells, block.place, block.spans_known)
