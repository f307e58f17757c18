"""RO-05."""

from collections.abc import Iterator

from gouji.rule import WARNING, Confidence, Finding, Quote, Report, Resemblance, rule
from gouji.text import quoted

_SHOWN = 5


@rule(
    "RO-05",
    title="单位间雷同",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条；国办公开办函〔2021〕30号（四）明确责任",
    advice="按本单位的实际工作重写雷同的部分；确系上级统一提供的文字，由主管部门确认后标为误报。",
)
def prose_is_no_other_units(
    report: Report, peers: tuple[Resemblance, ...], *, alike: float = 0.85
) -> Iterator[Finding]:
    """总体情况和存在的问题应写本单位的工作，不应与其他单位同一年度的报告雷同。

    考评标准（如泉州市鲤城区）对“与其他单位雷同”扣分。比较前先去掉数字、法规和文件的名称、本单位名称和条例、格式的固定
    说法；相同的文字达到参数 alike（默认 0.85）才报，列出最像的几个单位。

    常见误报：主管部门统一下发的样板文字；条例原文（已去掉）。

    沿革：0.1 首次收入。

    反例：
        雷同.云溪县财政局 = 0.93
    正例：
        雷同.云溪县财政局 = 0.41
    """
    same = sorted((peer for peer in peers if peer.similarity >= alike), key=lambda one: (-one.similarity, one.unit))
    if not same:
        return
    section = report.section("overview") or report.section("problems")
    named = "、".join(f"{peer.unit}（{peer.similarity:.0%}）" for peer in same[:_SHOWN])
    more = f"等{len(same)}个单位" if len(same) > _SHOWN else ""
    words = f"，如“{quoted(same[0].shared, 60)}”" if same[0].shared else ""
    yield Finding(
        f"总体情况和存在的问题与其他单位的报告雷同：{named}{more}{words}；括号内为去掉数字和固定说法后相同文字所占的比例",
        quotes=(Quote(quoted(section.text), section.place),) if section else (),
        confidence=Confidence.LIKELY,
        locator="与其他单位雷同",
    )
