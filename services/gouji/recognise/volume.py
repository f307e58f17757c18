"""Several reports in one file: where each of them begins.

A report begins at its title, or at its 一、总体情况 where it has none. Titles and headings are repeated for many
reasons (a cover, a contents page, a running head, a quotation, an appended blank form), so that a further report is
taken for one only when it says again what the one before has said: three of the six sections and rows of the tables;
or, for those without tables, the prose of three sections under a title that names another unit or year.
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
_MOST_BEFORE = 8
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
    """A stretch of the document that begins at a title or a first section; `end` is exclusive, in items.

    `name` is the title with its earlier lines, `told` the kinds of its sections that something is written under.
    """

    start: int
    end: int
    title: str | None
    name: str = ""
    kinds: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
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
            document,
            blocks=_blocks(document, spots, part),
            title_hint=hint,
            notes=(*document.notes, *notes),
            reports_in_file=len(filled),
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
                starts.append((_broken_title(items, headings, position), None))
            announced = False
        elif heading is not None and heading.kind:
            announced = False
    return starts


def _broken_title(items: Sequence[Item], headings: Sequence[Heading | None], position: int) -> int:
    """Where a title begins whose lines only together are one, close before the first section; else its heading."""
    before: list[Paragraph] = []
    for at in range(position - 1, max(-1, position - 1 - _MOST_BEFORE), -1):
        item = items[at]
        if not isinstance(item, Paragraph) or headings[at] is not None:
            break
        before.insert(0, item)
    title = identity.find_title(before)
    places = [line.place for line in before]
    return position if title is None else position - len(before) + places.index(title.place)


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
    part.told = frozenset(_told(span, headings))
    part.name = _name(part, items)
    reader = read_tables([items[at] for at in span], [headings[at] for at in span])
    part.rows = frozenset((address.split(".")[0], address.split(".")[1]) for address in reader.cells)
    part.figures = sum(cell.kind is not CellKind.BLANK for cell in reader.cells.values())
    return part


def _told(span: range, headings: Sequence[Heading | None]) -> Iterator[str]:
    """The kinds of the headings behind which something else stands: not those of a contents page."""
    for at in span[:-1]:
        heading = headings[at]
        if heading is not None and heading.kind and headings[at + 1] is None:
            yield heading.kind


def _name(part: _Part, items: Sequence[Item]) -> str:
    """The title with the lines before it that name a unit or a year."""
    if part.title is None:
        return ""
    lines: list[str] = []
    for item in items[part.start : part.end]:
        if title := _title(item):
            return "".join([*lines, title])
        lines.append(compact(item.text) if isinstance(item, Paragraph) else "")
    return part.title


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
        if joined and not _is_another(part, joined[-1]):
            joined[-1] = _union(joined[-1], part)
        else:
            joined.append(part)
    return joined


def _leads(part: _Part, following: _Part) -> bool:
    """Whether a part without tables is the cover or the contents page of the report behind it."""
    return following.is_body and (part.title is not None and part.title == following.title)


def _is_another(part: _Part, former: _Part) -> bool:
    """Whether a part is a report of its own beside the one before."""
    if former.is_body and part.is_body and _repeats(part, former):
        return True
    return len(part.told & former.told) >= _FEWEST_KINDS and _names_another(part.name, former.name)


def _repeats(part: _Part, former: _Part) -> bool:
    rows = part.rows & former.rows
    return len(part.kinds & former.kinds) >= _FEWEST_KINDS and len(rows) >= _FEWEST_ROWS


def _names_another(name: str, former: str) -> bool:
    """Whether two titles are of other years, or of other units; one that does not name any says nothing."""
    years = identity.year_in_title(name), identity.year_in_title(former)
    if None not in years and years[0] != years[1]:
        return True
    one, other = identity.unit_in_title(name), identity.unit_in_title(former)
    return one is not None and other is not None and one not in other and other not in one


def _union(one: _Part, other: _Part) -> _Part:
    return _Part(
        one.start,
        other.end,
        one.title or other.title,
        one.name or other.name,
        one.kinds | other.kinds,
        one.told | other.told,
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
