"""Taking: archived before anything else, recorded once, told to the workers, and only then moved."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gouji.archive import Archive
from gouji.config import Settings, UnitSetting
from gouji.errors import QueueUnavailable, StoreUnavailable
from gouji.ingest import Inbox, Intake
from gouji.queue import Work
from gouji.store import Store
from gouji.submission import State

NOW = datetime(2026, 1, 12, 3, 4, 5, tzinfo=UTC)
SHA_OF_X = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"


@dataclass
class Heard:
    """A queue that keeps what it was told."""

    hints: list[tuple[Work, list[int]]] = field(default_factory=list)

    def hint(self, kind: Work, ids: Sequence[int]) -> None:
        self.hints.append((kind, list(ids)))


class Deaf:
    """A queue behind a broker that is gone."""

    def hint(self, kind: Work, ids: Sequence[int]) -> None:
        raise QueueUnavailable("connection refused")


@dataclass
class Desk:
    """An inbox with everything that takes from it; `take` looks twice, a settling time apart."""

    settings: Settings
    store: Store
    queue: Heard | Deaf
    archive: Archive
    inbox: Inbox
    clock: float = 0.0

    def __post_init__(self) -> None:
        self.intake = Intake(self.settings, self.inbox, self.store, self.archive, self.queue)

    def take(self) -> list[tuple[int, int | None]]:
        self.inbox.look(self.clock)
        still = self.inbox.look(self.clock + 0.5)
        self.clock += 1
        return [(row.submission_id, row.duplicate_of) for row in self.intake.take(still, NOW)]

    def restart(self) -> None:
        self.inbox = Inbox(self.settings.inbox_path, 0.5, known=self.store.sightings())
        self.__post_init__()

    def drop(self, name: str, content: bytes = b"x") -> Path:
        path = self.settings.inbox_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path


def desk(home: Path, store: Store, queue: Heard | Deaf | None = None, **settings: object) -> Desk:
    given = Settings(home=home, **settings)
    given.inbox_path.mkdir(exist_ok=True)
    return Desk(given, store, queue or Heard(), Archive(given.archive_path), Inbox(given.inbox_path, 0.5))


def test_a_still_file_is_archived_recorded_and_told(tmp_path: Path, store: Store) -> None:
    here = desk(tmp_path, store)
    file = here.drop("某县统计局/2023/年报.txt")
    assert here.take() == [(1, None)]
    view = store.submission(1)
    assert view
    assert (view.state, view.file_name, view.unit, view.year) == (State.WAITING, "年报.txt", "某县统计局", 2023)
    assert (view.sha256, view.size, view.received_at) == (SHA_OF_X, 1, NOW)
    assert here.archive.read(SHA_OF_X) == b"x"
    assert here.queue.hints == [(Work.CHECK, [1])]
    assert file.read_bytes() == b"x"


def test_a_registered_unit_brings_its_name_and_region(tmp_path: Path, store: Store) -> None:
    here = desk(tmp_path, store, units=[UnitSetting(name="某县统计局", region="某县", folder="tjj")])
    here.drop("tjj/a.txt")
    here.take()
    view = store.submission(1)
    assert view
    assert (view.unit, view.region) == ("某县统计局", "某县")


def test_a_restart_takes_nothing_twice(tmp_path: Path, store: Store) -> None:
    here = desk(tmp_path, store)
    here.drop("a.txt")
    here.take()
    here.restart()
    assert here.take() == []
    assert len(store.list_submissions()) == 1


def test_two_who_watch_one_inbox_record_a_file_once(tmp_path: Path, store: Store) -> None:
    one, other = desk(tmp_path, store), desk(tmp_path, store)
    one.drop("a.txt")
    assert one.take() == [(1, None)]
    assert other.take() == [(1, None)]
    assert len(store.list_submissions()) == 1


def test_the_same_content_under_another_name_is_a_duplicate(tmp_path: Path, store: Store) -> None:
    here = desk(tmp_path, store)
    here.drop("a.txt")
    here.take()
    here.drop("b.txt")
    assert here.take() == [(2, 1)]


def test_a_form_of_two_units_with_one_content_is_two_submissions(tmp_path: Path, store: Store) -> None:
    here = desk(tmp_path, store)
    here.drop("某县统计局/a.txt")
    here.take()
    here.drop("某县水利局/a.txt")
    assert here.take() == [(2, None)]


def test_a_hundred_files_are_one_transaction_and_one_hint(tmp_path: Path, store: Store) -> None:
    here = desk(tmp_path, store)
    for number in range(130):
        here.drop(f"{number:03}.txt", b"%d" % number)
    assert len(here.take()) == 130
    assert [len(ids) for _, ids in here.queue.hints] == [100, 30]


def test_a_broker_that_is_gone_does_not_stop_it(tmp_path: Path, store: Store) -> None:
    here = desk(tmp_path, store, Deaf())
    here.drop("a.txt")
    assert here.take() == [(1, None)]
    assert store.due_submissions(NOW) == [1]


def test_a_database_that_is_gone_leaves_the_file_for_later(tmp_path: Path, store: Store) -> None:
    here = desk(tmp_path, Store(f"sqlite:///{tmp_path}/nowhere/gouji.db"), after_ingest="move")
    file = here.drop("a.txt")
    with pytest.raises(StoreUnavailable):
        here.take()
    assert file.exists()
    here.store = store
    here.__post_init__()
    assert here.take() == [(1, None)]


def test_a_file_too_large_is_said_to_be_and_not_read(tmp_path: Path, store: Store) -> None:
    here = desk(tmp_path, store, max_file_mb=1)
    path = here.drop("a.docx")
    os.truncate(path, 3 << 20)
    here.take()
    view = store.submission(1)
    assert view
    assert view.state is State.NOT_ASSESSABLE
    assert view.reason == "文件 3 MB，超过上限 1 MB；请压缩其中的图片后重新投递，或请管理员调高 max_file_mb"
    assert here.queue.hints == [(Work.CHECK, [])]


def test_a_file_that_changes_while_it_is_read_is_not_recorded(tmp_path: Path, store: Store) -> None:
    here = desk(tmp_path, store)
    path = here.drop("a.txt", b"half")
    here.inbox.look(0.0)
    still = here.inbox.look(0.5)
    path.write_bytes(b"the whole")
    assert here.intake.take(still, NOW) == []
    here.clock = 1.0
    assert here.take() == [(1, None)]
    view = store.submission(1)
    assert view
    assert view.size == 9


def test_a_file_that_vanishes_before_it_is_read_is_nobodys_business(tmp_path: Path, store: Store) -> None:
    here = desk(tmp_path, store)
    path = here.drop("a.txt")
    here.inbox.look(0.0)
    still = here.inbox.look(0.5)
    path.unlink()
    assert here.intake.take(still, NOW) == []
    assert (store.list_submissions(), here.inbox.refused) == ([], {})


@contextmanager
def as_anybody() -> Iterator[None]:
    """Not as root, who may read everything."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


def test_a_file_without_permission_is_named_and_taken_once_it_may_be_read(store: Store) -> None:
    with tempfile.TemporaryDirectory() as folder:  # the folders of tmp_path are closed to others
        home = Path(folder)
        home.chmod(0o777)
        here = desk(home, store)
        path = here.drop("a.txt")
        path.chmod(0)
        with as_anybody():
            assert here.take() == []
        assert here.inbox.refused == {b"a.txt": "没有读取权限；改正权限后会自动收取"}
        path.chmod(0o644)
        assert here.take() == [(1, None)]
        assert here.inbox.refused == {}


def test_when_the_disk_is_nearly_full_files_stay_where_they_are(tmp_path: Path, store: Store) -> None:
    class Full(Archive):
        free = 1 << 20

        def free_bytes(self) -> tuple[int, int]:
            return self.free, 100 << 20

    here = desk(tmp_path, store)
    here.archive = Full(here.settings.archive_path)
    here.__post_init__()
    here.drop("a.txt")
    assert here.take() == []
    assert here.intake.paused == "磁盘剩余 1 MB，暂停收取；腾出空间后自动继续，收件箱中的文件不受影响"
    Full.free = 50 << 20
    assert here.take() == [(1, None)]
    assert here.intake.paused is None


TAKEN = Path("taken") / "2026-01-12"


def test_a_taken_file_is_moved_after_its_row_with_its_folders(tmp_path: Path, store: Store) -> None:
    here = desk(tmp_path, store, after_ingest="move")
    path = here.drop("某县统计局/a.txt")
    here.take()
    assert not path.exists()
    assert (tmp_path / TAKEN / "某县统计局" / "a.txt").read_bytes() == b"x"


def test_two_files_of_one_name_are_both_kept(tmp_path: Path, store: Store) -> None:
    here = desk(tmp_path, store, after_ingest="move")
    for content in (b"first", b"second", b"third"):
        here.drop("a.txt", content)
        here.take()
    kept = {path.name: path.read_bytes() for path in (tmp_path / TAKEN).iterdir()}
    assert kept == {"a.txt": b"first", "a (2).txt": b"second", "a (3).txt": b"third"}


def test_a_move_that_a_crash_prevented_is_made_up_for(tmp_path: Path, store: Store) -> None:
    kept = desk(tmp_path, store)
    path = kept.drop("a.txt")
    kept.take()
    assert path.exists()
    here = desk(tmp_path, store, after_ingest="move")
    here.restart()
    assert here.take() == []
    assert not path.exists()
    assert (tmp_path / TAKEN / "a.txt").exists()


def test_a_file_written_to_in_the_last_moment_is_taken_anew(tmp_path: Path, store: Store) -> None:
    here = desk(tmp_path, store, after_ingest="move")

    class Late(Heard):
        def hint(self, kind: Work, ids: Sequence[int]) -> None:  # between the commit and the move
            super().hint(kind, ids)
            if len(self.hints) == 1:
                path.write_bytes(b"more")

    here.queue = Late()
    here.__post_init__()
    path = here.drop("a.txt")
    assert here.take() == [(1, None)]
    assert path.read_bytes() == b"more"
    assert [path for path in (tmp_path / "taken").rglob("*") if path.is_file()] == []
    assert here.take() == [(2, None)]
    assert (tmp_path / TAKEN / "a.txt").read_bytes() == b"more"
