"""Where a text rule looks: 标题, 前言, 章节标题, 正文, all of these (全文), a section, the labels of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from gouji.editions import edition
from gouji.errors import Absent
from gouji.model import Paragraph, Place, Quote, Report, Section
from gouji.prose import read_paragraph
from gouji.text import compact, quoted

SECTIONS = {form.numeral: form.kind for form in edition("ed2021").sections}
WHOLE, TITLE, PREFACE, PROSE, HEADINGS = "全文", "标题", "前言", "正文", "章节标题"
LABELS = {f"表{key}标签": key for key in "二三四"}
PLACES = (WHOLE, TITLE, PREFACE, PROSE, *SECTIONS, HEADINGS, *LABELS)


class Stretch(msgspec.Struct, frozen=True):
    """A paragraph, a heading or a label: its compact text, and its sentences as written with where each begins."""

    plain: str
    sentences: tuple[str, ...]
    starts: tuple[int, ...]
    place: Place

    def sentence(self, position: int) -> int:
        """The ordinal of the sentence that holds a position of the compact text."""
        return bisect_right(self.starts, position) - 1

    def quote(self, sentence: int) -> Quote:
        return Quote(quoted(self.sentences[sentence]), self.place)

    def plain_sentence(self, sentence: int) -> str:
        """The compact text of one sentence."""
        following = self.starts[sentence + 1] if sentence + 1 < len(self.starts) else len(self.plain)
        return self.plain[self.starts[sentence] : following]


@lru_cache(maxsize=512)
def stretch(text: str, place: Place) -> Stretch:
    """A text at its place."""
    sentences = tuple(passage.text for passage in read_paragraph(text, place))
    plains = [compact(sentence) for sentence in sentences]
    starts: list[int] = []
    length = 0
    for plain in plains:
        starts.append(length)
        length += len(plain)
    return Stretch("".join(plains), sentences, tuple(starts), place)


def stretches(report: Report, where: str) -> Iterator[Stretch]:
    """The texts of this place; raises Absent for a section or a table that the report does not have."""
    for paragraph in _paragraphs(report, where):
        if paragraph.text.strip():
            yield stretch(paragraph.text, paragraph.place)


def evidence(report: Report, where: Sequence[str]) -> tuple[Quote, ...]:
    """What to show where words are missing: the heading of the section, else the title."""
    section = report.section(SECTIONS.get(where[0], "")) if where else None
    if section is not None:
        return (Quote(heading_words(section), section.place),)
    if report.title and report.title_place:
        return (Quote(quoted(report.title), report.title_place),)
    return ()


def words_of(where: Sequence[str]) -> str:
    """The places for a message: 第一部分（总体情况）、标题."""
    titles = {form.numeral: form.title for form in edition("ed2021").sections}
    return "、".join(f"第{place}部分（{titles[place]}）" if place in titles else place for place in where)


def heading_words(section: Section) -> str:
    """The heading as it is written."""
    return f"{section.numeral}、{section.title}" if section.numeral else section.title


def section_of(report: Report, numeral: str) -> Section:
    """The section with the kind that this numeral has in the form; raises Absent."""
    found = report.section(SECTIONS[numeral])
    if found is None:
        raise Absent(words_of([numeral]))
    return found


def _paragraphs(report: Report, place: str) -> Iterator[Paragraph]:
    if place in (WHOLE, TITLE) and report.title and report.title_place:
        yield Paragraph(report.title, report.title_place)
    if place == TITLE and not report.title:
        raise Absent("标题")
    if place in (WHOLE, PREFACE):
        yield from (one for one in report.preface if one.place != report.title_place)
    if place in (WHOLE, HEADINGS):
        yield from (Paragraph(heading_words(section), section.place) for section in report.sections)
    if place in (WHOLE, PROSE):
        yield from (paragraph for section in report.sections for paragraph in section.paragraphs)
    if place in LABELS:
        table = report.table(LABELS[place])
        yield from table.headings
        yield from (Paragraph(row.label, row.place) for row in table.rows)
    if place in SECTIONS:
        section = section_of(report, place)
        if not section.text.strip():
            raise Absent(f"{words_of([place])}的文字", "标题下没有读到文字，可能在表格里")
        yield from section.paragraphs
