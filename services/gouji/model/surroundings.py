"""What stands around a report that is judged: how it was filed, whose figures go into it, whose prose is like its own.

The report of the year before and the registered unit are the other two things that a rule may ask for; all of them
together are a `gouji.rule.Context`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec


class Filing(msgspec.Struct, frozen=True):
    """How a report came in: local dates; `version` counts those of its unit and year from 1.

    `former_published_on` is the date of publication that the version before states, None when it has none.
    `first_received_on` is when the first version came in, None when this is the first.
    """

    received_on: date
    version: int = 1
    former_published_on: date | None = None
    first_received_on: date | None = None


class Subordinate(msgspec.Struct, frozen=True):
    """A unit whose figures go into this government's; `cells` by address, None while its report is missing.

    Cells are those that can be added up (`gouji.figures.summable`), the fee in 万元.
    """

    name: str
    cells: dict[str, Decimal] | None = None


class Resemblance(msgspec.Struct, frozen=True):
    """Another unit's report of the same year with much the same prose; `similarity` is 0 to 1.

    `shared` is the longest passage that both have, None where it was not looked for. `words` are what the other's
    prose is compared by (`gouji.resemblance.Prose.words`), for rules that set still more aside.
    """

    unit: str
    similarity: float
    shared: str | None = None
    words: str | None = None
