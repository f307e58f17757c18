"""The tables. What each is for stands in its docstring; what its columns hold, in their names and comments."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, LargeBinary, MetaData, String, UniqueConstraint, false, true
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from gouji.digest import Disposition, FindingStatus, NoticeState
from gouji.model import CellKind, Confidence, Outcome, Severity, Verdict
from gouji.store.columns import Big, Id, Time, Words, one_of
from gouji.submission import State
from gouji.unit import UnitType


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, TypeEngine[Any]]] = {
        State: one_of(State),
        Verdict: one_of(Verdict),
        Severity: one_of(Severity),
        Confidence: one_of(Confidence),
        Outcome: one_of(Outcome),
        CellKind: one_of(CellKind),
        FindingStatus: one_of(FindingStatus),
        NoticeState: one_of(NoticeState),
        Disposition: one_of(Disposition),
        UnitType: one_of(UnitType),
    }


class Submission(Base):
    """A dropped file, or one that came out of another, and the job to check it: the queue of record."""

    __tablename__ = "submissions"
    __table_args__ = (
        Index(None, "state", "id"),
        Index(None, "path_hash", "id"),
        Index(None, "sha256"),
        Index(None, "unit", "year"),
        Index(None, "parent_id"),
        Index(None, "root_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    state: Mapped[State]
    reason: Mapped[Words | None]
    # Hash of content and hints while this is the one submission that stands for them; None for a duplicate, and for
    # one that ended as 出错, so that the same content may be dropped again.
    original_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    duplicate_of: Mapped[Big | None] = mapped_column(ForeignKey("submissions.id"))

    # What it came out of, and the drop that this began with; None for a drop.
    parent_id: Mapped[Big | None] = mapped_column(ForeignKey("submissions.id"))
    root_id: Mapped[Big | None] = mapped_column(ForeignKey("submissions.id"))
    depth: Mapped[int] = mapped_column(default=0, server_default="0")
    # Which of the reports in the content this is, from 1; None for the whole.
    part: Mapped[int | None]
    # 年报.zip › 财政局/报告.docx; None for a drop.
    full_name: Mapped[Words | None]

    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[Big]
    archived: Mapped[bool]
    raw_name: Mapped[bytes] = mapped_column(LargeBinary)
    display_name: Mapped[Words]
    # Of what came out of another: that one's path, a NUL, and where it stood in there.
    path: Mapped[bytes] = mapped_column(LargeBinary)
    # A path may be longer (4096 bytes) than PostgreSQL lets an index entry be (2704).
    path_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    unit_hint: Mapped[Words | None]
    year_hint: Mapped[int | None]
    region_hint: Mapped[Words | None]

    # The hints until the report says better.
    unit: Mapped[Words | None]
    year: Mapped[int | None]
    region: Mapped[Words | None]

    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[Time | None]
    lease_until: Mapped[Time | None]
    lease_token: Mapped[str | None] = mapped_column(String(32))
    worker: Mapped[Words | None]

    received_at: Mapped[Time]
    finished_at: Mapped[Time | None]


class Sighting(Base):
    """A path of the inbox and the file that lay there when it was last recorded."""

    __tablename__ = "sightings"

    path_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    path: Mapped[bytes] = mapped_column(LargeBinary)
    # size:mtime_ns:inode as text: an inode may have 64 bits without a sign, which neither database has a number for.
    signature: Mapped[str] = mapped_column(String(64))
    submission_id: Mapped[Big] = mapped_column(ForeignKey("submissions.id"))
    seen_at: Mapped[Time]


class StoredReport(Base):
    """A checked report: one version of what `subject` owes for a year."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("subject", "year_key", "version"), Index(None, "year"), Index(None, "waiting"))

    id: Mapped[Id]
    submission_id: Mapped[Big] = mapped_column(ForeignKey("submissions.id"), unique=True)
    # `unit:` and the unit, or `name:` and the file's name where no unit is known.
    subject: Mapped[Words]
    # 0 where the year is not known: NULLs would not collide.
    year_key: Mapped[int]
    version: Mapped[int]
    unit: Mapped[Words | None]
    year: Mapped[int | None]
    edition: Mapped[Words | None]
    title: Mapped[Words | None]
    format: Mapped[Words]
    verdict: Mapped[Verdict]
    ruleset: Mapped[Words]
    errors: Mapped[int]
    warnings: Mapped[int]
    infos: Mapped[int]
    # zlib over the JSON of gouji.model.Report.
    content: Mapped[bytes] = mapped_column(LargeBinary)
    # The date of publication that the page states.
    published_on: Mapped[date | None]
    # Whether a rule waits for something: last year's report, the register, other units.
    waiting: Mapped[bool] = mapped_column(default=False, server_default=false())
    # What its prose is like: see gouji.resemblance. None for prose too short to compare.
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    # How many reports of other units it was found to be like when it was last judged: see gouji.likeness.
    alike: Mapped[int] = mapped_column(default=0, server_default="0")
    checked_at: Mapped[Time]
    duration_ms: Mapped[int | None]


class StoredRecheck(Base):
    """A stored report that is to be judged again, and the job to do it: gone when it is done.

    `generation` counts the causes: one that comes while a worker is at it makes it due again.
    """

    __tablename__ = "rechecks"
    __table_args__ = (Index(None, "next_try_at"),)

    report_id: Mapped[Big] = mapped_column(ForeignKey("reports.id"), primary_key=True, autoincrement=False)
    # JSON list of texts.
    reasons: Mapped[Words]
    generation: Mapped[int]
    attempts: Mapped[int] = mapped_column(default=0)
    marked_at: Mapped[Time]
    next_try_at: Mapped[Time]
    lease_until: Mapped[Time | None]
    lease_token: Mapped[str | None] = mapped_column(String(32))
    worker: Mapped[Words | None]


class ReportBand(Base):
    """Part of a report's signature: reports of one year that share a band may be alike."""

    __tablename__ = "report_bands"
    __table_args__ = (Index(None, "report_id"), {"sqlite_with_rowid": False})

    band: Mapped[Big] = mapped_column(primary_key=True, autoincrement=False)
    report_id: Mapped[Big] = mapped_column(ForeignKey("reports.id"), primary_key=True, autoincrement=False)


class ReportCell(Base):
    """A figure of a report, for later years and for totals over many units."""

    __tablename__ = "report_cells"
    # Clustered by the key: half the writing of a table with a row number and an index.
    __table_args__ = ({"sqlite_with_rowid": False},)

    report_id: Mapped[Big] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    address: Mapped[Words] = mapped_column(primary_key=True)
    text: Mapped[Words]
    kind: Mapped[CellKind]
    # The decimal digits: SQLite would make a float of a number.
    value: Mapped[Words | None]
    unit: Mapped[Words | None]


class StoredResult(Base):
    """What became of one rule on one report; `position` is the checker's order."""

    __tablename__ = "results"
    __table_args__ = ({"sqlite_with_rowid": False},)

    report_id: Mapped[Big] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rule: Mapped[Words]
    outcome: Mapped[Outcome]
    reason: Mapped[Words | None]
    milliseconds: Mapped[float]
    # Of a rule on trial: no verdict rests on it.
    trial: Mapped[bool] = mapped_column(default=False, server_default=false())


class StoredFinding(Base):
    """A finding: columns to search by, and the whole as JSON; `position` is the checker's order."""

    __tablename__ = "findings"
    __table_args__ = (Index(None, "report_id", "position"), Index(None, "rule", "id"), Index(None, "fingerprint"))

    id: Mapped[Id]
    report_id: Mapped[Big] = mapped_column(ForeignKey("reports.id"))
    position: Mapped[int]
    rule: Mapped[Words]
    severity: Mapped[Severity]
    confidence: Mapped[Confidence]
    fingerprint: Mapped[Words]
    status: Mapped[FindingStatus]
    title: Mapped[Words]
    message: Mapped[Words]
    # Found by a rule on trial: only the rule's owner sees it, and no verdict rests on it.
    trial: Mapped[bool] = mapped_column(default=False, server_default=false())
    content: Mapped[bytes] = mapped_column(LargeBinary)


class StoredDisposition(Base):
    """What a person made of a finding, by its fingerprint: it outlives re-checks and versions."""

    __tablename__ = "dispositions"
    __table_args__ = (Index(None, "unit", "year"),)

    fingerprint: Mapped[Words] = mapped_column(primary_key=True)
    state: Mapped[Disposition]
    reason: Mapped[Words | None]
    person: Mapped[Words]
    expires_on: Mapped[date | None]
    rule: Mapped[Words]
    unit: Mapped[Words | None]
    year: Mapped[int | None]
    set_at: Mapped[Time]


class StoredUnit(Base):
    """A unit of the register: see gouji.unit.Unit; `aliases` is a JSON list, `type` one of UnitType."""

    __tablename__ = "units"

    id: Mapped[Id]
    name: Mapped[Words] = mapped_column(unique=True)
    aliases: Mapped[Words]
    region: Mapped[Words | None]
    type: Mapped[UnitType | None]
    parent: Mapped[Words | None]
    supervisor: Mapped[Words | None]
    # MM-DD of the year in which a report is due.
    submit_by: Mapped[Words | None]
    publish_by: Mapped[Words | None]
    folder: Mapped[Words | None]
    active: Mapped[bool] = mapped_column(default=True, server_default=true())
    updated_at: Mapped[Time]


class Notice(Base):
    """The outbox: a message to one recipient, written with the report it speaks of."""

    __tablename__ = "notices"
    __table_args__ = (
        Index(None, "state", "id"),
        Index(None, "submission_id"),
        Index(None, "target", "state", "sent_at"),
    )

    id: Mapped[Id]
    submission_id: Mapped[Big] = mapped_column(ForeignKey("submissions.id"))
    # The key, not the row: a subscription may be removed, or stand in gouji.toml.
    subscription: Mapped[Words]
    dedup_key: Mapped[Words] = mapped_column(unique=True)
    channel: Mapped[Words]
    target: Mapped[Words]
    secret: Mapped[Words | None]
    subject: Mapped[Words]
    text: Mapped[Words]
    html: Mapped[Words | None]
    payload: Mapped[Words | None]
    state: Mapped[NoticeState]
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[Time | None]
    lease_until: Mapped[Time | None]
    lease_token: Mapped[str | None] = mapped_column(String(32))
    last_error: Mapped[Words | None]
    may_be_repeat: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Time]
    sent_at: Mapped[Time | None]


class StoredSubscription(Base):
    """A subscription added at run time; those of gouji.toml are not stored."""

    __tablename__ = "subscriptions"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[Id]
    target: Mapped[Words]
    unit: Mapped[Words]
    region: Mapped[Words | None]
    severity: Mapped[Severity]
    # JSON list of verdicts.
    verdicts: Mapped[Words]
    secret: Mapped[Words | None]
    created_at: Mapped[Time]


class Audit(Base):
    """Who did what when; every change of state writes a row, and no row is ever changed."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "submission_id", "id"),)

    id: Mapped[Id]
    at: Mapped[Time]
    actor: Mapped[Words]
    action: Mapped[Words]
    subject: Mapped[Words]
    submission_id: Mapped[Big | None]
    # JSON object.
    detail: Mapped[Words]


class Meta(Base):
    """Small facts that processes leave for each other, such as a heartbeat."""

    __tablename__ = "meta"

    key: Mapped[Words] = mapped_column(primary_key=True)
    value: Mapped[Words]
    at: Mapped[Time]
