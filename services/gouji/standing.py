"""Where a report stands among the others: the year before, the versions before, the units below.

A noun outside the stages: `pipeline` says whose report it is, `store` answers with what there is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from gouji.model import Report


@dataclass(frozen=True, slots=True)
class Kin:
    """Whose report it is: all names of its unit, its own first, and those of the units below and above it.

    `below` is None where the register has no units below. `year` is the report's.
    """

    names: tuple[str, ...] = ()
    year: int | None = None
    below: tuple[tuple[str, ...], ...] | None = None
    above: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether other reports can be found for it at all."""
        return bool(self.names) and self.year is not None


@dataclass(frozen=True, slots=True)
class Basis:
    """The reports that a judgement rested on, by their numbers: the version before, the year before, those below.

    When they are others by the time of writing, the report is to be judged again. `examined` are the reports of other
    units that it was laid beside, `alike` those that it is like, `seen` the highest number there was before it was:
    those are compared by `gouji.store.resembling`.
    """

    former: int | None = None
    previous: int | None = None
    below: frozenset[int] = frozenset()
    examined: frozenset[int] = field(default=frozenset(), compare=False)
    alike: frozenset[int] = field(default=frozenset(), compare=False)
    seen: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is around a report; `below` by the first name of each unit, its figures None where none came in.

    `version` is the one that this report is or would be; `former_published_on` and `first_received_at` are those of
    the version before and of the first one, None where there is none.
    """

    previous: Report | None = None
    version: int = 1
    former_published_on: date | None = None
    first_received_at: datetime | None = None
    below: dict[str, dict[str, Decimal] | None] = field(default_factory=dict)
    basis: Basis = Basis()


@dataclass(frozen=True, slots=True)
class Recheck:
    """A stored report that this worker may now judge again; `token` proves it when the outcome is written.

    `reasons` say why, in Chinese; `generation` counts what else came while it was waiting.
    """

    id: int
    token: str = field(repr=False)
    report: Report = field(repr=False)
    submission_id: int
    display_name: str
    version: int
    received_at: datetime
    reasons: tuple[str, ...]
    generation: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What a recheck brought: how many findings are new and how many gone, and notices; all 0 where it is the same."""

    new: int = 0
    gone: int = 0
    notice_ids: tuple[int, ...] = ()
    superseded: bool = False


def kin_of(unit: str | None, year: int | None) -> Kin:
    """The kin of a unit of which nothing but its name is known."""
    return Kin((unit,) if unit else (), year)
