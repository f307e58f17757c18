"""Automatic numbers: the `一、` that Word counts and no run of text contains.

Levels are from 0 to 8, as in the file. Numbers of the same abstract list go on from one list (`w:num`) to the next,
unless the next one overrides where to start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from gouji.parse.docx.names import Element, W, child, number, switched_on, value
from gouji.parse.docx.styles import Styles, style_name
from gouji.parse.numerals import written

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


class _Level(msgspec.Struct, frozen=True):
    """How one level counts; `restart` is the level (from 1) whose use starts it anew, None for any above it."""

    start: int
    form: str | None
    text: str
    restart: int | None
    suffix: str
    plain_digits: bool
    style: str | None


class _List(msgspec.Struct, frozen=True):
    """A `w:num`: its abstract list, the levels that it defines anew, and where it starts afresh."""

    abstract: int
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[int, dict[int, _Level]] = {}
        self._links: dict[int, str] = {}
        self._lists: dict[int, _List] = {}
        self._counts: dict[int, list[int | None]] = {}
        self._begun: set[int] = set()
        self._in_force: dict[int, dict[int, _Level]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        for abstract in root.iterchildren(f"{W}abstractNum"):
            key = number(abstract.get(f"{W}abstractNumId")) or 0
            self._abstracts[key] = _within(map(_level, abstract.iterchildren(f"{W}lvl")))
            if link := value(abstract, "numStyleLink"):
                self._links[key] = link
        for entry in root.iterchildren(f"{W}num"):
            self._lists[number(entry.get(f"{W}numId")) or 0] = _list(entry)

    def marker(self, properties: Element | None) -> str:
        """The number of the paragraph with this `w:pPr`, counting it; an empty string when it has none."""
        number_id, level = self._membership(properties)
        entry = self._lists.get(number_id)
        if entry is None:
            return ""
        levels = self._levels(number_id, entry)
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self._counted(entry), [None] * _LEVELS)
        self._begin(number_id, entry, counts)
        _count(counts, level, levels)
        return _marker(counts, level, levels)

    def _membership(self, properties: Element | None) -> tuple[int, int]:
        """List and level of a paragraph; list 0 is none."""
        direct = child(properties, "numPr")
        style = style_name(properties)
        inherited = self._styles.numbering(style)
        number_id = number(value(direct, "numId"))
        level = number(value(direct, "ilvl"))
        if number_id is None:
            if inherited is None:
                return 0, 0
            number_id = inherited.number_id
            level = (
                self._level_of_style(inherited.number_id, inherited.style, inherited.level) if level is None else level
            )
        return number_id, level or 0

    def _level_of_style(self, number_id: int, style: str, level: int | None) -> int:
        entry = self._lists.get(number_id)
        if level is not None or entry is None:
            return level or 0
        return next((index for index, known in self._levels(number_id, entry).items() if known.style == style), 0)

    def _levels(self, number_id: int, entry: _List) -> dict[int, _Level]:
        """The levels in force: of the abstract list, then what this list overrides."""
        known = self._in_force.get(number_id)
        if known is None:
            known = self._abstracts.get(self._counted(entry), {}) | entry.levels
            starts = {level: start for level, start in entry.starts.items() if level in known}
            known |= {level: msgspec.structs.replace(known[level], start=start) for level, start in starts.items()}
            self._in_force[number_id] = known
        return known

    def _counted(self, entry: _List) -> int:
        """The abstract list that counts: the list's own, or the one to which the style that it links belongs."""
        link = self._links.get(entry.abstract)
        linked = self._styles.numbering(link) if link else None
        return self._lists[linked.number_id].abstract if linked and linked.number_id in self._lists else entry.abstract

    def _begin(self, number_id: int, entry: _List, counts: list[int | None]) -> None:
        if number_id not in self._begun:
            self._begun.add(number_id)
            for level, start in entry.starts.items():
                counts[level] = start - 1


def _count(counts: list[int | None], level: int, levels: dict[int, _Level]) -> None:
    so_far = counts[level]
    counts[level] = levels[level].start if so_far is None else so_far + 1
    for deeper in range(level + 1, _LEVELS):
        restart = levels[deeper].restart if deeper in levels else None
        if restart is None or (restart and level < restart):
            counts[deeper] = None


def _marker(counts: list[int | None], level: int, levels: dict[int, _Level]) -> str:
    shown = levels[level]
    if shown.form == "bullet":
        return ""

    def place(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        if index not in levels:
            return ""
        so_far = counts[index]
        count = levels[index].start if so_far is None else so_far
        return written(count, "decimal" if shown.plain_digits else levels[index].form)

    text = _PLACEHOLDER.sub(place, shown.text)
    return text + _gap(text, shown.suffix)


def _gap(marker: str, suffix: str) -> str:
    """What stands between number and text: a tab shows only where the two would run into one."""
    if suffix == "space":
        return " " if marker else ""
    return "\t" if suffix == "tab" and marker[-1:].isalnum() else ""


def _within(levels: Iterable[tuple[int, _Level]]) -> dict[int, _Level]:
    return {index: level for index, level in levels if 0 <= index < _LEVELS}


def _list(entry: Element) -> _List:
    overrides = [(number(o.get(f"{W}ilvl")) or 0, o) for o in entry.iterchildren(f"{W}lvlOverride")]
    overrides = [(level, override) for level, override in overrides if 0 <= level < _LEVELS]
    starts = {level: number(value(override, "startOverride")) for level, override in overrides}
    levels = {level: _level(found)[1] for level, override in overrides if (found := child(override, "lvl")) is not None}
    return _List(
        abstract=number(value(entry, "abstractNumId")) or 0,
        levels=levels,
        starts={level: start for level, start in starts.items() if start is not None},
    )


def _level(element: Element) -> tuple[int, _Level]:
    start = number(value(element, "start"))
    hidden = switched_on(child(element, "rPr"), "vanish")
    return number(element.get(f"{W}ilvl")) or 0, _Level(
        start=0 if start is None else start,
        form=value(element, "numFmt"),
        text="" if hidden else value(element, "lvlText") or "",
        restart=number(value(element, "lvlRestart")),
        suffix=value(element, "suff") or "tab",
        plain_digits=bool(switched_on(element, "isLgl")),
        style=value(element, "pStyle"),
    )
