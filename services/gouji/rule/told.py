"""What a rule says of itself, in its parts: the claim, why, where it may be wrong, and how it came to be."""

from __future__ import annotations

import re

import msgspec

from gouji.rule.definition import Rule

_FALSE_POSITIVES, _HISTORY = "常见误报", "沿革"
_FIRST = re.compile(r"[^。]*。?")


class Told(msgspec.Struct, frozen=True):
    """The parts of a rule's text; `claim` is what must hold. A part that is not there is empty."""

    claim: str
    why: str = ""
    false_positives: str = ""
    history: str = ""


def told(rule: Rule) -> Told:
    """The text of the rule in its parts: paragraphs that begin with 常见误报： and 沿革： are those."""
    parts: dict[str, list[str]] = {}
    for paragraph in re.split(r"\n\s*\n", rule.why):
        for name, text in _labelled(_joined(paragraph)):
            parts.setdefault(name, []).append(text)
    claim, why = "", parts.get("", [])
    if why:
        claim = (_FIRST.match(why[0]) or [""])[0]
        why = [why[0].removeprefix(claim).strip(), *why[1:]]
    return Told(
        claim.strip(),
        "\n\n".join(filter(None, why)),
        "\n\n".join(parts.get(_FALSE_POSITIVES, [])),
        "\n\n".join(parts.get(_HISTORY, [])),
    )


def _labelled(paragraph: str) -> list[tuple[str, str]]:
    """The paragraph with its label; a 沿革 that was not set off from the paragraph before stands for itself."""
    found = re.split(rf"(?:^|(?<=。))\s*({_FALSE_POSITIVES}|{_HISTORY})[：:]", paragraph)
    before = [("", found[0].strip())] if found[0].strip() else []
    return before + [(found[i], found[i + 1].strip()) for i in range(1, len(found), 2)]


def _joined(paragraph: str) -> str:
    """Lines of a paragraph as one; a space only where Latin letters or digits met."""
    text = ""
    for line in (line.strip() for line in paragraph.strip().splitlines()):
        space = " " if text and line and text[-1].isascii() and line[0].isascii() else ""
        text += space + line
    return text
