"""TQ-03."""

import re
from collections.abc import Iterator

from gouji.rule import WARNING, Finding, Report, rule
from gouji_rules.text._marks import found_by, together
from gouji_rules.text._places import visible

_TITLE = r"《[^》\n]{0,120}》?"
_MARKUP = re.compile(
    rf"(?P<title>{_TITLE})"
    r"|&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|mdash|middot|#\d{2,5}|#x[0-9a-fA-F]{2,4});?"
    r"|</?(?:p|br|div|span|table|tbody|tr|td|th|a|b|i|u|img|font|strong|style|script|h[1-6]|o:p)(?:\s[^<>]{0,200})?/?>"
    r"|(?<![<＜>])(?<![\d=\-—])>(?![\d=>])|(?<![<\d=])<(?![\d=<A-Za-z/])"
    r"|\ufffd+"
    r"|锟斤拷|烫烫烫|屯屯屯|[\u00c0-\u00ff][\u0080-\u00bf\u0152-\u02dc\u2018-\u2122]{1,2}(?:[\u00c0-\u00ff][\u0080-\u00ff\u0152-\u02dc\u2018-\u2122]{1,2}){2,}"
    r"|[锛銆鈥]\S?[鏀鍏淇鐨骞涓绗鏈佹伅寮]|(?:鏀垮簻|鍏紑|淇℃伅)"
)
_HINT = re.compile(r"[&<>\ufffd锟烫屯锛銆鈥鏀鍏淇]|[\u00c0-\u00ff]{2}|[\u00c0-\u00ff][\u0080-\u00bf]")
#: A line that leads the reader of a web page about: 首页 > 政府信息公开 > 年报, 下一篇 >.
_LEADS = re.compile(r"(?=.*(?:首页|位置|主页|返回|更多|[上下]一[篇条页]|导航|>[^>]+>))[^。；<]{0,120}")
#: Formats whose reader puts U+FFFD where a font does not say what its glyph is: a fault of extraction, not of the text.
_DRAWN = ("pdf", "ofd")


@rule(
    "TQ-03",
    title="HTML/编码残留",
    severity=WARNING,
    basis="《政府信息公开条例》第六条第一款；国办公开办函〔2021〕30号（四）明确责任",
    advice="删除网页代码和乱码，对照原稿补上丢失的文字。",
)
def no_markup_visible(report: Report, *, shown: int = 5) -> Iterator[Finding]:
    """公布的文字里不应留有网页代码、孤立的尖括号和乱码。

    “&nbsp;”“<br>”和乱码是粘贴、转码时留下的，读者看到的是程序的记号；乱码处原来的文字已经丢失，要对照原稿补上。全文合并为
    一个问题，逐处列出。

    常见误报：书名号中嵌套的尖括号《…<…>…》，比较大小的符号（>5、<3），网页上指路的一行（“首页 > 政务公开 > 年报”），
    PDF、OFD 中字体没有对应文字的字符（那是读取的问题）。

    沿革：0.1 首次收入。

    反例：
        一：2023年，本机关&nbsp;主动公开政府信息，按照统一格式>编制年度报告。
    正例：
        一：2023年，本机关印发《关于转发<政府信息公开条例>的通知》，办理时间<20个工作日。
    """
    drawn = report.document.format in _DRAWN

    def meant(found: re.Match[str]) -> bool:
        if found[0] == ">" and _LEADS.fullmatch(found.string.strip()):
            return True
        return bool(found["title"]) or (drawn and "\ufffd" in found[0])

    marks = found_by(_MARKUP, visible(report, _HINT), meant)
    yield from together(
        marks, report, what="文中留有网页代码或乱码", demand="应删除，并核对是否丢字", locator="代码", shown=shown
    )
