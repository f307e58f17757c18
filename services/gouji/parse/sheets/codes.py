"""Number format codes (`#,##0.00;-#,##0.00;"-"`) taken apart: sections, conditions and tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

import msgspec

#: Longer codes are nobody's; Excel allows 255 characters.
_LONGEST = 300
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)|(?P<exponent>E[+\-])"
    r"|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+|g+|b+)|(?P<digit>[0#?])|(?P<mark>[.,%@/;])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^\-]*)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)


class Section(msgspec.Struct, frozen=True):
    """One of the parts between semicolons.

    `tokens` are (kind, text): `literal`, `date` (a run of one letter), `elapsed` (hours beyond a day), `half`
    (上午/下午), `digit` (0, # or ?), `mark` (. , % @ /), `general`, `exponent`.
    `condition` is an operator and a number.
    """

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, kind: str, text: str | None = None) -> bool:
        """Whether there is a token of this kind (and text)."""
        return any(one == kind and text in {None, written} for one, written in self.tokens)

    def holds(self, value: Decimal) -> bool:
        """Whether the condition holds; True when there is none."""
        if self.condition is None:
            return True
        sign, limit = self.condition
        below, above = value < limit, value > limit
        return {"<": below, ">": above, "=": not below and not above, "<>": below or above}.get(
            sign, not above if sign == "<=" else not below
        )


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a code, one to four; a code too long to be true is General."""
    parts: list[list[tuple[str, str]]] = [[]]
    conditions: list[tuple[str, Decimal] | None] = [None]
    for found in _TOKEN.finditer(code if len(code) <= _LONGEST else "General"):
        kind, text = str(found.lastgroup), found[str(found.lastgroup)] if found.lastgroup else ""
        if kind == "mark" and text == ";":
            parts.append([])
            conditions.append(None)
        elif kind == "bracket" and (condition := _CONDITION.match(text)):
            conditions[-1] = condition[1], Decimal(condition[2])
        elif kind == "bracket":
            parts[-1] += _bracketed(text)
        elif kind not in {"space", "fill"}:
            parts[-1].append(("literal" if kind in {"quoted", "escaped", "other", "None"} else kind, text))
    return tuple(Section(tuple(part), condition) for part, condition in zip(parts[:4], conditions[:4], strict=True))


def _bracketed(text: str) -> list[tuple[str, str]]:
    """`[$¥-804]` prints its currency, `[h]` is a time; colours and languages print nothing."""
    if currency := _CURRENCY.match(text):
        return [("literal", currency[1])]
    return [("elapsed", text)] if _ELAPSED.fullmatch(text) else []


def section_for(value: Decimal, code: str) -> tuple[Section, bool]:
    """The section that shows a number, and whether the sign of a negative one is left to that section."""
    parts = sections(code)
    parts = parts[:3]
    if any(part.condition for part in parts):
        chosen = next((part for part in parts if part.holds(value)), parts[-1])
        return chosen, chosen.condition is not None and chosen.condition[0] in {"<", "<="} and chosen.condition[1] <= 0
    return _by_sign(value, parts)


def _by_sign(value: Decimal, parts: Sequence[Section]) -> tuple[Section, bool]:
    if value < 0 and len(parts) > 1:
        return parts[1], True
    if value == 0 and len(parts) > 2:  # noqa: PLR2004 - positive; negative; zero
        return parts[2], False
    return parts[0], False


def text_section(code: str) -> Section | None:
    """The section that shows a text; None when a text is shown as it is."""
    parts = sections(code)
    if len(parts) == 4:  # noqa: PLR2004 - the fourth is for texts
        return parts[3]
    return parts[-1] if parts[-1].has("mark", "@") and len(parts[-1].tokens) > 1 else None
