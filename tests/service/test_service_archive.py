"""The archive: content by its SHA-256, written once, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import os
import time
from pathlib import Path

import pytest

from gouji.archive import Archive, Archived
from gouji.errors import ArchiveDamaged

CONTENT = "慈溪市科学技术局2019年政府信息公开工作年度报告\n".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def test_what_was_put_can_be_read_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    assert archive.put(io.BytesIO(CONTENT)) == Archived(SHA256, len(CONTENT))
    assert archive.read(SHA256) == CONTENT
    with archive.open(SHA256) as stream:
        assert stream.read() == CONTENT
    assert archive.path(SHA256) == tmp_path / "archive" / SHA256[:2] / SHA256


def test_putting_twice_is_putting_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.put(io.BytesIO(CONTENT))
    before = archive.path(SHA256).stat()
    archive.put(io.BytesIO(CONTENT))
    after = archive.path(SHA256).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [SHA256]


def test_a_reader_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 0:
                raise OSError("the disk under the inbox is gone")
            return super().read(4)

    archive = Archive(tmp_path)
    with pytest.raises(OSError, match="gone"):
        archive.put(Broken(CONTENT))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("damaged", [CONTENT[:5], CONTENT.replace(b"2019", b"2020")])
def test_what_was_damaged_is_mended_when_the_content_comes_again(tmp_path: Path, damaged: bytes) -> None:
    archive = Archive(tmp_path)
    archive.path(SHA256).parent.mkdir(parents=True)
    archive.path(SHA256).write_bytes(damaged)
    archive.put(io.BytesIO(CONTENT))
    assert archive.read(SHA256) == CONTENT


def test_damage_is_named_and_never_read_as_a_report(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.put(io.BytesIO(CONTENT))
    archive.path(SHA256).write_bytes(CONTENT.replace(b"2019", b"2020"))
    with pytest.raises(ArchiveDamaged, match="校验值不符"):
        archive.read(SHA256)
    archive.path(SHA256).unlink()
    with pytest.raises(ArchiveDamaged, match="不在归档中"):
        archive.read(SHA256)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA256.upper(), SHA256[:-1]])
def test_what_is_no_address_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        Archive(tmp_path).path(name)


def test_drafts_of_a_killed_process_are_removed_and_fresh_ones_kept(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.put(io.BytesIO(CONTENT))
    old, fresh = tmp_path / "incoming" / "old", tmp_path / "incoming" / "fresh"
    old.write_bytes(b"half")
    fresh.write_bytes(b"half")
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))
    assert archive.tidy() == 1
    assert (old.exists(), fresh.exists()) == (False, True)


def _put_many(folder: Path) -> None:
    for number in range(40):
        Archive(folder).put(io.BytesIO(b"%d" % number * 1000))


def test_several_processes_may_put_the_same_at_once(tmp_path: Path) -> None:
    processes = [multiprocessing.get_context("fork").Process(target=_put_many, args=(tmp_path,)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(30)
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == 40
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.name for path in kept)
