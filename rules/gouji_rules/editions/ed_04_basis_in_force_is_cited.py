"""ED-04."""

import re
from collections.abc import Iterator

from gouji.model import Paragraph, split_sentences
from gouji.rule import WARNING, Finding, Quote, Report, Unchecked, rule
from gouji.text import compact, quoted
from gouji_rules._years import doubt_about_year

_FORM_OF_2019 = re.compile(
    r"(?:国办公开办函|国务院办公厅|国办)[^。；]{0,60}?[〔\[(【]?2019[〕\])】]第?60号"
    r"|(?:中华人民共和国|国务院办公厅|国办)[^。；]{0,30}?年度报告格式[>》]?\(试行\)"
)
_FORM_OF_2021 = re.compile(r"[〔\[(【]?2021[〕\])】]第?30号")
_OLD_DECREE = re.compile(r"(?:国务院|国)?令\(?第?492号")
_NEW_DECREE = re.compile(r"第?711号")
#: Words with which a document is the ground on which something was done.
_AS_BASIS = re.compile(r"根据|依据|按照?|依照|遵照|参照|对照|严格执行|贯彻落实|要求|规定|编制|格式")
#: Words with which a sentence tells what was before.
_HISTORY = re.compile(
    r"200[78]年|原(?:条例|格式|《)|旧(?:条例|格式)|修订前|施行以来|实施以来|颁布以来|曾|废止|失效|停止执行|不再(?:执行|适用|使用)|"
    r"代替|替代|取代|同时(?:废|停)|(?:2019|2020)年度?(?:的?年|报告|起|至)"
)
_FIRST_OF_2021 = 2021


@rule(
    "ED-04",
    title="依据引用过时",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条第二款；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="改引现行依据：《政府信息公开条例》（国务院令第711号）和报告年度适用的格式文件。",
)
def basis_in_force_is_cited(report: Report) -> Iterator[Finding | Unchecked]:
    """引用的编制依据应当是报告年度有效的文件。

    2021年度起应依据国办公开办函〔2021〕30号，不应再以〔2019〕60号（格式（试行））为依据；2019年度起应引修订后的条例（国务院令第711号），
    全文只引国务院令第492号而不提第711号的，引的是修订前的条例。引用过时，多半是沿用旧文稿留下的。

    常见误报：追述历史的（“自2008年施行”“修订前”“原”“已废止”“2020年按60号文”），同一句也引了现行文件的，其他机关的〔2019〕60号文件，
    不报。报告年度不能确定的，本规则不下结论。

    沿革：0.1 首次收入。

    反例：
        年度 = 2024
        前言：根据《条例》和国办公开办函〔2019〕60号要求，编制本报告。
    正例：
        年度 = 2024
        前言：根据《条例》（国务院令第711号）和国办公开办函〔2021〕30号要求，编制本报告。
    """
    suspected = list(_suspected(report))
    if not suspected:
        return
    doubt = doubt_about_year(report)
    if doubt:
        yield Unchecked(doubt)
        return
    for sentence, paragraph, words in suspected:
        yield Finding(words, quotes=(Quote(quoted(sentence), paragraph.place),), locator=words)


def _suspected(report: Report) -> Iterator[tuple[str, Paragraph, str]]:
    """The first sentence that cites each document out of date, with what is wrong in words."""
    newer = False
    form: tuple[str, Paragraph, str] | None = None
    decree: tuple[str, Paragraph, str] | None = None
    for _, paragraph in report.paragraphs():
        text = paragraph.text
        newer = newer or "711" in text
        if "60" not in text and "试行" not in text and "492" not in text:
            continue
        for sentence in split_sentences(text):
            bare = compact(sentence)
            if _HISTORY.search(bare):
                continue
            if form is None and _cites_old_form(bare) and (report.year or 0) >= _FIRST_OF_2021:
                form = sentence, paragraph, _form_words(report)
            if decree is None and _OLD_DECREE.search(bare) and not _NEW_DECREE.search(bare):
                decree = sentence, paragraph, _DECREE_WORDS
    yield from [one for one in (form, None if newer else decree) if one]


def _cites_old_form(bare: str) -> bool:
    return bool(_FORM_OF_2019.search(bare) and _AS_BASIS.search(bare)) and not _FORM_OF_2021.search(bare)


def _form_words(report: Report) -> str:
    return f"以2019年试行格式（国办公开办函〔2019〕60号）为依据；{report.year}年度应依据国办公开办函〔2021〕30号"


_DECREE_WORDS = "引用的是修订前的《政府信息公开条例》（国务院令第492号）；2019年度起应引国务院令第711号"
