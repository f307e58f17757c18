"""The line that names a report, wherever it stands."""

from __future__ import annotations

import re

from gouji.model import Paragraph, Quote, Report
from gouji.text import compact

_BOTH = re.compile(r"政府信息公开.*(?:报告|年报)|(?:报告|年报).*政府信息公开")
_LONGEST = 60


def title_of(report: Report) -> Quote | None:
    """The title: as it was recognised, else a cell of a layout table that says one."""
    if report.title is not None and report.title_place is not None:
        return Quote(report.title, report.title_place)
    for block in report.document.blocks:
        for cell in () if isinstance(block, Paragraph) else block.cells:
            if "报" in cell.text and reads_as_title(cell.text):
                return Quote(cell.text.strip(), cell.place)
    return None


def reads_as_title(text: str | None) -> bool:
    """Whether a short text speaks of 政府信息公开 and of a report."""
    bare = compact(text or "")
    return len(bare) <= _LONGEST and bool(_BOTH.search(bare))


def mention(report: Report) -> Quote | None:
    """A sentence before the first section that names the report, such as 现公布…年度报告."""
    for paragraph in report.preface:
        bare = compact(paragraph.text)
        if _BOTH.search(bare) and ">" not in bare:
            return Quote(paragraph.text.strip(), paragraph.place)
    return None
