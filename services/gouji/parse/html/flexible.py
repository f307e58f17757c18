"""Rows of a table that a page draws as flexible boxes, which also draw menus and everything else."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

_LONGEST_CELL, _MOST_CELLS, _MOST_NODES = 80, 30, 60


def is_row(node: LexborNode) -> bool:
    """Whether a flexible box is a row: it and one alike beside it hold nothing but boxes with short texts."""
    if not _holds_cells(node):
        return False
    beside = (_beside(node, forward=True), _beside(node, forward=False))
    return any(one is not None and _alike(node, one) and _holds_cells(one) for one in beside)


def _holds_cells(node: LexborNode) -> bool:
    cells, child = 0, node.first_child
    while child is not None:
        if child.is_text_node:
            if (child.text_content or "").strip():
                return False
        else:
            cells += child.tag != "-comment"
            if cells > _MOST_CELLS or not _is_short(child):
                return False
        child = child.next
    return cells > 0


def _alike(node: LexborNode, other: LexborNode) -> bool:
    mine, its = node.attributes, other.attributes
    return node.tag == other.tag and all(mine.get(name) == its.get(name) for name in ("class", "style"))


def _beside(node: LexborNode, *, forward: bool) -> LexborNode | None:
    """The next or former element."""
    found = node.next if forward else node.prev
    while found is not None and (found.is_text_node or found.tag == "-comment"):
        found = found.next if forward else found.prev
    return found


def _is_short(node: LexborNode) -> bool:
    """Whether a box holds few elements and little text; looks no further than it must."""
    waiting, length, seen = [node.first_child], 0, 0
    while waiting:
        inner = waiting.pop()
        while inner is not None:
            seen += 1
            if inner.is_text_node:
                length += len((inner.text_content or "").strip())
            elif inner.first_child is not None:
                waiting.append(inner.first_child)
            if length > _LONGEST_CELL or seen > _MOST_NODES:
                return False
            inner = inner.next
    return True
