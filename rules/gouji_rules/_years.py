"""The years that a report states as its own: in the title and as the period of its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gouji.model import Paragraph, Quote, Report, split_sentences
from gouji.text import chinese_year, compact, quoted

#: Names and numbers of documents carry years of their own: 《2019年政务公开工作要点》, 〔2021〕30号.
OF_DOCUMENTS = re.compile(r"《[^》]*》|〔[^〕]*〕|\[[^\]]*\]|\([^()]*号[^()]*\)")
_TITLE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)|(二[〇○零][〇○零一二三四五六七八九]{2})(?=年)")
_PERIOD = re.compile(r"(20\d\d)年1月1日[起始]?[至到~—–-]+(?:(20\d\d)年)?12月31日")
_SUBJECT = re.compile(r"^(?:\([一二三四五六七八九十]+\)|[^,。:\d]{0,12}:)*(20\d\d)年度?(?![\d一二至到~—-])")
_CLAIM = re.compile(r"(?:公开|发布|制定|制发|收到|受理|办理|答复|办结)[^。；;]*?\d+余?(?:条|件|篇|份|宗)")
_DISCLOSED = re.compile(r"主动公开[^。；;]*?\d+余?条")
#: Words with which a sentence may speak of another year and be right.
_OTHER_YEAR = re.compile(
    r"以来|以前|之前|累计|截[至止]|同比|同期|相比|[较比]|上年|去年|上一年|历年|结转|决算|预算|年底|年初|年末|"
    r"计划|将|拟|力争|目标|下一步|要点|年报|年度报告"
)
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


def stated_in_prose(report: Report) -> Iterator[Stated]:
    """The years with which the overview opens, and those to which sentences with figures ascribe them."""
    opening = True
    for kind, paragraph in report.paragraphs():
        if kind not in ("overview", "proactive_disclosure") or "20" not in paragraph.text:
            continue
        for sentence, others in _with_years_beside(split_sentences(paragraph.text)):
            stated = _ascribed(sentence, paragraph, opening=opening and kind == "overview")
            if stated and not others - set(stated.years):
                yield stated
            opening = False


def _with_years_beside(parts: list[str]) -> Iterator[tuple[str, set[int]]]:
    """Each part with the years told beside it: 2022年公开100条；2023年公开120条 compares two years.

    So do two sentences that follow on each other and both tell what was disclosed.
    """
    begun: list[str] = []
    for part, following in pairwise([*parts, ""]):
        begun.append(part)
        if following and (
            part.endswith(("；", ";")) or all(_DISCLOSED.search(compact(one)) for one in (part, following))
        ):
            continue
        years = {int(found[1]) for one in begun if (found := _SUBJECT.match(compact(one)))}
        yield from ((one, years) for one in begun)
        begun = []


def _ascribed(sentence: str, paragraph: Paragraph, *, opening: bool) -> Stated | None:
    bare = OF_DOCUMENTS.sub("", compact(sentence))
    subject = _SUBJECT.match(bare)
    if subject is None or _OTHER_YEAR.search(bare) or len(set(re.findall(r"20\d\d(?=年)", bare))) > 1:
        return None
    quote, years = Quote(quoted(sentence), paragraph.place), (int(subject[1]),)
    if _DISCLOSED.search(bare):
        return Stated("主动公开条数一句", years, quote)
    if opening:
        return Stated("总体情况开头", years, quote)
    return Stated("正文", years, quote) if _CLAIM.search(bare) else None


def doubt_about_year(report: Report) -> str | None:
    """Why the report year is not certain enough to draw conclusions from it, None when it is.

    A year from the prose or the file name alone may be that of the publication; one that was given from outside is
    meant to override what the report says. A title that all of the prose contradicts is no certain one either.
    """
    if report.sources.get("year") == "given":
        return None
    stated = [one for one in (stated_in_title(report), *stated_as_period(report)) if one]
    prose = list(stated_in_prose(report))
    if stated and prose and all(one.years != (report.year,) for one in prose):
        stated += prose
    if any(one.years != (report.year,) for one in stated):
        return f"报告年度的写法不一致：{'，'.join(dict.fromkeys(one.words for one in stated))}，按{report.year}年度核查"
    if not stated:
        return f"标题和统计期限都没有写明报告年度，{report.year}年度是从正文或文件名推断的"
    return None
