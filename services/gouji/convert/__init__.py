"""Convert: what only LibreOffice reads (Word 97–2003, RTF) → ODT, by LibreOffices that stay warm.

`Converter` is what the others use; `office` is one LibreOffice, shared by the processes of a user; `talk` is how it is
asked; `confined` is how it is started: no network, no other program, no file but its own; `program` finds it.
"""

from gouji.convert.converter import Converter
from gouji.convert.program import find_program

__all__ = ["Converter", "find_program"]
