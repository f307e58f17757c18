"""What is wrong with a report, with its evidence and what should be done."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import msgspec

from gouji.model.document import Place


class Severity(StrEnum):
    """What the law makes of a finding; how sure the machine is, is `Confidence`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @classmethod
    def _missing_(cls, value: object) -> None:
        raise ValueError(f"severity 的“{value}”应为 {'、'.join(cls)} 之一")

    @property
    def rank(self) -> int:
        """0 for the gravest, so that sorting puts errors first."""
        return ("error", "warning", "info").index(self.value)

    @property
    def chinese(self) -> str:
        return {"error": "错误", "warning": "警告", "info": "提示"}[self.value]


class Confidence(StrEnum):
    """How sure the machine is that the finding is right."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Certainty(StrEnum):
    """How sure it is which figures are wrong: there is one repair, a likeliest one, several alike, or none to name."""

    UNIQUE = "唯一"
    LIKELIEST = "最可能"
    TIED = "并列"
    UNLOCATED = "无法定位"


class Quote(msgspec.Struct, frozen=True):
    """Words of the report that a finding speaks of, with their place."""

    text: str
    place: Place


class Change(msgspec.Struct, frozen=True):
    """One figure of a repair: the cell, what it says, what it should say (texts)."""

    cell: str
    before: str
    after: str


class Proposal(msgspec.Struct, frozen=True):
    """A repair that would make the figures agree, its rank from 1 and how certain it is.

    `otherwise` is what else would have to change if these figures were right.
    """

    rank: int
    certainty: str
    changes: tuple[Change, ...]
    why: str
    otherwise: tuple[Change, ...] = ()

    @property
    def standing(self) -> str:
        """The certainty as people read it: behind the likeliest repair stand the next ones."""
        return "其次" if self.rank > 1 and self.certainty == Certainty.LIKELIEST else self.certainty


class Finding(msgspec.Struct, frozen=True):
    """Something wrong with a report, in words that its unit can act on.

    A rule yields it with `message` and the evidence; the code, severity, title, basis and advice come from the
    rule unless given here. `locator` names the place for the fingerprint when the cells or quotes would not be
    stable. `covers` are address prefixes (default: the cells) within which findings of the rules that this one
    explains become its `members`. `expected` gives, by address, the value that another statement demands. `listed` is
    what the message says of each of the cells, one by one: a cell that another finding explains leaves the list.
    """

    message: str
    cells: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    equation: str | None = None
    difference: Decimal | None = None
    severity: Severity | None = None
    confidence: Confidence = Confidence.CERTAIN
    proposals: tuple[Proposal, ...] = ()
    advice: str | None = None
    locator: str | None = None
    covers: tuple[str, ...] = ()
    expected: dict[str, Decimal] = {}
    listed: tuple[str, ...] = ()
    certainty: Certainty | None = None
    rule: str = ""
    title: str = ""
    basis: str = ""
    members: tuple[str, ...] = ()
    fingerprint: str = ""


class Unchecked(msgspec.Struct, frozen=True):
    """A rule yields this for a part that it could not check, with the reason in Chinese."""

    reason: str
