"""ST-16."""

import re
from collections.abc import Iterator

from gouji.errors import Absent
from gouji.model import CellKind, Section, split_sentences
from gouji.rule import INFO, WARNING, Finding, Quote, Report, rule
from gouji.text import compact, quoted
from gouji_rules.structure._sections import heading, name, prose

_FEE = re.compile(
    r"处理费|(?:收取|收费|缴纳|减免)[^。]{0,20}(?:费用?|元)|(?:费用?)[^。]{0,8}(?:收取|缴纳|减免)|(?:没有|未|无)收(?:取)?费"
)
_PAID = re.compile(r"(?:收到|收取|缴纳|已收)[^。；]{0,16}(?:信息)?处理费[^。；]{0,10}(?P<amount>[\d.,]+)(?:元|万元)")
_UNPAID_ROW = "三.R21b.总计"


@rule(
    "ST-16",
    title="信息处理费未说明",
    severity=INFO,
    basis="《政府信息公开条例》第四十二条；国办函〔2020〕109号《政府信息公开信息处理费管理办法》",
    advice="在“六、其他需要报告的事项”写明本年度信息处理费的收取情况；没有收取的写“本年度未收取信息处理费”。",
    editions=("ed2021",),
    years=(2021, 9999),
    explains=("T3-12",),
)
def processing_fee_is_told(report: Report) -> Iterator[Finding]:
    """第六部分应说明信息处理费的收取情况。

    表三有“申请人逾期未按收费通知要求缴纳费用”的申请，说明本年度发出过收费通知，第六部分却没有提到信息处理费的，是警告；
    其他部分提到收了费、或者第六部分完全没有说明的，只作提示，因为各地做法不同。

    常见误报：写“未收取任何费用”“无收费情况”“信息公开处理费”等不同说法的，都算说明了；已在总体情况写明没有收取的，不报。

    沿革：0.1 首次收入。

    反例：
        年度 = 2023
        三.R21b.自然人 = 1
        三.R21b.总计 = 1
        六：无。
    正例：
        年度 = 2023
        六：本年度未收取信息处理费。
    """
    section = report.section("other")
    if section is None:
        raise Absent("“六、其他需要报告的事项”", "没有找到这一部分（见 ST-01）")
    if _FEE.search(compact(prose(report, section))):
        return
    notified = _notified(report)
    elsewhere = _elsewhere(report)
    paid = elsewhere is not None and _PAID.search(compact(elsewhere.text))
    if notified or paid or elsewhere is None:
        yield _finding(section, report, elsewhere, notified=notified, paid=bool(paid))


def _finding(section: Section, report: Report, elsewhere: Quote | None, *, notified: bool, paid: bool) -> Finding:
    said = "表三有逾期未缴费而不再处理的申请，" if notified else "正文提到收取了信息处理费，" if paid else ""
    there = "信息处理费只写在其他部分" if elsewhere else "没有说明信息处理费的收取情况"
    quotes = (heading(section), *((elsewhere,) if elsewhere else ()))
    return Finding(
        f"{said}“{name(section)}”{f'没有写，{there}' if elsewhere else there}；"
        "应写明收取的件数和金额，没有收取的也应写明",
        cells=(_UNPAID_ROW,) if notified and _UNPAID_ROW in report.cells else (),
        quotes=quotes,
        severity=WARNING if notified and elsewhere is None else None,
        locator="六",
    )


def _notified(report: Report) -> bool:
    """Whether 表三 counts requests given up because a fee was not paid."""
    cells = (cell for address, cell in report.cells.items() if address.startswith("三.R21b."))
    return any(cell.kind is CellKind.COUNT and cell.doubt is None and (cell.value or 0) > 0 for cell in cells)


def _elsewhere(report: Report) -> Quote | None:
    """The first sentence outside the last section that speaks of the fee."""
    for kind, paragraph in report.paragraphs():
        if kind != "other" and "处理费" in paragraph.text:
            sentences = (one for one in split_sentences(paragraph.text) if "处理费" in one)
            return Quote(quoted(next(sentences, paragraph.text)), paragraph.place)
    return None
