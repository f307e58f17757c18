"""The labels beside rows of figures: which lines are one label, and of which row."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.parse.characters import rejoin
from gouji.parse.layout.sequel import NUMBERED
from gouji.parse.layout.unruled.chunks import Chunk, Stack

#: Lines farther apart are of two labels (ems).
_FARTHEST = 2.6
_ON_LINE = 0.45
UNSURE = "没有表格线，分不清这个标签属于哪一行；请对照原件核对"


class Block(Stack):
    """A label: the column of labels that it stands in (from 0), the row (ordinal) that it names.

    `grouping` is True when figures stand beside it that another label names.
    """

    column: int
    row: int | None = None
    grouping: bool = False
    doubt: str | None = None

    @property
    def text(self) -> str:
        return rejoin(line.text for line in self.lines)

    @property
    def numbered(self) -> bool:
        return NUMBERED.match(self.lines[0].text) is not None


def labels(chunks: Sequence[Chunk], anchors: Sequence[float]) -> tuple[list[Block], int]:
    """The labels, those of a row with its ordinal among the anchors (its figures' y), and how many columns they take.

    Labels without a row are those of groups of rows, or of rows without a figure.
    """
    blocks = _blocks(chunks)
    wide = _place(blocks)
    taken: dict[int, list[int]] = {}
    for row, y in enumerate(anchors):
        beside = [n for n, block in enumerate(blocks) if _reaches(block, y)]
        if beside:
            best = max(beside, key=lambda n: blocks[n].column)
            taken.setdefault(best, []).append(row)
            for n in beside:
                blocks[n].grouping = True
    found: list[Block] = []
    for number, block in enumerate(blocks):
        found += _for_rows(block, taken.get(number, []), anchors)
    found.sort(key=lambda block: (block.top, block.column))
    return found, wide


def _blocks(chunks: Sequence[Chunk]) -> list[Block]:
    """Lines below one another; a number begins a label, a wide gap ends one."""
    blocks: list[Block] = []
    open_ones: list[Block] = []
    for chunk in sorted(chunks, key=lambda chunk: (chunk.y, chunk.left)):
        open_ones = [block for block in open_ones if chunk.y - block.bottom < _FARTHEST * chunk.size]
        above = [block for block in open_ones if block.bottom < chunk.y and _overlap(block.lines[-1], chunk)]
        if above and not NUMBERED.match(chunk.text):
            max(above, key=lambda block: block.bottom).lines.append(chunk)
        else:
            blocks.append(Block([chunk], 0))
            open_ones.append(blocks[-1])
    return blocks


def _overlap(one: Chunk, other: Chunk) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > 0


def _place(blocks: Sequence[Block]) -> int:
    """Gives each label its column, narrow ones first: a wide one may stand over several. Says how many there are."""
    spans: list[tuple[float, float]] = []
    for block in sorted(blocks, key=lambda block: block.right - block.left):
        touched = [n for n, (left, right) in enumerate(spans) if block.left < right and block.right > left]
        if not touched:
            spans.append((block.left, block.right))
        elif len(touched) == 1:
            left, right = spans[touched[0]]
            spans[touched[0]] = min(left, block.left), max(right, block.right)
    spans.sort()
    for block in blocks:
        block.column = next(n for n, (left, right) in enumerate(spans) if block.left < right and block.right > left)
    return len(spans)


def _reaches(block: Block, y: float) -> bool:
    slack = _ON_LINE * block.lines[0].size
    return block.top - slack <= y <= block.bottom + slack


def _for_rows(block: Block, rows: list[int], anchors: Sequence[float]) -> list[Block]:
    """The label as it is for one row, cut into one label each for several."""
    if not rows:
        return [block]
    if len(rows) == 1:
        block.row = rows[0]
        return [block]
    slack = _ON_LINE * block.lines[0].size
    cut = _from_top(block, rows, anchors, slack) or _by_centre(block, rows, anchors, slack)
    if cut:
        return cut
    nearest: dict[int, list[Chunk]] = {}
    for line in block.lines:
        nearest.setdefault(min(rows, key=lambda row: abs(anchors[row] - line.y)), []).append(line)
    return [Block(lines, block.column, row, doubt=UNSURE) for row, lines in nearest.items()]


def _from_top(block: Block, rows: list[int], anchors: Sequence[float], slack: float) -> list[Block]:
    """Each row's figures stand beside the first line of its label."""
    starts = []
    for row in rows:
        first = next((n for n, line in enumerate(block.lines) if abs(line.y - anchors[row]) <= slack), None)
        if first is None:
            return []
        starts.append(first)
    if starts[0] != 0:
        return []
    ends = [*starts[1:], len(block.lines)]
    return [
        Block(block.lines[start:end], block.column, row) for row, start, end in zip(rows, starts, ends, strict=True)
    ]


def _by_centre(block: Block, rows: list[int], anchors: Sequence[float], slack: float) -> list[Block]:
    """Each row's figures stand at half the height of its label."""
    found, start = [], 0
    for row in rows:
        end = next(
            (
                n
                for n in range(start, len(block.lines))
                if abs((block.lines[start].y + block.lines[n].y) / 2 - anchors[row]) <= slack
            ),
            None,
        )
        if end is None:
            return []
        found.append(Block(block.lines[start : end + 1], block.column, row))
        start = end + 1
    return found if start == len(block.lines) else []
