"""T3-05."""

from collections.abc import Iterator

from gouji.editions import address_words
from gouji.model import Change, Proposal
from gouji.rule import ERROR, Finding, Report, Unchecked, rule
from gouji_rules._figures import gaps
from gouji_rules.requests._totals import Missing, missing_totals

_SHOWN = 4


@rule(
    "T3-05",
    title="总计缺失",
    severity=ERROR,
    basis="《政府信息公开条例》第五十条第一款第（二）项；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表三",
    advice="按行、按列重新汇总，填写总计列和（七）总计行的每一格。",
    explains=["T3-01", "T3-02", "T3-03", "T3-07"],
)
def totals_are_filled_in(report: Report) -> Iterator[Finding | Unchecked]:
    """表三有明细的行和列，总计列和（七）总计行应当填写。

    总计空白或者填“/”，而同一行（列）有大于0的明细，就是没有汇总。总计整列都是0，而收到和办理的明细都有数的，是留着模板的0
    没有汇总，也作为一个问题报，不再逐行报横向合计不平。

    常见误报：没有申请的行总计也留空，属于没有填0（T3-06）；只有一格总计是0的，是填错（T3-02、T3-03）。

    沿革：0.1 首次收入。

    反例：
        三.R01.自然人 = 5
        三.R01.总计 =
        三.R03.自然人 = 5
        三.R03.总计 = 5
        三.R22.自然人 = 5
        三.R22.总计 = 5
    正例：
        三.R05.自然人 =
        三.R05.总计 =
    """
    yield from gaps(report, "三")
    missing = missing_totals(report)
    if missing:
        yield _finding(missing, report)


def _finding(missing: list[Missing], report: Report) -> Finding:
    due = {address: value for one in reversed(missing) for address, value in one.due.items()}
    shown = [f"{address_words(a, report.edition)}应为{value:f}" for a, value in list(due.items())[:_SHOWN]]
    more = f" 等{len(due)}格" if len(due) > _SHOWN else ""
    certainty = "最可能" if any(one.zeros for one in missing) else "唯一"
    changes = tuple(Change(a, report.cells[a].text, f"{value:f}") for a, value in due.items())
    return Finding(
        f"表三{'；'.join(_words(one) for one in missing)}，而明细有数：{'、'.join(shown)}{more}",
        cells=tuple(due),
        covers=tuple(dict.fromkeys(address for one in missing for address in one.cells)),
        proposals=(Proposal(1, certainty, changes, "按明细汇总"),),
        locator="三",
    )


def _words(one: Missing) -> str:
    return (
        f"{one.words}没有汇总，{len(one.cells)}格全部填0" if one.zeros else f"{one.words}有{len(one.cells)}格没有填写"
    )
