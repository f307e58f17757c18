"""T2-04."""

from collections.abc import Iterator

from gouji.rule import INFO, CellKind, Finding, Report, Unchecked, rule
from gouji_rules._figures import gaps, lines

_DELTA = "本年增/减"


@rule(
    "T2-04",
    title="增减项表示",
    severity=INFO,
    basis="《政府信息公开条例》第二十条；国办公开办函〔2019〕60号 表二",
    advice="写法合法，不必修改；请核对读成的增减方向是否正确。",
    editions=["ed2019"],
)
def changes_are_read_with_their_signs(report: Report) -> Iterator[Finding | Unchecked]:
    """表二“本年增/减”带符号或者“增”“减”字的，应能读成增减的项数；本规则列出读成了什么，供核对。

    “增1”“+1”都读作增加1项，“-2”“减2”都读作减少2项。全表合并为一条提示。

    常见误报：这些写法都合法，所以只作提示，不要求修改；只写数字的不提示。

    沿革：0.1 首次收入。

    反例：
        年度 = 2019
        二.行政许可.上一年项目数量 = 5
        二.行政许可.本年增/减 = 减2
    正例：
        年度 = 2019
        二.行政许可.本年增/减 = 2
    """
    yield from gaps(report, "二", lambda row: _DELTA in row.columns)
    signed = [
        (line, cell)
        for line in lines(report, "二")
        if (cell := line.cells.get(_DELTA)) and cell.kind is CellKind.DELTA and cell.value is not None
    ]
    if not signed:
        return
    shown = "、".join(f"{line.row.label}“{cell.text}”读作{cell.value:+f}" for line, cell in signed)
    yield Finding(
        f"表二本年增/减有{len(signed)}格带增减符号：{shown}",
        cells=tuple(cell.address for _, cell in signed),
        locator="二.本年增/减",
    )
