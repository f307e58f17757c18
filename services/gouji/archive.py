"""The archive: every file ever taken, under the SHA-256 of its content, written once and never changed.

`<archive>/ab/ab12…` (64 hex digits). A name exists only when its bytes are on the disk: they are written to a file of
their own, flushed and renamed, and the folder is flushed, so that neither a crash nor a second process can leave half
a file under a name.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gouji.errors import ArchiveDamaged

CHUNK = 1 << 20
LEFT_OVER_SECONDS = 3600
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Archived:
    """What was put into the archive: its address and how many bytes it has."""

    sha256: str
    size: int


class Archive:
    """A folder of files by content; safe for several processes at once, and putting twice is putting once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / "incoming"

    def put(self, source: BinaryIO) -> Archived:
        """Keep what can be read from `source`; when this returns, the bytes survive a power cut."""
        self._incoming.mkdir(parents=True, exist_ok=True)
        draft = self._incoming / uuid.uuid4().hex
        try:
            archived = _copy(source, draft)
            self._settle(draft, archived)
        finally:
            draft.unlink(missing_ok=True)
        return archived

    def put_bytes(self, content: bytes) -> Archived:
        """Keep this content; what is there already is not written again, so that a second try takes no time."""
        archived = Archived(hashlib.sha256(content).hexdigest(), len(content))
        target = self.path(archived.sha256)
        if target.is_file() and _sha256_of(target) == archived.sha256:
            return archived
        return self.put(io.BytesIO(content))

    def open(self, sha256: str) -> BinaryIO:
        """Raises FileNotFoundError for content that was never put."""
        return self.path(sha256).open("rb")

    def read(self, sha256: str) -> bytes:
        """The content whole; raises ArchiveDamaged when it is gone or is not what was put."""
        try:
            content = self.path(sha256).read_bytes()
        except FileNotFoundError as problem:
            raise ArchiveDamaged(sha256, "文件不在归档中") from problem
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ArchiveDamaged(sha256, "文件内容与校验值不符")
        return content

    def path(self, sha256: str) -> Path:
        """Where this content is or would be; raises ValueError for what is no SHA-256."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"not a SHA-256 in hex digits: {sha256!r}")
        return self.folder / sha256[:2] / sha256

    def free_bytes(self) -> tuple[int, int]:
        """How much room the disk has, and how large it is."""
        self.folder.mkdir(parents=True, exist_ok=True)
        usage = shutil.disk_usage(self.folder)
        return usage.free, usage.total

    def tidy(self) -> int:
        """Remove drafts that a process left behind when it was killed an hour ago or earlier; returns how many."""
        removed = 0
        for draft in self._incoming.glob("*"):
            try:
                if time.time() - draft.stat().st_mtime > LEFT_OVER_SECONDS:
                    draft.unlink()
                    removed += 1
            except FileNotFoundError:
                continue  # another process tidies too
        return removed

    def _settle(self, draft: Path, archived: Archived) -> None:
        target = self.path(archived.sha256)
        if target.is_file() and _sha256_of(target) == archived.sha256:
            return  # else it was damaged, and here is the chance to mend it
        if not target.parent.is_dir():
            target.parent.mkdir(exist_ok=True)
            _flush_folder(self.folder)
        draft.replace(target)
        _flush_folder(target.parent)


def _copy(source: BinaryIO, draft: Path) -> Archived:
    digest, size = hashlib.sha256(), 0
    with draft.open("xb") as sink:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += sink.write(chunk)
        sink.flush()
        os.fsync(sink.fileno())
    return Archived(digest.hexdigest(), size)


def _sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _flush_folder(folder: Path) -> None:
    """Make the names in a folder durable; a no-op where folders cannot be opened (Windows)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
