"""How OFD (GB/T 33190-2016) writes its elements and values.

Programs disagree about the namespace, so elements go by their local names. Lengths are millimetres.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import isfinite

from gouji.parse.package import Element

#: What a person should open and save a faulty file with.
PROGRAM = "数科、福昕等 OFD 阅读器"
ADVICE = "请投递 Word 原件，或从 Word、WPS 重新导出含文字的 OFD"

_LARGEST = 1e6
_OFF = frozenset(("false", "0"))


def name_of(element: Element) -> str:
    """The name without its namespace; blank for what is no element."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children with one of these names; all of them when none is given."""
    for found in () if element is None else element:
        if not names or name_of(found) in names:
            yield found


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name."""
    for found in () if element is None else element:
        if name_of(found) == name:
            return found
    return None


def text_of(element: Element | None) -> str:
    """What an element says, trimmed; blank when there is no such element."""
    return ((element.text if element is not None else "") or "").strip()


def number(written: str | None, otherwise: float = 0.0) -> float:
    """A number as written; `otherwise` for what is none or beyond every page."""
    try:
        found = float(written) if written else otherwise
    except ValueError:
        return otherwise
    return found if isfinite(found) and abs(found) < _LARGEST else otherwise


def numbers(written: str | None, count: int) -> tuple[float, ...] | None:
    """Exactly `count` numbers parted by white space; None for anything else."""
    parts = (written or "")[:500].split()
    return tuple(values(parts)) if len(parts) == count else None


def values(written: Sequence[str]) -> list[float]:
    """Numbers as written, 0 for what is none; the layout leaves out what lies beyond the page."""
    try:
        return list(map(float, written))
    except ValueError:
        return list(map(number, written))


def is_off(element: Element, name: str) -> bool:
    """Whether a switch that is on by default is switched off."""
    written = element.get(name)
    return written is not None and written.lower() in _OFF
