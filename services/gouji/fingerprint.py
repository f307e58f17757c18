"""Fingerprints: what makes a finding the same finding in the next version, so that what a person said of it stays.

A fingerprint is of unit, year, rule and place; figures are no part of it, nor are the file's name and format where the
unit is known. The place is what the rule names as its `locator`, else the cells, else the quoted words without their
numbers. Of findings that share all of that, none is *the* one: each is then told apart by all that it says. So what a
person said of one can be lost to such a twin that comes or goes, but is never handed over to another finding.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from gouji.model import Finding, Quote, Report
from gouji.text import compact

_NUMBER = re.compile(r"(?:\d+(?:[.,]\d+)*|[〇○零一二三四五六七八九十百千万亿两])+")
_LENGTH = 24


def with_fingerprints(findings: Sequence[Finding], report: Report) -> list[Finding]:
    """Each finding with its fingerprint, 24 hexadecimal digits, no two alike."""
    identity = f"{compact(report.unit or report.file_name or '')}|{report.year or ''}"
    bases = [f"{identity}|{finding.rule}|{_place(finding)}" for finding in findings]
    shared = Counter(bases)
    seen: Counter[str] = Counter()
    named: list[Finding] = []
    for finding, base in zip(findings, bases, strict=True):
        whole = base if shared[base] == 1 else f"{base}|{_all_it_says(finding)}"
        seen[whole] += 1
        ordinal = f"|{seen[whole]}" if seen[whole] > 1 else ""
        digest = hashlib.sha256((whole + ordinal).encode("utf-8", "backslashreplace")).hexdigest()
        named.append(msgspec.structs.replace(finding, fingerprint=digest[:_LENGTH]))
    return named


def _place(finding: Finding) -> str:
    if finding.locator is not None:
        return compact(finding.locator)
    return ",".join(sorted(finding.cells)) or _quoted(finding.quotes)


def _all_it_says(finding: Finding) -> str:
    return "|".join((",".join(sorted(finding.cells)), _quoted(finding.quotes), _masked(finding.message)))


def _quoted(quotes: Sequence[Quote]) -> str:
    return "|".join(_masked(quote.text) for quote in quotes)


def _masked(text: str) -> str:
    """The words without what numbers they say, in whatever figures, and however they are spaced."""
    return _NUMBER.sub("#", compact(text))
