"""What the prose of a report says: figures with their measure words, whose they are, denials, and totals with parts.

For rules that compare sentences with tables. Nothing is guessed: a number that belongs to a channel, a part, another
organ or year, or that is only approximate, is no statement of this unit's number for the year, and an open list says
nothing about its total.

    for passage in passages(report):                    # sentences with their section, sub-heading and place
        figures(passage.plain)                          # Figure(value, measure, start, end, approximate), …
        mentions(passage.plain)                         # … with the words around each
        denials(passage.plain)                          # 未收到…, 没有…, …未发生
        intakes(passage, reader)                        # applications received
        disputes(passage, reader)                       # 复议 and 诉讼 over disclosure
        stated_totals(passage, reader)                  # information disclosed in the whole year
        breakdowns(passage)                             # 共计49条 against 118条 + 9条
"""

from gouji.prose.applications import Intake, intakes
from gouji.prose.clauses import Mention, Passage, mentions, passages, read_paragraph
from gouji.prose.disclosure import Disclosed, stated_totals
from gouji.prose.dispute import Dispute, Kind, disputes
from gouji.prose.figure import Figure, figures
from gouji.prose.negation import Denial, denials
from gouji.prose.scope import Reader, Scope, scopes
from gouji.prose.sums import Breakdown, Sum
from gouji.prose.totals import breakdowns

__all__ = [
    "Breakdown",
    "Denial",
    "Disclosed",
    "Dispute",
    "Figure",
    "Intake",
    "Kind",
    "Mention",
    "Passage",
    "Reader",
    "Scope",
    "Sum",
    "breakdowns",
    "denials",
    "disputes",
    "figures",
    "intakes",
    "mentions",
    "passages",
    "read_paragraph",
    "scopes",
    "stated_totals",
]
