"""ST-12."""

from collections.abc import Iterator

from gouji.errors import Absent, NotApplicable
from gouji.rule import INFO, Finding, Report, UnitType, by_type, rule
from gouji_rules.structure._sections import heading, name, prose

_GOVERNMENTS = {kind: None for kind in UnitType if kind.is_government}


@rule(
    "ST-12",
    title="总体情况超字数",
    severity=INFO,
    basis="国办公开办函〔2021〕30号“一、报告内容（一）总体情况”",
    advice="压缩总体情况，聚焦主题、简明客观，具体做法不必逐项罗列。",
    editions=("ed2021",),
    years=(2021, 9999),
)
def overview_is_brief(
    report: Report, *, most: int | None = by_type(1000, _GOVERNMENTS), tolerance: float = 1.2
) -> Iterator[Finding]:
    """总体情况的篇幅原则上不超过一千字。

    各地布置年报时的通行要求是“聚焦主题、简明客观，篇幅原则上不超过一千字”。超过一千字的1.2倍才提示；
    字数和倍数都是参数（most、tolerance）。按字计数，不计空白。

    常见误报：各级政府的报告通常较长，默认不限（most 为空）；其他部分的字数、表格里的文字不计。

    沿革：0.1 首次收入。

    反例：
        一×60：主动公开政府信息，受理申请，信息管理、平台、监督保障。
    正例：
        一：主动公开政府信息12条，受理申请2件，信息管理、平台建设和监督保障各项工作正常开展。
    """
    overview = report.section("overview")
    if overview is None:
        raise Absent("“一、总体情况”", "没有找到这一部分（见 ST-01）")
    if most is None:
        raise NotApplicable("政府的年度报告通常较长，没有设定字数")
    length = len("".join(prose(report, overview).split()))
    if length > most * tolerance:
        yield Finding(
            f"“{name(overview)}”有{length}字；原则上应不超过{most}字",
            quotes=(heading(overview),),
            locator="一",
        )
