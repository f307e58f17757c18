"""Taking still files: archive them, record them in one transaction, tell the workers, and only then move them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Protocol

import structlog

from gouji.archive import Archive, Archived
from gouji.config import Settings
from gouji.errors import QueueUnavailable
from gouji.ingest.folders import hints_of
from gouji.ingest.inbox import Inbox, Still, reason
from gouji.ingest.taken import move_away
from gouji.ingest.walk import look_at, open_inside
from gouji.names import display_name
from gouji.queue import Queue, Work
from gouji.register import Register, joined
from gouji.submission import Drop, Recorded

BATCH = 100
THREADS = 8
RESERVE_BYTES = 1 << 30
RESERVE_SHARE = 0.05
MEGABYTE = 1 << 20
TOO_LARGE = "文件 {size:.0f} MB，超过上限 {limit} MB；请压缩其中的图片后重新投递，或请管理员调高 max_file_mb"

log = structlog.get_logger()


class Ledger(Protocol):
    """What taking needs of the store."""

    def record_drops(self, drops: Sequence[Drop], now: datetime) -> list[Recorded]:
        """Record drops, in order, all or none; one recorded before is answered again."""

    def register(self) -> Register:
        """The imported units."""


class Intake:
    """Takes what is still in the inbox. Nothing leaves the inbox before its row is committed."""

    def __init__(self, settings: Settings, inbox: Inbox, ledger: Ledger, archive: Archive, queue: Queue) -> None:
        self._settings, self._inbox, self._ledger = settings, inbox, ledger
        self._archive, self._queue = archive, queue
        self.paused: str | None = None

    def take(self, still: Sequence[Still], now: datetime) -> list[Recorded]:
        """Take these files, a hundred a transaction; while the disk is nearly full they stay where they are."""
        recorded: list[Recorded] = []
        for start in range(0, len(still), BATCH):
            batch = still[start : start + BATCH]
            if not self._has_room(batch):
                break
            recorded += self._take_batch(batch, now)
        if self._settings.after_ingest == "move":
            self._move(self._inbox.left_behind, now)
            self._inbox.left_behind = []
        return recorded

    def _take_batch(self, batch: Sequence[Still], now: datetime) -> list[Recorded]:
        pairs = [(still, drop) for still, drop in zip(batch, self._drops(batch), strict=True) if drop]
        if not pairs:
            return []
        recorded = self._ledger.record_drops([drop for _, drop in pairs], now)
        for (still, drop), row in zip(pairs, recorded, strict=True):
            self._inbox.taken(still.path, still.look.signature)
            log.info("drop.recorded", submission=row.submission_id, duplicate_of=row.duplicate_of, size=drop.size)
        self._hint([row.submission_id for (_, drop), row in zip(pairs, recorded, strict=True) if not drop.reason])
        if self._settings.after_ingest == "move":
            self._move((still for still, _ in pairs), now)
        return recorded

    def _hint(self, ids: Sequence[int]) -> None:
        try:
            self._queue.hint(Work.CHECK, ids)
        except QueueUnavailable as problem:
            log.warning("hint.failed", reason=str(problem), submissions=len(ids))  # the sweeper will say it again

    def _drops(self, batch: Sequence[Still]) -> list[Drop | None]:
        """The files archived; None for one that is gone, changed meanwhile, or cannot be read now.

        In threads, because nearly all of the time is waiting for the disk, which settles several files at once.
        """
        if len(batch) == 1:
            return [self._drop(batch[0], self._archived(batch[0]))]
        with ThreadPoolExecutor(THREADS) as threads:
            return [
                self._drop(still, what) for still, what in zip(batch, threads.map(self._archived, batch), strict=True)
            ]

    def _archived(self, still: Still) -> Archived | OSError | None:
        """What was put into the archive; an error, or None for a file that is too large to be read."""
        if still.look.signature.size > self._settings.max_file_mb * MEGABYTE:
            return None
        root = self._inbox.root_bytes
        try:
            with open(open_inside(root, still.path), "rb") as source:
                archived = self._archive.put(source)
            look = look_at(root, still.path)
        except OSError as problem:
            return problem
        return archived if look == still.look else FileNotFoundError()  # what was read is not what lies there

    def _drop(self, still: Still, archived: Archived | OSError | None) -> Drop | None:
        if archived is None:
            size = still.look.signature.size
            why = TOO_LARGE.format(size=size / MEGABYTE, limit=self._settings.max_file_mb)
            return self._drop_of(still, Archived("", size), why)
        if isinstance(archived, Archived):
            return self._drop_of(still, archived, None)
        if isinstance(archived, FileNotFoundError):
            self._inbox.changed(still.path)
        else:
            self._refuse(still, archived)
        return None

    def _refuse(self, still: Still, problem: OSError) -> None:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            self._pause(f"磁盘已满：{self._archive.folder}")
            return
        if still.path not in self._inbox.refused:
            log.warning("drop.refused", path=display_name(still.path), reason=problem.strerror)
        self._inbox.refuse(still.path, reason(problem))

    def _drop_of(self, still: Still, archived: Archived, why: str | None) -> Drop:
        register = joined(self._ledger.register(), self._settings.own_units)
        name, hints = os.path.basename(still.path), hints_of(still.path, register)
        return Drop(
            sha256=archived.sha256,
            size=archived.size,
            raw_name=name,
            display_name=display_name(name),
            path=still.path,
            signature=still.look.signature,
            unit_hint=hints.unit,
            year_hint=hints.year,
            region_hint=hints.region,
            reason=why,
        )

    def _has_room(self, batch: Iterable[Still]) -> bool:
        free, total = self._archive.free_bytes()
        reserve = min(RESERVE_BYTES, int(total * RESERVE_SHARE))
        if free - sum(still.look.signature.size for still in batch) < reserve:
            self._pause(f"磁盘剩余 {free // MEGABYTE} MB，暂停收取；腾出空间后自动继续，收件箱中的文件不受影响")
            return False
        if self.paused:
            log.info("inbox.resumed", free_mb=free // MEGABYTE)
        self.paused = None
        return True

    def _pause(self, why: str) -> None:
        if not self.paused:
            log.error("inbox.paused", reason=why)
        self.paused = why

    def _move(self, files: Iterable[Still], now: datetime) -> None:
        day = now.astimezone(self._settings.zone).date().isoformat()
        folder = Path(self._settings.home).absolute() / "taken" / day
        for still in files:
            try:
                move_away(self._inbox.root_bytes, still, folder)
            except OSError as problem:
                log.warning("drop.not_moved", path=display_name(still.path), reason=problem.strerror)
