"""TQ-05."""

import re
from collections.abc import Iterator

from gouji.rule import INFO, Confidence, Finding, Report, rule
from gouji_rules.text._marks import found_by, prose, together

_VERBS = "发布|开展|进行|加强|推进|完善|落实|组织|强化"
_ADVERBS = "分类|及时|统一|集中|定期|全面|主动|积极|认真|有序|深入|持续"
_BROKEN = re.compile(
    # 进行进行, 信息信息: a word twice in a row; 一件一件 and the like are how Chinese says one by one.
    r"(?P<twice>(?P<word>[\u4e00-\u9fff]{2,4})(?P=word))"
    rf"|(?P<verb>{_VERBS})(?:{_ADVERBS})(?P=verb)"
    # A sentence that ends in the middle of a word, or with a word behind which something must come.
    r"|(?:稳步前|稳步推|进一步|有待于|以及|并且|对于|关于|根据|按照|为了|有力地|切实地)(?=[。！])"
    r"|(?<=[\u4e00-\u9fff])(?P<mark>[。，；：])(?P=mark)"
)
_ONE_BY_ONE = re.compile(r"^[一逐每个件条项批步人句点次天年月日层级分县乡镇村户]|[一逐每]")
#: Where two words that end and begin alike meet: 公开公开栏 is too much, 委员会委员 and 人民政府政府信息 are not.
_MEETING = (
    "政府",
    "委员",
    "公司",
    "机关",
    "干部",
    "中心",
    "研究",
    "讨论",
    "考虑",
    "商量",
    "学习",
    "锻炼",
    "了解",
    "试点",
)
_POSSIBLE = Confidence.POSSIBLE


@rule(
    "TQ-05",
    title="重复词/残句",
    severity=INFO,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2021〕30号（四）明确责任",
    advice="通读所列句子，删去重复的字，补全没有写完的句子。",
)
def sentences_are_whole(report: Report, *, shown: int = 5) -> Iterator[Finding]:
    """句子应当完整，不应有连着写了两遍的词，也不应写到一半就断了。

    “进行进行”“发布分类发布”是改稿时留下的，“稳步前。”是没有写完的句子。把握不大，只作提示。

    常见误报：一件一件、逐条逐条一类的叠用；“人民政府政府信息公开”、委员会委员一类相邻的词；学习学习一类的动词重叠。

    沿革：0.1 首次收入。

    反例：
        一：2023年，主动公开工作稳步前。本机关发布分类发布信息，依申请公开工作按规定办理。
    正例：
        一：2023年，对公开事项一件一件清理，由委员会委员逐项审核，主动公开、依申请公开工作稳步推进。
    """

    def meant(found: re.Match[str]) -> bool:
        word = found["word"]
        return bool(word) and (bool(_ONE_BY_ONE.search(word)) or word in _MEETING)

    marks = found_by(_BROKEN, prose(report), meant)
    yield from together(
        marks,
        report,
        what="疑有重复的词或没有写完的句子",
        demand="请通读核对",
        locator="残句",
        shown=shown,
        confidence=_POSSIBLE,
    )
