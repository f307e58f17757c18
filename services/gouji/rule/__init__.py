"""What a rule is, how it is written, and how rules are found.

A rule is one file with everything about it: code, title, severity, basis, why it matters, one 反例 and one 正例. It is
pure: it sees the report and what else it asks for, nothing more. Two forms:

* a Python function decorated with `@rule`, which yields a `Finding` for every fault and `Unchecked` for what it could
  not judge;
* a YAML file with a linear identity or inequality over cells (`gouji.rule.notation`).

`load_rules` finds the built-in rules and plug-ins by the entry-point group `gouji.rules`, and rules in folders. Python
files in folders never run in this process, but in the rule host (`gouji.rule.host`).
"""

from gouji.model import (
    Cell,
    CellKind,
    Confidence,
    Filing,
    Finding,
    Place,
    Quote,
    Report,
    Resemblance,
    Sentence,
    Severity,
    Subordinate,
    Unchecked,
)
from gouji.rule.applying import with_profile
from gouji.rule.definition import Context, Rule, Status, by_type, rule
from gouji.rule.loading import load_rules
from gouji.rule.profile import Profile, read_profile
from gouji.rule.ruleset import RuleSet
from gouji.unit import Unit, UnitType

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

__all__ = [
    "ERROR",
    "INFO",
    "WARNING",
    "Cell",
    "CellKind",
    "Confidence",
    "Context",
    "Filing",
    "Finding",
    "Place",
    "Profile",
    "Quote",
    "Report",
    "Resemblance",
    "Rule",
    "RuleSet",
    "Sentence",
    "Severity",
    "Status",
    "Subordinate",
    "Unchecked",
    "Unit",
    "UnitType",
    "by_type",
    "load_rules",
    "read_profile",
    "rule",
    "with_profile",
]
