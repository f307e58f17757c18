"""XY-07."""

from collections.abc import Iterator

from gouji.errors import NotApplicable
from gouji.resemblance import longest_shared, own_prose, similarity, without_template
from gouji.rule import WARNING, Confidence, Finding, Quote, Report, rule
from gouji.text import quoted


@rule(
    "XY-07",
    title="与上年雷同",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条；国办公开办函〔2021〕30号（四）明确责任",
    advice="按本年度的实际工作重写总体情况和存在的问题，不要沿用上年文字。",
)
def prose_is_not_last_years(
    report: Report, previous: Report, *, alike: float = 0.90, template: tuple[str, ...] = ()
) -> Iterator[Finding]:
    """总体情况和存在的问题应写本年度的工作，不应与上一年度的报告雷同。

    国办公开办函〔2021〕30号把内容雷同、敷衍塞责列为应当追究责任的情形。比较前先去掉数字、年份、法规和文件的名称、本单位
    名称和条例、格式的固定说法，再看两年文字相同的部分占多少；达到参数 alike（默认 0.90）才报。

    常见误报：引用条例的套话（已去掉）；每年都要写、可以不变的文字，如主管部门规定的说法、机构职能（在方案中写入参数
    template，一段一项，比较前去掉，其中的数字和标点不必一致）；正文很短、没有多少自己的话的报告（不比较）。

    沿革：0.1 首次收入。

    反例：
        一：本局全年围绕高标准农田建设、耕地地力补贴、农机购置补贴等群众关心的事项，通过门户网站和乡镇公开栏发布办事流程、补贴标准和发放名单，安排专人每月巡查栏目更新情况，对漏登、错登的及时补正，并在春耕、秋收前集中解读惠农政策，组织农技人员到村答疑，让农户看得懂、算得清、领得到。
        五：主要问题是部分站所对公开属性把握不准，补贴名单公开后更新不及时，村级公开栏张贴内容不统一。下一步将修订公开目录，把更新时限写进岗位责任，对村级公开栏统一样式并开展季度抽查。
        上年：一：本局全年围绕高标准农田建设、耕地地力补贴、农机购置补贴等群众关心的事项，通过门户网站和乡镇公开栏发布办事流程、补贴标准和发放名单，安排专人每月巡查栏目更新情况，对漏登、错登的及时补正，并在春耕、秋收前集中解读惠农政策，组织农技人员到村答疑，让农户看得懂、算得清、领得到。
        上年：五：主要问题是部分站所对公开属性把握不准，补贴名单公开后更新不及时，村级公开栏张贴内容不统一。下一步将修订公开目录，把更新时限写进岗位责任，对村级公开栏统一样式并开展季度抽查。
    正例：
        一：本局全年围绕高标准农田建设、耕地地力补贴、农机购置补贴等群众关心的事项，通过门户网站和乡镇公开栏发布办事流程、补贴标准和发放名单，安排专人每月巡查栏目更新情况，对漏登、错登的及时补正，并在春耕、秋收前集中解读惠农政策，组织农技人员到村答疑，让农户看得懂、算得清、领得到。
        五：主要问题是部分站所对公开属性把握不准，补贴名单公开后更新不及时，村级公开栏张贴内容不统一。下一步将修订公开目录，把更新时限写进岗位责任，对村级公开栏统一样式并开展季度抽查。
        上年：一：上年重点是机构职能调整，完成公开指南和目录的重新编制，清理失效文件，畅通群众来信来访渠道，围绕畜禽防疫、渔业禁捕发布公告，邀请合作社代表参加开放日，推动办事指南进大厅、进村社，制作图解和短视频，开展两轮业务培训。
        上年：五：主要问题是解读形式单一、回应关切不够主动。今后将增加图文解读，建立舆情与公开联动的机制。
    """
    mine, before = (without_template(own_prose(one), template) for one in (report, previous))
    shared = similarity(mine, before)
    if shared is None:
        raise NotApplicable("去掉数字、法规名称和固定说法之后，正文太短，无法比较")
    if shared < alike:
        return
    section = report.section("overview") or report.section("problems")
    same = longest_shared(report, previous)
    yield Finding(
        f"总体情况和存在的问题与{previous.year}年度报告雷同：去掉数字和固定说法后，相同的文字占{shared:.0%}"
        + (f"，如“{quoted(same, 60)}”" if same else ""),
        quotes=(Quote(quoted(section.text), section.place),) if section else (),
        confidence=Confidence.LIKELY,
        locator="与上年雷同",
    )
