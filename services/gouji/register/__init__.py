"""The unit register: which bodies owe a report, what they are called, whose figures go into whose.

A noun outside the stages: `store` keeps it, `pipeline` asks it, `gouji.enrolment` reads it from a file.
"""

from gouji.register.changes import Imported, changed
from gouji.register.register import Register, joined, name_key
from gouji.register.roster import Filed, Missing, by_unit, due_on, missing
from gouji.register.soundness import faults

__all__ = [
    "Filed",
    "Imported",
    "Missing",
    "Register",
    "by_unit",
    "changed",
    "due_on",
    "faults",
    "joined",
    "missing",
    "name_key",
]
