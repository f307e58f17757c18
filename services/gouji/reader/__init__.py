"""Reader: bytes from outside → Document or Bundle, read in a child process that may be lost.

`Reader` stands in the process that wants to know; `gouji.reader.child` is what runs in the other one, `frames` what
passes between them.
"""

from gouji.reader.frames import Limits
from gouji.reader.reader import Reader

__all__ = ["Limits", "Reader"]
