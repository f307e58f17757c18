"""Whether a document is an annual report at all: its tables, its sections and its title decide together."""

from __future__ import annotations

import re

import msgspec

from gouji.errors import NotAReport, Unreadable
from gouji.model import Cell, CellKind, Document, FoundTable, Paragraph, Section
from gouji.recognise.genre import genre, title_says_otherwise
from gouji.recognise.identity import unit_in_title
from gouji.text import compact, quoted

_FIRST_YEAR_OF_FORMS = 2019
_FEWEST_ROWS = {"二": 2, "三": 5, "四": 1}
_FEWEST_KINDS = 2
#: Sections that are enough without a title or a table; that many have nothing but such a report.
_ENOUGH_KINDS = 4
_SHORT = 200
_INSTRUCTION = re.compile(r"[（(][^（()）]*[)）]")
_PLACEHOLDER = re.compile(
    r"[xXＸ×*＊_＿○〇□]{2,}|某+(?=局|镇|县|市|区|乡|街道|单位)|模板|样式|样本|范本|参考格式|格式（?试行"
)


class Body(msgspec.Struct, frozen=True):
    """What was found in a document; `title` is that of the text or else of the page."""

    document: Document
    preface: list[Paragraph]
    sections: list[Section]
    tables: dict[str, FoundTable]
    cells: dict[str, Cell]
    title: str | None
    year: int | None

    @property
    def solid(self) -> list[str]:
        """The tables of which enough rows were found."""
        return [
            key
            for key, table in self.tables.items()
            if sum(row.key is not None for row in table.rows) >= _FEWEST_ROWS[key]
        ]

    @property
    def kinds(self) -> set[str]:
        return {section.kind for section in self.sections if section.kind}

    @property
    def prose(self) -> str:
        """All prose without headings, and without what a form says of what to write."""
        texts = [paragraph.text for section in self.sections for paragraph in section.paragraphs]
        return _INSTRUCTION.sub("", compact("".join(texts)))


def require_report(body: Body) -> None:
    """Raises NotAReport with what the document seems to be, Unreadable when it is a report's title without a text."""
    if _is_blank_form(body):
        other = title_says_otherwise(body.document)
        what = f"{other}，附有年度报告的空白模板" if other else "年度报告的空白模板"
        raise NotAReport(f"这是{what}，没有填写单位、数字和正文；请填写后投递")
    if _is_report(body):
        return
    only_title = body.title and not body.solid and len(_whole(body)) < _SHORT
    if only_title and title_says_otherwise(body.document) is None:
        raise Unreadable("只找到标题，没有正文和表格；正文可能是图片或附件，请投递含文字的原文件")
    raise NotAReport(f"不是政府信息公开工作年度报告{_seems(body)}")


def _is_report(body: Body) -> bool:
    solid, kinds = len(body.solid), len(body.kinds)
    if solid > 1:
        return True
    other = title_says_otherwise(body.document)
    if solid:
        return kinds >= _FEWEST_KINDS or (body.title is not None and other is None)
    if other is not None:
        return False
    if body.title is None:
        return kinds >= _ENOUGH_KINDS and bool(body.kinds & {"disclosure_on_request", "reconsideration_litigation"})
    old = body.year is not None and body.year < _FIRST_YEAR_OF_FORMS
    return kinds >= _FEWEST_KINDS or (old and len(_whole(body)) >= _SHORT)


def _is_blank_form(body: Body) -> bool:
    """Whether nothing was filled in: no figure, hardly any prose, and no unit in the title."""
    if len(body.solid) < len(_FEWEST_ROWS) - 1 or any(_is_filled(cell) for cell in body.cells.values()):
        return False
    unnamed = body.title is None or unit_in_title(body.title) is None or _PLACEHOLDER.search(body.title)
    return bool(unnamed) and len(body.prose) < _SHORT


def _is_filled(cell: Cell) -> bool:
    return cell.kind is not CellKind.BLANK and not _PLACEHOLDER.search(cell.text)


def _whole(body: Body) -> str:
    return compact("".join(p.text for p in body.preface[:_SHORT])) + body.prose


def _seems(body: Body) -> str:
    lines = (*body.preface, *(p for section in body.sections for p in section.paragraphs))
    first = next((p.text for p in lines if compact(p.text)), "")
    begins = f"开头是“{quoted(first, 40)}”，" if first else ""
    if body.solid:
        return f"，看起来是年度报告的节选（只有表{'、表'.join(body.solid)}）；请投递全文"
    what = genre(body.document)
    if (
        not first
        and what is None
        and not any(cell.text.strip() for b in body.document.blocks for cell in getattr(b, "cells", ()))
    ):
        return "：没有可读的文字"
    return f"{f'，看起来是{what}' if what else ''}：{begins}没有找到年度报告的六个部分和三张表"
