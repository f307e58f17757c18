"""The style sheet of an Office Open XML workbook."""

from __future__ import annotations

from gouji.parse.package import Element
from gouji.parse.sheets.names import whole
from gouji.parse.sheets.styles import BUILT_IN, Style

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MOST_STYLES = 65_490


def styles_of(root: Element | None) -> list[Style]:
    """The styles in the order in which cells name them; none where there is no style sheet."""
    if root is None:
        return []
    codes = {
        form.get("numFmtId", ""): form.get("formatCode", "General") for form in root.iterfind(f"{_S}numFmts/{_S}numFmt")
    }
    drawn = [_is_drawn(border) for border in root.iterfind(f"{_S}borders/{_S}border")]
    return [_style(form, codes, drawn) for form in root.findall(f"{_S}cellXfs/{_S}xf")[:_MOST_STYLES]]


def _style(form: Element, codes: dict[str, str], drawn: list[bool]) -> Style:
    number, border = form.get("numFmtId", "0"), whole(form.get("borderId"))
    code = codes.get(number) or BUILT_IN.get(whole(number), "General")
    alignment = form.find(f"{_S}alignment")
    across = alignment is not None and alignment.get("horizontal") == "centerContinuous"
    return Style(code, border < len(drawn) and drawn[border], across)


def _is_drawn(border: Element) -> bool:
    return any(side.get("style", "none") != "none" for side in border)
