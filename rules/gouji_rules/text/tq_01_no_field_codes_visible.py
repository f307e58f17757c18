"""TQ-01."""

import re
from collections.abc import Iterator

from gouji.rule import WARNING, Finding, Quote, Report, rule
from gouji.text import quoted
from gouji_rules.text._places import addresses_at, visible

_RESIDUE = re.compile(
    r"\[bookmark:[^\]]*\]?|_GoBack\b|RANGE![A-Z]+\d+(?::[A-Z]+\d+)?|\bHYPERLINK\b(?:\s*\\?[\w\"])?|\bPAGEREF\b"
    r"|\b_Toc\d+|\\?\*?\s*\bMERGEFORMAT\b|错误[!！]\s*(?:未找到|未定义|书签|链接)[^。，；\s]*|#(?:REF|DIV/0|VALUE|NAME\?|N/A)!?"
)
_HINT = re.compile(
    r"\[bookmark:|_GoBack|RANGE!|HYPERLINK|PAGEREF|_Toc\d|MERGEFORMAT|错误[!！]|#(?:REF|DIV|VALUE|NAME|N/A)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[\w./?=&%#:;~-]+")
_SHOWN = 5


@rule(
    "TQ-01",
    title="Word/Excel残留",
    severity=WARNING,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2021〕30号（四）明确责任",
    advice="删除正文和表格中残留的书签、域代码和公式错误，重新核对所在位置的数字。",
)
def no_field_codes_visible(report: Report, *, shown: int = _SHOWN) -> Iterator[Finding]:
    """公布的文字里不应留有 Word、Excel 的书签、域代码和公式错误。

    “[bookmark: …]”“HYPERLINK”“错误！未找到引用源”“#REF!”是排版软件的内部记号，出现在读者能看到的地方，说明定稿
    没有人看过；出现在数字前后时，还要防止数字被读错。全文合并为一个问题，逐处列出。

    常见误报：文件内部不显示的 _GoBack 书签（只检查看得见的文字）；网址里的字母。

    沿革：0.1 首次收入。

    反例：
        三.R03.自然人 = [bookmark: _GoBack]0
    正例：
        一：本机关网站地址为http://www.example.gov.cn/index.html#_Toc12345，主动公开、依申请公开工作有序开展。
    """
    found: dict[Quote, list[str]] = {}
    for piece in visible(report, _HINT):
        residue = [one[0].strip() for one in _RESIDUE.finditer(_ADDRESS.sub("", piece.text))]
        if residue:
            found[Quote(quoted(piece.text), piece.place)] = residue
    if not found:
        return
    places = "；".join(
        f"{quote.place.words() or '文中'}“{quoted(residue[0], 60)}”" for quote, residue in list(found.items())[:shown]
    )
    more = f"等{len(found)}处" if len(found) > shown else ""
    yield Finding(
        f"文中留有排版软件的内部记号：{places}{more}；应删除",
        cells=addresses_at(report, {quote.place for quote in found}),
        quotes=tuple(found)[:shown],
        locator="残留",
    )
