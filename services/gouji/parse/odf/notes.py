"""What someone who reads the findings should know of an OpenDocument file."""

from __future__ import annotations

from collections.abc import Mapping

from gouji.parse.odf.names import DRAW, TEXT
from gouji.parse.package import Element

_HIDDEN = "文档含有隐藏文字，未计入核查"
_NOTES: Mapping[str, tuple[str, ...]] = {
    "文档含有未处理的修订痕迹，按接受全部修订后的文字核查": (f"{TEXT}changed-region",),
    "文档嵌入了其他文件（如 Excel 表格），其中的内容没有读取": (f"{DRAW}object", f"{DRAW}object-ole"),
    "文档含有图片，图片中的文字没有读取": (f"{DRAW}image",),
}
_UPDATED = "文档含有自动更新的日期或时间，读到的不一定是报告成文时的"


def notes(body: Element, *, hidden: bool) -> tuple[str, ...]:
    """The notes that apply, in a fixed order; `hidden` says whether hidden text was passed over."""
    found = [note for note, names in _NOTES.items() if next(body.iter(*names), None) is not None]
    if any(moment.get(f"{TEXT}fixed") != "true" for moment in body.iter(f"{TEXT}date", f"{TEXT}time")):
        found.append(_UPDATED)  # what converts a Word file puts its own day there
    return (*found, _HIDDEN) if hidden else tuple(found)
