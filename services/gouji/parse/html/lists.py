"""The numbers of ordered lists: a browser draws them and no text contains them."""

from __future__ import annotations

import re

from gouji.parse.html.looks import Attributes, Look
from gouji.parse.numerals import written

#: By `list-style-type`: how Word calls that form, and what stands behind the number.
_FORMS = {
    **dict.fromkeys(
        ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), ("chineseCountingThousand", "、")
    ),
    **dict.fromkeys(("cjk-decimal",), ("ideographDigital", "、")),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "trad-chinese-formal": ("ideographLegalTraditional", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    "cjk-earthly-branch": ("ideographZodiac", "、"),
    "decimal-leading-zero": ("decimalZero", ". "),
    **dict.fromkeys(("lower-alpha", "lower-latin"), ("lowerLetter", ". ")),
    **dict.fromkeys(("upper-alpha", "upper-latin"), ("upperLetter", ". ")),
    "lower-roman": ("lowerRoman", ". "),
    "upper-roman": ("upperRoman", ". "),
    "decimal": ("decimal", ". "),
}
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_NUMBER = re.compile(r"\s*([+-]?[0-9]{1,6})")
#: What begins with a number already: lists whose own numbers the site's style sheet turns off are written so.
_NUMBERED = re.compile(r"[（(\[]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[）)\].、．，]|[①-⑳]")


class OpenList:
    """An `<ol>` being read."""

    def __init__(self, attributes: Attributes, look: Look | None, items: int) -> None:
        self._form = (look and look.marker) or _TYPES.get(attributes.get("type") or "", "decimal")
        self._step = -1 if "reversed" in attributes else 1
        start = _number(attributes.get("start"))
        self._next = start if start is not None else (items if self._step < 0 else 1)

    def item(self, attributes: Attributes, look: Look | None) -> str:
        """The marker of the next item."""
        value = _number(attributes.get("value"))
        count = self._next if value is None else value
        self._next = count + self._step
        kind = (look and look.marker) or self._form
        form = next((_FORMS[word] for word in kind.split() if word in _FORMS), None)
        if form is None:
            return _quoted(kind)
        return written(count, form[0]) + form[1]


def marked(marker: str, text: str) -> str:
    """The text of an item behind its marker, unless it is numbered already."""
    return text if not marker or _NUMBERED.match(text) else marker + text


def _quoted(kind: str) -> str:
    """A marker that the style sheet writes out."""
    return kind[1:-1] if len(kind) > 1 and kind[0] == kind[-1] and kind[0] in "\"'" else ""


def _number(written_so: str | None) -> int | None:
    found = _NUMBER.match(written_so or "")
    return int(found[1]) if found else None
