"""T2-06."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.rule import INFO, WARNING, Finding, Report, Unchecked, rule
from gouji_rules._figures import Line, gaps, lines

_MADE, _OPENED, _TOTAL = "本年新制作数量", "本年新公开数量", "对外公开总数量"


@rule(
    "T2-06",
    title="制作未全部公开",
    severity=WARNING,
    basis="《政府信息公开条例》第二十条第（一）项、第二十六条；国办公开办函〔2019〕60号 表二",
    advice="列出尚未公开的文件；应当公开的，自制作之日起20个工作日内公开；填错的改正。",
    editions=["ed2019"],
    explains=["T2-07", "XY-05"],
)
def made_is_opened(report: Report) -> Iterator[Finding | Unchecked]:
    """表二规章、规范性文件本年新制作的，本年应当全部公开：本年新公开数量不应小于本年新制作数量。

    规章都应当公布，未全部公开的作警告；规范性文件自制作之日起20个工作日内公开，年底制作的可以到次年1月公开，只作提示，
    但制作的比对外公开总数还多时作警告。

    常见误报：12月制作、次年1月公开的规范性文件；本年公开了以前年度制作的文件，新公开多于新制作。

    沿革：0.1 首次收入。

    反例：
        年度 = 2019
        二.规章.本年新制作数量 = 9
        二.规章.本年新公开数量 = 7
        二.规章.对外公开总数量 = 12
    正例：
        年度 = 2019
        二.规章.本年新制作数量 = 7
        二.规章.本年新公开数量 = 9
        二.规章.对外公开总数量 = 12
    """
    yield from gaps(report, "二", lambda row: _MADE in row.columns)
    for line in lines(report, "二"):
        if _MADE in line.row.columns and not line.states_nothing(_MADE, _OPENED):
            yield from _judge(line)


def _judge(line: Line) -> Iterator[Finding | Unchecked]:
    made, opened = line.number(_MADE), line.number(_OPENED)
    if made is None or opened is None:
        yield Unchecked(f"表二{line.row.label}的新制作、新公开数量没有都填成数字")
    elif opened < made:
        yield _finding(line, made, opened)


def _finding(line: Line, made: Decimal, opened: Decimal) -> Finding:
    total = line.number(_TOTAL)
    beyond = total is not None and made > total
    more = f"，也多于对外公开总数量 {total:f}" if beyond else ""
    return Finding(
        f"表二{line.row.label} 本年新制作 {made:f} 件，本年新公开 {opened:f} 件{more}；"
        f"有 {made - opened:f} 件未公开，新公开数量应不少于 {made:f}",
        cells=tuple(line.cells[name].address for name in (_MADE, _OPENED, *([_TOTAL] if beyond else []))),
        equation=f"{opened:f} < {made:f}",
        difference=made - opened,
        severity=WARNING if line.row.key == "规章" or beyond else INFO,
        locator=f"二.{line.row.key}",
    )
