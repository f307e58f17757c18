"""Which of the six sections a report has, which it lacks, and what stands in their place."""

from __future__ import annotations

from gouji.editions import SectionForm, edition
from gouji.errors import Absent
from gouji.model import Paragraph, Quote, Report, Section


def forms() -> tuple[SectionForm, ...]:
    """The six sections, the same in both editions."""
    return edition("ed2021").sections


def missing(report: Report) -> list[SectionForm]:
    """The sections whose heading was not found."""
    found = {section.kind for section in report.sections}
    return [form for form in forms() if form.kind not in found]


def stand_in(report: Report, form: SectionForm) -> Section | None:
    """The section of no known kind that has the numeral of a missing one."""
    return next((one for one in report.sections if one.kind is None and one.numeral == form.numeral), None)


def extra(report: Report) -> list[Section]:
    """The sections that the form does not know and that do not stand in for a missing one."""
    replaced = [stand_in(report, form) for form in missing(report)]
    return [one for one in report.sections if one.kind is None and one not in replaced]


def name(section: Section) -> str:
    """The heading as it is written: 五、存在的主要问题及改进情况."""
    return f"{section.numeral}、{section.title}" if section.numeral else section.title


def heading(section: Section) -> Quote:
    """The heading as evidence."""
    return Quote(name(section), section.place)


def prose(report: Report, section: Section) -> str:
    """The section's text; raises Absent when there is none and it may stand in a table that nobody read."""
    if section.text.strip():
        return section.text
    blocks = report.document.blocks
    position = next((i for i, block in enumerate(blocks) if block.place == section.place), None)
    following = blocks[position + 1] if position is not None and position + 1 < len(blocks) else None
    if position is None or (following is not None and not isinstance(following, Paragraph)):
        raise Absent(f"“{name(section)}”的正文", "标题后是表格，文字可能在表格里，没有读出")
    return ""
