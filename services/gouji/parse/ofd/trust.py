"""Whether what was read is what people see: scans, and fonts that do not say what they show."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.errors import Unreadable
from gouji.parse.ofd.names import ADVICE
from gouji.parse.ofd.sheet import SCAN, Sheet

#: A picture over this much of a page may hold a table.
_LARGE = 0.12
#: A page with fewer characters than this holds no text of its own: a number, a stamp, a head.
_FEW = 20
_MOST_UNKNOWN = 0.02
_NAMED = 20


def require_trust(sheets: Sequence[Sheet]) -> None:
    """Raises Unreadable for scans and for fonts without the characters that they show."""
    scanned = [sheet for sheet in sheets if sheet.pictured >= SCAN and len(sheet.page.glyphs) < _FEW]
    if scanned:
        recognised = any(sheet.hidden for sheet in scanned)
        why = "，图上的文字是机器识别的，可能有错字错数，不能据以核查" if recognised else "，没有可读的文字"
        if len(scanned) == len(sheets):
            raise Unreadable(f"OFD 文件是扫描件（每页都是图片）{why}；{ADVICE}")
        raise Unreadable(f"OFD 文件的{_numbers(scanned)}是扫描图片{why}，报告内容不全；{ADVICE}")
    unknown = sum(sheet.unknown for sheet in sheets)
    whole = sum(len(sheet.page.glyphs) for sheet in sheets)
    if not whole:
        raise Unreadable(f"OFD 文件里没有文字（可能只有图片，或文字已转成图形）；{ADVICE}")
    if unknown > whole * _MOST_UNKNOWN:
        share = unknown * 100 // whole
        raise Unreadable(f"OFD 文件的字体没有说明自己的文字（{unknown}个字读不出是什么字，约占{share}%）；{ADVICE}")


def notes(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """What a reader should know: pictures, hidden and unknown characters."""
    found = []
    for chosen, words in (
        ([sheet for sheet in sheets if sheet.pictured >= _LARGE], "有图片，图片里的文字没有读入"),
        ([sheet for sheet in sheets if sheet.hidden], "有看不见的文字（白色、透明或被遮住），没有读入"),
        ([sheet for sheet in sheets if sheet.unknown], "有字体没有说明的字，读作“\ufffd”"),
    ):
        if chosen:
            found.append(_numbers(chosen) + words)
    return tuple(found)


def _numbers(sheets: Sequence[Sheet]) -> str:
    listed = "、".join(str(sheet.page.number) for sheet in sheets[:_NAMED])
    return f"第{listed}{'等' if len(sheets) > _NAMED else ''}页"
