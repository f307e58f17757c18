"""Whether what was read is what people see: scans, fonts that do not say what they show, hidden text."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.errors import Unreadable
from gouji.model import Block, Paragraph, Table
from gouji.parse.layout import MOST_IN_ALL
from gouji.parse.pdf.sheet import Sheet

_ADVICE = "请投递 Word 原件，或用 Word、WPS 重新导出含文字的 PDF"
#: A picture over this much of a page is a scan of it; over this much it may hold a table.
_SCAN, _LARGE = 0.75, 0.12
#: A page with fewer characters than this holds no text of its own: a number, a stamp, a head.
_FEW = 20
_MOST_UNKNOWN, _SOME_UNKNOWN, _FEWEST_COMMON, _ENOUGH = 0.02, 4, 0.15, 80
_OUTLINES = 100
_TABLES = 3
#: Ideographs that no page of an official text is without.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们到作地于出就分对成会可主发年动同工也能下过民前面"
    "政府信息公开报告度情况本机关理办结果数量申请行规收件条例服务属其总计维持正复议诉讼新第项内容文处市县区"
)


def require_bounds(sheets: Sequence[Sheet]) -> None:
    """Raises Unreadable when the pages so far hold more than any report."""
    if sum(len(sheet.page.glyphs) + len(sheet.page.strokes) for sheet in sheets) > MOST_IN_ALL:
        raise Unreadable("PDF 文件的文字或线条多得异常，不像年度报告；请核对文件，或投递 Word 原件")


def require_trust(sheets: Sequence[Sheet]) -> None:
    """Raises Unreadable for scans and for fonts without the characters that they show."""
    _require_text(sheets)
    _require_fonts(sheets)


def _require_text(sheets: Sequence[Sheet]) -> None:
    scanned = [sheet for sheet in sheets if _is_scan(sheet)]
    if not scanned:
        if (
            all(len(sheet.page.glyphs) < _FEW for sheet in sheets)
            and sum(sheet.outlines for sheet in sheets) > _OUTLINES
        ):
            raise Unreadable(f"PDF 文件里的文字已转成图形（转曲），没有可读的文字；{_ADVICE}")
        return
    recognised = any(sheet.covered for sheet in scanned)
    why = "，图上的文字是机器识别的，可能有错字错数，不能据以核查" if recognised else "，没有可读的文字"
    if len(scanned) == len(sheets):
        raise Unreadable(f"PDF 文件是扫描件（每页都是图片）{why}；{_ADVICE}")
    raise Unreadable(f"PDF 文件的{_numbers(scanned)}是扫描图片{why}，报告内容不全；{_ADVICE}")


def _is_scan(sheet: Sheet) -> bool:
    return sheet.pictured >= _SCAN and len(sheet.page.glyphs) < _FEW


def _numbers(sheets: Sequence[Sheet]) -> str:
    return "第" + "、".join(str(sheet.page.number) for sheet in sheets[:20]) + ("等" if len(sheets) > 20 else "") + "页"  # noqa: PLR2004


def _require_fonts(sheets: Sequence[Sheet]) -> None:
    unknown = sum(sheet.unknown for sheet in sheets)
    whole = unknown + sum(len(sheet.page.glyphs) for sheet in sheets)
    if unknown > max(whole * _MOST_UNKNOWN, _SOME_UNKNOWN):
        raise Unreadable(
            f"PDF 文件的字体没有嵌入，或没有说明自己的文字（{unknown}个字读不出，约占{unknown * 100 // whole}%）；"
            f"{_ADVICE}"
        )
    ideographs = [
        glyph.text for sheet in sheets for glyph in sheet.page.glyphs if "\u3400" <= glyph.text[0] <= "\u9fff"
    ]
    if len(ideographs) >= _ENOUGH and sum(text in _COMMON for text in ideographs) < len(ideographs) * _FEWEST_COMMON:
        raise Unreadable(f"PDF 文件的字体把文字对应错了，读出来的是乱码；{_ADVICE}")
    letters = [glyph.text for sheet in sheets for glyph in sheet.page.glyphs if glyph.text != " "]
    if len(letters) >= _ENOUGH and sum(map(_is_odd, letters)) > len(letters) * 0.3:
        raise Unreadable(f"PDF 文件的字体把文字对应错了，读出来的是乱码；{_ADVICE}")


def _is_odd(text: str) -> bool:
    """Neither Chinese nor a Latin letter, figure or mark: what a wrong table makes of Chinese."""
    return text > "\u024f" and not ("\u2000" <= text < "\ufb00" or "\uff00" <= text < "\uffe6" or text > "\U0001ffff")


def require_tables(sheets: Sequence[Sheet], blocks: Sequence[Block]) -> None:
    """Raises Unreadable for a report whose tables are pictures."""
    if sum(isinstance(block, Table) for block in blocks) >= _TABLES:
        return
    text = "".join(block.text for block in blocks if isinstance(block, Paragraph))
    pictured = [sheet for sheet in sheets if sheet.pictured >= _LARGE and sheet.wide]
    if pictured and "信息公开" in text and "年度报告" in text:
        raise Unreadable(f"PDF 文件{_numbers(pictured)}的图片里可能有表格，图片里的数字读不到；{_ADVICE}")


def notes(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """What a reader should know: pictures and hidden text that were not read."""
    found = []
    pictured = [sheet for sheet in sheets if sheet.pictured >= _LARGE]
    if pictured:
        found.append(f"{_numbers(pictured)}有图片，图片里的文字没有读入")
    hidden = [sheet for sheet in sheets if sheet.hidden]
    if hidden:
        found.append(f"{_numbers(hidden)}有看不见的文字（白色、透明或被遮住），没有读入")
    unknown = [sheet for sheet in sheets if sheet.unknown]
    if unknown:
        found.append(f"{_numbers(unknown)}有读不出的字（字体没有嵌入或没有说明），读作“\ufffd”")
    return tuple(found)
