"""Hostile files dropped into a real service: each is a row with a reason, and the same workers read the next report."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from running import Running, alive, children, eventually, report

from gouji.submission import State

sys.path.append(str(Path(__file__).parents[1] / "hostile"))
from hostile_corpus import FILES
from hostile_endings import require_words

#: One of each kind of death, and those that go through the archive.
SAMPLE = [
    "docx-700mb.docx",
    "docx-laughs.docx",
    "docx-nested-tables.docx",
    "xlsx-merged-everything.xlsx",
    "ofd-slips.ofd",
    "pdf-form-calls-itself.pdf",
    "pdf-tree-loop.pdf",
    "html-million-divs.html",
    "txt-one-nul.txt",
    "zip-twenty-bombs.zip",
    "zip-names.zip",
    "eml-names.eml",
]
PATIENCE = 120.0
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def readers(service: Running) -> list[int]:
    return service.find("gouji.reader.child")


@linux
def test_hostile_files_end_in_words_and_the_workers_live(service: Running) -> None:
    before = sorted(service.pool())
    for name in SAMPLE:
        service.drop(name, FILES[name]())
    for name in SAMPLE:
        ended = service.wait_for_state(name, PATIENCE)
        assert ended.state is not State.FAILED, ended.reason
        require_words(ended.reason)
    service.drop("之后.txt", report(count=77))
    assert service.wait_for_state("之后.txt", PATIENCE).state is State.CHECKED
    assert sorted(service.pool()) == before
    assert "Traceback" not in service.log.read_text()


@linux
def test_a_reader_that_is_killed_between_two_files_costs_nothing(service: Running) -> None:
    service.drop("一.txt", report(count=501))
    service.wait_for_state("一.txt")
    for process in readers(service):
        os.kill(process, signal.SIGKILL)
    service.drop("二.txt", report(count=502))
    assert service.wait_for_state("二.txt").state is State.CHECKED


@linux
def test_a_worker_that_is_killed_takes_its_reader_along(service: Running) -> None:
    worker, reader = next(
        (one, below) for one in service.pool() for below in children(one) if below in readers(service)
    )
    os.kill(worker, signal.SIGKILL)
    eventually(lambda: not alive(reader), what="the end of the reader")
