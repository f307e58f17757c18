"""The six sections: which lines are top-level headings, and which section each one is.

A heading is a short line that begins with a Chinese numeral and 、, or one that is an official title without its
numeral. What decides is the meaning of its words, not its numeral: numerals are often wrong, and the rows of 表三
and lists inside a section carry the same ones. A line whose words belong to no section counts as a heading only when
its numeral continues the sequence of the headings before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from gouji.editions import SectionForm, edition
from gouji.model import Paragraph
from gouji.text import NUMERALS, alike, compact, label, without_residue

_HEADING = re.compile(rf"^\s*([{NUMERALS}]{{1,3}})\s*[、.．,，:：]\s*(\S.*)$", re.DOTALL)
_LONGEST = 32
_SENTENCE_END = tuple("。；;！？")
_FEWEST_LISTED = 3
#: What a contents page prints behind a heading.
_PAGE_NUMBER = re.compile(r"(?:\s*[.．…·\-—_]{2,}\s*|\t+|\s{2,})\d{1,3}$")
_TITLE_END = re.compile(r"情况|措施|事项|打算")

#: How surely a line is the heading of its kind; a better one later replaces a worse one before.
EXACT, VARIANT, BY_TERMS, UNKNOWN = 3, 2, 1, 0


class Heading(msgspec.Struct, frozen=True):
    """A candidate: the numeral (empty when there is none), title, kind, certainty, and prose glued behind it."""

    numeral: str
    title: str
    kind: str | None
    certainty: int
    paragraph: Paragraph
    glued: str = ""


@cache
def _forms() -> tuple[SectionForm, ...]:
    return edition("ed2021").sections


@cache
def _titles() -> dict[str, tuple[str, int]]:
    known = {label(variant): (form.kind, VARIANT) for form in _forms() for variant in form.variants}
    return known | {label(form.title): (form.kind, EXACT) for form in _forms()}


@cache
def official_titles() -> dict[str, str]:
    """The titles of the form, and those that say the same, with their kinds."""
    return {compact(title): form.kind for form in _forms() for title in (form.title, *form.variants)}


def read_heading(paragraph: Paragraph) -> Heading | None:
    """The paragraph as a candidate for a top-level heading, None when it cannot be one."""
    text = without_residue(paragraph.text)[0].strip()
    found = _HEADING.match(text)
    if not found:
        return _bare_title(text, paragraph)
    numeral, rest = found[1], _PAGE_NUMBER.sub("", found[2].strip())
    if len(compact(rest)) > _LONGEST or "\n" in rest or rest.endswith(_SENTENCE_END):
        return _glued(numeral, rest, paragraph)
    kind, certainty = kind_of(rest)
    return Heading(numeral, rest, kind, certainty, paragraph)


def kind_of(title: str) -> tuple[str | None, int]:
    """Which section a title names, and how surely."""
    meaning = label(title)
    if meaning in _titles():
        return _titles()[meaning]
    for form in _forms():
        if alike(meaning, label(form.title)) >= 0.9:  # noqa: PLR2004 - one character misprinted
            return form.kind, BY_TERMS
    for form in reversed(_forms()):
        if all(any(word in meaning for word in group) for group in form.terms):
            return form.kind, BY_TERMS
    return None, UNKNOWN


def _bare_title(text: str, paragraph: Paragraph) -> Heading | None:
    known = _titles().get(label(text)) if len(text) <= _LONGEST and not text.endswith(_SENTENCE_END) else None
    return Heading("", text.strip(), known[0], known[1], paragraph) if known else None


def _glued(numeral: str, rest: str, paragraph: Paragraph) -> Heading | None:
    """A heading with its prose on the same line: the shortest beginning that names a section and ends like a title.

    One that names no section of the form must be set off by a space.
    """
    for found in _TITLE_END.finditer(rest[:_LONGEST]):
        kind, certainty = kind_of(rest[: found.end()])
        following = rest[found.end() :]
        if kind or following[:1].isspace():
            return Heading(numeral, rest[: found.end()], kind, certainty, paragraph, following.lstrip("。:： \n\u3000"))
    return None


def choose(candidates: Sequence[Heading | None]) -> list[int]:
    """The positions of the candidates that are top-level headings.

    Each kind has one heading: the surest, the first among equals. A candidate of no kind counts when its numeral is
    the one after the heading before it and a known heading follows or it closes the report.
    """
    best: dict[str, int] = {}
    listed = _contents(candidates)
    for position, heading in enumerate(candidates):
        if heading and heading.kind and position not in listed:
            chosen = best.get(heading.kind)
            if chosen is None or heading.certainty > candidates[chosen].certainty:  # type: ignore[union-attr]
                best[heading.kind] = position
    known = sorted(best.values())
    return sorted([*known, *_extra(candidates, known)])


def _contents(candidates: Sequence[Heading | None]) -> set[int]:
    """The positions of a contents page: headings one after the other, each of which comes again further down."""
    last = {heading.kind: position for position, heading in enumerate(candidates) if heading and heading.kind}
    listed: set[int] = set()
    run: list[int] = []
    for position, heading in enumerate([*candidates, None]):
        if heading is not None and heading.kind:
            run.append(position)
            continue
        kinds = {one.kind for at in run if (one := candidates[at]) is not None}
        if len(kinds) >= _FEWEST_LISTED and all(last[kind] > run[-1] for kind in kinds if kind):
            listed.update(run)
        run = []
    return listed


def _extra(candidates: Sequence[Heading | None], known: list[int]) -> list[int]:
    extra: list[int] = []
    expected, listed = 1, 0
    for position, heading in enumerate(candidates):
        if heading is None:
            continue
        number = number_of(heading.numeral)
        if position in known:
            expected, listed = (number or expected) + 1, 0
        elif (
            known
            and position > known[0]
            and number == expected
            and number != listed + 1
            and _continues(candidates, known, position)
        ):
            extra.append(position)
            expected, listed = number + 1, 0
        else:
            listed = number
    return extra


def _continues(candidates: Sequence[Heading | None], known: list[int], position: int) -> bool:
    """Whether the next known heading, if there is one, counts on from the candidate at `position`."""
    here = candidates[position]
    following = next((candidates[later] for later in known if later > position), None)
    if here is None or here.kind is not None:
        return False
    return following is None or number_of(following.numeral) == number_of(here.numeral) + 1


def number_of(numeral: str) -> int:
    """十一 as 11; 0 for an empty numeral."""
    if not numeral:
        return 0
    tens, found, ones = numeral.partition("十")
    if not found:
        return NUMERALS.index(numeral[0]) + 1
    return (NUMERALS.index(tens) + 1 if tens else 1) * 10 + (NUMERALS.index(ones) + 1 if ones else 0)
