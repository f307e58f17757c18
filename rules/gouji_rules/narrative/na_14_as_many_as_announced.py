"""NA-14."""

from collections.abc import Iterator

from gouji.prose import enumerations
from gouji.rule import INFO, Confidence, Finding, Quote, Report, rule
from gouji.text import quoted
from gouji_rules.text._marks import prose


@rule(
    "NA-14",
    title="枚举个数不符",
    severity=INFO,
    basis="《政府信息公开条例》第六条第一款",
    advice="核对所列各项与写明的个数。",
)
def as_many_as_announced(report: Report, *, shown: int = 3) -> Iterator[Finding]:
    """写明“七类”“四个平台”并逐一列出的，列出的项数应与写明的个数一致。

    只看紧跟在个数后面、写在括号里或“分别为”之后，或者紧挨在“三大领域”“四个栏目”之前、以顿号隔开的列举。

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
    for one in enumerations(piece.text):
        if not one.agrees:
            yield one.words, one.said, one.listed, Quote(quoted(piece.text), piece.place)
