"""What a total with its parts is of: applications, cases, or something else."""

from __future__ import annotations

import re
from enum import StrEnum

from gouji.model import Quote, Report
from gouji.prose import Breakdown, Handled, Mention, is_about_applications, mentions, narrative
from gouji_rules.narrative._handled import tabled
from gouji_rules.narrative._tables import CARRIED, FINISHED, RECEIVED, count_in, quotes_of


class Of(StrEnum):
    """What the total counts."""

    APPLICATIONS = "申请"
    CASES = "复议、诉讼"
    ELSE = "其他"


_APPLICATIONS = re.compile(r"申请|受理|收到|接收|新收|答复|办结|办理|回复")
_CASES = re.compile(r"复议|诉讼")


def is_of(found: Breakdown, report: Report) -> Of:
    """What is divided: told by the words around the total, or by parts that are outcomes of applications."""
    whole = next((one for one in mentions(found.whole.plain) if one.figure == found.of), None)
    if whole is None:
        return Of.ELSE
    said = whole.lead + whole.tail
    if _CASES.search(said):
        return Of.CASES
    if handled_parts(found, report) or (_APPLICATIONS.search(said) and _is_about(found, whole)):
        return Of.APPLICATIONS
    return Of.ELSE


def handled_parts(found: Breakdown, report: Report) -> list[Handled]:
    """The parts that the sentence names as outcomes, or as carried over."""
    starts = {part.start for part in found.parts}
    return [one for one in narrative(report).handlings if one.passage is found.passage and one.start in starts]


def stands_in_table(found: Breakdown, report: Report) -> bool:
    """Whether each part and the total are what 表三 says: the list leaves out some or holds what was carried in."""
    handled = handled_parts(found, report)
    if not handled or len(handled) != len(found.parts):
        return False
    received, carried, finished = (count_in(report, address) for address in (RECEIVED, CARRIED, FINISHED))
    if int(found.total) not in (finished, received, (received or 0) + (carried or 0)):
        return False
    return all((table := tabled(report, part.handlings)) and table.number == part.number for part in handled)


def quotes_for(found: Breakdown) -> tuple[Quote, ...]:
    """The sentence of the total and that of the parts, once where they are one."""
    return quotes_of([found.whole, found.passage] if found.whole.text != found.passage.text else [found.passage])


def _is_about(found: Breakdown, whole: Mention) -> bool:
    return is_about_applications(found.whole, found.whole.plain, whole.figure.end + len(whole.tail))
