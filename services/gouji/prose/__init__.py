"""What the prose of a report says: figures with their measure words, whose they are, denials, and totals with parts.

For rules that compare sentences with tables. Nothing is guessed: a number that belongs to a channel, a part, another
organ or year, or that is only approximate, is no statement of this unit's number for the year, and an open list says
nothing about its total.

    told = narrative(report)                            # all of a report, read once: told.intakes, told.handlings …
    for passage in passages(report):                    # sentences with their section, sub-heading and place
        figures(passage.plain)                          # Figure(value, measure, start, end, approximate), …
        mentions(passage.plain)                         # … with the words around each
        denials(passage.plain)                          # 未收到…, 没有…, …未发生
        intakes(passage, reader)                        # applications received
        handlings(passage, reader)                      # carried over, finished, and how they ended
        settled(passage, reader)                        # 全部办结
        disputes(passage, reader)                       # 复议 and 诉讼 over disclosure
        ended(passage, reader)                          # … by result
        claimed(passage, reader)                        # 均获维持, 零败诉
        stated_totals(passage, reader)                  # information disclosed in the whole year
        documents(passage, reader)                      # normative documents made, opened, repealed, in force
        quantities(passage, reader)                     # by a channel or column that is named
        percentages(passage)                            # 258件，占33.9%
        amounts(passage, reader, subject)               # money: fees or purchases
        enumerations(text)                              # 七类 against six items
        gaps(text)                                      # 信息__条: no number filled in
        breakdowns(passage)                             # 共计49条 against 118条 + 9条
"""

from gouji.prose.about import is_about_applications
from gouji.prose.amount import Amount, amounts
from gouji.prose.applications import Intake, intakes
from gouji.prose.clauses import Mention, Passage, mentions, passages, read_paragraph
from gouji.prose.disclosure import Disclosed, stated_totals
from gouji.prose.dispute import Dispute, Kind, disputes
from gouji.prose.documents import Documents, documents
from gouji.prose.enumeration import Enumeration, enumerations
from gouji.prose.figure import Figure, figures
from gouji.prose.gap import gaps
from gouji.prose.handled import Handled, handlings
from gouji.prose.handling import Handling
from gouji.prose.narrative import Narrative, narrative
from gouji.prose.negation import Denial, denials
from gouji.prose.percentage import Percentage, percentages
from gouji.prose.quantity import Quantity, quantities
from gouji.prose.rows import rows_of
from gouji.prose.scope import Reader, Scope, scopes
from gouji.prose.settled import Doubled, Settled, doubled, settled
from gouji.prose.sums import Breakdown, Sum
from gouji.prose.totals import breakdowns
from gouji.prose.verdict import Claim, Claimed, Ended, Result, claimed, ended

__all__ = [
    "Amount",
    "Breakdown",
    "Claim",
    "Claimed",
    "Denial",
    "Disclosed",
    "Dispute",
    "Documents",
    "Doubled",
    "Ended",
    "Enumeration",
    "Figure",
    "Handled",
    "Handling",
    "Intake",
    "Kind",
    "Mention",
    "Narrative",
    "Passage",
    "Percentage",
    "Quantity",
    "Reader",
    "Result",
    "Scope",
    "Settled",
    "Sum",
    "amounts",
    "breakdowns",
    "claimed",
    "denials",
    "disputes",
    "documents",
    "doubled",
    "ended",
    "enumerations",
    "figures",
    "gaps",
    "handlings",
    "intakes",
    "is_about_applications",
    "mentions",
    "narrative",
    "passages",
    "percentages",
    "quantities",
    "read_paragraph",
    "rows_of",
    "scopes",
    "settled",
    "stated_totals",
]
