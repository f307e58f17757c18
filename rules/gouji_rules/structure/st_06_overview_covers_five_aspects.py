"""ST-06."""

import re
from collections.abc import Iterator

from gouji.errors import Absent
from gouji.model import Section
from gouji.rule import INFO, WARNING, Finding, Report, rule
from gouji.text import compact
from gouji_rules.structure._sections import heading, name, prose

#: The five aspects with the words by which a text speaks of each.
_ASPECTS = {
    "主动公开": re.compile(
        r"主动公开|主动发布|向社会公开|(?:公开|发布)(?:了|各类|政府|政务|相关|有关|本单位|工作)*信息|信息[^。]{0,20}\d+条|发布[^。]{0,20}\d+条"
    ),
    "依申请公开": re.compile(
        r"依申请|申请公开|公开申请|申请人|(?:收到|受理|办理|答复|新收|接收|接到|办结)[^。]{0,20}申请"
    ),
    "政府信息管理": re.compile(
        r"信息(?:公开)?(?:的)?管理|信息资源|审核|审查|审批|把关|保密|公开属性|源头|规范性文件|台账|归档|动态(?:更新|调整)|信息发布"
    ),
    "政府信息公开平台建设": re.compile(
        r"平台|网站|公众号|微信|微博|抖音|新媒体|客户端|专栏|公报|公示栏|公开栏|查阅点|政务网|门户网"
    ),
    "监督保障": re.compile(
        r"监督|保障|考核|培训|评议|责任追究|追责|问责|组织领导|领导小组|督查|督促|督办|检查|专人负责|工作机制|分管"
    ),
}
_GRAVE = ("主动公开", "依申请公开")


@rule(
    "ST-06",
    title="总体情况要素缺失",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条；国办公开办函〔2021〕30号“一、报告内容（一）总体情况”",
    advice="在总体情况中补写缺少的方面；没有相应情况的也应说明，如“本年度未收到政府信息公开申请”。",
    explains=("NA-16",),
)
def overview_covers_five_aspects(report: Report) -> Iterator[Finding]:
    """总体情况应写到主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面。

    缺主动公开或者依申请公开的是警告，因为那是条例要求报告的主要内容；缺其他方面、或者写在了别的部分的，只作提示。
    看的是文字中有没有提到，不要求分设（一）至（五）的小标题。

    常见误报：一段式写法、五个方面的次序不同、小标题用语不同（“信息发布审核”“组织领导”）、依申请公开写在第三部分。

    沿革：0.1 首次收入。

    反例：
        一：强化组织领导，完善工作机制，由专人负责日常工作。
    正例：
        一：全年通过门户网站发布信息82条，受理申请2件，严格保密审查，开展业务培训。
    """
    overview = report.section("overview")
    if overview is None:
        raise Absent("“一、总体情况”", "没有找到这一部分（见 ST-01）")
    text = compact(prose(report, overview))
    lacking = [aspect for aspect, words in _ASPECTS.items() if not words.search(text)]
    if lacking:
        yield _finding(report, overview, lacking)


def _finding(report: Report, overview: Section, lacking: list[str]) -> Finding:
    elsewhere = {aspect: found for aspect in lacking if (found := _elsewhere(report, aspect))}
    gone = [aspect for aspect in lacking if aspect not in elsewhere]
    parts = [f"没有写到{'、'.join(gone)}"] * bool(gone)
    parts += [f"{aspect}写在了“{name(section)}”" for aspect, section in elsewhere.items()]
    return Finding(
        f"“{name(overview)}”{'；'.join(parts)}；应写到{'、'.join(_ASPECTS)}",
        quotes=(heading(overview),),
        severity=WARNING if set(gone) & set(_GRAVE) else INFO,
        locator="一",
    )


def _elsewhere(report: Report, aspect: str) -> Section | None:
    """Another section that speaks of the aspect; plans and remarks at the end do not count."""
    others = (one for one in report.sections if one.kind not in ("overview", "problems", "other"))
    return next((one for one in others if _ASPECTS[aspect].search(compact(one.text))), None)
