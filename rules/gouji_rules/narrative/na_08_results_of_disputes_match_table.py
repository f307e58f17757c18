"""NA-08."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.editions import EITHER_DOCUMENT, address_words
from gouji.errors import NotApplicable
from gouji.model import Quote
from gouji.prose import Claim, Claimed, Ended, Kind, Result, narrative
from gouji.rule import ERROR, WARNING, Finding, Report, Unchecked, rule
from gouji.text import quoted
from gouji_rules._counts import sure_count
from gouji_rules.narrative._tables import quotes_of

_ROWS = {Kind.RECONSIDERATION: ("行政复议",), Kind.LITIGATION: ("未经复议直接起诉", "复议后起诉")}
_COLUMNS = {
    Result.UPHELD: "结果维持",
    Result.CORRECTED: "结果纠正",
    Result.OTHER: "其他结果",
    Result.PENDING: "尚未审结",
}
#: 无被纠错 says nothing of cases that are not over.
_OF_ALL = (Claim.ALL_UPHELD, Claim.NONE_LOST)


@rule(
    "NA-08",
    title="复议诉讼结果表述矛盾",
    severity=ERROR,
    basis=f"《政府信息公开条例》第五十条第（三）项；{EITHER_DOCUMENT}表四",
    advice="核对行政复议、行政诉讼案件的结果，修改正文或者表四；尚未审结的案件请在正文中说明。",
)
def results_of_disputes_match_table(report: Report) -> Iterator[Finding | Unchecked]:
    """正文说行政复议、行政诉讼“均获维持”“零败诉”“无被纠错”的，表四的结果纠正应为0；说“均”“零”的，也不应有尚未审结。

    正文写明维持、纠正、尚未审结各几件的，应与表四相应的格一致。被纠正的案件是监督的重点，正文不应写得比表格好看。有结果纠正
    的是错误；只是还有尚未审结的，结论下早了，作警告。

    常见误报：上一年度的案件、全县的案件、目标（力争零败诉）；一审、二审的件数；行政处罚等其他案件；正文已经写明还有案件尚未审结。

    沿革：0.1 首次收入。

    反例：
        一：2023年，政府信息公开行政复议3件，均获维持。
        四.行政复议.结果维持 = 2
        四.行政复议.结果纠正 = 1
        四.行政复议.总计 = 3
    正例：
        一：2023年，政府信息公开行政复议3件，维持2件，纠正1件；行政诉讼零败诉。
        四.行政复议.结果维持 = 2
        四.行政复议.结果纠正 = 1
        四.行政复议.总计 = 3
    """
    told = narrative(report)
    if not told.claimed and not told.ended:
        raise NotApplicable("正文没有写行政复议、行政诉讼的结果")
    for claim in told.claimed:
        yield from _against_claim(claim, report)
    for ended in told.ended:
        yield from _against_number(ended, told.ended, report)


def _cells(kind: Kind, result: Result) -> tuple[str, ...]:
    return tuple(f"四.{row}.{_COLUMNS[result]}" for row in _ROWS[kind])


def _against_claim(claim: Claimed, report: Report) -> Iterator[Finding | Unchecked]:
    corrected = _positive(_cells(claim.kind, Result.CORRECTED), report)
    pending = _positive(_cells(claim.kind, Result.PENDING), report) if claim.claim in _OF_ALL else {}
    quotes = quotes_of([claim.passage])
    if corrected:
        yield _contradiction(claim, corrected, report, quotes)
    elif pending and not claim.pending_told:
        yield _contradiction(claim, pending, report, quotes)
    elif any(sure_count(report, address) is None for address in _cells(claim.kind, Result.CORRECTED)):
        yield Unchecked(f"正文写“{quoted(claim.words, 30)}”，但表四结果纠正的格缺少或者不是件数，无法核对")


def _positive(addresses: tuple[str, ...], report: Report) -> dict[str, Decimal]:
    return {address: count for address in addresses if (count := sure_count(report, address))}


def _contradiction(claim: Claimed, cells: dict[str, Decimal], report: Report, quotes: tuple[Quote, ...]) -> Finding:
    counted = "、".join(f"{address_words(address, report.edition)}为{count:f}" for address, count in cells.items())
    over = "尚未审结" not in counted
    return Finding(
        f"正文写行政{claim.kind}“{quoted(claim.words, 30)}”，{counted}；"
        + ("两处应一致" if over else "还有案件没有审结，不能说全部"),
        cells=tuple(cells),
        quotes=quotes,
        equation=f"{sum(cells.values(), Decimal(0)):f} ≠ 0",
        difference=sum(cells.values(), Decimal(0)),
        severity=ERROR if over else WARNING,
    )


def _against_number(one: Ended, every: tuple[Ended, ...], report: Report) -> Iterator[Finding | Unchecked]:
    """A number of one result; of several for one result in one sentence, their sum."""
    same = [
        other for other in every if (other.passage, other.kind, other.result) == (one.passage, one.kind, one.result)
    ]
    cells = _cells(one.kind, one.result)
    counts = [sure_count(report, address) for address in cells]
    if one is not same[0]:
        return
    if None in counts:
        yield Unchecked(f"正文写“{quoted(one.words, 60)}”，但表四相应的格缺少或者不是件数，无法核对")
        return
    inside = sum((count for count in counts if count is not None), Decimal(0))
    if inside in (one.number, sum(other.number for other in same)):
        return
    counted = "、".join(
        f"{address_words(address, report.edition)}为{count:f}" for address, count in zip(cells, counts, strict=True)
    )
    yield Finding(
        f"正文写行政{one.kind}{one.result}{one.number}件，{counted}；两处应一致",
        cells=cells,
        quotes=quotes_of([one.passage]),
        equation=f"{one.number} ≠ {inside:f}",
        difference=abs(inside - one.number),
        expected={cells[0]: Decimal(one.number)} if len(cells) == 1 else {},
    )
