"""RO-05."""

from collections.abc import Iterator

from gouji.errors import NotApplicable
from gouji.resemblance import FEWEST, Prose, own_prose, prose_of, similarity, without_template
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
    report: Report, peers: tuple[Resemblance, ...], *, alike: float = 0.85, template: tuple[str, ...] = ()
) -> Iterator[Finding]:
    """总体情况和存在的问题应写本单位的工作，不应与其他单位同一年度的报告雷同。

    考评标准（如泉州市鲤城区）对“与其他单位雷同”扣分。比较前先去掉数字、法规和文件的名称、本单位名称和条例、格式的固定
    说法；相同的文字达到参数 alike（默认 0.85）才报，列出最像的几个单位。名称只差地名前缀的（县财政局、云溪县财政局）
    当作同一单位，不比较。

    常见误报：主管部门统一下发的样板文字（在方案中写入参数 template，一段一项，比较前去掉，其中的数字和标点不必一致）；
    条例原文（已去掉）；政府的报告引用部门的文字（只占一部分，达不到 alike）；去掉这些之后自己的话很少的报告（不比较）。

    沿革：0.1 首次收入。

    反例：
        雷同.云溪县财政局 = 0.93
    正例：
        雷同.云溪县财政局 = 0.41
    """
    own = own_prose(report)
    if not peers and len(own.runs) < FEWEST:
        raise NotApplicable("去掉数字、法规名称和固定说法之后，正文太短，无法比较")
    judged = (_without(template, own, peer) for peer in peers)
    same = sorted((peer for peer in judged if peer.similarity >= alike), key=lambda one: (-one.similarity, one.unit))
    if not same:
        return
    section = report.section("overview") or report.section("problems")
    named = "、".join(f"{peer.unit}（{peer.similarity:.0%}）" for peer in same[:_SHOWN])
    more = f"等至少{len(same)}个单位" if len(same) > _SHOWN else ""
    words = f"，如“{quoted(same[0].shared, 60)}”" if same[0].shared else ""
    yield Finding(
        f"总体情况和存在的问题与其他单位的报告雷同：{named}{more}{words}；括号内为去掉数字和固定说法后相同文字所占的比例",
        quotes=(Quote(quoted(section.text), section.place),) if section else (),
        confidence=Confidence.LIKELY,
        locator="与其他单位雷同",
    )


def _without(template: tuple[str, ...], own: Prose, peer: Resemblance) -> Resemblance:
    """How alike both are without the phrases of the template."""
    if not template or peer.words is None:
        return peer
    theirs = without_template(prose_of(peer.words), template)
    return Resemblance(peer.unit, similarity(without_template(own, template), theirs) or 0, peer.shared)
