"""T3-13."""

from collections.abc import Iterator

from gouji.rule import INFO, Confidence, Finding, Report, rule
from gouji_rules._counts import blank_remark, count_of

_OTHER = ("R21", "R21a", "R21b", "R21c")
_TOTAL = "三.R22.总计"


@rule(
    "T3-13",
    title="其他处理占比过高",
    severity=INFO,
    basis="《政府信息公开条例》第五十条第一款第（二）项；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表三",
    advice="逐件核对列入“其他处理”的申请，能归入前五类的改列前五类。",
)
def other_outcomes_are_few(report: Report, *, percent: int = 30, fewest: int = 5) -> Iterator[Finding]:
    """表三“（六）其他处理”是兜底的一类，一般不应占办理结果的三成以上。

    不少于 fewest 件、超过（七）总计 percent% 的，提示核对有没有应当归入前五类的。2021年格式的三行合并计算。

    常见误报：申请人撤回的多，列入其他处理是对的，所以只作提示；件数很少的不看比例。

    沿革：0.1 首次收入。

    反例：
        年度 = 2019
        三.R21.总计 = 5
        三.R22.总计 = 11
    正例：
        年度 = 2019
        三.R21.总计 = 3
        三.R22.总计 = 10
    """
    rows = [row for row in _OTHER if f"三.{row}.总计" in report.cells]
    cells = [f"三.{row}.总计" for row in rows] or ["三.R21.总计"]
    total = count_of(report, _TOTAL)
    figures = [count_of(report, address) for address in cells]
    other = sum(figures)
    if other < fewest or total <= 0 or other * 100 <= percent * total:
        return
    parts = " + ".join(f"{figure:f}" for figure in figures)
    share = other * 100 / total
    yield Finding(
        f"表三（六）其他处理 {other:f} 件，占（七）总计 {total:f} 件的{share:.0f}%，超过{percent}%"
        f"{blank_remark(report, *cells)}；请核对有无应归入前五类的",
        cells=(*cells, _TOTAL),
        equation=f"({parts}) ÷ {total:f} = {share:.0f}%" if len(figures) > 1 else f"{parts} ÷ {total:f} = {share:.0f}%",
        confidence=Confidence.POSSIBLE,
        locator="三.其他处理",
    )
