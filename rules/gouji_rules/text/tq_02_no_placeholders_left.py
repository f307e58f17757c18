"""TQ-02."""

import re
from collections.abc import Iterator

import msgspec

from gouji.rule import ERROR, WARNING, Finding, Quote, Report, rule
from gouji.text import quoted
from gouji_rules.text._places import addresses_at, visible

_COUNTED = r"(?:件|条|份|宗|起|次|个|篇|项|人|年|月|日|万元|元|%|％)"
_PLACEHOLDER = re.compile(
    r"(?P<year>(?:20|二〇|二○)(?:XX|xx|××|\*\*|__|□□)(?=年|政|度))"
    r"|(?P<cross>(?<![0-9A-Za-zＸX×])(?:[XＸ]{2,}|×{2,})(?![0-9A-Za-zＸX×]))"
    rf"|(?P<some>某{{1,2}}(?=局|镇|县|市|区|乡|街道|单位))"
    rf"|(?P<star>(?<![\w*\d])\*{{2,}}(?=局|镇|县|市|区|乡|街道|单位|{_COUNTED}))"
    r"|(?P<box>□{2,}|□(?=[件条份年月日]))"
    r"|(?P<line>_{3,}|＿{3,})"
    r"|(?P<told>[（(](?:文字描述|此处|请填写|示例|样本|待补充|待填)[^）)]{0,40}[）)]|请填写|此处填写)"
)
_HINT = re.compile(r"[XxＸ]{2}|××|某[某局镇县市区乡街单]|\*\*|□|__|＿＿|文字描述|此处|请填写|示例|样本|待补充|待填")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\w./?=&%#:;~*-]+|[\w.*-]+@[\w.]+")
_NUMBER = re.compile(_COUNTED)
#: Masked personal data and cases that stand for any: 张××, 李某某诉某局.
_MASK = re.compile(r"(?:^|[^\u4e00-\u9fff]|[由为与、诉和人])[\u4e00-\u9fff]$")
_FILLED_IN = re.compile(rf"{_COUNTED}|[局镇县市区乡]|街道|单位")
_PEOPLE = re.compile(r"诉|申请人|案(?:件|例)?|先生|女士|身份证|手机|电话|账号")
_SHOWN = 5


class Left(msgspec.Struct, frozen=True):
    """A placeholder: its words, where it stands, and whether a number or the title is missing for it."""

    words: str
    quote: Quote
    grave: bool


@rule(
    "TQ-02",
    title="模板占位",
    severity=WARNING,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2021〕30号（四）明确责任",
    advice="把占位符号换成本单位的实际内容，没有的写“无”或者0。",
)
def no_placeholders_left(report: Report, *, shown: int = _SHOWN) -> Iterator[Finding]:
    """公布的报告里不应留有模板的占位符号。

    “XX局”“20XX年”“共___件”“（文字描述）”是模板里等人填写的地方，留着没有填，说明内容没有完成。占在标题、标题年份或者数字
    位置上的是错误，其他是警告；同一级别合并为一个问题，逐处列出。

    常见误报：手机号、身份证号的遮盖（138****1234），对人名的隐去（张××），网址，是□否□一类的选择框，“样本”“示例”的通常用法。

    沿革：0.1 首次收入。

    反例：
        一：2023年，我局共主动公开政府信息XX条。
    正例：
        一：2023年，我局公开抽检样本结果3批次，咨询人电话138****1234。
    """
    left = [one for piece in visible(report, _HINT) for one in _left_in(piece, report)]
    for grave, severity in ((True, ERROR), (False, WARNING)):
        own = [one for one in left if one.grave is grave]
        if own:
            places = "；".join(f"{one.quote.place.words() or '文中'}“{quoted(one.words, 40)}”" for one in own[:shown])
            more = f"等{len(own)}处" if len(own) > shown else ""
            yield Finding(
                f"{'标题或者数字的位置' if grave else '文中'}留有模板占位符号：{places}{more}；应填写实际内容",
                cells=addresses_at(report, {one.quote.place for one in own}),
                quotes=tuple(dict.fromkeys(one.quote for one in own[:shown])),
                severity=severity,
                locator="占位·错误" if grave else "占位",
            )


def _left_in(piece: Quote, report: Report) -> Iterator[Left]:
    text = _ADDRESS.sub(lambda found: "·" * len(found[0]), piece.text)
    headed = piece.place == report.title_place
    for found in _PLACEHOLDER.finditer(text):
        if not _is_meant(text, found):
            number = found["year"] or _NUMBER.match(text, found.end())
            words = text[max(0, found.start() - 6) : found.end() + 6].strip()
            yield Left(words, Quote(quoted(piece.text), piece.place), bool(number) or headed)


def _is_meant(text: str, found: re.Match[str]) -> bool:
    """Whether the sign is what the writer wanted to say: a masked name, a box to tick."""
    if found["cross"]:
        return bool(_MASK.search(text[: found.start()])) and not _FILLED_IN.match(text, found.end())
    if found["some"]:
        sentence = text[text.rfind("。", 0, found.start()) + 1 :].partition("。")[0]
        return bool(_PEOPLE.search(sentence))
    return False
