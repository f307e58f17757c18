"""NA-14."""

import re
from collections.abc import Iterator

from gouji.prose.numerals import CHINESE, chinese
from gouji.rule import INFO, Confidence, Finding, Quote, Report, rule
from gouji.text import quoted
from gouji_rules.text._marks import prose

_ANNOUNCED = re.compile(
    rf"(?<![第每{CHINESE}\d.])(?P<number>[{CHINESE}]{{1,3}}|\d{{1,2}})(?P<what>(?:个|大|类|种|项)[\u4e00-\u9fff]{{0,10}}?)"
    r"(?P<by>[，,]?(?:分别(?:为|是)|即)|[：:]|(?=[（(]))"
    r"(?:[（(](?P<bracket>[^（）()。；;\n]{3,160})[）)]|(?<![（(])(?P<open>[^（）()。；;：:\n]{3,160})(?=[。；;]))"
)
_SEPARATOR = re.compile(r"、")
_AND = re.compile(r"[和及与]|以及")
_OPEN_LIST = re.compile(r"等|[，,]|如|例如|见|含|包括|其中|\d+[件条份篇次个]|另")
_FEWEST, _MOST = 2, 20


@rule(
    "NA-14",
    title="枚举个数不符",
    severity=INFO,
    basis="《政府信息公开条例》第六条第一款",
    advice="核对所列各项与写明的个数。",
)
def as_many_as_announced(report: Report, *, shown: int = 3) -> Iterator[Finding]:
    """写明“七类”“四个平台”并逐一列出的，列出的项数应与写明的个数一致。

    只看紧跟在个数后面、写在括号里或“分别为”之后、以顿号隔开的完整列举。

    常见误报：列举中还有“等”“其中”或者逗号的（不完整，不报）；最后两项用“和”“及”连接的；一项之中有顿号的（多列一项以上才
    可能误报，所以只作提示）。

    沿革：0.1 首次收入。

    反例：
        一：2023年，主动公开七类信息（机构职能、政策文件、规划计划、财政预决算、行政许可、公共服务），依申请公开有序开展。
    正例：
        一：2023年，主动公开四大平台信息（网站、微信、微博和公告栏）、三类事项（许可、处罚等），依申请公开有序开展。
    """
    wrong = [one for piece in prose(report) for one in _miscounted(piece)][:shown]
    if wrong:
        yield Finding(
            "；".join(f"“{quoted(words, 50)}”写明{said}项，列出{listed}项" for words, said, listed, _ in wrong),
            quotes=tuple(dict.fromkeys(quote for *_, quote in wrong)),
            equation="，".join(f"{said} ≠ {listed}" for _, said, listed, _ in wrong),
            confidence=Confidence.POSSIBLE,
            locator="枚举",
        )


def _miscounted(piece: Quote) -> Iterator[tuple[str, int, int, Quote]]:
    """The words, the number announced, the number listed, and where."""
    for found in _ANNOUNCED.finditer(piece.text):
        said = int(found["number"]) if found["number"].isdecimal() else chinese(found["number"])
        items = found["bracket"] or found["open"]
        if said is None or not _FEWEST <= said <= _MOST or _OPEN_LIST.search(items) or not _SEPARATOR.search(items):
            continue
        listed = len(_SEPARATOR.findall(items)) + 1
        if not listed <= said <= listed + len(_AND.findall(items)):
            yield found[0], int(said), listed, Quote(quoted(piece.text), piece.place)
