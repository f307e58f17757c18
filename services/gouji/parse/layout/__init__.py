"""Pages with glyphs and ruling lines → blocks: what PDF and OFD have in common.

Both formats only say where each character and each line stands. What is a table, a cell, a paragraph follows from
that, here, once for both.
"""

from gouji.parse.layout.page import Glyph, Page, Stroke

__all__ = ["Glyph", "Page", "Stroke"]
