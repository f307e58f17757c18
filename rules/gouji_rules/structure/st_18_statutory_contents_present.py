"""ST-18."""

import re
from collections.abc import Iterator

from gouji.rule import ERROR, WARNING, Confidence, Finding, Report, rule
from gouji.text import compact
from gouji_rules.structure._sections import name

#: The contents that 第三十二条 asked for, each with words of which a heading has one, and of which the text has one.
_CONTENTS: dict[str, tuple[str, str]] = {
    "主动公开政府信息的情况": (r"主动公开", r"主动公开|公开(?:各类)?(?:政府)?信息"),
    "依申请公开和不予公开的情况": (
        r"依申请|申请公开|申请.{0,4}(?:办理|处理|情况)|不予公开",
        r"依申请|公开申请|申请公开|不予公开",
    ),
    "收费及减免情况": (r"收费|减免", r"收费|收取|减免|检索|复制费"),
    "申请行政复议、提起行政诉讼的情况": (r"复议|诉讼", r"复议|诉讼"),
    "存在的主要问题及改进情况": (r"问题|不足|改进|下一步|打算", r"问题|不足|薄弱|改进|有待"),
    "其他需要报告的事项": (r"其[他它]|需要(?:报告|说明)|附[表注件]|说明", r"其[他它]|需要(?:报告|说明)|附[表注件]"),
}
_LAST = "其他需要报告的事项"


@rule(
    "ST-18",
    title="2018年度及以前：法定内容缺失",
    severity=ERROR,
    basis="《中华人民共和国政府信息公开条例》（2007年国务院令第492号）第三十二条",
    advice="补上缺少的内容；没有情况的也应写明没有。",
    editions=("pre2019",),
    years=(2008, 2018),
)
def statutory_contents_present(report: Report) -> Iterator[Finding]:
    """2018年度及以前的年度报告没有全国统一格式，但应有当时条例规定的六项内容。

    六项是：主动公开、依申请公开和不予公开、收费及减免、复议诉讼、主要问题及改进、其他需要报告的事项。标题和正文都没有提到的，
    是缺少；标题没有而正文提到的，不算缺少。“其他需要报告的事项”没有写的，只作警告。

    常见误报：几项内容合写在一个标题下、附表里、标题用别的说法。

    沿革：0.1 首次收入。

    反例：
        年度 = 2016
        去掉 四
    正例：
        年度 = 2016
        四.标题 = 收费情况
    """
    headings = [compact(section.title) for section in report.sections]
    text = compact("".join(paragraph.text for _, paragraph in report.paragraphs()))
    absent = [
        content
        for content, (titled, told) in _CONTENTS.items()
        if not any(re.search(titled, heading) for heading in headings) and not re.search(told, text)
    ]
    if not absent:
        return
    there = "、".join(f"“{name(section)}”" for section in report.sections)
    yield Finding(
        f"没有写到{'、'.join(f'“{content}”' for content in absent)}"
        + (f"；现有的部分是{there}" if there else "；没有找到各部分的标题"),
        severity=WARNING if absent == [_LAST] else None,
        confidence=Confidence.LIKELY,
        locator="法定内容",
    )
