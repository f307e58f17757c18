"""T3-10."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.editions import EITHER_DOCUMENT, NAMES, address_words, edition
from gouji.prose import narrative
from gouji.rule import WARNING, Confidence, Finding, Report, Unchecked, rule
from gouji_rules._counts import count_of, sure_count

_NEW, _CARRIED, _PARTLY, _TOTAL, _FORWARD = ("R01", "R02", "R04", "R22", "R23")
_ALL = "总计"


@rule(
    "T3-10",
    title="部分公开重复计数",
    severity=WARNING,
    basis=f"《政府信息公开条例》第三十七条；{EITHER_DOCUMENT}表三“（二）部分公开（区分处理的，只计这一情形，不计其他情形）”",
    advice="部分公开的申请只计入（二）部分公开，从（三）不予公开等其他各行中减去。",
    explains=("T3-02",),
)
def partly_opened_is_counted_once(report: Report) -> Iterator[Finding | Unchecked]:
    """区分处理、部分公开的申请只计入“（二）部分公开”，不应再计入不予公开等其他情形。

    一件申请只有一个办理结果，重复计数会使各项结果之和大于“（七）总计”。各项之和正好比总计多出部分公开的件数，而新收与结转
    的件数又与总计相符，或者正文写了“同时计入不予公开”，都说明重复计数。

    常见误报：总计漏加了部分公开的（新收与结转的件数对不上总计，由 T3-01、T3-02 指出）；部分公开为0。

    沿革：0.1 首次收入。

    反例：
        三.R01.总计 = 5
        三.R03.总计 = 3
        三.R04.总计 = 2
        三.R08.总计 = 2
        三.R22.总计 = 5
    正例：
        三.R01.总计 = 5
        三.R03.总计 = 3
        三.R04.总计 = 2
        三.R22.总计 = 5
    """
    partly = count_of(report, f"三.{_PARTLY}.{_ALL}")
    if not partly:
        return
    doubled = narrative(report).doubled
    if doubled:
        yield Finding(
            f"{address_words(f'三.{_PARTLY}.{_ALL}', report.edition)}为{partly:f}，正文写“{doubled[0].words}”；"
            "部分公开的申请不应再计入其他情形",
            cells=(f"三.{_PARTLY}.{_ALL}",),
            quotes=(doubled[0].passage.quote,),
        )
    elif results := _results(report):
        yield from _over_by(partly, results, report)


def _results(report: Report) -> dict[str, Decimal]:
    """The totals of all results by address; empty where one of them cannot be read."""
    named = edition(report.edition if report.edition in NAMES else NAMES[-1]).tables["三"].sums["办理结果"]
    addresses = [address for row in named if (address := f"三.{row}.{_ALL}") in report.cells]
    counts = {address: sure_count(report, address) for address in addresses}
    known = {address: count for address, count in counts.items() if count is not None}
    return known if len(known) == len(counts) else {}


def _over_by(partly: Decimal, results: dict[str, Decimal], report: Report) -> Iterator[Finding]:
    """The results exceed their total by just those opened in part, and the total is what came in."""
    new, carried, total, forward = (
        sure_count(report, f"三.{row}.{_ALL}") for row in (_NEW, _CARRIED, _TOTAL, _FORWARD)
    )
    if new is None or carried is None or total is None or forward is None:
        return
    added = sum(results.values(), Decimal(0))
    others = [
        address for address, count in results.items() if count >= partly and not address.startswith(f"三.{_PARTLY}")
    ]
    if added - total != partly or new + carried != total + forward or not others:
        return
    cells = (f"三.{_PARTLY}.{_ALL}", *(address for address, count in results.items() if count), f"三.{_TOTAL}.{_ALL}")
    yield Finding(
        f"表三各项办理结果之和为{added:f}，比“（七）总计”{total:f}正好多出部分公开的{partly:f}件；"
        "疑似部分公开的申请又计入了其他情形，应只计入（二）部分公开",
        cells=tuple(dict.fromkeys(cells)),
        equation=f"{added:f} − {total:f} = {partly:f}",
        difference=partly,
        confidence=Confidence.LIKELY,
    )
