"""Stillness: a file is taken when it has looked the same for a while and nobody writes it any more."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gouji.ingest import Inbox, Still
from gouji.ingest.stillness import being_written

SETTLE = 0.5


def names(still: list[Still]) -> list[str]:
    return [os.fsdecode(file.path) for file in still]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def inbox(root: Path) -> Inbox:
    return Inbox(root, SETTLE)


def test_a_file_is_still_on_the_second_look_and_not_on_the_first(root: Path, inbox: Inbox) -> None:
    (root / "a.txt").write_text("x")
    assert inbox.look(10.0) == []
    assert inbox.next_look() == 10.5
    assert inbox.look_again(10.4) == []
    assert names(inbox.look_again(10.5)) == ["a.txt"]


def test_a_file_that_was_there_at_start_up_waits_like_any_other(root: Path) -> None:
    (root / "a.txt").write_text("x")
    fresh = Inbox(root, SETTLE)
    assert fresh.look(0.0) == []
    assert names(fresh.look(0.5)) == ["a.txt"]


def test_a_file_still_growing_is_left_alone(root: Path, inbox: Inbox) -> None:
    file = root / "a.txt"
    for second in range(10):
        with file.open("a") as writer:
            writer.write("一行\n")
        assert inbox.look(float(second)) == []
    assert names(inbox.look(9.5)) == ["a.txt"]


def test_a_writer_that_pauses_with_the_file_open_is_waited_for(root: Path, inbox: Inbox) -> None:
    with (root / "a.txt").open("w") as writer:
        writer.write("上半部分")
        writer.flush()
        assert inbox.look(0.0) == []
        assert inbox.look(100.0) == []
        assert inbox.next_look() == 100.5
        assert inbox.look_again(200.0) == []
    assert names(inbox.look_again(200.5)) == ["a.txt"]


def test_a_rewrite_with_the_old_time_and_size_begins_the_wait_anew(root: Path, inbox: Inbox) -> None:
    file = root / "a.txt"
    file.write_text("12 件")
    status = file.stat()
    inbox.look(0.0)
    file.write_text("21 件")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert inbox.look(1.0) == []
    assert names(inbox.look(1.5)) == ["a.txt"]


def test_an_empty_file_is_given_longer(root: Path, inbox: Inbox) -> None:
    (root / "a.txt").touch()
    inbox.look(0.0)
    assert inbox.look(5.0) == []
    assert names(inbox.look(10.0)) == ["a.txt"]


def test_a_file_that_vanishes_between_two_looks_is_forgotten(root: Path, inbox: Inbox) -> None:
    (root / "a.txt").write_text("x")
    inbox.look(0.0)
    (root / "a.txt").unlink()
    assert inbox.look_again(1.0) == []
    assert (inbox.waiting, inbox.next_look()) == (0, None)


def moved_in(root: Path, outside: Path) -> None:
    (outside / "a.txt").write_text("x")
    (outside / "a.txt").rename(root / "a.txt")


def renamed_into_place(root: Path, outside: Path) -> None:
    (root / "a.txt.part").write_text("x")
    (root / "a.txt.part").rename(root / "a.txt")


def hard_linked(root: Path, outside: Path) -> None:
    (outside / "b.txt").write_text("x")
    os.link(outside / "b.txt", root / "a.txt")


def copied_with_its_times(root: Path, outside: Path) -> None:
    (outside / "b.txt").write_text("x")
    os.utime(outside / "b.txt", (1, 1))
    shutil.copy2(outside / "b.txt", root / "a.txt")


@pytest.mark.parametrize("arrive", [moved_in, renamed_into_place, hard_linked, copied_with_its_times])
def test_however_a_file_arrives_it_is_seen(
    root: Path, inbox: Inbox, tmp_path: Path, arrive: Callable[[Path, Path], None]
) -> None:
    arrive(root, tmp_path)
    inbox.look(0.0)
    assert names(inbox.look(0.5)) == ["a.txt"]


def test_a_whole_folder_moved_in_is_walked(root: Path, inbox: Inbox, tmp_path: Path) -> None:
    deep = tmp_path / "2023" / "某县统计局"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("x")
    (tmp_path / "2023").rename(root / "2023")
    inbox.look(0.0)
    assert names(inbox.look(0.5)) == ["2023/某县统计局/a.txt"]


def test_a_name_that_is_no_text_is_a_name(root: Path, inbox: Inbox) -> None:
    path = "年报.txt".encode("gbk")
    (root / os.fsdecode(path)).write_bytes(b"x")
    inbox.look(0.0)
    assert [still.path for still in inbox.look(0.5)] == [path]


def test_temporary_names_and_folders_are_ignored(root: Path, inbox: Inbox) -> None:
    for name in ("~$a.docx", ".~lock.a.odt#", "a.part", "a.tmp", ".hidden"):
        (root / name).write_text("x")
    (root / ".sync").mkdir()
    (root / ".sync" / "a.txt").write_text("x")
    inbox.look(0.0)
    assert (inbox.look(0.5), inbox.waiting) == ([], 0)


def test_links_out_of_the_inbox_pipes_and_loops_are_not_followed(root: Path, inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "folder").symlink_to(tmp_path)
    (root / "loop").symlink_to(root / "loop")
    (root / "dangling.txt").symlink_to(root / "nowhere")
    os.mkfifo(root / "pipe.txt")
    (root / "a.txt").write_text("x")
    (root / "inner.txt").symlink_to(root / "a.txt")
    inbox.look(0.0)
    assert sorted(names(inbox.look(0.5))) == ["a.txt", "inner.txt"]


def test_what_is_taken_is_not_seen_again_until_it_changes(root: Path, inbox: Inbox) -> None:
    file = root / "a.txt"
    file.write_text("x")
    inbox.look(0.0)
    [still] = inbox.look(0.5)
    inbox.taken(still.path, still.look.signature)
    assert (inbox.look(1.0), inbox.left_behind, inbox.waiting) == ([], [still], 0)
    file.write_text("xy")
    inbox.look(2.0)
    assert names(inbox.look(2.5)) == ["a.txt"]


def test_what_was_taken_before_a_restart_is_known(root: Path, inbox: Inbox) -> None:
    (root / "a.txt").write_text("x")
    inbox.look(0.0)
    [still] = inbox.look(0.5)
    restarted = Inbox(root, SETTLE, known={still.path: still.look.signature})
    restarted.look(0.0)
    assert (restarted.look(0.5), restarted.waiting) == ([], 0)


def test_an_inbox_that_is_gone_for_a_while_says_nothing_about_its_files(root: Path, inbox: Inbox) -> None:
    (root / "a.txt").write_text("x")
    inbox.look(0.0)
    root.rename(root.with_name("unmounted"))
    assert inbox.look(0.3) == []
    assert inbox.refused == {b"": "读取失败（No such file or directory）；会自动重试"}
    root.with_name("unmounted").rename(root)
    assert names(inbox.look(0.5)) == ["a.txt"]
    assert inbox.refused == {}


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


def test_a_folder_without_permission_is_named_and_tried_again() -> None:
    with tempfile.TemporaryDirectory() as folder:  # the folders of tmp_path are closed to others
        root = Path(folder)
        root.chmod(0o755)
        (root / "closed").mkdir()
        (root / "closed" / "a.txt").write_text("x")
        (root / "closed").chmod(0)
        inbox = Inbox(root, SETTLE)
        with as_anybody():
            inbox.look(0.0)
        assert inbox.refused == {b"closed": "没有读取权限；改正权限后会自动收取"}
        (root / "closed").chmod(0o755)
        inbox.look(1.0)
        assert (names(inbox.look(1.5)), inbox.refused) == (["closed/a.txt"], {})


@pytest.mark.skipif(not hasattr(__import__("fcntl"), "F_SETLEASE"), reason="leases are Linux's")
def test_the_kernel_is_asked_who_writes(root: Path) -> None:
    file = root / "a.txt"
    file.write_text("x")
    reader = os.open(file, os.O_RDONLY)
    try:
        assert not being_written(reader)
        with file.open("a"):
            assert being_written(reader)
        assert not being_written(reader)
    finally:
        os.close(reader)
