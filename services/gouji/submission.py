"""A dropped file on its way: what ingest hands in, what a worker claims, and the states that everybody sees.

A noun module outside the stages, like `gouji.digest`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """The one visible state of a dropped file; the last four are final."""

    WAITING = "待处理"
    PROCESSING = "处理中"
    CHECKED = "已核查"
    NOT_ASSESSABLE = "无法核查"
    REJECTED = "已退出"
    FAILED = "出错"

    @property
    def final(self) -> bool:
        return self not in (State.WAITING, State.PROCESSING)


@dataclass(frozen=True, slots=True)
class Signature:
    """A file as it lay there; only ever compared for equality."""

    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Drop:
    """A file that was taken from the inbox and archived under `sha256` (64 hex digits).

    `path` is relative to the inbox, as bytes; `raw_name` its last part as bytes, `display_name` the same for people.
    The hints come from the folder and the unit register. With a `reason` (Chinese) the file could not be archived
    or read, too large for instance: it is recorded as 无法核查 at once, and `sha256` may be empty.
    """

    sha256: str
    size: int
    raw_name: bytes
    display_name: str
    path: bytes
    signature: Signature
    unit_hint: str | None = None
    year_hint: int | None = None
    region_hint: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a drop: its submission, and the earlier one whose content is the same, if any."""

    submission_id: int
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A file out of an archive or a mail, or one of the reports of a file, to become a submission of its own.

    `member` says where it stands in its parent: a path with `/`, or 第 2 份; `display_name` is what it is called by
    itself. `part` counts the reports of one file from 1, and is None for a file. Hints and `reason` as in `Drop`.
    """

    sha256: str
    size: int
    display_name: str
    member: str
    part: int | None = None
    unit_hint: str | None = None
    year_hint: int | None = None
    region_hint: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A submission that this worker may now work on; `token` proves it when the outcome is written.

    `attempts` counts this one. `depth` is how many other submissions this one came out of; `part` says which of the
    reports in its content it is, from 1, None for the whole.
    """

    id: int
    token: str = field(repr=False)
    sha256: str
    size: int
    display_name: str
    unit_hint: str | None
    year_hint: int | None
    region_hint: str | None
    attempts: int
    received_at: datetime
    depth: int = 0
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """How a checked submission ended: 已核查 with its version and notices, or 已退出 as a duplicate of another.

    `rechecks` are reports that are now due to be judged again because of it.
    """

    state: State
    version: int | None = None
    notice_ids: tuple[int, ...] = ()
    duplicate_of: int | None = None
    rechecks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Expanded:
    """What became of the children of a submission, in their order; `waiting` are those that are now to be checked."""

    children: tuple[Recorded, ...]
    waiting: tuple[int, ...]
