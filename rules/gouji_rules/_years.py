"""The years that a report states as its own: in the title and as the period of its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.model import Quote, Report, split_sentences
from gouji.text import chinese_year, compact, quoted

#: Names and numbers of documents carry years of their own: 《2019年政务公开工作要点》, 〔2021〕30号.
OF_DOCUMENTS = re.compile(r"《[^》]*》|〔[^〕]*〕|\[[^\]]*\]|\([^()]*号[^()]*\)")
_TITLE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)|(二[〇○零][〇○零一二三四五六七八九]{2})(?=年)")
_PERIOD = re.compile(r"(20\d\d)年1月1日[起始]?[至到~—–-]+(?:(20\d\d)年)?12月31日")
_OF_FIGURES = re.compile(r"统计|期限|时限|期间|时间段|所列|数据")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a place of the report says of its year; `years` are more than one where the place contradicts itself."""

    where: str
    years: tuple[int, ...]
    quote: Quote | None = None

    @property
    def words(self) -> str:
        return f"{self.where}写{'、'.join(map(str, self.years))}年"


def stated_in_title(report: Report) -> Stated | None:
    """The year that the title names, or else the title of the web page; None when neither names one."""
    if report.title is not None and report.title_place is not None:
        where, text, quote = "标题", report.title, Quote(report.title, report.title_place)
    else:
        where, text, quote = "网页标题", report.document.title_hint or "", None
    found = _TITLE_YEAR.findall(OF_DOCUMENTS.sub("", compact(text)))
    years = {int(digits) if digits else chinese_year(characters) or 0 for digits, characters in found} - {0}
    return Stated(where, tuple(sorted(years)), quote) if years else None


def stated_as_period(report: Report) -> Iterator[Stated]:
    """Each sentence that states the period of the figures as 1月1日 to 12月31日."""
    for _, paragraph in report.paragraphs():
        if "31" not in paragraph.text:
            continue
        for sentence in split_sentences(paragraph.text):
            bare = compact(sentence)
            found = _PERIOD.search(bare)
            if found and _OF_FIGURES.search(bare):
                years = tuple(sorted({int(year) for year in found.groups() if year}))
                yield Stated("统计期限", years, Quote(quoted(sentence), paragraph.place))


def doubt_about_year(report: Report) -> str | None:
    """Why the report year is not certain enough to draw conclusions from it, None when it is.

    A year from the prose or the file name alone may be that of the publication; one that was given from outside is
    meant to override what the report says.
    """
    if report.sources.get("year") == "given":
        return None
    stated = [one for one in (stated_in_title(report), *stated_as_period(report)) if one]
    if any(one.years != (report.year,) for one in stated):
        return f"报告年度的写法不一致：{'，'.join(one.words for one in stated)}，按{report.year}年度核查"
    if not stated:
        return f"标题和统计期限都没有写明报告年度，{report.year}年度是从正文或文件名推断的"
    return None
