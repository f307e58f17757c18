"""XY-01."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.editions import edition
from gouji.errors import Absent
from gouji.model import Change, Proposal
from gouji.rule import ERROR, WARNING, CellKind, Confidence, Finding, Report, Unchecked, rule
from gouji_rules._before import year_before
from gouji_rules._counts import row_sum, sure_count

_TOTAL = "总计"
_Pair = tuple[Decimal | None, Decimal | None]
"""What a column says is carried over this year, and what last year's said is carried forward; None where not known."""


@rule(
    "XY-01",
    title="结转衔接",
    severity=ERROR,
    basis="《政府信息公开条例》第六条第一款、第五十条第一款第（二）项；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表三",
    explains=["XY-05"],
    advice="以上一年度公布的“结转下年度继续办理”为准填写“上年结转”；上一年度填错的，更正后在第六部分说明。",
)
def carried_over_is_what_was_carried_forward(report: Report, previous: Report) -> Iterator[Finding | Unchecked]:
    """表三的“上年结转”应等于上一年度报告的“结转下年度继续办理”，总计和申请人各列都是如此。

    总计不符是错误；总计相符、只有申请人各列不符的作警告。各列合并为一个问题；与表三的勾稽不平是同一原因的，合并到那个问题。

    常见误报：上一年度没有全国统一格式的表格（2018年度及以前），本规则不适用；上一年度的结转行本身横向不平的，与其中任一数
    相符即可；单位合并、分设和上一年度报告事后更正的，请说明。

    沿革：0.1 首次收入。

    反例：
        上年：三.R23.自然人 = 3
        上年：三.R23.总计 = 3
        三.R02.自然人 = 2
        三.R02.总计 = 2
    正例：
        上年：三.R23.自然人 = 3
        上年：三.R23.总计 = 3
        三.R02.自然人 = 3
        三.R02.总计 = 3
    """
    before = year_before(report, previous)
    pairs = {name: _pair(name, report, before) for name in _columns(report)}
    if pairs[_TOTAL][0] is None and _is_blank(report):  # T3-05 says that the total is missing; its details do as well
        pairs[_TOTAL] = (row_sum(report, "三", "R02"), pairs[_TOTAL][1])
    now, then = pairs[_TOTAL]
    if now is None:
        yield Unchecked("表三上年结转·总计没有填成数字")
    if then is None:
        yield Unchecked("上一年度表三结转下年度继续办理·总计没有填成数字")
    details = [last for name, (_, last) in pairs.items() if name != _TOTAL and last is not None]
    whole = then is not None and sum(details) == then
    instead = sum(details) if any(details) else then
    total_differs = now is not None and then is not None and now not in (then, instead)
    differing = [
        name
        for name, (own, last) in pairs.items()
        if (total_differs if name == _TOTAL else whole and own is not None and last is not None and own != last)
    ]
    if differing:
        yield _finding(pairs, differing, report)


def _columns(report: Report) -> list[str]:
    report.table("三")
    if report.edition is None:
        raise Absent("所用格式", "报告年度和所用格式都无法确定")
    return [column.name for column in edition(report.edition).tables["三"].columns]


def _pair(name: str, report: Report, before: Report) -> _Pair:
    return sure_count(report, f"三.R02.{name}"), sure_count(before, f"三.R23.{name}")


def _is_blank(report: Report) -> bool:
    cell = report.cells.get(f"三.R02.{_TOTAL}")
    return cell is not None and cell.kind is CellKind.BLANK


def _finding(pairs: dict[str, _Pair], differing: list[str], report: Report) -> Finding:
    wrong = _TOTAL in differing
    due = {f"三.R02.{name}": last for name in differing if (last := pairs[name][1]) is not None}
    shown = "、".join(
        f"{name} {_words(pairs[name][0])}，上一年为 {_words(pairs[name][1])}" for name in reversed(differing)
    )
    first = _TOTAL if wrong else differing[0]
    now, then = pairs[first][0] or Decimal(0), pairs[first][1] or Decimal(0)
    return Finding(
        f"表三上年结转与上一年度报告的结转下年度不符：{shown}；应相等",
        cells=tuple(due),
        equation=f"{now:f} ≠ {then:f}",
        difference=abs(now - then),
        severity=ERROR if wrong else WARNING,
        confidence=Confidence.LIKELY,
        proposals=(
            Proposal(
                1,
                "最可能",
                tuple(Change(a, report.cells[a].text, f"{v:f}") for a, v in due.items()),
                "与上一年度报告一致",
            ),
        ),
        locator="三.R02",
        expected=due,
    )


def _words(number: Decimal | None) -> str:
    return "空白" if number is None else f"{number:f}"
