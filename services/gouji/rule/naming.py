"""Names that people write in rules: what a misspelt one may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher

_SHOWN = 6
#: So many names are all told.
_FEW = 16
_MOST_NEAR = 3
_ALIKE = 0.5


def near_names(name: str, known: Iterable[str]) -> str:
    """The near ones as a question, or what exists: 是否指 R21a、R21？"""
    names = sorted(known) if isinstance(known, AbstractSet) else list(dict.fromkeys(known))
    alike = {one: SequenceMatcher(None, name, one).ratio() for one in names}
    ranked = sorted(names, key=lambda one: (-alike[one], not one.endswith("总计"), one))
    near = [one for one in ranked if alike[one] >= _ALIKE][:_MOST_NEAR]
    if near:
        return f"是否指 {'、'.join(near)}？"
    if len(names) <= _FEW:
        return f"可用的有 {'、'.join(names)}"
    return f"例如可用 {'、'.join(names[:_SHOWN])} 等"
