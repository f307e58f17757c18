"""PI-05."""

import re
from collections.abc import Iterator

from gouji.rule import INFO, Confidence, Finding, Report, rule
from gouji_rules.text._marks import found_by, prose, together

_OFFICIAL = re.compile(
    r"(?:局长|主任|书记|县长|区长|镇长|乡长|处长|科长|所长|院长|组长|副组长|分管领导|负责人)(?:同志)?"
    r"[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余杜叶程苏魏吕丁沈][\u4e00-\u9fff]{1,2}(?=[任为担同兼，、。；）)])"
)


@rule(
    "PI-05",
    title="写有公职人员姓名",
    severity=INFO,
    basis="《政府信息公开条例》第十五条",
    advice="公职人员的姓名和职务不属于个人隐私，是否写明由单位决定。",
    status="draft",
)
def officials_may_be_named(report: Report, *, shown: int = 5) -> Iterator[Finding]:
    """报告可以写明领导小组成员等公职人员的姓名；需要统一不写的地方，可以打开本规则。

    公职人员的姓名和职务不属于个人隐私，默认不启用（draft），由方案（profile）打开。

    常见误报：姓名之后没有停顿的句子可能认错。

    沿革：0.1 首次收入，默认不启用。

    反例：
        一：2023年，主动公开、依申请公开工作由局长王小明任组长的领导小组负责。
    正例：
        一：2023年，主动公开、依申请公开工作由主要负责人任组长的领导小组负责。
    """
    yield from together(
        found_by(_OFFICIAL, prose(report)),
        report,
        what="写有公职人员姓名",
        demand="按本地要求决定是否保留",
        locator="公职人员",
        shown=shown,
        confidence=Confidence.LIKELY,
    )
