"""Formulas (OMML) → one line of text in which no two figures run together."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.parse.docx.names import MATH, Element, W

#: What stands between the parts of a structure; the parts of all others follow each other.
_BETWEEN = {"f": "/", "sSup": "^", "sSub": "_", "sSubSup": "^", "rad": "√"}
_LEFT_OUT = frozenset((f"{W}del", f"{W}moveFrom"))


def in_line(formula: Element) -> str:
    """The formula's characters; a fraction as `1/2`, a power as `10^4`."""
    return "".join(_pieces(formula))


def _pieces(element: Element) -> Iterator[str]:
    if element.tag == f"{MATH}t":
        yield element.text or ""
        return
    name = element.tag.removeprefix(MATH) if isinstance(element.tag, str) else ""
    parts = ["".join(_pieces(part)) for part in element if part.tag not in _LEFT_OUT]
    yield _BETWEEN.get(name, "").join(part for part in parts if part)
