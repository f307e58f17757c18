"""Markdown's marks taken out of a text, so that the words are left as they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.parse.characters import trim

#: Longer lines keep their marks.
_LONGEST = 5000
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t\u3000]+(.*?)[ \t]*#*[ \t]*\Z")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*\Z")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})\Z")
_QUOTE_OR_BULLET = re.compile(r"[ \t]*(?:>[ \t]?)*(?:[-*+][ \t]+)?")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_STRONG = re.compile(r"(\*\*\*|\*\*|\*|~~|`+)(?=\S)([^*`~]*?\S)\1")
_UNDERLINED = re.compile(r"(?<!\w)(__|_)(?=\S)([^_]+?)\1(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>])")
_SPACE = re.compile(r"&(?:nbsp|emsp|ensp|#160|#12288);")
_TAG = re.compile(r"</?(?:b|strong|i|em|u|span|center|font|p|div)(?:\s[^<>]*)?>", re.IGNORECASE)


def is_markdown(lines: Sequence[str]) -> bool:
    """Whether a text is marked up: it has a heading with `#`, or a table with a rule of strokes."""
    return any(
        _HEADING.match(line) or _TABLE_RULE.match(line)
        for line in lines
        if len(line) <= _LONGEST and ("#" in line or "--" in line)
    )


def shown(line: str) -> str:
    """A line of prose as it is shown; blank for a mere rule. Numbers of lists stay."""
    if len(line) > _LONGEST:
        return line
    if _RULE.match(line):
        return ""
    heading = _HEADING.match(line)
    text = heading[1] if heading else line[_QUOTE_OR_BULLET.match(line).end() :]  # type: ignore[union-attr]
    return plain(text)


def plain(text: str) -> str:
    """The words without marks of emphasis, links, images and tags."""
    if len(text) > _LONGEST or not any(mark in text for mark in "*_~`[\\&<"):
        return trim(text)
    text = _LINK.sub(r"\1", _IMAGE.sub("", _TAG.sub("", _SPACE.sub(" ", text))))
    for _ in range(3):
        text = _STRONG.sub(r"\2", text)
    return trim(_ESCAPE.sub(r"\1", _UNDERLINED.sub(r"\2", text)))
