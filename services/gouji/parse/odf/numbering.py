"""Automatic numbers: the `一、` that is counted by list and outline styles and that no paragraph contains.

Levels are from 1 to 10, as in the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from gouji.parse.numerals import written
from gouji.parse.odf.names import OFFICE_EXTENSION, STYLE, TEXT, number
from gouji.parse.odf.styles import Styles
from gouji.parse.package import Element

_DEEPEST = 10
_PLACEHOLDER = re.compile(r"%(\d{1,2})%")
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
#: `style:num-format`, by its first characters, in the names of `gouji.parse.numerals`.
_FORMS: Mapping[str, str] = {
    "1": "decimal",
    "01": "decimalZero",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一": "chineseCountingThousand",
    "壹, 贰": "chineseLegalSimplified",
    "壹, 貳": "ideographLegalTraditional",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "１": "decimalFullWidth",
    "①": "decimalEnclosedCircle",
    "⑴": "decimalEnclosedParen",
    "⒈": "decimalEnclosedFullstop",
    "㈠": "chineseCountingThousand",
    "〇": "ideographDigital",
}


class _Level(msgspec.Struct, frozen=True):
    """How one level counts; `form` is None where it shows no number, `pattern` None where the file has only affixes."""

    start: int
    form: str | None
    prefix: str
    suffix: str
    pattern: str | None
    shown: int
    gap: str


class OpenList(msgspec.Struct):
    """A list at the level being read; lists that go on from one another share `counts`."""

    style: str | None
    level: int
    counts: list[int | None]


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._by_id: dict[str, list[int | None]] = {}
        self._latest: dict[str | None, list[int | None]] = {}
        self._outline = _levels(styles.outline)
        self._headings = _fresh()

    def opened(self, element: Element, within: OpenList | None) -> OpenList:
        """The list that a `text:list` (or numbered paragraph) begins or goes on with."""
        style = element.get(f"{TEXT}style-name")
        if within is not None:
            return OpenList(style or within.style, within.level + 1, within.counts)
        former = self._by_id.get(element.get(f"{TEXT}continue-list") or element.get(f"{TEXT}list-id") or "")
        if former is None and element.get(f"{TEXT}continue-numbering") == "true":
            former = self._latest.get(style)
        counts = _fresh() if former is None else former
        self._latest[style] = counts
        if name := element.get(_XML_ID) or element.get(f"{TEXT}list-id"):
            self._by_id[name] = counts
        return OpenList(style, number(element.get(f"{TEXT}level")) or 1, counts)

    def item(self, opened: OpenList, start: str | None, paragraph_style: str | None) -> str:
        """The number of the item that begins, counting it; `start` is its own `text:start-value`."""
        style = opened.style or self._styles.list_style(paragraph_style)
        if not style or not 1 <= opened.level <= _DEEPEST:
            return ""
        if style not in self._levels:
            self._levels[style] = _levels(self._styles.lists.get(style))
        return _numbered(self._levels[style], opened.level, opened.counts, number(start))

    def heading(self, element: Element) -> str:
        """The number of a `text:h` outside lists, counting it, as the outline style has it."""
        level = number(element.get(f"{TEXT}outline-level")) or 1
        out_of_lists = self._styles.list_style(element.get(f"{TEXT}style-name")) == ""
        if not 1 <= level <= _DEEPEST or out_of_lists or element.get(f"{TEXT}is-list-header") == "true":
            return ""
        start = element.get(f"{TEXT}start-value") if element.get(f"{TEXT}restart-numbering") == "true" else None
        return _numbered(self._outline, level, self._headings, number(start))


def _fresh() -> list[int | None]:
    return [None] * (_DEEPEST + 1)


def _numbered(levels: Mapping[int, _Level], level: int, counts: list[int | None], start: int | None) -> str:
    shown = levels.get(level)
    if shown is None:
        return ""
    so_far = counts[level]
    counts[level] = start if start is not None else shown.start if so_far is None else so_far + 1
    counts[level + 1 :] = [None] * (_DEEPEST - level)
    text = _text(levels, level, counts)
    return text + (
        "\t" if shown.gap == "listtab" and text[-1:].isalnum() else " " if shown.gap == "space" and text else ""
    )


def _text(levels: Mapping[int, _Level], level: int, counts: list[int | None]) -> str:
    shown = levels[level]

    def place(match: re.Match[str]) -> str:
        return _figure(levels, int(match[1]), counts)

    if shown.pattern is not None:
        return _PLACEHOLDER.sub(place, shown.pattern)
    if shown.form is None:
        return shown.prefix + shown.suffix
    figures = [_figure(levels, one, counts) for one in range(max(level - shown.shown + 1, 1), level + 1)]
    return shown.prefix + ".".join(filter(None, figures)) + shown.suffix


def _figure(levels: Mapping[int, _Level], level: int, counts: list[int | None]) -> str:
    if level not in levels or not 1 <= level <= _DEEPEST:
        return ""
    count = counts[level]
    form = levels[level].form
    return written(levels[level].start if count is None else count, form) if form else ""


def _levels(style: Element | None) -> dict[int, _Level]:
    """The numbered levels of a list or outline style; bullets and pictures are no text."""
    found = {}
    for element in () if style is None else style:
        if element.tag in (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style"):
            found[number(element.get(f"{TEXT}level")) or 0] = _level(element)
    return found


def _level(element: Element) -> _Level:
    alignment = next(element.iter(f"{STYLE}list-level-label-alignment"), None)
    start = number(element.get(f"{TEXT}start-value"))
    return _Level(
        start=1 if start is None else start,
        form=_form(element.get(f"{STYLE}num-format")),
        prefix=element.get(f"{STYLE}num-prefix") or "",
        suffix=element.get(f"{STYLE}num-suffix") or "",
        pattern=element.get(f"{OFFICE_EXTENSION}num-list-format"),
        shown=number(element.get(f"{TEXT}display-levels")) or 1,
        gap="" if alignment is None else alignment.get(f"{TEXT}label-followed-by") or "",
    )


def _form(written_as: str | None) -> str | None:
    if not written_as:
        return None
    return next((form for start, form in _FORMS.items() if written_as.startswith(start)), "decimal")
