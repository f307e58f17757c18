"""Pages whose report is not in the file: frames, and text that a script fetches."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from gouji.errors import Unreadable
from gouji.parse.html.article import Articles

_ENOUGH_KINDS, _MUCH_TEXT = 2, 1500
_REPORT = re.compile(r"(?:政府信息|政务|信息)公开.{0,14}(?:报告|年报)")
_WORDS = ("本年新收", "总体情况", "主动公开政府信息情况", "政府信息公开工作年度报告")
_COPY = "请在浏览器中打开网页，把正文复制到 .docx 后投递"
_FRAMES = f"网页由框架（frame）组成，正文在另外的文件里；{_COPY}"
_FRAME = f"网页正文在内嵌框架（iframe）里，没有随文件保存；{_COPY}"
_SCRIPT = f"网页正文由脚本载入，文件里没有可读的正文；{_COPY}"
_LONGEST_SCRIPT = 2_000_000
_CODE = re.compile(r"\\u([0-9a-fA-F]{4})")


def refuse_unseen(page: LexborHTMLParser, articles: Articles, title: str) -> None:
    """Raise Unreadable when the page is a shell around a report that is elsewhere."""
    if articles.kinds >= _ENOUGH_KINDS or sum(map(len, articles.texts)) > _MUCH_TEXT:
        return
    if page.css_first("frameset") is not None and not articles.texts:
        raise Unreadable(_FRAMES)
    if any(_mentions_report(script.text()) for script in page.css("script")):
        raise Unreadable(_SCRIPT)
    announced = any(map(_REPORT.search, (title, *articles.texts)))
    if announced and any("srcdoc" not in frame.attributes for frame in page.css("iframe[src]")):
        raise Unreadable(_FRAME)


def _mentions_report(script: str) -> bool:
    script = script[:_LONGEST_SCRIPT]
    if "\\u" in script:
        script = _CODE.sub(lambda found: chr(int(found[1], 16)), script)
    return sum(words in script for words in _WORDS) >= 2  # noqa: PLR2004 - one may be a menu's
