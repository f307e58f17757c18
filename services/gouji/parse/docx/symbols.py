"""`w:sym`: characters of symbol fonts by their Unicode twins."""

from __future__ import annotations

import re

from gouji.parse.docx.names import Element, W

_CODE = re.compile(r"(?![dD][89a-fA-F])[0-9a-fA-F]{1,4}")
#: The symbols of Wingdings that reports use (ticks, boxes, bullets) and the mathematical ones of Symbol.
_WINGDINGS = {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x6E: "■", 0x6C: "●", 0xD8: "➢"}
_WINGDINGS |= {0x80 + n: character for n, character in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")}
_WINGDINGS_2 = {0x50: "✓", 0x52: "☑", 0x54: "☒", 0xA3: "□"}
_SYMBOLS = {0x2D: "−", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xA5: "∞", 0xB0: "°"}


def symbol(element: Element) -> str:
    """The character, nothing for a wrong code."""
    written = element.get(f"{W}char") or ""
    if not _CODE.fullmatch(written):
        return ""
    code = int(written, 16)
    font = (element.get(f"{W}font") or "").lower()
    low = code & 0xFF
    if font in ("wingdings 2", "wingdings2"):
        return _WINGDINGS_2.get(low, chr(code))
    if font.startswith("wingdings"):
        return _WINGDINGS.get(low, chr(code))
    if font == "symbol":
        return _SYMBOLS.get(low) or (chr(low) if 0x20 < low < 0x7F else chr(code))  # noqa: PLR2004 - printable ASCII
    return chr(code)
