"""What people are told: the digest of a checked report, the notices made of it, and who wants them.

A noun module outside the stages: `store` hands out digests inside its transaction, `notify` makes notices of them,
and neither imports the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from gouji.model import Finding, Report, Result, Severity, Verdict


class FindingStatus(StrEnum):
    """How a finding stands to the version before; a finding of a first version is new."""

    NEW = "new"
    STILL = "still"

    @property
    def chinese(self) -> str:
        return {"new": "新问题", "still": "仍未整改"}[self.value]


class Disposition(StrEnum):
    """What a person made of a finding; a finding of which nobody has said anything is 待核实."""

    OPEN = "待核实"
    CONFIRMED = "已确认"
    FALSE_ALARM = "误报"
    FIXED = "已整改"
    EXEMPT = "已豁免"

    @property
    def silences(self) -> bool:
        """Whether the finding no longer counts against its report."""
        return self in (Disposition.FALSE_ALARM, Disposition.EXEMPT)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person said of a finding: it holds for its fingerprint, in whatever version and file.

    `expires_on` is the last local day on which it holds, None for one that holds until it is changed.
    """

    state: Disposition
    person: str
    set_at: datetime
    reason: str | None = None
    expires_on: date | None = None

    def expired(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today

    def standing(self, today: date, received_at: datetime) -> Disposition:
        """How a finding of a file received then stands by it: what has expired, or is still there though a person
        called it 已整改 before the file came, is 待核实 again.
        """
        undone = self.state is Disposition.FIXED and received_at > self.set_at
        return Disposition.OPEN if undone or self.expired(today) else self.state


def set_aside_words(counts: Mapping[Disposition, int]) -> str | None:
    """How many findings do not count, and why: 误报 1 项、已豁免 2 项，不计入."""
    said = [f"{state} {counts[state]} 项" for state in Disposition if state.silences and counts.get(state)]
    return "、".join(said) + "，不计入" if said else None


@dataclass(frozen=True, slots=True)
class Digest:
    """One checked report as the people who follow it are told of it.

    `unit`, `year` and `region` are the effective ones: given from outside, else read from the text. `findings` are
    in the checker's order, errors first. `fixed` are findings of the version before that are gone (已整改);
    `unverified` those of which that cannot be said: their rule gave no judgement this time, or another finding now
    covers it. `incomplete` are the results of rules that could not judge (error, timeout, not_checked). `silenced` are
    the findings that people called 误报 or 已豁免: they are no longer among `findings`, and `verdict` is without them.

    `occasion` says why a version that people were told of before was judged again (上年报告已到), None for one that has
    just come in; then NEW, `fixed` and `unverified` compare with the judgement before, not with the version before.
    """

    submission_id: int
    unit: str | None
    year: int | None
    region: str | None
    file_name: str
    version: int
    received_at: datetime
    checked_at: datetime
    verdict: Verdict
    report: Report
    findings: tuple[tuple[Finding, FindingStatus], ...] = ()
    fixed: tuple[Finding, ...] = ()
    unverified: tuple[Finding, ...] = ()
    incomplete: tuple[Result, ...] = ()
    silenced: tuple[tuple[Finding, Disposition], ...] = ()
    occasion: str | None = None

    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity."""
        return {severity: sum(f.severity is severity for f, _ in self.findings) for severity in Severity}

    @property
    def news(self) -> tuple[Finding, ...]:
        """What people are to be told of: all findings of a version that has come in, the new ones of a recheck."""
        return tuple(f for f, status in self.findings if self.occasion is None or status is FindingStatus.NEW)

    @property
    def set_aside(self) -> str | None:
        """误报 1 项、已豁免 2 项，不计入, None where nothing is."""
        return set_aside_words(Counter(state for _, state in self.silenced))


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who gets what: `key` names it for ever (`store:3`, or one that `notify` derives from gouji.toml).

    `unit` is a pattern (`*`, `*科技局`), `region` a name or None for all; `severity` the least severity of a finding
    worth a message; `verdicts` the verdicts that are worth one, empty for the usual. `id` is None unless stored.
    """

    key: str
    target: str = field(repr=False)  # a webhook's address is a credential
    unit: str = "*"
    region: str | None = None
    severity: Severity = Severity.WARNING
    verdicts: tuple[Verdict, ...] = ()
    secret: str | None = field(default=None, repr=False)
    id: int | None = None


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A message to one recipient, to be stored with the report it speaks of.

    `dedup_key` makes it once for ever: a second notice with the same key is left out silently. `subscription` is the
    key of the subscription that asked for it. `payload` is what a machine is sent instead of the text.
    """

    dedup_key: str
    subscription: str
    channel: str
    target: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str | None = field(default=None, repr=False)
    payload: dict[str, Any] | None = field(default=None, repr=False)
    secret: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class NoticeClaim:
    """A notice that this process may now send; `token` proves it when the outcome is written.

    `attempts` counts this one. `may_be_repeat` is True when an earlier sender died between sending and writing
    that down, so that the message may have arrived already: say so where the far end cannot tell by the key.
    """

    id: int
    token: str
    submission_id: int
    subscription: str
    channel: str
    dedup_key: str
    attempts: int
    may_be_repeat: bool
    created_at: datetime
    target: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str | None = field(default=None, repr=False)
    payload: dict[str, Any] | None = field(default=None, repr=False)
    secret: str | None = field(default=None, repr=False)


class NoticeState(StrEnum):
    """What became of a notice; pending and sending are under way."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"

    @property
    def chinese(self) -> str:
        return {"pending": "待发送", "sending": "发送中", "sent": "已发送", "failed": "未能送达"}[self.value]


Compose = Callable[[Digest], Sequence[NewNotice]]
"""Makes the notices of a digest: pure, quick and repeatable, for it runs inside a transaction that may be retried."""
