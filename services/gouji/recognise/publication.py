"""The date of publication: in what stands around the report, never in its prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from gouji.model import Document, Paragraph, Place, Section
from gouji.published import is_label, published

#: Lines behind the last section in which a page may still say when it was published.
_LAST = 3
#: How much of a paragraph may be what a site puts above its text: the two may stand in one.
_HEAD = 200


def published_on(document: Document, sections: Sequence[Section]) -> date | None:
    """What the page states before the first section, or at its end."""
    shown = published(_around(document, sections[0].place if sections else None))
    declared = document.published_on
    return None if shown and declared and shown != declared else shown or declared


def _around(document: Document, first: Place | None) -> Iterator[str]:
    blocks = document.blocks
    end = next((at for at, block in enumerate(blocks) if block.place == first), 0)
    for block in (*blocks[:end], *blocks[max(end, len(blocks) - _LAST) :]):
        if isinstance(block, Paragraph):
            yield block.text[:_HEAD]
        else:
            for row in block.rows():
                yield from (f"{label.text}:{value.text}" for label, value in pairwise(row) if is_label(label.text))
