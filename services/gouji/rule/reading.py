"""What of a report a rule looks at, over several reports: for the table of clauses.

The reports are sound ones of every edition and the rule's own examples, so a figure that is only read under
circumstances which none of them has is not seen.
"""

from __future__ import annotations

from functools import cache

from gouji.editions import NAMES, edition
from gouji.rule.definition import Context, Rule
from gouji.rule.example import example_context
from gouji.rule.linear import identities
from gouji.rule.tracing import trace

#: How the whole document is named, for rules that look through everything on the page.
EVERYTHING = "全文"
#: A sound report says nothing in these sections, so that rules would have nothing to read there.
_PROSE = "二：以下为本年度数据。\n三：以下为本年度数据。\n四：以下为本年度数据。"


def read_by(rule: Rule) -> frozenset[str]:
    """The rows of tables (`三.R16`), the sections (`一`), or 全文; nothing is known of a rule in the rule host."""
    if rule.linear is not None:
        stated = [identity for name in NAMES for identity in identities(rule.linear, name)]
        return frozenset(address.rpartition(".")[0] for one in stated for address in one.coefficients)
    places: set[str] = set()
    for context in (*map(_sound, NAMES), *(example_context(example.text) for example in rule.examples)):
        read = trace(rule, context)
        places |= {address.rpartition(".")[0] for address in read.cells}
        places |= {_numerals()[kind] for kind in read.sections if kind in _numerals()}
        places |= {EVERYTHING} if read.page else set()
    return frozenset(places)


@cache
def _sound(name: str) -> Context:
    """A sound report of this edition."""
    return example_context(f"版式 = {name}\n{_PROSE}")


@cache
def _numerals() -> dict[str, str]:
    """The numeral of each section of the form by its kind."""
    return {section.kind: section.numeral for name in NAMES for section in edition(name).sections}
