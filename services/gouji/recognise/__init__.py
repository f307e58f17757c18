"""Document → Report: which edition, which section, which cell is which.

Everything is matched by meaning: labels and headings after normalisation, figures by the headings of their row and
column. What cannot be placed is kept in `Report.unplaced` with the reason. A document that is no annual report raises
`NotAReport`.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from gouji.editions import NAMES, edition, edition_for, mark
from gouji.model import Cell, Document, FoundTable, Report, Section
from gouji.recognise import identity
from gouji.recognise.body import read_body
from gouji.recognise.publication import published_on
from gouji.recognise.rows import lines
from gouji.recognise.threshold import Body, require_report
from gouji.recognise.volume import split

__all__ = ["recognise", "split"]


def recognise(
    document: Document, *, unit: str | None = None, year: int | None = None, file_name: str | None = None
) -> Report:
    """Read a document as an annual report; `unit` and `year` override what its text says.

    Raises NotAReport when it is something else, with what it seems to be, and Unreadable when only a title is there.
    """
    items = list(lines(document))
    preface, sections, reader = read_body(items)
    title = identity.find_title(preface)
    if title is None and preface and not sections:
        title = identity.find_title([*preface][:20])
    tables = reader.found()
    own_words = [*preface, *(p for section in sections for p in section.paragraphs)]
    overview = [p for section in sections if section.kind == "overview" for p in section.paragraphs]
    hint = identity.clean_hint(document.title_hint)
    units = {
        "given": unit,
        "title": identity.unit_in_title(title.text) if title else None,
        "hint": identity.unit_in_title(hint) if hint else None,
        "text": identity.unit_in_text(own_words),
    }
    years = {
        "given": year,
        "title": identity.year_in_title(title.text) if title else None,
        "hint": identity.year_in_title(hint) if hint else None,
        "text": identity.period_year(preface) or identity.year_in_text(overview or own_words),
        "name": identity.year_in_name(file_name),
    }
    sources = {what: source for what, found in (("unit", units), ("year", years)) if (source := _first(found))}
    report_year = years[sources["year"]] if "year" in sources else None
    require_report(Body(document, preface, sections, tables, reader.cells, title.text if title else hint, report_year))
    tables, form = _editions(tables)
    tables, cells = _in_form(tables, reader.cells, form)
    return Report(
        unit=units[sources["unit"]] if "unit" in sources else None,
        year=report_year,
        edition=form or _edition_by_year(report_year, sections),
        title=title.text if title else None,
        title_place=title.place if title else None,
        preface=tuple(preface),
        sections=tuple(sections),
        tables=tables,
        cells=cells,
        unplaced=tuple(reader.unplaced),
        document=document,
        sources=sources,
        file_name=file_name,
        published_on=published_on(document, sections),
    )


def _first(found: dict[str, str | None] | dict[str, int | None]) -> str | None:
    return next((source for source, value in found.items() if value is not None), None)


def _edition_by_year(year: int | None, sections: list[Section]) -> str | None:
    """The form that the year demands; without a year the section on fees, which only reports before 2019 have."""
    if year is None:
        return "pre2019" if any("收费" in section.title for section in sections) else None
    form = edition_for(year)
    return form.name if form else "pre2019"


def _editions(tables: dict[str, FoundTable]) -> tuple[dict[str, FoundTable], str | None]:
    """Each table with the edition that its headings and labels say, and the report's (by the most marks)."""
    marks: Counter[str] = Counter()
    named: dict[str, FoundTable] = {}
    for key, table in tables.items():
        texts = [*(heading.text for heading in table.headings), *(row.label for row in table.rows), *set(table.columns)]
        own = Counter(name for text in texts for name in NAMES if mark(text) in edition(name).marks)
        marks += own
        named[key] = msgspec.structs.replace(table, edition=own.most_common(1)[0][0] if own else None)
    return named, marks.most_common(1)[0][0] if marks else None


def _in_form(
    tables: dict[str, FoundTable], cells: dict[str, Cell], form: str | None
) -> tuple[dict[str, FoundTable], dict[str, Cell]]:
    """Rows that have another name in this edition under that name: 规范性文件 and 行政规范性文件."""
    if form is None or "二" not in tables:
        return tables, cells
    official = {alias: row.key for row in edition(form).tables["二"].rows for alias in row.aliases}
    rows = tuple(msgspec.structs.replace(row, key=official.get(row.key or "", row.key)) for row in tables["二"].rows)
    renamed = {
        address if cell.table != "二" else f"二.{official.get(cell.row, cell.row)}.{cell.column}": cell
        for address, cell in cells.items()
    }
    return (
        {**tables, "二": msgspec.structs.replace(tables["二"], rows=rows)},
        {address: msgspec.structs.replace(cell, address=address) for address, cell in renamed.items()},
    )
