"""NA-11."""

from collections.abc import Iterable, Iterator

from gouji.prose import Breakdown, Disclosed, narrative
from gouji.rule import ERROR, WARNING, Confidence, Finding, Report, rule
from gouji_rules.narrative._sums import quotes_for, stands_in_table
from gouji_rules.narrative._tables import quotes_of


@rule(
    "NA-11",
    title="部分大于总体",
    severity=ERROR,
    basis="《政府信息公开条例》第六条第一款、第五十条第（一）项",
    advice="核对总数和分项，同一个数字全文只写一个值。",
    editions=("pre2019", "ed2019", "ed2021"),
)
def part_within_whole(report: Report) -> Iterator[Finding]:
    """“其中”的每一项都不应大于它的总数；同一部分里，同一个总数只能有一个值。

    部分大于总体，或者同一年主动公开的总数前后写了两个，读者无从知道哪一个是真的。

    常见误报：年度数与累计数、历年数；不同渠道、不同领域的数；约数；量词不同的数；办理结果含上年结转而多于本年新收、每个数都与表三一致的。

    沿革：0.1 首次收入。

    反例：
        一：2023年，主动公开政府信息40条，其中规范性文件52条。
    正例：
        一：2023年，主动公开政府信息40条，其中规范性文件5条。历年累计主动公开政府信息520条。
    """
    told = narrative(report)
    yield from _greater_parts(one for one in told.breakdowns if not stands_in_table(one, report))
    first: dict[tuple[str | None, str, str], Disclosed] = {}
    for one in told.disclosed:
        known = first.setdefault((one.passage.section, one.what, one.measure), one)
        if known.number != one.number:
            yield _two_totals(known, one)


def _greater_parts(found: Iterable[Breakdown]) -> Iterator[Finding]:
    for one in found:
        greater = [part for part in one.parts if part.value > one.total]
        if greater:
            shown = "、".join(f"{part.value:f}{part.measure}" for part in greater)
            yield Finding(
                f"正文写总数{one.total:f}{one.measure}，其中一项却为{shown}；部分不应大于总体",
                quotes=quotes_for(one),
                equation=f"{greater[0].value:f} > {one.total:f}",
                difference=greater[0].value - one.total,
                severity=WARNING if one.likely else None,
                confidence=Confidence.LIKELY if one.likely else Confidence.CERTAIN,
            )


def _two_totals(known: Disclosed, other: Disclosed) -> Finding:
    return Finding(
        f"同一部分里，{known.what}的总数一处写{known.number:f}{known.measure}，一处写{other.number:f}{other.measure}；应一致",
        quotes=quotes_of([known.passage, other.passage]),
        equation=f"{known.number:f} ≠ {other.number:f}",
        difference=abs(known.number - other.number),
        confidence=Confidence.LIKELY,
    )
