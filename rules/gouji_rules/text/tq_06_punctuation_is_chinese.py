"""TQ-06."""

import re
from collections.abc import Iterator

from gouji.rule import INFO, Finding, Report, rule
from gouji_rules.text._marks import found_by, prose, together

_HALF = re.compile(
    r"(?<=[\u4e00-\u9fff”》）])[;,:?!](?=[\u4e00-\u9fff“《（])|(?<=[\u4e00-\u9fff])\((?=[\u4e00-\u9fff])"
)
_HINT = re.compile(r"[;,:?!(]")


@rule(
    "TQ-06",
    title="半角标点",
    severity=INFO,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2021〕30号（四）明确责任",
    advice="汉字之间改用全角标点：；，：（）。",
)
def punctuation_is_chinese(report: Report, *, shown: int = 5) -> Iterator[Finding]:
    """汉字之间应使用全角标点。

    半角的 ; , : ( 夹在汉字之间，是输入法没有切换造成的，不影响数据，但版面不规范。只看正文，全文合并为一个提示。

    常见误报：网址、邮箱、数字中的标点（两边不都是汉字的不算）。

    沿革：0.1 首次收入。

    反例：
        一：2023年，本机关主动公开政府信息;依申请公开工作按规定办理。
    正例：
        一：2023年，网址http://www.example.gov.cn:8080/a,b，共公开1,095条（含政策解读），依申请公开工作按规定办理。
    """
    pieces = (piece for piece in prose(report) if _HINT.search(piece.text))
    marks = found_by(_HALF, pieces)
    yield from together(
        marks, report, what="汉字之间用了半角标点", demand="宜改为全角标点", locator="半角标点", shown=shown
    )
