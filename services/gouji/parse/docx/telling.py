"""Which properties of paragraphs, runs, rows and cells matter: found in one pass, because few of thousands do."""

from __future__ import annotations

from gouji.parse.docx.names import Element, W

_NAMES = (
    # paragraphs and their marks
    *("numPr", "pStyle", "framePr", "pageBreakBefore", "sectPr", "del", "moveFrom"),
    # runs
    *("vanish", "rStyle", "vertAlign"),
    # cells and rows
    *("gridSpan", "vMerge", "hMerge", "cellDel", "cellMerge", "gridBefore", "hidden"),
)
_TELLING = tuple(W + name for name in _NAMES)
_PARAGRAPH, _MARK = f"{W}pPr", f"{W}rPr"


class Telling:
    """The property elements (`w:pPr`, `w:rPr`, `w:tcPr`, `w:trPr`) that say anything that the reader heeds."""

    def __init__(self, main: Element) -> None:
        self._found: set[Element] = set()
        for element in main.iter(*_TELLING):
            parent = element.getparent()
            if parent is None:
                continue
            self._found.add(parent)
            if parent.tag == _MARK and (above := parent.getparent()) is not None and above.tag == _PARAGRAPH:
                self._found.add(above)

    def __contains__(self, properties: Element | None) -> bool:
        return properties in self._found
