"""Enrolment: a roster as an office keeps it, a workbook or separated values → units of the register.

A wrong row is told with its number and what is wrong, all of them at once; nothing is taken from a file with a fault.
"""

from gouji.enrolment.entries import Enrolled, Fault, enrol
from gouji.enrolment.headings import template
from gouji.enrolment.sheet import read_rows

__all__ = ["Enrolled", "Fault", "enrol", "read_rows", "template"]
