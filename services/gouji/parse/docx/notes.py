"""What someone who reads the findings should know of a Word document."""

from __future__ import annotations

from collections.abc import Mapping

from gouji.parse.docx.names import Element, W

_HIDDEN = "文档含有隐藏文字，未计入核查"
_NOTES: Mapping[str, tuple[str, ...]] = {
    "文档含有未处理的修订痕迹，按接受全部修订后的文字核查": tuple(
        W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
    ),
    "文档嵌入了其他文件（如 Excel 表格），其中的内容没有读取": (f"{W}altChunk", f"{W}object", f"{W}subDoc"),
    "文档含有图片，图片中的文字没有读取": (
        "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
        "{urn:schemas-microsoft-com:vml}imagedata",
    ),
}


def notes(main: Element, *, hidden: bool) -> tuple[str, ...]:
    """The notes that apply, in a fixed order; `hidden` says whether hidden text was passed over."""
    found = [note for note, names in _NOTES.items() if next(main.iter(*names), None) is not None]
    return (*found, _HIDDEN) if hidden else tuple(found)
