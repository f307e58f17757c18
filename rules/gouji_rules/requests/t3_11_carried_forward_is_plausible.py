"""T3-11."""

from collections.abc import Iterator
from decimal import Decimal

from gouji.rule import ERROR, WARNING, Confidence, Finding, Report, rule
from gouji_rules._counts import blank_remark, count_of

_NEW, _CARRIED, _FORWARD = (f"三.{row}.总计" for row in ("R01", "R02", "R23"))


@rule(
    "T3-11",
    title="结转量异常",
    severity=WARNING,
    basis="《政府信息公开条例》第三十三条；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）表三",
    explains=["XY-05"],
    advice="核对结转下年度继续办理的件数：申请应在20个工作日内答复，延长最长不超过20个工作日，年底一般只有近两个月的申请尚未办结。",
)
def carried_forward_is_plausible(report: Report, *, fewest: int = 20, percent: int = 50) -> Iterator[Finding]:
    """表三结转下年度继续办理的，不能多于本年新收与上年结转之和；一般也不应超过本年新收的一半。

    多于收到的全部申请是错误；本年新收不少于 fewest 件、结转下年度超过新收 percent% 的作警告，因为答复期限只有20个
    工作日，延长后最多再加20个工作日。

    常见误报：11、12月集中收到大量申请，请单位说明，所以只作警告；申请很少的单位不看比例。

    沿革：0.1 首次收入。

    反例：
        三.R01.总计 = 40
        三.R23.总计 = 21
    正例：
        三.R01.总计 = 40
        三.R23.总计 = 20
    """
    new, carried, forward = (count_of(report, address) for address in (_NEW, _CARRIED, _FORWARD))
    remark = blank_remark(report, _NEW, _CARRIED, _FORWARD)
    if forward > new + carried:
        yield _finding(
            f"表三结转下年度 {forward:f} 件，多于本年新收 {new:f} 件与上年结转 {carried:f} 件之和{remark}",
            (_NEW, _CARRIED, _FORWARD),
            f"{forward:f} > {new:f} + {carried:f}",
            forward - new - carried,
        )
    elif new >= fewest and forward * 100 > percent * new:
        share = forward * 100 / new
        yield Finding(
            f"表三结转下年度 {forward:f} 件，是本年新收 {new:f} 件的{share:.0f}%，超过{percent}%{remark}；"
            "答复期限一般为20个工作日，请核对，确有集中申请的请说明",
            cells=(_NEW, _FORWARD),
            equation=f"{forward:f} ÷ {new:f} = {share:.0f}%",
            confidence=Confidence.POSSIBLE,
            locator=_FORWARD,
        )


def _finding(message: str, cells: tuple[str, ...], equation: str, difference: Decimal) -> Finding:
    return Finding(message, cells=cells, equation=equation, difference=difference, severity=ERROR, locator=_FORWARD)
