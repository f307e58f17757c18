"""What someone who reads the findings should know of a Word document."""

from __future__ import annotations

from collections.abc import Mapping

from gouji.parse.docx.names import Element, W

HIDDEN = "文档含有隐藏文字，未计入核查"
EMBEDDED = "文档嵌入了其他文件（如 Excel 表格），其中的内容没有读取"
PICTURES = "文档含有图片，图片中的文字没有读取"
_NOTES: Mapping[str, tuple[str, ...]] = {
    "文档含有未处理的修订痕迹，按接受全部修订后的文字核查": tuple(
        W + name
        for name in (
            *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
            *("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange"),
        )
    ),
    EMBEDDED: (f"{W}altChunk", f"{W}object", f"{W}subDoc"),
    PICTURES: (
        "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
        "{http://purl.oclc.org/ooxml/drawingml/picture}pic",
        "{urn:schemas-microsoft-com:vml}imagedata",
    ),
    "文档含有图表或 SmartArt 图形，其中的文字没有读取": (
        "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
        "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    ),
}


def notes(main: Element, *, hidden: bool) -> tuple[str, ...]:
    """The notes that apply, in a fixed order; `hidden` says whether hidden text was passed over."""
    tags = {element.tag for element in main.iter(*(name for names in _NOTES.values() for name in names))}
    found = [note for note, names in _NOTES.items() if not tags.isdisjoint(names)]
    return (*found, HIDDEN) if hidden else tuple(found)
