"""The rules of a SARIF log: everything that is known of each, so that a reader needs nothing else."""

from __future__ import annotations

from typing import Any

from gouji.model import Severity
from gouji.rule import Rule, RuleSet

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def descriptors(ruleset: RuleSet) -> list[dict[str, Any]]:
    """The rules in force, in the order of the catalogue."""
    return [_descriptor(rule) for rule in ruleset.in_force()]


def _descriptor(rule: Rule) -> dict[str, Any]:
    claim = rule.why.split("\n\n", 1)[0].replace("\n", "")
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": claim},
        "help": {"text": _help(rule), "markdown": _help_in_markdown(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.code.partition("-")[0]],
            "basis": rule.basis,
            "advice": rule.advice,
            "editions": list(rule.editions),
            "years": list(rule.years),
        },
    }


def _help(rule: Rule) -> str:
    parts = [rule.why, f"依据：{rule.basis}", f"建议：{rule.advice}" if rule.advice else ""]
    return "\n\n".join([*filter(None, parts), f"反例：\n{rule.failing}", f"正例：\n{rule.passing}"])


def _help_in_markdown(rule: Rule) -> str:
    parts = [rule.why, f"**依据** {rule.basis}", f"**建议** {rule.advice}" if rule.advice else ""]
    examples = [f"**{name}**\n\n```\n{text}\n```" for name, text in (("反例", rule.failing), ("正例", rule.passing))]
    return "\n\n".join([*filter(None, parts), *examples])
