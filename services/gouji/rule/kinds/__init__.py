"""The declarative kinds of rules: what a YAML file can state without Python."""

from __future__ import annotations

from gouji.rule.kinds import cell, change, headings, linear, previous, stated, text
from gouji.rule.kinds.kind import BadKey, Claim, Key, Keys, Kind

KINDS: dict[str, Kind] = {
    module.KIND.name: module.KIND for module in (linear, text, headings, cell, stated, previous, change)
}

__all__ = ["KINDS", "BadKey", "Claim", "Key", "Keys", "Kind"]
