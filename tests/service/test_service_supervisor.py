"""The process tree: parts are started, kept, and ended in reverse order; nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from running import alive, children, eventually

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="process trees are looked at in /proc")

READY = "from gouji.ready import announce; announce();"
NOTES = "import os, signal, sys, time; notes = open(sys.argv[1], 'a', buffering=1);"
STAY = "time.sleep(600)"


def part(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@contextmanager
def tree(tmp_path: Path, **parts: str) -> Iterator[subprocess.Popen[bytes]]:
    """A supervisor in a process of its own, with parts given as Python code; `notes` is where they write."""
    listed = [f"Part({name!r}, {[*part(code), str(tmp_path / 'notes')]!r}, grace=3)" for name, code in parts.items()]
    program = f"""
        from gouji_workers.supervisor import Part, Supervisor
        supervisor = Supervisor()
        if supervisor.start([{", ".join(listed)}]):
            open({str(tmp_path / "ready")!r}, "w").close()
            supervisor.keep()
        supervisor.end()
    """
    process = subprocess.Popen(part(textwrap.dedent(program)), stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        below = children(process.pid)
        process.kill()
        process.wait()
        for left in filter(alive, below):
            os.kill(left, signal.SIGKILL)


def notes(tmp_path: Path) -> list[str]:
    path = tmp_path / "notes"
    return path.read_text().splitlines() if path.exists() else []


def begun(tmp_path: Path) -> bool:
    return (tmp_path / "ready").exists()


def test_it_waits_until_all_are_ready_and_ends_them_in_reverse_order(tmp_path: Path) -> None:
    def telling(name: str) -> str:
        end = f"signal.signal(signal.SIGTERM, lambda *_: (notes.write('{name} ends\\n'), sys.exit()));"
        return f"{NOTES}{end}notes.write('{name} begins\\n');{READY}{STAY}"

    with tree(tmp_path, first=telling("first"), second=telling("second")) as process:
        eventually(lambda: begun(tmp_path), what="ready")
        assert sorted(notes(tmp_path)) == ["first begins", "second begins"]
        process.terminate()
        assert process.wait(20) == 0
        assert notes(tmp_path)[2:] == ["second ends", "first ends"]


def test_a_part_that_dies_is_started_again(tmp_path: Path) -> None:
    with tree(tmp_path, mortal=f"{NOTES}notes.write('begins\\n');{READY}{STAY}") as process:
        eventually(lambda: begun(tmp_path), what="ready")
        [child] = children(process.pid)
        os.kill(child, signal.SIGKILL)
        eventually(lambda: notes(tmp_path) == ["begins", "begins"], what="another begin")


def test_what_a_dead_part_started_is_ended_too(tmp_path: Path) -> None:
    code = f"import subprocess;{NOTES}p=subprocess.Popen([sys.executable,'-c','import time;{STAY}']);{READY}"
    with tree(tmp_path, parent=f"{code}notes.write(f'{{p.pid}}\\n');{STAY}") as process:
        eventually(lambda: begun(tmp_path) and notes(tmp_path), what="ready")
        grandchild = int(notes(tmp_path)[0])
        os.kill(children(process.pid)[0], signal.SIGKILL)
        eventually(lambda: not alive(grandchild), what="the end of what it started")


def test_a_part_that_never_becomes_ready_is_the_end(tmp_path: Path) -> None:
    with tree(tmp_path, broken="raise SystemExit(1)", good=f"import time;{READY}{STAY}") as process:
        assert process.wait(20) == 0
        assert not begun(tmp_path)


def test_a_part_that_does_not_want_to_end_is_killed_after_its_grace(tmp_path: Path) -> None:
    with tree(tmp_path, stubborn=f"{NOTES}signal.signal(signal.SIGTERM, signal.SIG_IGN);{READY}{STAY}") as process:
        eventually(lambda: begun(tmp_path), what="ready")
        [child] = children(process.pid)
        process.terminate()
        assert process.wait(20) == 0
        assert not alive(child)


def test_a_second_signal_means_at_once(tmp_path: Path) -> None:
    code = f"{NOTES}signal.signal(signal.SIGTERM, lambda *_: notes.write('asked\\n'));{READY}{STAY};{STAY}"
    with tree(tmp_path, slow=code) as process:
        eventually(lambda: begun(tmp_path), what="ready")
        process.send_signal(signal.SIGINT)
        eventually(lambda: notes(tmp_path) == ["asked"], what="the question")
        process.send_signal(signal.SIGINT)
        assert process.wait(2) == 0


def test_when_the_supervisor_is_killed_its_parts_end(tmp_path: Path) -> None:
    with tree(tmp_path, one=f"import time;{READY}{STAY}", two=f"import time;{READY}{STAY}") as process:
        eventually(lambda: begun(tmp_path), what="ready")
        parts = children(process.pid)
        process.kill()
        process.wait()
        eventually(lambda: not any(map(alive, parts)), what="the end of the parts")
