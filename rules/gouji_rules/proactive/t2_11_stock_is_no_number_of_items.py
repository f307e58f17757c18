"""T2-11."""

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.editions import address_words
from gouji.prose import Passage, Reader, mentions, passages, scopes
from gouji.rule import WARNING, Confidence, Finding, Report, Unchecked, rule
from gouji_rules._figures import gaps, lines

_STOCKS = ("对外公开总数量", "现行有效件数")
_DOCUMENTS = ("规范性文件", "行政规范性文件")
#: 公开政府信息, 信息公开: all of it, where 公开行政处罚决定信息 is of one kind.
_ALL = re.compile(
    r"(?:公开|发布|公布)(?:了|的|各类|各种|各项)*(?:政府|政务|政务公开|各类)?信息"
    r"|信息(?:主动)?(?:公开|发布)(?:[总数量条]+|共计?|合计|累计|达到?|为|了)*$"
)
_MEASURES = ("条", "件", "篇", "份", "")


@rule(
    "T2-11",
    title="总量等于正文信息条数",
    severity=WARNING,
    basis="《政府信息公开条例》第二十条第（一）项；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表二",
    explains=["XY-02", "XY-04", "XY-05"],
    advice="规范性文件的总量只计规范性文件的件数，不是主动公开的全部信息；请按文件目录重新统计。",
)
def stock_is_no_number_of_items(report: Report, *, smallest: int = 20) -> Iterator[Finding | Unchecked]:
    """表二规范性文件的对外公开总数量（2021年格式：现行有效件数）是文件的件数，不应等于正文所写主动公开信息的总条数。

    两个数恰好相等而且不小，多半是把全年公开的信息条数填进了规范性文件一行。

    常见误报：小数字的巧合（不足 smallest 的不报）；正文的数是一种渠道、一个栏目、其他年度或者其他机关的，或者是约数，
    不拿来比较；正文说的就是规范性文件的件数，理应相等。

    沿革：0.1 首次收入。

    反例：
        年度 = 2020
        二.规范性文件.对外公开总数量 = 298
        一：2020年，全年公开政府信息共计298条。
    正例：
        年度 = 2020
        二.规范性文件.对外公开总数量 = 29
        一：2020年，全年公开政府信息共计298条。
    """
    yield from gaps(report, "二", lambda row: row.key in _DOCUMENTS)
    reader = Reader(report.unit, report.year)
    for line in lines(report, "二"):
        for name in _STOCKS if line.row.key in _DOCUMENTS else ():
            number = line.number(name)
            if number is None or number < smallest:
                continue
            if passage := _stated_as_items(number, report, reader):
                address = line.cells[name].address
                yield Finding(
                    f"{address_words(address, report.edition)}为{number:f}件，与正文所写公开信息的总条数相同；"
                    "疑将公开信息的条数填作规范性文件的件数",
                    cells=(address,),
                    quotes=(passage.quote,),
                    equation=f"{number:f} = {number:f}",
                    confidence=Confidence.LIKELY,
                    locator=address,
                )


def _stated_as_items(number: Decimal, report: Report, reader: Reader) -> Passage | None:
    """The sentence that gives this number as that of all information disclosed, None when there is none."""
    written = (f"{number:f}", f"{number:,f}", f"{number:,f}".replace(",", "，"))
    for passage in passages(report):
        if not any(text in passage.plain for text in written):
            continue
        for mention in mentions(passage.plain):
            figure = mention.figure
            if figure.value != number or figure.approximate or figure.measure not in _MEASURES or mention.depth:
                continue
            before = passage.plain[: max(0, figure.start - len(mention.lead))]
            if _is_of_all_information(mention.lead) and not scopes(before, mention.lead, reader):
                return passage
    return None


def _is_of_all_information(lead: str) -> bool:
    return bool(_ALL.search(lead)) and "文件" not in lead and "申请" not in lead
