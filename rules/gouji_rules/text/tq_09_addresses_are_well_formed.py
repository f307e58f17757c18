"""TQ-09."""

import re
from collections.abc import Iterator

from gouji.rule import INFO, Finding, Report, rule
from gouji_rules.text._marks import found_by, together
from gouji_rules.text._places import visible

_MALFORMED = re.compile(
    r"https?:?/(?!/)[\w.]|https?//\S|https?[:：]\\\\?\S|https?：//\S|h?ttps?;//\S|(?<![A-Za-z])htp{1,2}s?://(?<!http://)(?<!https://)\S"
    r"|https?://(?=https?://)|https?://{2,}\S|https?://[.。，,；;）)\s]|https?://$"
    r"|(?<![A-Za-z0-9])www[,，。：:][A-Za-z0-9]|(?<=[A-Za-z0-9])[,，。]gov[.。,，]?cn|\.gov[,，。]cn|\.gov\.[,，。]cn|\.gov\.\.cn|\.govcn\b"
)
_HINT = re.compile(r"ttp|htp|www|gov")


@rule(
    "TQ-09",
    title="链接格式无效",
    severity=INFO,
    basis="《政府信息公开条例》第六条第一款、第二十四条",
    advice="改正网址，发布前逐个点开。",
)
def addresses_are_well_formed(report: Report, *, shown: int = 5) -> Iterator[Finding]:
    """文中的网址应当写得完整、能够打开。

    “http:/”“http：//”“www,”“.gov,cn”一类的网址读者打不开。只看写法，不访问网络。

    常见误报：网址后面的句号、括号，网址中的路径和参数。

    沿革：0.1 首次收入。

    反例：
        一：2023年，主动公开、依申请公开信息见政府网站（http：//www.example.gov.cn）。
    正例：
        一：2023年，主动公开、依申请公开信息见政府网站（http://www.example.gov.cn/col/a_1.html?id=3&page=2）。
    """
    marks = found_by(_MALFORMED, visible(report, _HINT))
    yield from together(marks, report, what="网址的写法有误", demand="应改正", locator="网址", shown=shown)
