"""ST-14."""

import re
from collections.abc import Iterator

from gouji.errors import Absent
from gouji.rule import WARNING, Finding, Report, rule
from gouji.text import compact
from gouji_rules.structure._sections import heading, name, prose

_DATE = re.compile(
    r"(?:20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
#: What a web page prints below the text, whoever's it is.
_OF_THE_PAGE = re.compile(
    r"^(?:主办|承办|维护|技术支持|版权所有|Copyright|责任编辑|(?:信息)?来源|发布(?:时间|日期)|扫一扫|分享|上一[篇条]|下一[篇条]|打印|关闭"
    r"|【?(?:打印|关闭|字[号体]))|ICP备|公安网备|公网安备|网站标识码|网站地图",
    re.IGNORECASE,
)


@rule(
    "ST-14",
    title="第六部分空白",
    severity=WARNING,
    basis="《政府信息公开条例》第五十条第（五）项；国办公开办函〔2019〕60号（2019、2020年度）、〔2021〕30号（2021年度起）",
    advice="写明需要报告的其他事项（如信息处理费的收取情况）；没有的写“无”。",
)
def other_matters_not_blank(report: Report) -> Iterator[Finding]:
    """第六部分应有内容，没有其他事项的也应写明“无”。

    标题下一片空白，读者分不清是没有还是漏写。标题下只有落款单位和日期、网页页脚的，也是空白。

    常见误报：写“无”“没有其他需要报告的事项”都可以；第六部分整个缺失由 ST-01 指出。

    沿革：0.1 首次收入。

    反例：
        六：
    正例：
        六：无。
    """
    section = report.section("other")
    if section is None:
        raise Absent("“六、其他需要报告的事项”", "没有找到这一部分（见 ST-01）")
    lines = [compact(line) for line in prose(report, section).splitlines()]
    if not any(line and not _is_signature(line, report.unit) and not _OF_THE_PAGE.search(line) for line in lines):
        yield Finding(
            f"“{name(section)}”下没有内容；没有其他事项的应写“无”",
            quotes=(heading(section),),
            locator="六",
        )


def _is_signature(line: str, unit: str | None) -> bool:
    return line == compact(unit or "") or bool(_DATE.fullmatch(line))
