"""NA-12."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.errors import NotApplicable
from gouji.prose import Disclosed, Quantity, narrative
from gouji.rule import WARNING, Confidence, Finding, Report, rule
from gouji.text import quoted


@rule(
    "NA-12",
    title="同一数据前后不一",
    severity=WARNING,
    basis="《政府信息公开条例》第六条第一款",
    advice="核对台账，前后写成同一个数。",
)
def one_quantity_has_one_number(report: Report) -> Iterator[Finding]:
    """同一件事的数量在不同的句子里应当一致。

    栏目、渠道和对象的说法完全相同、计量词也相同，数字却不同的，才算前后不一。主动公开的全年总数在不同部分写得不同的，也在此列。
    收到申请、复议诉讼的件数和同一部分里的主动公开总数前后不一，由 NA-01、NA-07、NA-11 指出。

    常见误报：不同的渠道、栏目；其中的一部分、分季度的数、累计数、上年的数、其他机关的数和约数。

    沿革：0.1 首次收入。

    反例：
        一：2023年，在审计信息公告栏目发布信息20条。依申请公开有序开展，审计信息公告栏目全年主动公开信息16条。
    正例：
        一：2023年，在审计信息公告栏目发布信息20条，在政策解读专栏发布信息16条。依申请公开有序开展。
    """
    told = narrative(report)
    said: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for one in told.quantities:
        said[one.what, one.measure].append(one)
    apart = tuple(_totals_apart(told.disclosed))
    if not (said or apart):
        raise NotApplicable("正文没有写明是哪一种渠道、栏目或事项的数量")
    yield from apart
    for ones in said.values():
        first = ones[0]
        other = next((one for one in ones if one.number != first.number and one.passage != first.passage), None)
        if other:
            yield Finding(
                f"正文一处写“{quoted(first.words, 40)}”，另一处写“{quoted(other.words, 40)}”，同一数据前后不一致",
                quotes=tuple(dict.fromkeys((first.passage.quote, other.passage.quote))),
                equation=f"{first.number:f} ≠ {other.number:f}",
                difference=abs(first.number - other.number),
                confidence=Confidence.LIKELY,
            )


def _totals_apart(totals: Sequence[Disclosed]) -> Iterator[Finding]:
    """The total of the year, with one number here and another in a different section."""
    for place, one in enumerate(totals):
        first = next((known for known in totals if (known.what, known.measure) == (one.what, one.measure)), one)
        alone = all(known.passage.section != one.passage.section for known in totals[:place])
        if alone and first.number != one.number:
            yield Finding(
                f"{one.what}的总数一处写{first.number:f}{first.measure}，另一处写{one.number:f}{one.measure}，同一数据前后不一致",
                quotes=(first.passage.quote, one.passage.quote),
                equation=f"{first.number:f} ≠ {one.number:f}",
                difference=abs(first.number - one.number),
                confidence=Confidence.LIKELY,
            )
