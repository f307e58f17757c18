"""One LibreOffice for many files and processes; replaced when it dies, hangs, grows or ages; nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from convert.offices import office_pids, sockets_of, wait_until
from gouji.convert import Converter, office
from gouji.errors import ConverterUnavailable, Unreadable

#: Converts the file it is given as often as it is told, and prints how long the answers are.
OTHER = """
import sys
from pathlib import Path
from gouji.convert import Converter
with Converter(Path(sys.argv[1])) as converter:
    for _ in range(int(sys.argv[3])):
        print(len(converter.to_odt(Path(sys.argv[2]).read_bytes(), "doc")), flush=True)
    if len(sys.argv) > 4:
        input()
"""


@pytest.fixture
def doc(old_files):
    return old_files["doc"]["ed2021"]


def test_one_stays_for_many_files_and_ends_with_its_converter(folder, doc):
    with Converter(folder) as converter:
        converter.to_odt(doc, "doc")
        (first,), (socket,) = office_pids(folder), sockets_of(folder)
        for _ in range(5):
            converter.to_odt(doc, "doc")
        assert office_pids(folder) == [first]
    assert office_pids(folder) == []
    assert not socket.exists()
    assert {path.suffix for path in folder.iterdir()} == {".lock"}


def test_one_that_was_killed_is_replaced(converter, folder, doc):
    converter.to_odt(doc, "doc")
    (first,) = office_pids(folder)
    os.kill(first, signal.SIGKILL)
    assert converter.to_odt(doc, "doc")
    assert first not in office_pids(folder)


def test_one_that_is_killed_at_work_is_replaced_and_the_file_converted_all_the_same(converter, folder, old_files):
    converter.to_odt(old_files["doc"]["ed2021"], "doc")
    (first,) = office_pids(folder)
    long = _long_rtf()

    def kill_when_at_work():
        wait_until(lambda: any((folder / "0" / "work").iterdir()))
        os.kill(first, signal.SIGKILL)

    thread = threading.Thread(target=kill_when_at_work)
    thread.start()
    assert converter.to_odt(long, "rtf")
    thread.join()
    assert first not in office_pids(folder)


def test_one_that_hangs_between_two_files_is_replaced(converter, folder, doc):
    converter.to_odt(doc, "doc")
    (first,) = office_pids(folder)
    os.kill(first, signal.SIGSTOP)
    wait_until(lambda: _is_stopped(first))
    assert converter.to_odt(doc, "doc")
    assert first not in office_pids(folder)


def test_one_that_hangs_at_work_costs_the_file_and_no_other(folder, doc):
    with Converter(folder, seconds=2) as converter:
        converter.to_odt(doc, "doc")
        (first,) = office_pids(folder)

        def stop_when_at_work():
            wait_until(lambda: any((folder / "0" / "work").iterdir()))
            os.kill(first, signal.SIGSTOP)

        thread = threading.Thread(target=stop_when_at_work)
        thread.start()
        with pytest.raises(Unreadable, match="超过 2 秒没有转换完，已中止"):
            converter.to_odt(_long_rtf(), "rtf")
        thread.join()
    with Converter(folder) as converter:
        assert converter.to_odt(doc, "doc")


def test_one_that_grew_or_grew_old_is_replaced(converter, folder, doc, monkeypatch):
    converter.to_odt(doc, "doc")
    (first,) = office_pids(folder)
    monkeypatch.setattr(office, "LARGE", 1 << 20)
    converter.to_odt(doc, "doc")
    (second,) = office_pids(folder)
    monkeypatch.undo()
    converter.to_odt(doc, "doc")
    assert office_pids(folder) == [second] != [first]
    os.utime(folder / "0" / "begun", (time.time() - 1000, time.time() - 1000))
    converter.to_odt(doc, "doc")
    assert second not in office_pids(folder)


def test_one_that_nobody_uses_any_more_ends_by_itself(converter, folder, doc, monkeypatch):
    monkeypatch.setattr(office, "LIFE_SECONDS", 8)
    converter.to_odt(doc, "doc")
    assert office_pids(folder)
    wait_until(lambda: not office_pids(folder))
    assert converter.to_odt(doc, "doc")


def test_processes_share_it_and_those_who_come_after_a_killed_one_clean_up(folder, doc, tmp_path):
    file = tmp_path / "report.doc"
    file.write_bytes(doc)
    command = [sys.executable, "-c", OTHER, str(folder), str(file)]
    owner = subprocess.Popen([*command, "1", "wait"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert int(owner.stdout.readline())
    (shared,), (socket,) = office_pids(folder), sockets_of(folder)
    others = [subprocess.Popen([*command, "4"], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    most = []
    while any(other.poll() is None for other in others):
        most.append(len(office_pids(folder)))
        time.sleep(0.05)
    assert [len(other.stdout.read().split()) for other in others] == [4, 4]
    assert max(most) <= max(1, (os.cpu_count() or 1) // 2)
    assert shared in office_pids(folder)

    owner.kill()
    owner.wait()
    wait_until(lambda: not office_pids(folder))
    with Converter(folder) as converter:
        assert converter.to_odt(doc, "doc")
    assert {path.suffix for path in folder.iterdir()} == {".lock"}
    assert not socket.exists()


def test_a_folder_that_others_may_enter_is_not_used(folder, doc):
    folder.mkdir(mode=0o755)
    with Converter(folder) as converter, pytest.raises(ConverterUnavailable, match="别人可以进入"):
        converter.to_odt(doc, "doc")


def _is_stopped(pid: int) -> bool:
    tasks = Path(f"/proc/{pid}/task").glob("*/stat")
    return all(task.read_text().rpartition(")")[2].split()[0] == "T" for task in tasks)


def _long_rtf() -> bytes:
    """Some seconds of work."""
    return b"{\\rtf1\\ansi " + b"\\trowd\\cellx2000\\cellx4000 1\\cell 2\\cell\\row " * 4000 + b"\\pard the end}"
